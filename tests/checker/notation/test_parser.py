r"""The parser: every token is used or refused, and precedence is that of mathematics."""

import pytest

from proofread.notation import forms, parser, reader, survey, tree
from proofread.notation.tokens import Unreadable


class Known(reader.Names):
    """Names as a page would give them: f and g are functions, the others values or sizes."""

    def kind(self, key):
        kinds = {"f": "function", "g": "function", "n": "size", "w_1": "value", r"\phi": "function"}
        return kinds.get(key, "value" if key in {"x", "y", "A", "L", "y^*", "a", "b", "z"} else None)

    def declares(self, raws):
        return True

    def head(self, raw):
        return forms.Head(raw.base, tuple(raw.subscript), raw.parameters, text=raw.base)


def parse(text):
    return parser.parse(text, Known())


def shape(text):
    """An expression as nested text, to compare trees by."""
    (clause,) = parse(text).clauses
    return outline(clause.terms[0])


def outline(node):
    match node:
        case tree.Number(value):
            return str(value)
        case tree.Name(key):
            return key
        case tree.Add(terms, signs):
            return (
                "(" + " ".join(f"{'+' if s > 0 else '-'}{outline(t)}" for t, s in zip(terms, signs, strict=True)) + ")"
            )
        case tree.Product(left, operator, right):
            return f"[{outline(left)}{operator or ' '}{outline(right)}]"
        case tree.Power(base, exponent):
            return f"{outline(base)}**{outline(exponent)}"
    inner = ",".join(outline(child) for child in node.children)
    return f"{type(node).__name__}({inner})"


@pytest.mark.parametrize(
    ("text", "tree_outline"),
    [
        ("a + b - x", "(+a +b -x)"),
        ("-a b + x", "(-[a b] +x)"),
        ("2 a^2 b", "[[2 a**2] b]"),
        ("A^\\top x", "[Transpose(A) x]"),
        ("A x \\odot y", "[[A x]\\odoty]"),
        ("\\sum_i x_i y_i + a", "(+Big([Index(x,i) Index(y,i)]) +a)"),
        ("a \\sum_i x_i", "[a Big(Index(x,i))]"),
        ("\\sum_i -x_i", "Big((-Index(x,i)))"),
        ("f(x)^2", "Apply(f,x)**2"),
        ("a(x)^2", "[a x**2]"),
        ("f'(x) a", "[Apply(Prime(f),x) a]"),
        ("\\nabla f(x)^\\top y", "[Transpose(Nabla(Apply(f,x))) y]"),
        ("\\nabla_y \\lVert y \\rVert^2", "Nabla(Call(y)**2,y)"),
        ("\\frac{\\partial}{\\partial y} a y + b", "(+Derivative([a y],y) +b)"),
        ("\\partial L / \\partial y_j", "Derivative(L,Index(y,j))"),
        ("\\frac12 x", "[Quotient(1,2) x]"),
        ("y_i^*", "Index(y^*,i)"),
        ("y^*_i", "Index(y^*,i)"),
        ("y^{*}_{i}", "Index(y^*,i)"),
        ("w_1", "w_1"),
        ("x_1", "Index(x,1)"),
        ("x_12", "[Index(x,1) 2]"),
        ("\\log a b", None),
        ("1/2 x", None),
        ("a / b \\cdot x", None),
        ("x 2", None),
        ("\\tanh^2(x)", "Call(x)**2"),
        ("32{,}768", "32768"),
        ("268\\,435\\,456", "268435456"),
        ("1.5", "3/2"),
        ("\\left( \\frac{a}{b} \\right)^2", "Quotient(a,b)**2"),
        ("|a| |b|", "[Call(a) Call(b)]"),
        ("(f \\circ g)(x)", "Apply(Compose(f,g),x)"),
        ("e^{-x}", "Call((-x))"),
    ],
)
def test_precedence(text, tree_outline):
    if tree_outline is None or text == "x_12":
        with pytest.raises(Unreadable):
            parse(text)
    else:
        assert shape(text) == tree_outline


