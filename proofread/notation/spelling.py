r"""What people write that only spells what the notation has: `x^T`, `||x||`, `\text{softmax}(z)`, `\dfrac{a}{b}`.

A row of a table a spelling, which respell.py brings into the notation's own; positions stay those of the author's text.
Where a spelling has two readings it's no row here: what knows the names and the shapes asks.
"""

import re


def _words(text):
    return frozenset(text.split())


def _rows(text):
    return [tuple(side.split() for side in row.split("->")) for row in text.strip().split("\n")]


GREEK = _words(r"""
    \alpha \beta \gamma \delta \epsilon \varepsilon \zeta \eta \theta \vartheta \iota \kappa \lambda \mu \nu \xi
    \pi \rho \varrho \sigma \tau \upsilon \phi \varphi \chi \psi \omega \ell \Gamma \Delta \Theta \Lambda \Xi
    \Pi \Sigma \Upsilon \Phi \Psi \Omega
""")
# One token for another.
WORDS = {left: right for (left,), (right,) in _rows(r"""
    \dfrac -> \frac
    \tfrac -> \frac
    \cfrac -> \frac
    \neq -> \ne
    \leq -> \le
    \leqslant -> \le
    \geq -> \ge
    \geqslant -> \ge
    \lt -> <
    \gt -> >
    \simeq -> \approx
    \colon -> :
    \| -> \Vert
    \vert -> |
    \lbrace -> \{
    \rbrace -> \}
    \lbrack -> [
    \rbrack -> ]
    \rightarrow -> \to
    \longrightarrow -> \to
    \longmapsto -> \mapsto
    \gets -> \leftarrow
    \ast -> *
    \star -> *
    \coloneqq -> :=
    \triangleq -> :=
    \equiv -> =
    \prime -> '
    \intercal -> \top
    \dotsc -> \dots
    \dotsb -> \dots
    \dotsm -> \dots
    \dotso -> \dots
    \R -> \mathbb{R}
    \RR -> \mathbb{R}
    \Reals -> \mathbb{R}
    \reals -> \mathbb{R}
    \N -> \mathbb{N}
    \Z -> \mathbb{Z}
    \mathds{1} -> \mathbb{1}
    \1 -> \mathbb{1}
    \therefore -> \Rightarrow
    \implies -> \Rightarrow
    \Longrightarrow -> \Rightarrow
    \iff -> \Leftrightarrow
    \Longleftrightarrow -> \Leftrightarrow
""")}  # fmt: skip
# Space says nothing, and is dropped; so is other dress, of which the braces stay.
SPACING = _words(r"""
    \, \; \: \! \> \left \right \middle \displaystyle \textstyle \limits \nolimits \big \Big \bigg \Bigg \bigl
    \bigr \Bigl \Bigr \biggl \biggr \Biggl \Biggr
""") | {"\\ ", "~", "\\\n"}
DRESS = _words(r"""
    \scriptstyle \scriptscriptstyle \bigm \Bigm \mathstrut \strut \null \nonumber \notag \hfill \allowbreak
    \noindent \centering \thinspace \medspace \thickspace \enspace \negthinspace \mathop \mathbin \mathrel
    \mathord \mathopen \mathclose \boxed \fbox \smash \ensuremath \hline
""")
# The same with an argument.
LAYOUT = re.compile(
    r"\\(?:hspace|vspace|label|color|textcolor|colorbox|tag)\*?\s*(?:\[[^\]]*\])?"
    r"\{(?P<said>[^{}]*)\}|\\(?:left|right|[bB]igg?[lr]?)\s*\.|\\(?:hskip|kern|mkern|mskip)\s*-?[\d.]+\s*(?:em|ex|mu|pt|mm|cm)"
)
# Tokens in a row for others.
ROWS = _rows(r"""
    . . .         -> \dots
    \{ 1 . .      -> \{ 1 , \dots ,
    \{ 0 . .      -> \{ 0 , \dots ,
    _ { \max }    -> _ { \text{max} }
    _ { \min }    -> _ { \text{min} }
    _ \max        -> _ \text{max}
    _ \min        -> _ \text{min}
    : =           -> :=
    ^ { }         ->
""")
BOLD = {r"\boldsymbol": r"\mathbf", r"\bm": r"\mathbf", r"\pmb": r"\mathbf"}
BOLD |= {r"\mathds": r"\mathbb", r"\mathbbm": r"\mathbb"}
OLD = {r"\bf": r"\mathbf", r"\rm": r"\mathrm", r"\cal": r"\mathcal", r"\sf": r"\mathsf", r"\it": r"\mathit"}
UPRIGHT = _words(r"\text \textrm \textsf \texttt \textnormal \mbox \mathrm \mathsf \mathit \mathtt \operatorname")
STYLES = _words(r"\mathbf \mathbb \mathcal \mathrm \mathsf \mathit \mathtt \operatorname") | BOLD.keys()
OVER = _words(r"\overset \stackrel")
# How many groups a token takes: one behind an accent, too.
ACCENTED = _words(r"\hat \bar \tilde \vec \dot \widehat \widetilde \overline") | STYLES
TAKES = {r"\frac": 2, r"\sqrt": 1, "^": 1, "_": 1, r"\underbrace": 1} | dict.fromkeys(ACCENTED, 1)
OPENS, CLOSES = ("(", "[", "{", r"\{", r"\langle"), (")", "]", "}", r"\}", r"\rangle")
# Words that name what they stand under, in plain letters, too: `E_{loss}` has no four indices.
LABELS = _words("""
    loss prev next new old max min out train test val pos neg true pred reg total avg mean std var data init ref
    opt err error model self target input output hidden
""")
# Names of several plain letters, where a page makes them one, and not all of their letters.
NAMES = _words("KL JS TV NLL MSE RMSE MAE SSE RSS TSS CE BCE ELBO loss cost err error acc reg")
# Words of a text in a formula, which are no names.
TEXT = _words("""
    if for when where with and at over since given provided let otherwise else or then so is are all that hence
    thus we have iff by from as to of in on such every each any within therefore because because not but also
""")
# Signs behind a name, and before one that ends what it stands in.
BEHIND = _words(r"= := \in _ ^ ( + - / \cdot \times \odot < > \le \ge \ne \approx \leftarrow : '")
BEFORE = _words(r"= := + - / \cdot \times \odot < > \le \ge \ne \approx ( { [ \partial d")
