r"""The tokens of a formula as the notation spells them: the table of spelling.py, and what needs a look around.

Norms are told from nested bars, the braces that hold no argument are taken away, and letters in a row that name a
function (`diag(`) are that function.
"""

from dataclasses import replace
from itertools import takewhile

from proofread.known import COMMANDS, OPERATOR_NAMES
from proofread.notation import bars, braces, spelling
from proofread.notation.lexeme import Token, group_end, joined

ROWS = {}  # the rows of the table by the token that they begin with
for _left, _right in spelling.ROWS:
    ROWS.setdefault(_left[0], []).append((_left, _right))


def respelt(tokens):
    """Tokens in the notation's spelling. Raises Unreadable where what is written has two readings."""
    tokens = _styles(tokens)
    texts = {token.text for token in tokens}
    for needs, step in STEPS:
        if not needs.isdisjoint(texts):
            tokens = step(tokens)
    return tokens


def _styles(tokens):
    r"""`\mathbf x` and `{\bf x}` as `\mathbf{x}`; words and functions in upright letters; letters of a function."""
    found, k, scripts = [], 0, []
    while k < len(tokens):
        token, following = tokens[k], tokens[k + 1] if k + 1 < len(tokens) else None
        if token.text == "{":
            scripts.append(bool(found) and found[-1].text == "_")
        elif token.text == "}" and scripts:
            scripts.pop()
        below = (bool(found) and found[-1].text == "_") or scripts[-1:] == [True]
        if token.text in spelling.OLD and following and following.kind in ("letter", "command"):
            command = spelling.OLD[token.text]
            token, k = joined(token, following, f"{command}{{{following.text}}}", following.text, "raw"), k + 1
        elif token.text in spelling.STYLES and following and _may_be_styled(following):
            token, k = joined(token, following, f"{token.text}{{{following.text}}}", following.text, "raw"), k + 1
        if token.kind == "raw":
            before = found[-1].text if found else ""
            before = "+" if found and found[-1].kind == "number" else before  # 2 \text{loss}
            token = _styled(token, below, before, following.text if following else "")
        elif token.kind == "letter":
            run = _run(tokens, k)
            if len(run) > 1 and below and "".join(t.text for t in run) in spelling.LABELS:
                token, k = _label(run), k + len(run) - 1
            elif not below and (word := "".join(t.text for t in run)) in spelling.NAMES | {"Id"}:
                token, k = joined(run[0], run[-1], rf"\mathrm{{{word}}}", word, "raw"), k + len(run) - 1
            elif len(run) > 1 and not below and (count := _function(tokens, k, run)):
                token, k = _called(tokens[k : k + count]), k + count - 1
        found.append(token)
        k += 1
    return found


def _may_be_styled(token):
    """Whether a token can be a style's argument without braces."""
    return token.kind in ("letter", "command") or (token.kind == "number" and len(token.text) == 1)


def _styled(token, below, before, after):
    """A styled token in its usual style; a function where its argument is the name of one."""
    command = token.text[: token.text.index("{")].rstrip().rstrip("*")
    word, end = token.argument.strip(), token.end
    if word == "e" and command == r"\mathrm" and not below:
        return Token("letter", "e", token.at, "", end)
    if command in spelling.BOLD:
        command = spelling.BOLD[command]
        return replace(token, text=f"{command}{{{token.argument}}}", stop=end)
    if command not in spelling.UPRIGHT or below:
        return token
    if f"\\{word}" in COMMANDS and word.isalpha():
        return Token("command", f"\\{word}", token.at, "", end)
    if word.lower() in spelling.TEXT and command != r"\operatorname":
        return replace(token, text=rf"\text{{{token.argument}}}", stop=end)
    if word in OPERATOR_NAMES and command not in (r"\mathrm", r"\operatorname"):
        return replace(token, text=rf"\operatorname{{{word}}}", argument=word, stop=end)
    if command != r"\operatorname" and len(word) > 1 and token.argument.isalpha() and _is_name(word, before, after):
        return replace(token, text=rf"\mathrm{{{word}}}", argument=word, stop=end)
    return token


def _is_name(word, before, after):
    """Whether a word in upright letters is a name by what stands around it, and no text: `\\text{loss} = …`."""
    if word.lower() in spelling.TEXT:
        return False
    ends = after in ("", "}", ")", "]", ",", ".", "&", r"\\") and before in spelling.BEFORE
    return ends or after in spelling.BEHIND


def _run(tokens, k):
    """The letters from a place on that touch each other."""
    found = [tokens[k]]
    for token in takewhile(lambda t: t.kind == "letter", tokens[k + 1 :]):
        if token.at != found[-1].end:
            break
        found.append(token)
    return found


