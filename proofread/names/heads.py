r"""Left sides: the key of the name that one makes known, and whether it declares, defines, claims or but mentions.

`x_i` is x at i, and `x^{(i)}` a member of the family `x^{(\cdot)}`. Where a page has an `L` beside them, as the total
`L = \sum_s L_s` or another point, the `L_s` are members of a family `L_\cdot`. `h_0` is a name of its own where `h_t`
comes from `h_{t-1}`.
"""

import bisect

from proofread.names.entries import Entry, Names, is_known
from proofread.names.words import JOINED, PASSING_WORDS, lead_word
from proofread.notation import forms, tree
from proofread.notation.symbols import MEMBER, member, undotted
from proofread.notation.symbols import key as key_of
from proofread.notation.tokens import plain

# Tokens of a right side that make it a value, even where it names functions.
VALUES = frozenset(["(", "_", r"\nabla", r"\sum", r"\lVert", "|", r"\lim"])
# Behind these a value is its name's from here on; elsewhere a value of what varies is but mentioned, `at $z = 0$`.
DEFINING = frozenset(["let", "set", "setting", "take", "put", "choose", "fix", "define", "suppose", "assume"])
REALS = forms.Space("real", text=r"\mathbb{R}")


class Heads:
    """Mixed into the Scope."""

    def learn(self, surveys):
        """What the left sides of a page tell of each other, before any of them is read."""
        heads, values = [(raw, formula) for formula, found in surveys.items() for raw in found.heads], {}
        for raw, formula in heads:
            bare = key_of(raw.base, "", raw.star)
            index = raw.sign == "=" and self.is_condition(raw, formula)
            if not raw.subscript and not index and not raw.is_number():
                self.plain.add((bare, formula.section))
                if raw.sign == r"\in":
                    self.spaces |= {(bare, formula.section), ((bare, raw.said), formula.section)}
            for base, back in raw.steps_back().items() if raw.sign in ("=", ":=") else ():
                self.stepped[base, formula.section] = back
            if raw.sign == "=" and len(raw.right) == 1 and raw.right[0].kind == "number" and not raw.subscript:
                values.setdefault((bare, formula.section), set()).add(raw.said)
        self.several = {name for name, given in values.items() if len(given) > 1}
        firsts, counted = _numbered(heads)
        for raw, formula in heads:
            total = raw.sign in ("=", ":=") and not raw.subscript and not raw.parameters and raw.mentions_itself()
            bare = key_of(raw.base, "", raw.star)
            family = raw.sign == r"\in" and (raw.upto or raw.subscript.isalpha()) and not raw.label
            apart = total and not self.is_in(self.spaces, bare, formula)
            if apart or (family and ((bare, raw.said), formula.section) in self.spaces):
                self.beside.add((bare, formula.section))
            if raw.subscript.isdigit() and (
                (raw.sign == r"\in" and self.is_in(self.spaces, (bare, raw.said), formula))
                or self.is_start(raw, formula, firsts.get((raw.base, raw.star), ()))
                or (raw.sign == r"\in" and raw.subscript == "0" and (raw.base, raw.star) in counted)
            ):
                self.own.add((key_of(raw.base, raw.subscript, raw.star), formula.section))
        for raw, formula in heads:
            if self.spell(raw, formula)[1]:
                self.arrays.add((key_of(raw.base, "", raw.star), formula.section))

    def is_start(self, raw, formula, numbers):
        """Whether `h_0` is one of the members that a recurrence starts from: as many as it steps back, the first ones.

        The others follow from them, so that what's said of those is claimed.
        """
        bare = key_of(raw.base, "", raw.star)
        back = next((k for (key, section), k in self.stepped.items() if key == bare and _nested(section, formula)), 0)
        return bool(numbers) and numbers[0] <= 1 and int(raw.subscript) in numbers[:back]

    def head(self, raw, formula):
        """Enter one left side, if it makes its name known."""
        key, indices = self.spell(raw, formula)
        if not key or (raw.sign == "=" and (is_known(raw) or self.is_condition(raw, formula))):
            return
        if raw.sign == "=" and self.is_derivative(raw, formula):
            return
        if self.reader and raw.sign == "=" and not raw.parameters and self.is_solved(raw, formula):
            return
        if self.reader and raw.sign == "=" and self.is_circular(raw):
            return
        if self.reader and self.is_model(raw):
            self.models.add(formula)
            return
        prior = self.resolve(key, formula) if formula.box_id else self.before(key, formula)
        if prior and prior.kind == "size" and raw.sign not in (r"\in", r"\sqcup"):
            return
        if raw.sign == r"\in" and raw.parameters:
            return  # f(x) \in [0, 1] speaks of a value
        family = bool(indices or raw.upto)
        if raw.sign in (r"\in", r"\sqcup"):
            if prior and prior.kind == "defined" and formula not in self.declaring:
                return
            kind = "size" if raw.is_natural() else "declared"
            entry = Entry(key, kind, formula, raw.sign, family=family, letters=indices, upto=_upto(raw))
            self.add(entry, made=True)
            if raw.upto and "0" in (raw.subscript, raw.star.strip("()")):  # h_0, \dots, h_T
                self.add(Entry(member(key, 0), kind, formula, raw.sign), made=True)
        elif raw.sign == ":":
            mapsto = any(plain(token) == r"\mapsto" for token in raw.right)
            given = prior and prior.kind == "defined" and prior.formula.sentence == formula.sentence
            if not given:
                kind = "defined" if mapsto else "declared"
                family = bool(raw.upto)
                entry = Entry(key, kind, formula, raw.sign, function=True, family=family, upto=_upto(raw))
                self.add(entry, made=True)
        else:
            typed = prior and prior.sign == ":" and raw.parameters and prior.formula.sentence == formula.sentence
            if raw.sign == ":=" or typed or not (prior or self.after(key, raw, formula)):
                if raw.sign == "=" and self.is_mention(raw, formula):
                    size = raw.right[0].kind == "number" and len(raw.right) == 1 and raw.right[0].text.isdigit()
                    if size and not self.is_in(self.varied, raw.base, formula):
                        self.add(Entry(key, "size", formula))
                    else:
                        self.add(Entry(key, "declared", formula, raw.sign, space=REALS))
                        self.mentioned.add((formula, key))
                    return
                function = raw.parameters is not None or (not indices and self.makes_function(raw, formula))
                self.add(Entry(key, "defined", formula, raw.sign, function=function), made=True)

    def spell(self, raw, formula):
        """The key of a left side, and the indices that it leaves open.

        `f_i` is f at i, but `J_f` a name where f is one. An entry of a known array has no key: it isn't a new name.
        """
        bare, written = key_of(raw.base, "", raw.star), raw.subscript
        literal = key_of(raw.base, written, raw.star)
        letters, above = written.replace(",", ""), raw.star.strip("()")
        if raw.star.startswith("(") and (raw.upto or self.is_open(above, formula)):
            indices = (*([above] if above.isalpha() else [""]), *(letters if letters.isalpha() else ""))
            return key_of(raw.base, "", f"({MEMBER})"), indices
        if not written:
            return bare, ()
        apart = raw.base == "e" or self.is_in(self.beside, bare, formula)  # e_i stands beside e^x
        members = key_of(raw.base, MEMBER, raw.star) if apart else bare
        if raw.upto:
            return members, ("",)
        known = self.is_in(self.plain | self.arrays, bare, formula) and not self.is_in(self.beside, bare, formula)
        if raw.label:
            return literal, ()
        if letters.isdigit():
            return ("" if known and not self.is_in(self.own, literal, formula) else literal), ()
        if not letters.isalpha():
            named = letters.startswith("\\") and (not known or self.is_in(self.plain, letters, formula))
            return (literal if named else ""), ()
        if len(set(letters)) < len(letters) and not known:
            return literal, ()  # W_{hh}
        sizes = all(self.kind_is_size(letter, formula) for letter in letters)
        if set(letters) <= self.labels and not self.is_in(self.plain, bare, formula):
            return literal, ()
        if any(self.is_in(self.plain, letter, formula) for letter in letters) or (letters.isupper() and not sizes):
            return literal, ()
        return members, tuple(letters)

    def is_open(self, letter, formula):
        """Whether a letter in a superscript's parentheses is an index, and no name."""
        return len(letter) == 1 and letter.islower() and not self.is_in(self.plain, letter, formula)

    def is_condition(self, raw, formula):
        """Whether `i = 1` or `n = 8192` speaks of an index or a size, not of a new name."""
        if raw.star or raw.subscript or raw.parameters:
            return False
        if self.kind_is_size(raw.base, formula):
            return True
        dots = any(token.kind == "dots" for token in raw.right)
        return raw.base in self.letters and all(
            token.kind in ("number", "dots")
            or dots
            or plain(token) in (",", "+", "-")
            or (token.kind == "letter" and (token.text in self.letters or self.kind_is_size(token.text, formula)))
            for token in raw.right
        )

    def is_mention(self, raw, formula):
        """Whether `z = 0` says but where something is so: z is what a function is taken at, or differentiated by.

        It's then a real number, as if the page had declared it.
        """
        value = bool(raw.right) and all(
            token.kind == "number" or plain(token) in ("-", "+", "/", ".") for token in raw.right
        )
        varies = self.is_in(self.varied, raw.base, formula)
        named = raw.star or raw.subscript or raw.parameters
        word = self.leading_word(formula)
        several = word == "with" and self.is_in(self.several, raw.base, formula)  # with $n = 512$ …, with $n = 4096$ …
        return value and not named and ((varies and word not in DEFINING) or several or word in PASSING_WORDS)

    def leading_word(self, formula):
        """The word before a formula, or before one that it's joined to: *Suppose* in "Suppose $a = 1$ and $b = 0$"."""
        place = bisect.bisect_left(self.formulas, formula.order, key=lambda f: f.order)
        while place and JOINED.fullmatch(self.formulas[place].lead) and self.formulas[place].lead.strip():
            if self.formulas[place - 1].sentence != formula.sentence:
                break
            place -= 1
        return lead_word(self.formulas[place].lead)

    def is_derivative(self, raw, formula):
        r"""Whether a left side is that of a derivative, `\dot{f}` or `f^{(2)}`, of a function that is known here."""
        of = undotted(raw.base) or (raw.base if raw.star.startswith("(") else "")
        prior = of and self.resolve(of, formula)
        return bool(prior) and (prior.function or bool(undotted(raw.base)))

    def makes_function(self, raw, formula):
        """Whether `h = f + g` or `\\phi = \\tanh` makes a function: it names functions, and applies none."""
        names = Names(self, formula)
        texts = [plain(token) for token in raw.right]
        if VALUES & set(texts) or any(token.is_differential for token in raw.right):
            return False
        if len(texts) == 1 and raw.right[0].kind == "function":
            return True
        return any(token.kind in ("letter", "styled") and names.kind(token.text) == "function" for token in raw.right)

    def after(self, key, raw, formula):
        """Whether something that the formula's scope says later, or outside its box, makes the name known."""
        return any(
            f.order > formula.order
            and f.section == formula.section[: len(f.section)]
            and not (other.sign == ":" and raw.parameters and f.sentence == formula.sentence)
            for other, f in self.later.get(key, ())
        ) or (bool(formula.box_id) and self.resolve(key, formula) is not None)


def _nested(section, formula):
    """Whether a section holds a formula, or the formula's section that one."""
    return all(a == b for a, b in zip(section, formula.section, strict=False))


def _numbered(heads):
    """The numbers of each letter's members, in order, but for declared families, which have all theirs; and the
    letters of families from 1 on, `h_1, \\dots, h_T`."""
    members, counted = {}, set()
    for raw, _ in heads:
        written = "…" if raw.upto else raw.subscript
        members.setdefault((raw.base, raw.star), set()).add((raw.sign == r"\in", written))
        counted |= {(raw.base, raw.star)} if raw.upto and raw.subscript == "1" else set()
    firsts = {
        letter: sorted({int(written) for _, written in said if written.isdigit()})
        for letter, said in members.items()
        if all(written.isdigit() for declared, written in said if declared)
    }
    return firsts, counted


def _upto(raw):
    """The last index of `x_1, …, x_N`, or None."""
    if raw.upto.isdigit():
        return tree.Number(int(raw.upto), text=raw.upto)
    return tree.Name(raw.upto, text=raw.upto) if raw.upto else None
