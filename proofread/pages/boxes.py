"""The boxes that change what a formula in them means, `!!! failure` and `!!! unchecked`, as their author wrote them.

HTML can look like one. It says nothing about its formulas: they are judged as those of any other text.
"""

import re

from proofread.pages.formula import Box
from proofread.pages.markup import MARKS, unescaped

KINDS = ("failure", "unchecked")
WRITTEN = re.compile(r"[\s>*+\-\d.)]*(?:!!!|\?\?\?\+?)[ ]*([^\"]*?)[ ]*(?:\"(.*)\")?[ ]*$")


class Boxes:
    """The boxes of a page, in their order."""

    def __init__(self, source):
        self.count, self.written = 0, []
        fenced = {k for fence in source.fences for k in range(fence.start, fence.end)}
        for k, line in enumerate(source.lines):
            written = WRITTEN.match(line) if "!!!" in line or "???" in line else None
            if written and k not in fenced and set(KINDS) & set(written[1].split()):
                self.written.append((written[1].split(), written[2]))

    def around(self, element, tag, classes):
        """The Box that an element is, and its number; None for another one, and for HTML that looks like one."""
        kind = next((kind for kind in KINDS if kind in classes), None)
        if kind is None or not (tag == "details" or "admonition" in classes):
            return None
        title = _title(element)
        found = next((w for w in self.written if kind in w[0] and _is_from(title, w)), None)
        if found is None:
            return None
        self.written.remove(found)
        self.count += 1
        return Box(kind, title), self.count


def _is_from(title, written):
    """Whether a title on the page comes from what was written: the same letters in the same order."""
    classes, said = written
    letters = iter(said if said is not None else " ".join(classes).title() + " ".join(classes))
    return all(letter in letters for letter in title if letter.isalnum())


def _title(box):
    head = next(
        (child for child in box if child.tag == "summary" or "admonition-title" in (child.get("class") or "")), None
    )
    return "" if head is None else unescaped(MARKS.sub("", "".join(head.itertext()))).strip()