@pytest.mark.parametrize(
    ("text", "token"),
    [
        (r"x = \mathbf{2} y", r"\mathbf{2}"),
        (r"\frac{\partial^3 L}{\partial y_i \partial y_j} = 0", r"\partial"),
        (r"\lVert x \rVert_3 = 1", "3"),
        (r"x = \foo", r"\foo"),
        (r"x = y \%", r"\%"),
        (r"x = y!", "!"),
        (r"x = y & 2", "&"),
        (r"x = (y", ""),
        (r"x = (y]", "]"),
        (r"x = y)", ")"),
        (r"x = y}", "}"),
        (r"x^{2", ""),
        (r"x_{i", ""),
        (r"x_{} = 1", "}"),
        (r"x = \text{words} y", r"\text{words}"),
        (r"x = y \tag{Bad Name}", r"\tag{Bad Name}"),
        (r"x = y \tag{one} \tag{two}", r"\tag{two}"),
        (r"x = \mathbb{R}", r"\mathbb{R}"),
        (r"x = \sin^{-1}(y)", ""),
        (r"2'", "'"),
        (r"x = = y", "="),
        (r"x =", ""),
        (r"x = \sqrt{}", "}"),
        (r"\begin{tikzcd} x &= y \end{tikzcd}", r"\begin{tikzcd}"),
        (r"\left. x \right| = 1", "="),
        (r"x = d", ""),
        (r"\sum x_{ij}", r"\sum"),
        (r"\sum^n x_i", "x"),
        (r"x \pm y", r"\pm"),
        (r"\langle x \rangle = 1", r"\langle"),
        (r"x = \begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}", r"\begin{pmatrix}"),
        (r"x \to y", r"\to"),
        (r"x = y^", ""),
        (r"x = \nabla_y 2", r"\nabla"),
        (r"x = \sum_{j j \ne i} x_j", r"j"),
        (r"k \in \{1, \vdots, n\}", r"\vdots"),
    ],
)
def test_what_the_notation_lacks_is_refused_by_name(text, token):
    with pytest.raises(Unreadable) as caught:
        parse(text)
    assert token in caught.value.message
    if token:
        assert text[caught.value.at :].startswith(token) or token == r"\langle"


@pytest.mark.parametrize("text", ["(" * 100 + "x" + ")" * 100, "x + " * 2000 + "x", "\\sqrt{" * 80 + "x" + "}" * 80])
def test_too_much_is_refused_not_crashed(text):
    with pytest.raises(Unreadable):
        parse(text)


def test_long_but_flat_is_read():
    assert len(parse("x + " * 900 + "x").clauses[0].terms[0].terms) == 901


def test_declarations():
    (one,) = parse(r"y, y^* \in \mathbb{R}^{m \times n}_{>0}").clauses
    assert [head.key for head in one.names] == ["y", "y"] or len(one.names) == 2
    assert (one.space.kind, len(one.space.axes), one.space.bound) == ("real", 2, ">0")
    (two,) = parse(r"f, g : \mathbb{R}^n \times \mathbb{R} \to \mathbb{R}").clauses
    assert len(two.names) == 2 and len(two.domain) == 2 and two.space.axes == ()
    (three,) = parse(r"c : \{1, \dots, S\} \to \{1, \dots, V\}").clauses
    assert three.domain[0].kind == three.space.kind == "range"
    (four,) = parse(r"f : y \mapsto (y - a)^2").clauses
    assert four.head.parameters == ("y",)


def test_chains_conditions_and_tags():
    found = parse(r"\begin{aligned} a &= b \\ &= x \quad (i \ne j) \end{aligned} \tag{a-1}")
    assert [len(c.terms) for c in found.clauses] == [3]
    assert found.tag == "a-1" and len(found.conditions) == 1
    two = parse(r"\begin{aligned} a &= b \\ x &= y \end{aligned}")
    assert [len(c.terms) for c in two.clauses] == [2, 2]
    longer = parse(r"\begin{aligned} a &= b \\ &\quad + x \end{aligned}")
    assert [len(c.terms) for c in longer.clauses] == [2]
    assert [c.word for c in parse(r"a = b \text{ if } i \ne j").clauses] == ["", "if"]
    assert parse(r"a \approx b \text{ to within } 10^{-3}").within is not None


def test_heads():
    heads = [parse(text).clauses[0].head for text in ("L = 1", "q_i = 1", "f(y) = 1", "x + y = 1", r"L \ne 1")]
    assert [h and (h.key, h.indices, h.parameters) for h in heads] == [
        ("L", (), None),
        ("q", ("i",), None),
        ("f", (), ("y",)),
        None,
        None,
    ]


@pytest.mark.parametrize(
    "text", [r"\partial_x u", r"\partial_{x} u", r"\nabla_x u", r"\nabla^2_x u", r"\nabla^{2}_x u", r"\frac{du}{dx}"]
)
def test_what_is_differentiated_by_is_no_index(text):
    class Nothing(Known):
        def kind(self, key):
            return None

    assert survey.survey(parser.Parser(text, Nothing())).subscripts == set()
    assert survey.survey(parser.Parser(rf"{text} + u^2_x", Nothing())).subscripts == {"x"}


def test_what_lacks_an_answer_to_the_parser_cannot_be_made():
    class Deaf(reader.Names):
        def kind(self, key):
            return None

    with pytest.raises(TypeError, match=r"abstract methods '?declares'?(, | and )'?head"):
        Deaf()
