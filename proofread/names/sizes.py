"""Sizes of axes while some aren't written: which of them are one, and what each is called in the end."""


class Clash(Exception):
    """What doesn't fit: two shapes, or two sizes."""


class Sizes:
    """Classes of equal sizes (union-find). A size is a number, the LaTeX of one that is written, or a Fresh."""

    def __init__(self):
        self.parent, self.log = {}, []

    def find(self, size):
        while size in self.parent:
            size = self.parent[size]
        return size

    def join(self, a, b):
        """Let two sizes be equal. Raises Clash for two that are written otherwise."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return
        if not isinstance(a, Fresh):
            a, b = b, a
        if not isinstance(a, Fresh):
            raise Clash(f"{b} and {a}")
        self.parent[a] = b
        self.log.append(a)

    def undo(self, mark):
        """Forget what was joined since the log was so long."""
        while len(self.log) > mark:
            del self.parent[self.log.pop()]


class Loose(Sizes):
    """Sizes that all fit: for looking at ranks alone."""

    def join(self, a, b):
        pass


class Fresh:
    """A size that nothing writes."""
