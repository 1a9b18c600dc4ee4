"""A step of a claim that fails: what it was, where, and what a message says of it."""

from dataclasses import dataclass

from proofread.judging.compare import at, in_pairs, show
from proofread.notation import tree


@dataclass
class Failure:
    """A step that doesn't hold, and where. With `outside`, because one of its sides, None, has no value there."""

    left: tree.Node
    sign: str
    right: tree.Node
    sizes: dict
    indices: dict
    values: dict
    sides: tuple
    hint: str = ""
    outside: bool = False

    def say(self):
        """The step, where it fails, its sides there, and the hint."""
        left, right = self.sides
        if right is None and not self.outside:
            return f"{self.left.text} = {show(left)} isn't in {self.right.text}{at(self.sizes, self.indices)}"
        said = "the step " + " ".join(f"{self.left.text} {self.sign} {self.right.text}".split()) + " fails"
        if self.outside:
            said += f": {self._without()}"
        else:
            said += f"{at(self.sizes, self.indices)}: left {show(left)}, right {show(right)}"
            if self.sign in ("=", ":=") and show(left) == show(right):
                said += f", apart by {max(abs(float(x - y)) for x, y in in_pairs(left, right)):.3g}"
        return said + (f"; {self.hint}" if self.hint else "")

    def _without(self):
        with_value, without = ("left", "right") if self.sides[1] is None else ("right", "left")
        numbers = {key: show(value) for key, value in self.values.items()}
        where = at(self.sizes, self.indices | numbers)
        return f"the {with_value} side has a value{where}, the {without} side none"
