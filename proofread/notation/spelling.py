r"""What people write that only spells what the notation has: `x^T`, `||x||`, `\text{softmax}(z)`, `\dfrac{a}{b}`.

A row of a table a spelling: tokens on the left, those that say the same on the right. Positions stay those of the
author's text. Where a spelling has two readings, it's no row here: what knows the names and shapes asks.
"""

import re

# One token for another.
WORDS = dict(
    row.split()
    for row in r"""
    \dfrac \frac
    \tfrac \frac
    \cfrac \frac
    \neq \ne
    \leq \le
    \leqslant \le
    \geq \ge
    \geqslant \ge
    \lt <
    \gt >
    \simeq \approx
    \colon :
    \| \Vert
    \vert |
    \lbrace \{
    \rbrace \}
    \lbrack [
    \rbrack ]
    \rightarrow \to
    \longrightarrow \to
    \longmapsto \mapsto
    \gets \leftarrow
    \ast *
    \star *
    \coloneqq :=
    \triangleq :=
    \equiv =
    \prime '
    \intercal \top
    \dotsc \dots
    \dotsb \dots
    \dotsm \dots
    \dotso \dots
    \R \mathbb{R}
    \RR \mathbb{R}
    \Reals \mathbb{R}
    \reals \mathbb{R}
    \N \mathbb{N}
    \Z \mathbb{Z}
    \mathds{1} \mathbb{1}
    \1 \mathbb{1}
    \therefore \Rightarrow
    \implies \Rightarrow
    \Longrightarrow \Rightarrow
    \iff \Leftrightarrow
    \Longleftrightarrow \Leftrightarrow
    """.strip().split("\n")
    if row.strip()
)
# Layout says nothing, and is dropped; so do the marks of a box, whose braces stay.
SPACING = frozenset(
    r"""
    \, \; \: \! \> \left \right \middle \displaystyle \textstyle \scriptstyle \scriptscriptstyle \limits \nolimits
    \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \biggl \biggr \Biggl \Biggr \bigm \Bigm \mathstrut \strut \null
    \nonumber \notag \hfill \allowbreak \noindent \centering \thinspace \medspace \thickspace \enspace \negthinspace
    \mathop \mathbin \mathrel \mathord \mathopen \mathclose \boxed \fbox \smash \ensuremath \hline
    """.split()
) | {"\\ ", "~", "\\\n"}
# The same with an argument.
LAYOUT = re.compile(
    r"\\(?:hspace|vspace|label|color|textcolor|colorbox|tag)\*?\s*(?:\[[^\]]*\])?"
    r"\{(?P<said>[^{}]*)\}|\\(?:left|right|[bB]igg?[lr]?)\s*\.|\\(?:hskip|kern|mkern|mskip)\s*-?[\d.]+\s*(?:em|ex|mu|pt|mm|cm)"
)
# Tokens in a row for others.
ROWS = [
    tuple(side.split() for side in row.split("->"))
    for row in r"""
    . . .         -> \dots
    \{ 1 . .      -> \{ 1 , \dots ,
    \{ 0 . .      -> \{ 0 , \dots ,
    _ { \max }    -> _ { \text{max} }
    _ { \min }    -> _ { \text{min} }
    _ \max        -> _ \text{max}
    _ \min        -> _ \text{min}
    : =           -> :=
    ^ { }         ->
    """.strip().split("\n")
]
BOLD = {r"\boldsymbol": r"\mathbf", r"\bm": r"\mathbf", r"\pmb": r"\mathbf", r"\mathds": r"\mathbb", r"\mathbbm": r"\mathbb"}
UPRIGHT = frozenset(r"\text \textrm \textsf \texttt \textnormal \mbox \mathrm \mathsf \mathit \mathtt \operatorname".split())
OVER = frozenset([r"\overset", r"\stackrel"])
OLD = {r"\bf": r"\mathbf", r"\rm": r"\mathrm", r"\cal": r"\mathcal", r"\sf": r"\mathsf", r"\it": r"\mathit", r"\tt": r"\mathtt"}
# How many groups a token takes.
TAKES = {r"\frac": 2, r"\sqrt": 1, "^": 1, "_": 1, r"\underbrace": 1, r"\overbrace": 1}
OPENS, CLOSES = ("(", "[", "{", r"\{", r"\langle"), (")", "]", "}", r"\}", r"\rangle")
# Words that name what they stand under, as a subscript or a name written in plain letters: no product of indices.
LABELS = frozenset(
    "loss prev next new old max min out train test val pos neg true pred reg total avg mean std var data init ref opt"
    " err error model self target input output hidden".split()
)
STYLES = frozenset(
    r"\mathbf \mathbb \mathcal \mathrm \mathsf \mathit \mathtt \boldsymbol \bm \pmb \mathds \mathbbm \operatorname".split()
)
ACCENTED = frozenset(r"\hat \bar \tilde \vec \dot \widehat \widetilde \overline \mathbf \mathcal".split()) | STYLES
# Words of a text in a formula, which are no names.
TEXT = frozenset(
    "if for when where with and at over since given provided let otherwise else or then so is are all that hence thus we"
    " have iff by from as to of in on such every each any within therefore because because not but also".split()
)
# Signs behind a name, and before one that ends what it stands in.
BEHIND = frozenset(r"= := \in _ ^ ( + - / \cdot \times \odot < > \le \ge \ne \approx \leftarrow : '".split())
BEFORE = frozenset(r"= := + - / \cdot \times \odot < > \le \ge \ne \approx ( { [ \partial d".split())
