r"""Norms told from absolute values, in bars: `||x||`, `||a| - |b||`, `\lvert\lvert x \rvert\rvert`."""

from proofread.notation import spelling
from proofread.notation.lexeme import joined


def bars(tokens):
    r"""Two bars side by side are those of a norm, `||x||`, where they open or close together."""
    found, open_, closed, k = [], [], None, 0
    while k < len(tokens):
        token, top = tokens[k], open_[-1] if open_ else ""
        if token.text in spelling.OPENS:
            open_.append(token.text)
        elif token.text in spelling.CLOSES:
            while open_ and open_.pop() == "|":
                pass
        elif token.text == "|":
            two = [t.text for t in tokens[k : k + 2]] == ["|", "|"]
            ends = bool(found) and (found[-1] is closed or _ends_operand(found[-1]))
            if two and (top == "||" or ((top != "|" or not ends) and _opens_norm(tokens, k + 2))):
                token, k = joined(token, tokens[k + 1], r"\Vert"), k + 1
                open_.pop() if top == "||" else open_.append("||")
            elif ends and top == "|":
                open_.pop()
                closed = token
            elif not (ends and [t.text for t in tokens[k + 1 : k + 2]] == ["_"]):  # f(x)|_{x = 0} opens nothing
                open_.append("|")
        found.append(token)
        k += 1
    return found


def _ends_operand(token):
    """Whether a bar behind a token closes: it stands behind a name, a number or a bracket."""
    if token.kind in ("letter", "number", "raw"):
        return True
    return token.text in (*spelling.CLOSES, "'", r"\top") or token.text in spelling.GREEK


def _opens_norm(tokens, k):
    """Whether no single bar closes what two bars before a place open: that of `||a| - |b||` does."""
    for j in range(k, len(tokens)):
        if tokens[j].text == "|":
            after = tokens[j + 1].text if j + 1 < len(tokens) else ""
            return after == "|" or not _ends_operand(tokens[j - 1]) or j == k
    return False


def double(tokens):
    r"""`\lvert\lvert x \rvert\rvert` is a norm, where both bars close together."""
    found, open_, k = [], [], 0
    while k < len(tokens):
        token, text = tokens[k], tokens[k].text
        two = [t.text for t in tokens[k : k + 2]] == [text, text]
        if text == r"\lvert":
            wide = two and _closes_twice(tokens, k + 1)
            open_.append(wide)
            token, k = (joined(token, tokens[k + 1], r"\lVert"), k + 1) if wide else (token, k)
        elif text == r"\rvert" and open_ and open_.pop():
            token, k = joined(token, tokens[k + 1], r"\rVert"), k + 1
        found.append(token)
        k += 1
    return found


def _closes_twice(tokens, k):
    """Whether the bar that closes the one at a place has another one directly behind it."""
    depth = 0
    for j in range(k, len(tokens) - 1):
        depth += {r"\lvert": 1, r"\rvert": -1}.get(tokens[j].text, 0)
        if depth == 0:
            return tokens[j + 1].text == r"\rvert"
    return False
