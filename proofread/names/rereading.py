r"""What a reader takes otherwise than the letter of a formula: `L(w)` of a value L, and how far a sum reaches."""

from dataclasses import replace

from proofread.notation import forms, tree


def reread(statement, scope, formula):
    """A statement as a reader takes it."""
    clauses = tuple(_clause(clause, scope, formula) for clause in statement.clauses)
    same = all(a is b for a, b in zip(clauses, statement.clauses, strict=True))
    return statement if same else replace(statement, clauses=clauses)


def _clause(clause, scope, formula):
    if not isinstance(clause, forms.Chain) or formula.box is not None:
        return clause
    terms = [tree.rebuild(term, lambda node: _of_value(node, scope, formula)) for term in clause.terms]
    for k, term in enumerate(terms):
        others = frozenset().union(*(other.mentions for i, other in enumerate(terms) if i != k))
        bound = others.union(clause.head.indices if clause.head else ())
        terms[k] = tree.rebuild(term, lambda node, bound=bound: _reaching(node, bound, scope, formula))
    same = all(a is b for a, b in zip(terms, clause.terms, strict=True))
    return clause if same else replace(clause, terms=tuple(terms))


def _of_value(node, scope, formula):
    """The value L, where `L(w)` says by what it's determined: L is defined, and is no function."""
    if not isinstance(node, tree.Product) or node.operator or not _is_list(node.right):
        return None
    last = node.left
    while isinstance(last, tree.Product):
        last = last.right
    if not isinstance(last, tree.Name) or not _is_bracketed(node.right, node.text):
        return None
    entry = scope.resolve(last.key, formula)
    if entry is None or entry.kind != "defined" or entry.function:
        return None
    return tree.rebuild(node.left, lambda part: _of_value(part, scope, formula)) if node.left is not last else last


def _is_bracketed(node, text):
    """Whether a text ends with a list in parentheses."""
    return text.rstrip().endswith(")") and (isinstance(node, tree.Tuple) or not node.text.endswith(")"))


def _is_list(node):
    items = node.items if isinstance(node, tree.Tuple) else (node,)
    return all(isinstance(item, tree.Name | tree.Index) for item in items)


def _reaching(node, bound, scope, formula):
    """A sum over i that reaches to the end, where behind it i is free and nothing else gives it a meaning."""
    if not isinstance(node, tree.Add):
        return None
    for k, term in enumerate(node.terms[:-1]):
        big, rest = _last_big(term), node.terms[k + 1 :]
        letters = set(big.letters) - bound if big is not None else set()
        letters = {letter for letter in letters if scope.resolve(letter, formula) is None}
        if not letters or not any(letters & part.mentions for part in rest) or not _is_open(big, node.text):
            continue
        scope.notes.setdefault(formula, []).append(f"the sum in ${' '.join(node.text.split())}$ as reaching to its end")
        text = node.text[max(node.text.find(big.body.text), 0) :]
        inner = tree.Add((big.body, *rest), (1, *node.signs[k + 1 :]), text=text)
        wide = replace(big, body=inner, text=f"{big.text} {text}")
        changed = tree.rebuild(term, lambda part, big=big, wide=wide: wide if part is big else None)
        return tree.Add((*node.terms[:k], changed), node.signs[: k + 1], text=node.text)
    return None


def _is_open(big, text):
    """Whether no bracket closes behind a sum within a text."""
    return text[text.find(big.text) + len(big.text) :].lstrip()[:1] in ("+", "-")


def _last_big(node):
    """The sum that a term ends with, as `-\\frac{1}{n} \\sum_i x_i` does."""
    while isinstance(node, tree.Product):
        node = node.right
    return node if isinstance(node, tree.Big) and node.operator == "sum" else None
