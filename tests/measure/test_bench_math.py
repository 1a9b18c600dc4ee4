"""The twin that `make bench` measures is the same page, with LaTeX in place of rendered math."""

from bench_math import twin
from bs4 import BeautifulSoup


def test_the_twin_has_each_formula_as_latex_and_the_same_text(built):
    html = (built / "collapse/index.html").read_text()
    page, other = BeautifulSoup(html, "html.parser"), BeautifulSoup(twin(html, "../mathjax"), "html.parser")
    formulas = [math.find("annotation").get_text() for math in page.select(".katex")]
    assert formulas and [math.get_text()[2:-2] for math in other.select("span.arithmatex:not(:has(*))")] == formulas
    assert not other.select(".katex, .katex-display, link[href*=katex]")
    assert "unset" not in str(other.head) and "fonts.finally" not in str(other)
    assert other.select_one("script[src='../mathjax/es5/tex-mml-chtml.js']")
    for part in page.select(".katex") + other.select("span.arithmatex:not(:has(*))"):
        part.decompose()
    assert other.article.get_text() == page.article.get_text()
