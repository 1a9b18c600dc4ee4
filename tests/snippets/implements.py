"""Code against formula: what a function says it implements, evaluated by the checker on the numbers it's called with.

The formula's left side is what counts, differentiated by machine from the page's definitions; that the right side
equals it is the judge's business. A function's argument is the formula's symbol of the same name: `y_star` is `y^*`,
`y_bar` is `\\bar{y}`, `eta` is `\\eta`, `W_1` is `W^{(1)}`, `grad_y` the `\\nabla_y …` that the formula mentions.
"""

import functools
import importlib.util
import inspect
import itertools
import random
import re
import zlib
from dataclasses import replace

import numpy as np
import torch
from naming import symbols
from project import ROOT
from rounding import Rounded, U, rounded

from proofread.evaluate import Budget, Environment, evaluate
from proofread.evaluate.extents import extent
from proofread.judging import judge
from proofread.judging.claim import Claim
from proofread.judging.draws import IntegerMap
from proofread.notation import tree
from proofread.pages import page
from proofread.values import tensor
from proofread.values.elementary import NOT_FINITE

TAG = r"\(([a-z][a-z0-9-]*)\)"
STATED = re.compile(rf"^\s*Implements: (\S+\.md) ({TAG}(?:, {TAG})*)$", re.MULTILINE)
NOTHING = re.compile(r"^\s*Implements nothing: (\S.*)$", re.MULTILINE)
FLOAT64 = 1e-12  # relative to the largest number met
SAMPLES = 3  # at each assignment of sizes
LIBRARIES = {"NumPy": np.asarray, "torch": torch.as_tensor}
TYPES = {"float64": (np.float64, torch.float64), "float32": (np.float32, torch.float32)}


class Drift(AssertionError):
    """Code and formula disagree, or the one doesn't say what the other is."""


def public(folder):
    """The public functions of the modules in a folder of ROOT: those that aren't methods, by `module.name`."""
    paths = sorted((ROOT / folder).glob("*.py"))
    if not importlib.util.find_spec("triton"):  # it exists for Linux only
        paths = [path for path in paths if not re.search("triton|snippets.kernel", path.read_text())]
    modules = [importlib.import_module(f"{folder}.{path.stem}") for path in paths]
    found = [f for m in modules for _, f in inspect.getmembers(m, inspect.isfunction) if f.__module__ == m.__name__]
    return {f"{f.__module__.split('.')[-1]}.{f.__name__}": f for f in found if not f.__name__.startswith("_")}


def stated(function):
    """The page and the tags that a function implements, or None and the reason why it implements nothing."""
    text = inspect.getdoc(function) or ""
    found = [(path, re.findall(TAG, tags)) for path, tags, *_ in STATED.findall(text)]
    found += [(None, reason) for reason in NOTHING.findall(text)]
    if len(found) != 1:
        raise Drift(
            f"{function.__name__} says {len(found)} times what it implements; say once, in a line of its docstring"
            ", `Implements: docs/PAGE.md (tag)` or `Implements nothing: reason`"
        )
    return found[0]


def libraries(function):
    """What a function's docstring says that it takes: tensors, NumPy arrays (also where it says neither), or both."""
    text = inspect.getdoc(function)
    tensors = re.search(r"\btorch\b|\b[Tt]ensors?\b", text)
    return [name for name, said in (("NumPy", "NumPy" in text or not tensors), ("torch", tensors)) if said]


@functools.cache
def scope_of(path):
    if not path.is_file():
        raise Drift(f"there is no page {path}")
    return judge.read(page.read(path))


