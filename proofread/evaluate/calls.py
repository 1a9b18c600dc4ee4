"""The functions that need no declaration, on values: norms, traces, softmax, maxima, and those taken elementwise."""

import math

from proofread.evaluate.environment import Undecided, attempt, evaluate, note
from proofread.values import elementary, matrices, tensor
from proofread.values.tensor import ShapeError, Tensor


def call(node, env):
    arguments = [evaluate(argument, env) for argument in node.arguments]
    if node.function in ("sin", "cos", "log", "tan"):  # what they lose absolutely, not relatively
        note(env, arguments[0])
    if node.function == "det" and isinstance(arguments[0], Tensor) and len(arguments[0].shape) == 2:
        note(env, matrices.volume(arguments[0]))
    shapes = [getattr(argument, "shape", ()) for argument in arguments]
    env.shared.spend(sum(math.prod(shape) * (shape[0] if node.function == "det" else 1) for shape in shapes if shape))
    return call_values(node.function, arguments, node)


def call_values(name, arguments, node):
    if name in elementary.ELEMENTWISE and len(arguments) == 1:
        return tensor.mapped(elementary.ELEMENTWISE[name], arguments[0])
    reader = CALLS.get(name)
    if name == "O":
        raise Undecided(f"{node.text} is asymptotic: no evaluation decides it (an unchecked box can say so)")
    if reader is None:
        raise Undecided(f"{name} takes one argument, in {node.text}")
    try:
        return attempt(node, reader, *arguments)
    except TypeError:
        raise ShapeError(f"in {node.text}: {name} doesn't take {len(arguments)} arguments") from None


def _log(x, base):
    return tensor.mapped(lambda v: elementary.log(v) / elementary.log(base), x)


def _root(x, degree):
    return tensor.mapped(lambda v: elementary.power(v, 1 / degree), x)


def _extreme(choose):
    def function(*arguments):
        if len(arguments) == 1:
            if not isinstance(arguments[0], Tensor):
                raise ShapeError("the maximum or minimum of one number")
            arguments = arguments[0].data
        result = arguments[0]
        for value in arguments[1:]:
            result = tensor.zipped(choose, result, value, "compare")
        return result

    return function


def _array(x, what, axes=None):
    if not isinstance(x, Tensor) or (axes and len(x.shape) != axes):
        raise ShapeError(f"the {what} of {tensor.describe(x)}")
    return x


def _softmax(z):
    _array(z, "softmax", 1)
    top = max(float(x) for x in z.data)
    powers = [elementary.exp(x - top) for x in z.data]
    total = elementary.sum_of(powers)
    return Tensor(z.shape, [p / total for p in powers], z.row)


def _norm_2(x):
    x = x if not isinstance(x, Tensor) else _array(x, r"norm (for a matrix write \lVert A \rVert_F)", 1)
    return elementary.sqrt(elementary.sum_of([v * v for v in tensor.entries(x)]))


def _norm_f(x):
    return elementary.sqrt(elementary.sum_of([v * v for v in _array(x, "Frobenius norm").data]))


def _norm_1(x):
    return elementary.sum_of([elementary.absolute(v) for v in _array(x, "1-norm", 1).data])


def _norm_infty(x):
    return _extreme(elementary.maximum)(tensor.mapped(elementary.absolute, _array(x, "maximum norm", 1)))


CALLS = {
    "log": _log,
    "root": _root,
    "max": _extreme(elementary.maximum),
    "min": _extreme(elementary.minimum),
    "softmax": _softmax,
    "norm_2": _norm_2,
    "norm_F": _norm_f,
    "norm_1": _norm_1,
    "norm_infty": _norm_infty,
    "inner": tensor.dot,
    "tr": matrices.trace,
    "det": matrices.determinant,
    "diag": matrices.diagonal,
    "vec": matrices.vectorize,
}
