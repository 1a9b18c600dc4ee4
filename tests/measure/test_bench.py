"""`make bench` runs: its parts, on little. What they measure isn't asserted."""

import sys

import bench
import pytest
from project import ROOT

# A page before another that defines a kernel imports Triton, as torch.compile does.
EARLY = "# Early\n\n```python\nimport triton\n\nassert triton.__version__\n```\n"
PAGE = "# Page\n\nLet $x \\in \\mathbb{R}$, $f(x) = x^2$.\n\n$$\\frac{df}{dx} = 2 x$$\n"


def rows(capsys):
    return [line.split() for line in capsys.readouterr().out.splitlines() if line]


def test_blocks_run_alone_and_under_pytest(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("TRITON_INTERPRET", raising=False)  # they choose it themselves
    (tmp_path / "early.md").write_text(EARLY)
    bench.blocks([tmp_path / "early.md", ROOT / "docs/gpu.md"], counts=[(2, 1)])
    _, head, row = rows(capsys)
    found = dict(zip(head, row[3:], strict=True))  # after "pages × 2"
    assert found["runs"] == "1" and int(found["blocks"]) >= 4 and float(found["floor"]) > 0


def test_what_fails_is_not_timed(tmp_path):
    with pytest.raises(AssertionError, match="no such thing"):
        bench.seconds([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path, 1)


def test_verdicts_and_their_growth(tmp_path, capsys):
    (tmp_path / "page.md").write_text(PAGE)
    bench.verdicts([tmp_path])
    assert rows(capsys)[-1][1] == "1"  # claim
    bench.growth([1, 2])
    (*_, one, _, _), (*_, two, _, _) = rows(capsys)[-2:]
    assert 0 < int(one) < int(two)
