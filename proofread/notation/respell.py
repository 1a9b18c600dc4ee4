r"""The tokens of a formula as the notation spells them: the table of spelling.py, and what needs a look around.

Norms are told from nested bars, the braces that hold no argument are taken away, and letters in a row that name a
function (`diag(`) are that function.
"""

from dataclasses import replace
from itertools import takewhile

from proofread.known import COMMANDS, OPERATOR_NAMES
from proofread.notation import spelling
from proofread.notation.lexeme import Token, Unreadable

SIGNS = ("+", "-")


def respelt(tokens):
    """Tokens in the notation's spelling. Raises Unreadable where what is written has two readings."""
    tokens = _styles(tokens)
    texts = {token.text for token in tokens}
    for needs, step in STEPS:
        if not needs.isdisjoint(texts):
            tokens = step(tokens)
    return tokens


def _joined(first, last, text, argument="", kind=""):
    """One token in the place of several."""
    return Token(kind, text, first.at, argument, last.end)


def _styles(tokens):
    r"""`\mathbf x` and `{\bf x}` as `\mathbf{x}`; words and functions in upright letters; letters that are a function."""
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
            token, k = _joined(token, following, f"{command}{{{following.text}}}", following.text, "raw"), k + 1
        elif token.text in spelling.STYLES and following and following.kind in ("letter", "number", "command"):
            if following.kind != "number" or len(following.text) == 1:
                token, k = _joined(token, following, f"{token.text}{{{following.text}}}", following.text, "raw"), k + 1
        if token.kind == "raw":
            before = found[-1].text if found else ""
            token = _styled(token, below, before, following.text if following else "")
        elif token.kind == "letter":
            run = _run(tokens, k)
            if len(run) > 1 and below and "".join(t.text for t in run) in spelling.LABELS:
                token, k = _label(run), k + len(run) - 1
            elif "".join(t.text for t in run) == "Id":
                token, k = _joined(run[0], run[-1], r"\mathrm{Id}", "Id", "raw"), k + len(run) - 1
            elif len(run) > 1 and not below and (count := _function(tokens, k, run)):
                token, k = _called(tokens[k : k + count]), k + count - 1
        found.append(token)
        k += 1
    return found


def _styled(token, below, before, after):
    """A styled token in its usual style; a function where its argument is the name of one."""
    command = token.text[: token.text.index("{")].rstrip().rstrip("*")
    word, end = token.argument.strip(), token.end
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
    if command != r"\operatorname" and len(word) > 1 and word.isalpha() and _is_name(word, before, after):
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
    return _joined(run[0], run[-1], rf"\text{{{word}}}", word, "raw")


def _function(tokens, k, run):
    """How many of these letters name a function that is called: `diag(`."""
    after = tokens[k + len(run)].text if k + len(run) < len(tokens) else ""
    word = "".join(token.text for token in run)
    known = word in OPERATOR_NAMES or f"\\{word}" in COMMANDS
    return len(run) if known and after == "(" else 0


def _called(run):
    word = "".join(token.text for token in run)
    if f"\\{word}" in COMMANDS:
        return _joined(run[0], run[-1], f"\\{word}", "", "command")
    return _joined(run[0], run[-1], rf"\operatorname{{{word}}}", word, "raw")


def _rows(tokens):
    """The rows of the table, wherever they fit."""
    found, k = [], 0
    while k < len(tokens):
        for left, right in spelling.ROWS:
            here = tokens[k : k + len(left)]
            if tokens[k].text == left[0] and [token.text for token in here] == left:
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


def _bars(tokens):
    r"""Two bars side by side are those of a norm, `||x||`, where they open or close together."""
    found, open_, k = [], [], 0
    while k < len(tokens):
        token, two = tokens[k], [t.text for t in tokens[k : k + 2]] == ["|", "|"]
        if token.text in spelling.OPENS:
            open_.append(token.text)
        elif token.text in spelling.CLOSES:
            while open_ and open_.pop() == "|":
                pass
        elif token.text == "|":
            top = open_[-1] if open_ else ""
            if two and (top == "||" or (top != "|" and _opens_norm(tokens, k + 2))):
                token, k = _joined(token, tokens[k + 1], r"\Vert", kind="command"), k + 1
                open_.pop() if top == "||" else open_.append("||")
            elif top == "|":
                open_.pop()
            else:
                open_.append("|")
        found.append(token)
        k += 1
    return found


def _opens_norm(tokens, k):
    """Whether no single bar closes what two bars before a place open: that of `||a| - |b||` does."""
    for j in range(k, len(tokens)):
        if tokens[j].text == "|":
            after = tokens[j + 1].text if j + 1 < len(tokens) else ""
            return after == "|" or tokens[j - 1].text in (*SIGNS, "(", "=") or j == k
    return False


