"""What looks like a definition in a reader's text, and is none: a model, a solution, a name in between."""

import re
from dataclasses import replace

from proofread.evaluate import Definition
from proofread.names.entries import Entry
from proofread.notation import tree
from proofread.notation.tokens import plain

NOISE = frozenset([r"\epsilon", r"\varepsilon", r"\eta", r"\xi"])
SOLVED = re.compile(r"\bzero\b|\b(?:re)?solv|\bsolution|\bminimi|\boptim|\bstationary|\bclosed[- ]form|\bequat|vanish")
HEAD = re.compile(r"[^A-Za-z\\]*(\\?[A-Za-z]+(?:\{[^{}]*\})?)\s*(?:\([^()]*\))?\s*&?\s*:?=")  # of a definition


class Passing:
    """Mixed into the Scope."""

    def is_solved(self, raw, formula):
        """Whether an equation is solved for a name: something before is differentiated by it, or a function of it."""
        said = " ".join(f.lead for f in self.formulas if f.sentence == formula.sentence and f.order <= formula.order)
        if raw.star or not SOLVED.search(said.lower()):
            return False
        here = [f.latex for f in self.formulas if f.section == formula.section]
        before = [f.latex for f in self.formulas if f.section == formula.section and f.order < formula.order]
        name = re.escape(raw.base) + r"(?![A-Za-z_])"
        varies = re.compile(rf"(?:\}}\s*\{{\s*(?:\\partial|d)\s*|\\nabla_\s*\{{?\s*){name}|^[^=]*\(\s*{name}\s*\)\s*=")
        rests = re.compile(rf"\\frac\s*\{{\s*(?:\\partial|d)\s*{name}")
        return not raw.subscript and any(map(varies.search, before)) and not any(map(rests.search, here))

    def is_circular(self, raw):
        """Whether a right side has the name that it would define: `w = w - \\eta g`, a Taylor series."""
        texts = [plain(token) for token in raw.right]
        below = [k for k in range(len(texts)) if "_" in (texts[k - 1 : k] or [""]) + texts[max(k - 2, 0) : k - 1]]
        found = [k for k, text in enumerate(texts) if text == raw.base and k not in below]
        return not raw.subscript and not raw.star and any(texts[k + 1 : k + 2] != ["_"] for k in found)

    def rooted(self, clause, formula):
        r"""The Entry and the Definition that `\sigma_i^2 = …` makes: its right side's root; None where it's none."""
        match clause.terms[0]:
            case tree.Power(tree.Name(key), tree.Number(2)):
                indices = ()
            case tree.Power(tree.Index(tree.Name(key), letters), tree.Number(2)):
                indices = tuple(letter.key for letter in letters if isinstance(letter, tree.Name))
            case _:
                return None
        entry = self.made.get((formula, key))
        if entry is None or entry.kind != "defined" or entry.definition is not None:
            return None
        self.roots.setdefault(formula, []).append(clause.terms[1])
        root = tree.Call("sqrt", (clause.terms[1],), text=clause.terms[1].text)
        return entry, Definition(indices, None, root)

    def is_model(self, raw):
        r"""Whether `y = X \beta + \epsilon` says but how y comes about: the noise stands nowhere else."""
        texts = [plain(token) for token in raw.right]
        noise = next((k for k, text in enumerate(texts) if text in NOISE and texts[k - 1 : k] == ["+"]), None)
        if noise is None or (texts[noise + 1 :] and texts[noise + 1] != "_"):
            return False
        standing = sum(texts[noise] in f.latex for f in self.formulas if f.kind == "display" or "=" in f.latex)
        return standing == 1

    def told(self, clause, formula):
        r"""A chain `J = A = B` whose A mentions what nothing makes known, and whose B doesn't: `J = B`.

        The step from A to B would define that name, so it isn't claimed.
        """
        head = clause.head and self.made.get((formula, clause.head.key))
        if head is None or len(clause.terms) < 3 or set(clause.signs) - {"=", ":="}:
            return clause
        own = {*clause.head.indices, *(clause.head.parameters or ()), clause.head.key}

        def unknown(term):
            return {k for k in term.mentions - own if k not in self.letters and self.resolve(k, formula) is None}

        fresh = unknown(clause.terms[1])
        for k in range(2, len(clause.terms)):
            if fresh and fresh - unknown(clause.terms[k]) and not unknown(clause.terms[k]) - fresh:
                said = (
                    f"{clause.head.key} as ${' '.join(clause.terms[k].text.split())}$, for {min(fresh)} isn't declared"
                )
                self.notes.setdefault(formula, []).append(said)
                return replace(clause, terms=(clause.terms[0], *clause.terms[k:]), signs=clause.signs[k - 1 :])
        return clause

    def unread(self, formula):
        """A formula that can't be read may define a name: nothing else is supposed of it then."""
        found = HEAD.match(formula.latex)
        if found and self.resolve(found[1], formula) is None:
            self.add(Entry(found[1], "defined", formula, "="))


def is_update(chain):
    """Whether a relation is a step of an algorithm: `w = w - \\eta g`, `w_{t+1} = w_t - \\eta g_t`."""
    if set(chain.signs) != {"="} or len(chain.terms) != 2:
        return False
    match chain.terms[0]:
        case tree.Name(key):
            return key in chain.terms[1].mentions and isinstance(chain.terms[1], tree.Add)
        case tree.Index(tree.Name(key), (tree.Add((tree.Name(), tree.Number()), (1, 1)),)):
            return key in chain.terms[1].mentions
    return False


def is_property(chain):
    """Whether a relation says of a name what it's like, `\\sum_i y_i = 1`, `A = A^\\top`: it's no lemma."""
    number = any(isinstance(term, tree.Number) for term in chain.terms)
    return number or all(isinstance(term, tree.Name | tree.Transpose) for term in chain.terms)
