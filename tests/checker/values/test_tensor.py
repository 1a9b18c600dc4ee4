"""Arrays: shapes are respected, rows aren't columns, nothing broadcasts."""

import pytest

from proofread.values import matrices, products, tensor
from proofread.values.tensor import ShapeError, Tensor, TooLarge

COLUMN, ROW = Tensor((2,), [1, 2]), Tensor((2,), [1, 2], row=True)
MATRIX = Tensor((2, 3), [1, 2, 3, 4, 5, 6])
THREE = Tensor((3,), [1, 0, -1])


def same(value, shape, data, row=False):
    return isinstance(value, Tensor) and (value.shape, value.data, value.row) == (shape, data, row)


def test_products_as_the_shapes_say():
    assert products.product(ROW, COLUMN) == 5
    assert same(products.product(COLUMN, ROW), (2, 2), [1, 2, 2, 4])
    assert same(products.product(MATRIX, THREE), (2,), [-2, -2])
    assert same(products.product(ROW, MATRIX), (3,), [9, 12, 15], row=True)
    assert same(products.product(MATRIX, tensor.transpose(MATRIX)), (2, 2), [14, 32, 32, 77])
    assert same(products.product(3, COLUMN), (2,), [3, 6])


@pytest.mark.parametrize(
    ("left", "right"),
    [(COLUMN, COLUMN), (ROW, ROW), (MATRIX, COLUMN), (MATRIX, MATRIX), (COLUMN, MATRIX), (MATRIX, ROW), (ROW, THREE)],
)
def test_what_has_no_product(left, right):
    with pytest.raises(ShapeError, match="times"):
        products.product(left, right)


def test_a_single_entry_is_still_an_array():
    one, single = Tensor((1,), [5]), Tensor((1, 1), [5])
    with pytest.raises(ShapeError):
        products.product(one, one)
    assert same(products.product(single, one), (1,), [25])


def test_nothing_broadcasts_but_a_number():
    assert same(tensor.add(1, COLUMN), (2,), [2, 3])
    for other in (ROW, MATRIX, THREE, Tensor((1,), [1])):
        with pytest.raises(ShapeError, match="can't add"):
            tensor.add(COLUMN, other)
    with pytest.raises(ShapeError):
        tensor.elementwise(2, COLUMN)
    with pytest.raises(ShapeError):
        tensor.dot(COLUMN, ROW)


def test_constants_take_the_size_that_they_meet():
    ones, eye = tensor.open_ones(), tensor.open_eye()
    assert same(products.product(tensor.transpose(ones), MATRIX), (3,), [5, 7, 9], row=True)
    assert same(tensor.add(eye, Tensor((2, 2), [0, 0, 0, 0])), (2, 2), [1, 0, 0, 1])
    bias = products.product(ones, tensor.transpose(THREE))  # open in its first axis
    assert same(tensor.add(MATRIX, bias), (2, 3), [2, 2, 2, 5, 5, 5])
    assert same(tensor.add(COLUMN, tensor.unit(2)), (2,), [1, 3])
    with pytest.raises(ShapeError, match="e_3"):
        tensor.add(COLUMN, tensor.unit(3))
    with pytest.raises(ShapeError, match="identity"):
        tensor.add(MATRIX, eye)
    with pytest.raises(ShapeError, match="stays open"):
        products.product(tensor.transpose(ones), ones)
    with pytest.raises(ShapeError):
        tensor.add(MATRIX, products.product(ones, ROW))


def test_powers():
    square = Tensor((2, 2), [1, 1, 0, 1])
    assert same(matrices.power(square, 3), (2, 2), [1, 3, 0, 1])
    assert same(matrices.power(COLUMN, 3), (2,), [1, 8])
    assert same(matrices.power(MATRIX, 2, entrywise=True), (2, 3), [1, 4, 9, 16, 25, 36])
    with pytest.raises(ShapeError, match="power"):
        matrices.power(MATRIX, 2)


def test_inverse_and_determinant():
    square = Tensor((2, 2), [0.0, 2.0, 1.0, 3.0])
    assert matrices.determinant(square) == -2
    assert products.product(square, matrices.inverse(square)).data == pytest.approx([1, 0, 0, 1])
    with pytest.raises(ZeroDivisionError):
        matrices.inverse(Tensor((2, 2), [1.0, 2.0, 2.0, 4.0]))
    with pytest.raises(ShapeError):
        matrices.determinant(MATRIX)


def test_elements_count_from_one():
    assert tensor.element(MATRIX, [2, 1]) == 4
    assert same(tensor.element(MATRIX, [2]), (3,), [4, 5, 6])
    for indices in ([0, 1], [3, 1], [1, 4], [1, 1, 1]):
        with pytest.raises(ShapeError):
            tensor.element(MATRIX, indices)


def test_vec_stacks_columns_and_diag_goes_both_ways():
    assert matrices.vectorize(MATRIX).data == [1, 4, 2, 5, 3, 6]
    assert matrices.diagonal(matrices.diagonal(COLUMN)).data == [1, 2]
    assert matrices.trace(matrices.diagonal(COLUMN)) == 3
    with pytest.raises(ShapeError):
        matrices.vectorize(COLUMN)


def test_an_array_has_a_limit():
    with pytest.raises(TooLarge, match="limit"):
        tensor.ones((100, 100))