def _over(tokens):
    r"""`\overset{(a)}{=}` is `=`, and so is `\stackrel{\text{def}}{=}`, which defines."""
    found, k = [], 0
    while k < len(tokens):
        if tokens[k].text in spelling.OVER and tokens[k + 1 : k + 2]:
            end = _close(tokens, k + 1)
            below = _close(tokens, end)
            said = "".join(t.argument or t.text for t in tokens[k + 1 : end]).strip("{}() .")
            sign = [t for t in tokens[end:below] if t.text not in ("{", "}")]
            if len(sign) == 1 and (said.isalnum() or not said):
                text = ":=" if said.startswith(("def", r"\Delta", r"\triangle")) and sign[0].text == "=" else sign[0].text
                found.append(_joined(tokens[k], tokens[below - 1], text, kind="command"))
                k = below
                continue
        found.append(tokens[k])
        k += 1
    return found


def _close(tokens, k):
    """One past the group, or the token, that stands at a place."""
    if k >= len(tokens) or tokens[k].text != "{":
        return min(k + 1, len(tokens))
    depth = 0
    for j in range(k, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[j].text, 0)
        if depth == 0:
            return j + 1
    return len(tokens)


def _arrays(tokens):
    r"""An `array` in brackets is a matrix, behind `\\{` it's cases; elsewhere, it has a chain's rows."""
    found, open_ = [], []
    for token in tokens:
        if token.kind == "begin":
            kind, before = token.argument, found[-1].text if found else ""
            if kind in ("array", "matrix", "smallmatrix"):
                inside = before and found[-1].kind != "begin"
                kind = "cases" if before == r"\{" else "pmatrix" if inside else "aligned" if kind == "array" else "pmatrix"
                if kind == "cases":
                    found.pop()
            open_.append(kind)
            token = replace(token, argument=kind, stop=token.end)
        elif token.kind == "end" and open_:
            kind = open_.pop()
            token = replace(token, argument=kind, stop=token.end)
        found.append(token)
    return found


def _braces(tokens):
    r"""Braces that hold no argument are taken away: `{\hat y}_i`, `\partial{x}`."""
    found, open_, wanted, k = [], [], 0, 0
    while k < len(tokens):
        token = tokens[k]
        if token.text == "{":
            spare = wanted == 0
            if spare:
                _check_spare(tokens, k, found)
            else:
                found.append(token)
            open_.append((spare, max(wanted - 1, 0)))
            wanted = 0
        elif token.text == "}":
            spare, wanted = open_.pop() if open_ else (False, 0)
            if not spare:
                found.append(token)
        else:
            found.append(token)
            wanted = _wanted(token, wanted)
            if token.text == r"\sqrt" and [t.text for t in tokens[k + 1 : k + 2]] == ["["]:
                end = next((j for j in range(k, len(tokens)) if tokens[j].text == "]"), k)
                found += tokens[k + 1 : end + 1]
                k = end
        k += 1
    return found


def _wanted(token, wanted):
    """How many groups are still to come as arguments, behind a token."""
    takes = spelling.TAKES.get(token.text, 1 if token.text in spelling.ACCENTED else 0)
    if takes:
        return takes
    return max(wanted - (len(token.text) if token.kind == "number" else 1), 0)


def _check_spare(tokens, k, before):
    """Refuse braces that seem to hold something together, which they don't on paper."""
    end = _close(tokens, k)
    inside, after = tokens[k + 1 : end - 1], tokens[end].text if end < len(tokens) else ""
    depth, sums = 0, False
    for j, token in enumerate(inside):
        depth += (token.text in spelling.OPENS) - (token.text in spelling.CLOSES)
        sums |= depth == 0 and j > 0 and token.text in SIGNS
    beside = bool(before) and before[-1].text not in ("=", "(", "[", "{", ",", "&", "+", r"\\", r"\left")
    if sums and (beside or after in ("^", "_") or after.isalnum()):
        raise Unreadable("braces don't show on paper: write parentheses for", tokens[k].at)
    atoms = [t for t in inside if t.text not in ("{", "}") and t.text not in spelling.ACCENTED]
    scripts = any(t.text in ("^", "_") for t in inside)
    if after == "^" and len(atoms) > 1 and not scripts and not _bracketed(inside):
        raise Unreadable("a power of all of it, or of its last factor? Write parentheses for", tokens[k].at)


def _bracketed(tokens):
    """Whether some tokens are one pair of brackets with what it holds."""
    depth = 0
    for j, token in enumerate(tokens):
        depth += (token.text in spelling.OPENS) - (token.text in spelling.CLOSES)
        if depth == 0:
            return j == len(tokens) - 1 and token.text in spelling.CLOSES
    return False


STEPS = (
    ({r"\end{array}", r"\end{matrix}", r"\end{smallmatrix}"}, _arrays),
    ({left[0] for left, _ in spelling.ROWS}, _rows),
    ({"|"}, _bars),
    (set(spelling.OVER), _over),
    ({"{"}, _braces),
)
