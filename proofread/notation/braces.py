r"""Braces that hold no argument, as in `{\hat y}_i`: they don't show on paper, and are taken away."""

from dataclasses import replace

from proofread.notation import spelling
from proofread.notation.lexeme import Unreadable, group_end

SIGNS = ("+", "-")


def spare(tokens):
    r"""Braces that hold no argument are taken away: `{\hat y}_i`, `\partial{x}`."""
    found, open_, left, wanted, k = [], [], [], 0, 0
    while k < len(tokens):
        token = tokens[k]
        if token.text == "{":
            kept = token if wanted else _kept(tokens, k)
            if not kept:
                _check_spare(tokens, k, found)
            found += [kept] if kept else []
            open_.append({"(": ")", "{": "}"}[kept.text] if kept else "")
            left.append(max(wanted - 1, 0))
            wanted = 0
        elif token.text == "}":
            closes, wanted = (open_.pop(), left.pop()) if open_ else ("}", 0)
            found += [replace(token, text=closes, stop=token.end)] if closes else []
        else:
            found.append(token)
            wanted = _wanted(token, wanted)
            if token.text == r"\sqrt" and [t.text for t in tokens[k + 1 : k + 2]] == ["["]:
                end = next((j for j in range(k, len(tokens)) if tokens[j].text == "]"), k)
                found += tokens[k + 1 : end + 1]
                k = end
        k += 1
    return found


def _kept(tokens, k):
    """Parentheses in the place of braces around a name with a superscript, which is transposed: `{W^{(1)}}^T`."""
    end = group_end(tokens, k)
    behind = [token for token in tokens[end : end + 3] if token.text != "{"]
    transposed = len(behind) > 1 and (behind[1].text in ("T", r"\top", "-") or behind[1].argument.strip() == "T")
    if transposed and behind[0].text == "^" and any(token.text == "^" for token in tokens[k:end]):
        return replace(tokens[k], text="(", stop=tokens[k].end)
    return None


def _wanted(token, wanted):
    """How many groups are still to come as arguments, behind a token."""
    takes = spelling.TAKES.get(token.text, 0)
    if takes:
        return takes
    return max(wanted - (len(token.text) if token.kind == "number" else 1), 0)


def _check_spare(tokens, k, before):
    """Refuse braces that seem to hold something together, which they don't on paper."""
    end = group_end(tokens, k)
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