def _label(run):
    word = "".join(token.text for token in run)
    return joined(run[0], run[-1], rf"\text{{{word}}}", word, "raw")


def _function(tokens, k, run):
    """How many of these letters name a function that is called: `diag(`."""
    after = tokens[k + len(run)].text if k + len(run) < len(tokens) else ""
    word = "".join(token.text for token in run)
    known = word in OPERATOR_NAMES or f"\\{word}" in COMMANDS
    return len(run) if known and after == "(" else 0


def _called(run):
    word = "".join(token.text for token in run)
    if f"\\{word}" in COMMANDS:
        return joined(run[0], run[-1], f"\\{word}", "", "command")
    return joined(run[0], run[-1], rf"\operatorname{{{word}}}", word, "raw")


def _rows(tokens):
    """The rows of the table, wherever they fit."""
    found, k = [], 0
    while k < len(tokens):
        for left, right in ROWS.get(tokens[k].text, ()):
            here = tokens[k : k + len(left)]
            if [token.text for token in here] == left:
                found += _instead(here, right)
                k += len(left)
                break
        else:
            found.append(tokens[k])
            k += 1
    return found


def _instead(tokens, texts):
    """Other tokens in the place of some: what both begin with stays, the first of the others spans the rest."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0].text == pair[1], zip(tokens, texts, strict=False)))
    rest, last = tokens[same:], tokens[-1]
    made = [_spelt(text, rest[0].at if j == 0 else last.end, last.end) for j, text in enumerate(texts[same:])]
    return [*tokens[:same], *made]


def _spelt(text, at, end):
    argument = text[text.index("{") + 1 : -1] if text.endswith("}") and text.startswith("\\") else ""
    return Token("raw" if argument else "command", text, at, argument, end)


def _members(tokens):
    r"""`W^{(1)T}` as `W^{(1)}` with a superscript of its own, `T`, which has no `^` on paper."""
    found, k = [], 0
    while k < len(tokens):
        found.append(tokens[k])
        end = group_end(tokens, k)
        last = tokens[end - 2] if end - 2 > k else None
        sign = last is not None and (last.text in ("T", r"\top", "'") or last.argument.strip() == "T")
        if [t.text for t in tokens[k - 1 : k + 2]] == ["^", "{", "("] and sign and tokens[end - 3].text == ")":
            found += [*tokens[k + 1 : end - 2], replace(tokens[end - 1], at=last.at, stop=last.at)]
            found += [Token("command", "^", last.at, "", last.at), replace(last, stop=tokens[end - 1].end)]
            k = end - 1
        k += 1
    return found


def _over(tokens):
    r"""`\overset{(a)}{=}` is `=`, and so is `\stackrel{\text{def}}{=}`, which defines."""
    found, k = [], 0
    while k < len(tokens):
        if tokens[k].text in spelling.OVER and tokens[k + 1 : k + 2]:
            end = group_end(tokens, k + 1)
            below = group_end(tokens, end)
            said = "".join(t.argument or t.text for t in tokens[k + 1 : end]).strip("{}() .")
            sign = [t for t in tokens[end:below] if t.text not in ("{", "}")]
            if len(sign) == 1 and (said.isalnum() or not said):
                text = (
                    ":=" if said.startswith(("def", r"\Delta", r"\triangle")) and sign[0].text == "=" else sign[0].text
                )
                found.append(joined(tokens[k], tokens[below - 1], text))
                k = below
                continue
        found.append(tokens[k])
        k += 1
    return found


def _arrays(tokens):
    r"""An `array` in brackets is a matrix, behind `\\{` it's cases; elsewhere, it has a chain's rows."""
    found, open_ = [], []
    for token in tokens:
        if token.kind == "begin":
            kind, before = token.argument, found[-1].text if found else ""
            if kind in ("array", "matrix", "smallmatrix"):
                inside = before and found[-1].kind != "begin"
                kind = (
                    "cases" if before == r"\{" else "pmatrix" if inside else "aligned" if kind == "array" else "pmatrix"
                )
                if kind == "cases":
                    found.pop()
            open_.append(kind)
            token = replace(token, argument=kind, stop=token.end)
        elif token.kind == "end" and open_:
            kind = open_.pop()
            token = replace(token, argument=kind, stop=token.end)
        found.append(token)
    return found


STEPS = (
    ({r"\end{array}", r"\end{matrix}", r"\end{smallmatrix}"}, _arrays),
    ({left[0] for left, _ in spelling.ROWS}, _rows),
    ({"|"}, bars.bars),
    ({r"\lvert"}, bars.double),
    (set(spelling.OVER), _over),
    ({"^"}, _members),
    ({"{"}, braces.spare),
)
