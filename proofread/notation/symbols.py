"""The part of the parser that reads names.

Their decorations and indices.
"""

from proofread.known import OPERATOR_NAMES
from proofread.notation import tree
from proofread.notation.reader import Reader
from proofread.notation.tokens import Token, plain

MEMBER = r"\cdot"  # in the key of a family, where its index stands: that of `x^{(i)}` is `x^(\cdot)`


class Symbols(Reader):
    """Mixed into the Parser."""

    def named(self):
        """A name with its decorations and indices, or one of the constants and functions that need no declaration."""
        self.part()
        start = self.at
        base = self.base()
        if base == "d" and self.names.kind("d") == "size" and not self.acts():
            return self.make(tree.Name, start, "d")
        if base == "d":
            return self.differential(start)
        base = self.names.alike(base, self.indices_ahead())
        if base == r"\mathbb{1}" and not self.sees_condition():
            base = r"\mathbf{1}"
        if base == r"\mathbb{1}" or (base in (r"\mathbf{1}", r"\mathbb{I}", r"\mathbf{I}") and self.sees_condition()):
            return self.indicator(start)
        if (dotted := undotted(base)) and not self.names.kind(base) and self.names.kind(dotted):
            self.refuse(f"a dot for a derivative isn't read: write {dotted}' or a fraction, for", self.tokens[start])
        family = self.named_family(base)
        star, above, subscript = self.decorations(many=bool(family))
        literal, bare = key(base, self.spelling(subscript), star), key(base, "", star)
        if subscript and (self.names.kind(literal) or self.is_label(subscript)):
            return self.make(tree.Name, start, literal)
        if above and family and not self.names.kind(bare):
            indices = self.reread(above) + (self.reread(subscript) if subscript else ())
            return self.make(tree.Index, start, tree.Name(family, text=base), indices)
        if above and not self.names.kind(bare) and self.names.kind(base) == "function":
            said = f"a derivative? Write {base}', {base}'' or a fraction, or declare this as a name of its own:"
            self.refuse(said, self.tokens[start])
        members = key(base, MEMBER, star)
        if not self.names.kind(members):
            members = ""
        if not self.names.kind(bare) and not star and not (members and (subscript or not self.is_exponent())):
            known = self.without_declaration(base, subscript, start)
            if known:
                return known
        if members and (subscript or not self.names.kind(bare)):
            bare = members  # L_s, beside a total L
        node = tree.Name(bare, text=key(base, "", star))
        return self.make(tree.Index, start, node, self.reread(subscript)) if subscript else node

    def is_word(self, token):
        """Whether a token is a name of several plain letters, `KL`."""
        named = token.kind == "styled" and token.text.startswith(r"\mathrm") and len(token.argument) > 1
        return named and self.latex[token.at : token.end] == token.argument

    def part(self):
        """Take plain letters in a row apart where the page has no name of them all: `KL` is K times L."""
        token = self.next
        if self.is_word(token) and not self.names.has_word(token.text) and token.argument != "Id":
            letters = [Token("letter", letter, token.at + k) for k, letter in enumerate(token.argument)]
            self.tokens[self.at : self.at + 1] = letters

    def acts(self):
        """Whether something to differentiate stands behind a d, or a prime or index that no size has."""
        here = self.at
        if self.accept("^"):
            self.group()
        found = self.starts_factor()
        self.at = here
        return found

    def indices_ahead(self):
        """How many indices stand behind a name, perhaps behind its power."""
        skipped = 2 if self.sees("^") else 0
        below = self.ahead(6, skipped)
        if below[:1] != ["_"]:
            return 0
        inside = below[2:] if below[1:2] == ["{"] else below[1:2]
        closes = inside.index("}") if "}" in inside else len(inside)
        return sum(text not in (",", "+", "-") for text in inside[:closes])

    def is_exponent(self):
        r"""Whether what follows a name is an exponent, and no transpose: the `^x` of `e^x`."""
        return self.sees("^") and not self.transposed(1)

    def named_family(self, base):
        """The key of the family that `x^{(i)}` is a member of, where there is one; else ""."""
        family = key(base, "", f"({MEMBER})")
        return family if self.names.kind(family) else ""

    def base(self):
        """The key of a name's letter: `y`, `\\theta`, `\\mathbf{y}`, `\\hat{y}`."""
        token = self.take()
        if token.kind == "letter":
            return token.text
        if token.kind == "styled" and token.text.endswith("}"):
            command, argument = token.text[: token.text.index("{")].rstrip().rstrip("*"), token.argument.strip()
        else:
            command, braces = token.text, self.sees("{")
            if braces:
                self.take()
            inner = self.take()
            if inner.kind not in ("letter", "number", "styled"):
                self.refuse(f"{command} of", inner)
            argument = inner.text
            if braces:
                self.expect("}")
        if command in (r"\operatorname", r"\mathrm") and argument in OPERATOR_NAMES:
            return argument
        if command == r"\mathrm" and argument == "d":
            return "d"
        one = command in (r"\mathbf", r"\mathbb") and argument == "1"
        if command == r"\mathbb" and not one and argument != "I":
            self.refuse("a set can't stand in an expression:", token)
        if not one and not argument.isalpha() and not argument.startswith("\\"):
            self.refuse("a name is made of letters, not", token)
        return f"{command}{{{argument}}}"

    def decorations(self, many=False):
        """What belongs to a name: its superscript, `*` or `(i)`; the tokens in the parentheses; its subscript's tokens.

        In either order. With `many`, `(i + 1)` belongs to it, too.
        """
        star, above, subscript = "", None, None
        while True:
            if self.sees("^") and not star:
                ahead = [plain(token) for token in self.tokens[self.at + 1 : self.at + 6]]
                if ahead[0] == "*":
                    star, self.at = "*", self.at + 2
                    continue
                if ahead[:3] == ["{", "*", "}"]:
                    star, self.at = "*", self.at + 4
                    continue
                if ahead[:2] == ["{", "("] and (end := self.closing(self.at + 3, many)):
                    star, above = f"({''.join(map(plain, self.tokens[self.at + 3 : end]))})", (self.at + 3, end)
                    self.at = end + 2
                    continue
            if self.sees("_") and subscript is None:
                subscript = self.skip()
                continue
            return star, above, subscript

    def closing(self, start, many):
        """Where `)}` stands behind one token, or behind `many` that an index is made of; else None."""
        end = start + 1
        while many and (self.tokens[end].kind in ("letter", "number") or self.tokens[end].text in ("+", "-")):
            end += 1
        return end if [plain(token) for token in self.tokens[end : end + 2]] == [")", "}"] else None

    def skip(self):
        """Step over a subscript; the range of its tokens, without braces."""
        self.take()
        if not self.sees("{"):
            if self.next.kind in ("text", "styled"):
                self.take()
            else:
                self.single()
            return self.at - 1, self.at
        level, start = 0, self.at + 1
        while True:
            token = self.take()
            level += {"{": 1, "}": -1}.get(token.text, 0)
            if level == 0 and start < self.at - 1:
                return start, self.at - 1
            if level == 0:
                self.refuse("there is nothing in the braces before", token)
            if token.kind == "end" and not token.argument:
                self.refuse("} is missing before", token)

    def spelling(self, subscript):
        """A subscript's tokens in one spelling: `\\mathrm{a}` and `\\text{a }` look like `\\text{a}`."""
        return "".join(_upright(token) for token in self.tokens[slice(*subscript)]) if subscript else ""

    def is_label(self, subscript):
        return any(token.kind in ("text", "styled") for token in self.tokens[slice(*subscript)])

    def reread(self, subscript, reader=None):
        """Read a subscript that was stepped over, as if nothing stood behind it.

        Its indices, or what `reader` reads.
        """
        here, tokens = self.at, self.tokens
        self.at, end = subscript
        self.tokens = [*tokens[:end], Token("end", "", tokens[end].at)]
        found = (reader or self.indices)()
        if not self.done() or not found:
            self.refuse("can't read this index:")
        self.at, self.tokens = here, tokens
        return found

    def subscript(self):
        """The indices behind a `_` just taken."""
        self.at -= 1
        return self.reread(self.skip())

    def indices(self):
        """Indices side by side (`ij`), or with commas (`i,j+1`)."""
        found = []
        while not self.done():
            found.append(self.binder())
            self.accept(",")
        return tuple(found)


def undotted(base):
    r"""The `f` of `\dot{f}`, or ""."""
    return base[5:-1] if base.startswith(r"\dot{") else ""


def _upright(token):
    upright = token.kind == "text" or token.text.startswith((r"\mathrm", r"\operatorname"))
    return rf"\text{{{token.argument.strip()}}}" if upright and token.argument.strip() else plain(token)


def key(base, subscript, star):
    """A name's key: one spelling for all ways to write it (`y_i^*`, `y^*_i`)."""
    if subscript:
        base += f"_{subscript}" if len(subscript) == 1 or subscript.startswith("\\text{") else f"_{{{subscript}}}"
    return base + (f"^{star}" if star else "")


def member(key, k):
    """The name of a family's k-th member, where it's a name of its own: `h_0`."""
    if MEMBER in key:
        return key.replace(f"_{{{MEMBER}}}", f"_{k}").replace(MEMBER, str(k))
    return f"{key}_{k}"