def formula(path, tag):
    """The Claim of a tagged formula; of one that only defines a name, that the name is what it's defined to be."""
    scope, readings = scope_of(path)
    tags = {statement.tag: found for found, statement in scope.statements.items() if getattr(statement, "tag", "")}
    if tag not in tags:
        raise Drift(f"{path} has no formula with the tag {tag}; it has {', '.join(tags)}")
    stated = tags[tag]
    claims = readings.formulas[stated].claims
    if claims:
        terms, signs = claims[0].terms, claims[0].signs
    else:
        clause = scope.statements[stated].clauses[0]
        if getattr(clause, "head", None) is None:
            raise Drift(f"{path} ({tag}) neither claims nor defines anything")
        terms, signs = (tree.Name(clause.head.key, text=clause.head.text), *clause.terms[1:]), clause.signs
    return Claim(terms, signs, stated, scope, *judge.around(stated, scope, readings))


def arguments(function, claim):
    """The node of the formula that each argument stands for; an argument with a default may stand for none."""
    known, found = symbols(claim), {}
    for name, parameter in inspect.signature(function).parameters.items():
        nodes = known.get(name, [])
        if not nodes and parameter.default is not parameter.empty:
            continue
        if len({node.text for node in nodes}) != 1:
            why = f"could be each of {', '.join(node.text for node in nodes)}" if nodes else "is no symbol"
            raise Drift(
                f"{function.__name__}: the argument {name} {why} of {claim.formula.latex.strip()!r}; "
                f"its symbols are called {', '.join(sorted(known))}"
            )
        found[name] = nodes[0]
    return found


def samples(claim, name):
    """Samples at several assignments of sizes to letters, 1 among them: the same for the same name."""
    draw, count = random.Random(zlib.crc32(name.encode())), 0

    def sample(sizes):
        claim.budget = Budget()  # the judge's is for all samples of a formula
        return claim.sampling.sample(sizes, draw, "mixed")

    for sizes in claim.sampling.assignments():
        found = (sample(sizes) for _ in range(8 * SAMPLES))
        for drawn in itertools.islice((drawn for drawn in found if drawn and is_finite(claim, drawn)), SAMPLES):
            count += 1
            yield drawn
    if not count:
        raise Drift(f"{name}: no sample at which its formula has a value")


def is_finite(claim, drawn):
    """Whether the formula has a value at a sample, and float32 one that can be bounded."""
    try:
        bounds(claim, drawn)
        return np.isfinite(table(claim.terms[0], claim, drawn.env)[0].astype(float)).all()
    except NOT_FINITE:
        return False


def table(term, claim, env):
    """The values of a term as an array, free index letters first, in alphabetical order; and the largest number met."""
    letters = () if isinstance(term, tree.Name) else claim.letters  # a bare name stands for all of its entries
    spans = [extent(letter, claim.terms, env) for letter in letters]
    if claim.conditions:
        raise Drift(f"{claim.formula.latex.strip()!r} holds for some of its indices only: no function implements it")
    values, env.shared.scale = [], 0.0
    for point in itertools.product(*(range(first, last + 1) for first, last in spans)):
        before = env.at(letters, point)
        values.append(array(evaluate(term, env)))
        env.indices = before
    shape = [last - first + 1 for first, last in spans]
    found = filled((*shape, *values[0].shape), [x for value in values for x in value.flat])
    return found, max([env.shared.scale, *(abs(float(x)) for x in found.flat)])


def array(value):
    return filled(getattr(value, "shape", ()), tensor.entries(value))


def filled(shape, entries):
    """An array of numbers of any kind."""
    found = np.empty(len(entries), dtype=object)
    found[:] = entries
    return found.reshape(shape)


def bounds(claim, drawn):
    """What float32 may lose, entry by entry: the most that any of the formula's own sides may, in any order of sums.

    The inputs are rounded first; then each operation as the side writes it, the rules of differentiation included.
    A limit is left out: nobody computes by it.
    """
    values = {**drawn.env.values}
    for key in claim.sampling.movable(values):
        values[key] = tensor.mapped(lambda x: Rounded(float(x), abs(float(x)) * U), values[key])
    env = Environment(values, replace(drawn.env.shared, exact=False))
    sides = [term for term in claim.terms if not any(isinstance(node, tree.Limit) for node in tree.walk(term))]
    errors = [np.vectorize(lambda x: rounded(x).error, otypes=[float])(table(side, claim, env)[0]) for side in sides]
    return functools.reduce(np.maximum, errors)


