r"""The part of the parser that reads dots: `t_1 + \dots + t_n`, `(y_1, \dots, y_n)`, matrices drawn with `\ddots`.

What dots stand for is read off the terms that are written. The first and the last agree in form, but for an index that
counts from one to the other; each term beside the first has to continue the count. What can't be read so is refused.
"""

from proofread.notation import tree
from proofread.notation.reader import PRODUCT, Reader
from proofread.notation.terms import LETTER, alike, general
from proofread.notation.tokens import plain

WIDE = (r"\cdots", r"\dots", r"\ldots")


class Ellipses(Reader):
    """Mixed into the Parser."""

    def sum_of_dots(self, terms, signs):
        """Behind `t_1 + t_2 +`: read `\\dots + t_n`, and put the sum in the place of the terms that belong to it."""
        dots = self.wide_dots()
        if not self.sees("+", "-"):
            self.refuse("dots in a sum stand between + and +; before")
        sign = self.sign()
        last = self.expression(PRODUCT)
        tried = ((k, general([*terms[-k:], None, last])) for k in range(len(terms), 0, -1))
        count, found = next(((k, found) for k, found in tried if found and found.span), (0, None))
        if found is None:
            self.refuse_dots(dots)
        if count < len(terms) and general([terms[-count - 1], None, last]):
            self.refuse(f"{terms[-count - 1].text} and {terms[-count].text} don't count up by one, before", dots)
        if {sign, *signs[-count - 1 :]} != {sign}:
            self.refuse("the signs around dots are all + or all -, not as around", dots)
        self.check_ends(found, dots)
        text = rf"{terms[-count].text} {'-' if sign < 0 else '+'} \dots {'-' if sign < 0 else '+'} {last.text}"
        terms[-count:] = [tree.Big("sum", (found.letter,), *found.span, (), found.body, text=text)]
        del signs[-count:]

    def list_of_dots(self, items):
        """Behind `y_1, y_2,`: read `\\dots, y_n`; the array that takes the place of all items."""
        dots = self.wide_dots()
        self.expect(",")
        items.append(None)
        items.append(self.relation())
        return self.drawn(items, dots, rf"{items[0].text}, \dots, {items[-1].text}")

    def wide_dots(self):
        dots = self.take()
        if plain(dots) not in WIDE:
            self.refuse(r"in a line, dots are \dots or \cdots, not", dots)
        return dots

    def drawn(self, items, dots, text):
        """The column of what some items stand for, one of which is None for the dots."""
        found = general(items)
        if found is None:
            self.refuse_dots(dots)
        self.check_ends(found, dots)
        return tree.Drawn((found.letter,), (found.span,), found.body, text=text)

    def picture(self, rows, start):
        r"""The array that rows with dots in them draw; a cell is a node, a token of dots, or None where it's empty."""
        dots = next(cell for row in rows for cell in row if _is_dots(cell))
        across = _place_of_dots(rows)
        down = _place_of_dots(list(zip(*rows, strict=True)))
        cells = [[None if _is_dots(cell) else cell for cell in row] for row in rows]
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                wanted = {(True, True): (r"\ddots",), (True, False): (r"\vdots",)}.get((i == across, j == down), WIDE)
                if _is_dots(cell) and ((i != across and j != down) or plain(cell) not in wanted):
                    self.refuse("dots that don't lie in one row and one column:", cell)
        text = self.make(tree.Tuple, start, ()).text
        if across is not None and down is not None and _is_diagonal(cells, across, down):
            if any(cell for i, row in enumerate(cells) for j, cell in enumerate(row) if i != j and not _is_zero(cell)):
                self.refuse("what stands beside the diagonal isn't 0, in the picture at", dots)
            column = self.drawn([row[i] for i, row in enumerate(cells)], dots, text)
            return self.make(tree.Call, start, "diag", (column,))
        if any(cell is None and i != across and j != down for i, row in enumerate(cells) for j, cell in enumerate(row)):
            self.refuse("an empty place in the picture at", dots)
        return self.make_picture(cells, across, down, dots, start, text)

    def make_picture(self, cells, across, down, dots, start, text):
        if across is None:  # a few rows, each drawn with dots: the transpose of a few columns
            columns = [list(column) for column in zip(*cells, strict=True)]
            return self.make(tree.Transpose, start, self.make_picture(columns, down, None, dots, start, text))
        if down is None:
            columns = [self.drawn(list(column), dots, text) for column in zip(*cells, strict=True)]
            if len(columns) == 1:
                return columns[0]
            span = next((c.spans[0] for c in columns if c.spans[0]), None)
            if any(c.spans[0] and not alike(c.spans[0], span) for c in columns):
                self.refuse("the columns count to different ends in the picture at", dots)
            row = tree.Tuple(tuple(c.body for c in columns), text=text)
            return tree.Drawn((LETTER,), (span,), row, text=text)
        lines = [self.drawn(row, dots, text) if i != across else None for i, row in enumerate(cells)]
        spans = [line.spans[0] for line in lines if line]
        if any(not alike(span, spans[0]) for span in spans):
            self.refuse("the rows count to different ends in the picture at", dots)
        inner = lines[0].letters[0]
        whole = general([line and line.body for line in lines], inner + LETTER)
        if whole is None:
            self.refuse_dots(dots)
        self.check_ends(whole, dots)
        return tree.Drawn((whole.letter, inner), (whole.span, spans[0]), whole.body, text=text)

    def refuse_dots(self, dots):
        self.refuse("the terms around these dots don't agree in form, or don't count up by one:", dots)

    def check_ends(self, found, dots):
        """What dots count from and to are sizes, indices and numbers."""
        for key in {key for end in found.span or () for key in end.mentions}:
            if self.names.kind(key) not in (None, "size", "index"):
                self.refuse(f"dots count by an index, and {key} is none, at", dots)


def _is_dots(cell):
    return cell is not None and not isinstance(cell, tree.Node)


def _place_of_dots(rows):
    """The one row in which nothing but dots stands, or None."""
    found = [
        i for i, row in enumerate(rows) if any(map(_is_dots, row)) and not any(isinstance(c, tree.Node) for c in row)
    ]
    return found[0] if len(found) == 1 else None


def _is_zero(cell):
    return cell is None or (isinstance(cell, tree.Number) and cell.value == 0)


def _is_diagonal(cells, across, down):
    """Whether the corners off the diagonal are empty or 0, and those on it aren't."""
    ends = [cells[0][0], cells[-1][-1]]
    square = len(cells) == len(cells[0]) and across == down
    return square and _is_zero(cells[0][-1]) and _is_zero(cells[-1][0]) and not all(map(_is_zero, ends))
