"""Pages read again that differ in one formula from one that was read: what the parser made of the others is remembered.

A tree depends on the formula's text, and on what the names at hand said to the parser's questions. So the questions are
kept beside the tree: where they still have the same answers, it's the tree of this reading, too.
"""

import functools

from proofread.names import scope
from proofread.notation import forms, parser, reader, survey, tokens

MOST = 4000  # formulas that are remembered; then the memory starts anew


class Asked:
    """The names at hand at a formula, and what the parser asked of them."""

    def __init__(self, names):
        self.names, self.answers = names, []

    def __getattr__(self, question):
        def ask(*given):
            self.answers.append((question, given, compared(answer := getattr(self.names, question)(*given))))
            return answer

        return ask


def compared(answer):
    """What of an answer can be compared with another: a head is equal to none but itself."""
    return (answer.key, answer.indices, answer.parameters) if isinstance(answer, forms.Head) else answer


class Memory:
    """Reads like `plain`, but remembers."""

    def __init__(self, plain):
        self.plain, self.known = plain, {}

    def __call__(self, text, names):
        key = names.formula.order, text  # each formula of a page has a tree of its own
        for answers, statement in self.known.get(key, ()):
            if all(compared(getattr(names, question)(*given)) == answer for question, given, answer in answers):
                return statement
        asked = Asked(names)
        statement = self.plain(text, asked)
        if len(self.known) >= MOST:
            self.known.clear()
        self.known.setdefault(key, []).append((asked.answers, statement))
        return statement


def remember():
    """From now on, in this process, formulas are read with a memory."""
    if isinstance(parser.parse, Memory):
        return
    split = functools.lru_cache(MOST)(tokens.tokenize)
    look = functools.lru_cache(MOST)(lambda text: survey.survey(parser.Parser(text, scope.NoNames())))
    reader.tokenize = lambda text: list(split(text))  # the parser takes some of them apart
    parser.parse = Memory(parser.parse)
    scope.survey = lambda parser: look(parser.latex)
