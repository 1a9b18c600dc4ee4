"""What a claim rests on: names, index letters, conditions, premises, sizes."""

from proofread import known
from proofread.evaluate import Budget, Shared, differentiate
from proofread.judging import reach
from proofread.judging.sampling import Sampling
from proofread.names.closure import closures
from proofread.notation import tree


class Claim:
    """What a claim rests on: names, index letters, conditions, premises, sizes."""

    def __init__(self, terms, signs, formula, scope, conditions=(), premises=(), within=None, budget=None):
        self.terms, self.signs, self.formula, self.scope = terms, signs, formula, scope
        self.within, self.budget, self.doubts = within, budget or Budget(), Budget()
        self.turn, self.asked, self.confirmed = None, 0, [0] * len(signs)
        keys = set().union(*(term.mentions for term in terms))
        self.entries, self.free = scope.gather(keys, formula)
        self.premises = self.relevant(premises)
        self.definitions = {k: e.definition for k, e in self.entries.items() if e.kind == "defined"}
        spans = {k for k, e in self.entries.items() if _is_span(e)}
        # An index that a definition mentions, as a label is in `L = -\log p_k`, has one number a sample.
        self.labels = spans & set().union(*(d.rests for d in self.definitions.values()))
        self.letters = tuple(sorted(self.free | (spans & keys) - self.labels))
        self.size_letters = {key for key, entry in self.entries.items() if entry.kind == "size"}
        known = set(self.letters) | self.size_letters
        conditions = [c for c in conditions if c.mentions <= known]
        conditions += [_fits(entry) for entry in self.entries.values() if entry.sign == r"\sqcup" and entry.space]
        self.uses = closures(self.definitions)
        self.nodes = nodes = [*terms, *(d.body for d in self.definitions.values())]
        conditions += self.reaching(nodes)
        self.size_conditions = [c for c in conditions if c.mentions <= self.size_letters]
        self.conditions = [c for c in conditions if c not in self.size_conditions]
        unspanned = spans - self.labels
        self.drawn = {k: e for k, e in self.entries.items() if e.kind == "declared" and k not in unspanned}
        self.families = {k: e.starts for k, e in self.entries.items() if e.family}
        varying = differentiate.varying(nodes, self.uses)
        self.varying = tuple(key for key in varying if key in self.entries and not self.entries[key].function)
        minute = any(reach.is_far(node) for top in nodes for node in tree.walk(top))
        self.minute = {k for k, sign in enumerate(signs) if minute and sign in ("=", ":=")}  # steps for many digits
        self.kinked = any(_is_kinked(node) for top in nodes for node in tree.walk(top))
        self.projected = any("=" in premise.chain.signs for premise in self.premises)
        self.assumed = any(_stated(p.chain.terms, p.chain.signs) == _stated(terms, signs) for p in self.premises)
        self.rational = not self.premises and not any(_is_rough(node) for top in nodes for node in tree.walk(top))
        self.sampling = Sampling(self)
        self.ordered = bool({"<", ">", r"\le", r"\ge", r"\ne"} & set(signs))

    def reaching(self, nodes):
        """That a family has the members that are named: `x_1, \\dots, x_N` with an `x_3` has three at least."""
        found = []
        for node in (node for top in nodes for node in tree.walk(top)):
            match node:
                case tree.Index(tree.Name(key), (tree.Number(int(k)), *_)) if k > 1:
                    ends = [
                        e.upto for name in {key, *self.uses.get(key, ())} if (e := self.entries.get(name)) and e.upto
                    ]
                    found += [_at_least(end, k) for end in ends if isinstance(end, tree.Name)]
        return found

    def relevant(self, premises):
        """The premises that speak of the claim's names, or of names of such premises; takes up what they rest on."""
        once = {}
        for premise in premises:
            once.setdefault(premise.chain.structure, premise)
        found, waiting = [], list(once.values())
        while True:
            declared = {k for k, e in self.entries.items() if e.kind == "declared"}
            touching = [p for p in waiting if not declared.isdisjoint(p.chain.mentions)]
            if not touching:
                return found
            for premise in touching:
                waiting.remove(premise)
                found.append(premise)
                entries, _ = self.scope.gather(premise.chain.mentions, premise.formula)
                self.entries |= entries

    def shared(self, spans=None, exact=False):
        exact = exact or not self.drawn
        numbers = {"exact": exact, "budget": self.budget, "rows": self.scope.rows, "reader": self.scope.reader}
        return Shared(self.definitions, self.uses, self.families, spans or {}, self.varying, **numbers)


def _stated(terms, signs):
    """What a chain says, as it's written: what is assumed so needs no search for where it fails."""
    return [term.text for term in terms], signs


def _is_span(entry):
    return (
        entry.kind == "declared"
        and not entry.function
        and entry.space is not None
        and (entry.space.kind == "range" and not entry.space.axes and not entry.family)
    )


def _fits(partition):
    """That a partition has no more parts than indices."""
    last = partition.space.items[-1]
    return tree.Relation((partition.upto, last), (r"\le",), text=rf"{partition.upto.text} \le {last.text}")


def _at_least(size, k):
    return tree.Relation((size, tree.Number(k, text=str(k))), (r"\ge",), text=rf"{size.text} \ge {k}")


def _is_rough(node):
    """Whether a node gives no fractions for fractions: it takes rounding to decide what it's in."""
    match node:
        case tree.Call(function=function) | tree.Builtin(function=function):
            return function not in known.EXACT
    return isinstance(node, tree.Limit)


def _is_kinked(node):
    match node:
        case tree.Bracket(conditions):
            return any(set(c.signs) != {"="} for c in conditions) or node.text.startswith("[")
        case tree.Cases():
            return True
        case tree.Call(function=name) | tree.Builtin(function=name) | tree.Big(operator=name):
            return name in known.KINKED
    return False
