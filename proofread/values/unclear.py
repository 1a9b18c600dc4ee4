"""Shapes that don't fit, where a reader may mean something that does: what to ask."""

from proofread.values.tensor import ShapeError


class Unpaired(ShapeError):
    """A product of arrays of more than two axes: which of them are summed over isn't told."""

    ask = ": over which indices does this product sum? Write them"


class Unrowed(Unpaired):
    """A function of a column that is taken of a matrix: of each row, or of each column."""

    ask = ": of each row, or of each column? Write it for a row"
