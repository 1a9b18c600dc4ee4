r"""An author's own commands (\newcommand, \def, \let, \DeclareMathOperator): put in where they are used.

They are found in a `.tex` file's preamble and text, and in a page's formulas. How often they are put in, and how much
they make, is bounded for a page; what is beyond stays as it was written, and is refused as an unknown command is.
"""

import re
from dataclasses import dataclass

from proofread.pages.traced import Traced, joined, put

# Uses of commands in a page, and characters that they make, to which come one and four for each that it has.
STEPS, SIZE = 20_000, 400_000
COMMAND = re.compile(r"\\(?:[A-Za-z@]+|.)", re.DOTALL)
PARAMETER = re.compile(r"#([1-9])")
SPACE = re.compile(r"\s*")
NEW = frozenset(rf"\{word}command" for word in ("new", "renew", "provide")) | {r"\DeclareRobustCommand"}
DEFINES = NEW | {r"\def", r"\gdef", r"\let", r"\DeclareMathOperator", r"\DeclarePairedDelimiter"}
TOO_MUCH = (
    "the commands that the page defines make too much: from here on they aren't put in; define fewer by one another"
)


@dataclass(frozen=True)
class Macro:
    """What a command stands for: text with #1 … #9. One of `\\let` is `final`: it means what its name did before."""

    body: str
    count: int = 0
    default: Traced | None = None
    final: bool = False
    sized: bool = False  # \abs* and \abs[\big] say a size


class Macros:
    """The own commands of a page of a `length`. `spent` is the place at which it had used up what it may, or None."""

    def __init__(self, length=0):
        self.known, self.spent = {}, None
        self.steps, self.size = STEPS + length, SIZE + 4 * length

    def expanded(self, text):
        """A Traced text with its definitions taken out, and what they define put in."""
        if not self.known and not any(name in text.text for name in DEFINES):
            return text
        frames, out = [[text, 0]], []
        while frames:
            frame = frames[-1]
            found = None if self.spent is not None else self.next(*frame)
            end = found.start() if found else len(frame[0])
            if frame[1] < end:
                out.append(frame[0][frame[1] : end])
            if not found:
                frames.pop()
                continue
            frame[1] = found.end()
            if found[0] in DEFINES:
                self.define(found[0], frames)
            else:
                self.use(found[0], frame[0].at[found.start()], frames, out)
        return joined(out)

    def next(self, text, at):
        """The next command of a text that is the page's own, or defines one."""
        for found in COMMAND.finditer(text.text, at):
            if found[0] in self.known or found[0] in DEFINES:
                return found
        return None

    def use(self, name, place, frames, out):
        macro = self.known[name]
        if macro.sized:
            starred(frames)
            optional(frames)
        given = []
        if macro.default is not None:
            first = optional(frames)
            given.append(macro.default if first is None else first)
        while len(given) < macro.count:
            given.append(argument(frames))
        made = filled(macro.body, given, place)
        if raises(out):
            made = joined([put("{", place), made, put("}", place)])
        self.steps -= 1
        self.size -= len(made)
        if min(self.steps, self.size) < 0:
            self.spent = place
            out.append(put(name, place))
        elif macro.final:
            out.append(made)
        else:
            frames.append([made, 0])

    def define(self, kind, frames):
        """Take a definition, of which the command was read."""
        star = starred(frames)
        name = (argument(frames) if kind != r"\def" and kind != r"\gdef" else token(frames)).text.strip()
        if kind in NEW:
            count, default = optional(frames), optional(frames)
            number = int(count.text) if count is not None and re.fullmatch("[0-9]", count.text) else 0
            macro = Macro(argument(frames).text, number, default)
        elif kind == r"\let":
            skip(frames, "=")
            target = token(frames).text
            macro = self.known.get(target) or Macro(target, final=True)
        elif kind == r"\DeclareMathOperator":
            macro = Macro(rf"\operatorname{'*' if star else ''}{{{argument(frames).text}}}")
        elif kind == r"\DeclarePairedDelimiter":
            left, right = argument(frames).text, argument(frames).text
            macro = Macro(f"{left} #1 {right}", 1, sized=True)
        else:
            before = until_brace(frames)
            body = argument(frames).text
            plain = re.fullmatch("((?:#[1-9])*)", before.strip())
            macro = Macro(body, before.count("#")) if plain else None  # else it has delimiters of its own
        self.known.pop(name, None)
        if macro and COMMAND.fullmatch(name):
            self.known[name] = macro


def raises(out):
    """Whether a command that comes next is an index or a power as a whole."""
    last = out[-1].text.rstrip() if out else ""
    return last.endswith(("_", "^")) and not last.endswith(("\\_", "\\^"))


def filled(body, given, place):
    """A body with its arguments, which stay where they were written."""
    pieces, at = [], 0
    for found in PARAMETER.finditer(body):
        k = int(found[1]) - 1
        pieces += [put(body[at : found.start()], place), given[k] if k < len(given) else put("", place)]
        at = found.end()
    return joined([*pieces, put(body[at:], place)])


def peek(frames):
    """The first character that isn't a space, and its place, of what is left to read; None at the end.

    What is left of a command's text goes on behind it.
    """
    while frames:
        text, at = frames[-1]
        at = SPACE.match(text.text, at).end()
        if at < len(text):
            frames[-1][1] = at
            return text.text[at]
        if len(frames) == 1:
            return None
        frames.pop()
    return None


def skip(frames, character):
    if peek(frames) == character:
        frames[-1][1] += 1
        return True
    return False


def starred(frames):
    return skip(frames, "*")


def token(frames):
    """The next token: a command, or a character."""
    if peek(frames) is None:
        return Traced("")
    text, at = frames[-1]
    found = COMMAND.match(text.text, at)
    frames[-1][1] = found.end() if found else at + 1
    return text[at : frames[-1][1]]


def argument(frames):
    """The next argument: what stands in braces, or a token."""
    if peek(frames) != "{":
        return token(frames)
    text, at = frames[-1]
    end = closing(text.text, at)
    frames[-1][1] = min(end + 1, len(text))
    return text[at + 1 : end]


def optional(frames):
    """What stands in brackets; None without them."""
    if peek(frames) != "[":
        return None
    text, at = frames[-1]
    end = text.text.find("]", at)
    end = len(text) if end < 0 else end
    frames[-1][1] = min(end + 1, len(text))
    return text[at + 1 : end]


def until_brace(frames):
    r"""What stands before a brace: the parameters of a \def."""
    text, at = frames[-1]
    end = text.text.find("{", at)
    frames[-1][1] = len(text) if end < 0 else end
    return text.text[at : frames[-1][1]]


BRACES = re.compile(r"\\.|[{}]", re.DOTALL)


def closing(text, at, longest=100_000):
    """The place of the brace that closes the one at a place; the text's end without one."""
    depth, end = 0, min(len(text), at + longest)
    for found in BRACES.finditer(text, at, end):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.start()
    return end