def check(function, root=ROOT):
    """Hold a function against its formula: on samples, in each library that it takes, in float64 and float32.

    With several tags, each of the results against its own. Gives the number of comparisons. Raises Drift with the
    first that fails.
    """
    path, tags = stated(function)
    claims = {tag: formula(root / path, tag) for tag in tags}
    widest = max(claims.values(), key=lambda claim: len(claim.entries))  # if one has all the arguments, this has
    return sum(hold(function, path, claims, tag, widest) for tag in tags)


def hold(function, path, claims, tag, widest):
    """Hold the result of a function that belongs to one of its tags against that formula, on samples of the widest."""
    claim, tags = claims[tag], [*claims]
    given, count = arguments(function, widest), 0
    for drawn in samples(widest, function.__name__):
        wanted, largest = table(claim.terms[0], claim, drawn.env)
        values = {name: value(node, drawn.env) for name, node in given.items()}
        numbers = [x for v in values.values() for x in (v.flat if isinstance(v, np.ndarray) else tensor.entries(v))]
        floats = any(not isinstance(x, int | np.integer) for x in numbers)
        near = {"float64": np.full(wanted.shape, FLOAT64 * largest)}
        near |= {"float32": bounds(claim, drawn)} if floats else {}
        for library, kind in itertools.product(libraries(function), near):
            where = f"{said(function, library, kind, drawn.sizes)}, {path} ({tag})"
            results = called(function, values, library, kind, drawn.sizes, len(tags))
            compare(results[tags.index(tag)], wanted.astype(float), near[kind], where)
            count += 1
    return count


def value(node, env):
    """What an argument stands for: a map between indices for the array of its values, which in code begin at 0."""
    found = env.values.get(getattr(node, "key", None))
    return np.array(found.table) - 1 if isinstance(found, IntegerMap) else evaluate(node, env)


def called(function, values, library, kind, sizes, count):
    """The function's results, `count` of them, as NumPy arrays: of numbers of this kind where it was given some."""
    make, dtype = LIBRARIES[library], TYPES[kind][library == "torch"]
    given, floats = {}, False
    for name, v in values.items():
        if isinstance(v, np.ndarray):
            given[name] = make(v)
        elif isinstance(v, int):
            given[name] = v
        else:
            given[name], floats = make(array(v).astype(float), dtype=dtype), True
    where = said(function, library, kind, sizes)
    try:
        result = function(**given)
    except Exception as error:
        raise Drift(f"{where} raised {type(error).__name__}: {error}") from error
    results = result if count > 1 else (result,)
    if not isinstance(results, tuple) or len(results) != count:
        raise Drift(f"{where} should give {count} results, one for each tag that it names")
    results = [r.detach().numpy() if isinstance(r, torch.Tensor) else np.asarray(r) for r in results]
    if others := {r.dtype.name for r in results} - {kind} if floats else ():
        raise Drift(f"{where} gives {', '.join(others)}")
    return results


def compare(found, wanted, near, where):
    if found.shape != wanted.shape:
        raise Drift(f"{where}: the code gives the shape {found.shape}, the formula {wanted.shape}")
    far = ~(np.abs(found - wanted) <= near)
    if far.any():
        at = tuple(int(k) for k in np.argwhere(far)[0])
        place = f" at {list(at)}" if at else ""
        raise Drift(
            f"{where}{place}: the code gives {found[at]:.9g}, the formula {wanted[at]:.17g}; "
            f"they may differ by {near[at]:.2g}"
        )


def said(function, library, kind, sizes):
    return " ".join([function.__name__, "by", library, "in", kind, *(f"{k} = {v}" for k, v in sizes.items())])
