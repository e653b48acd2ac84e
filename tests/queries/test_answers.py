"""Rows are compared in the order of the query; rows that are equal in it may change places."""

import pytest

from tests.queries.answers import rows_agree

# Query 11: ps_partkey, value; ORDER BY value DESC, all rows.
VALUES = [["7", "30.00"], ["1", "20.00"], ["5", "20.00"], ["2", "10.00"]]


@pytest.mark.parametrize(("order", "agrees"), [
    ((0, 1, 2, 3), True), ((0, 2, 1, 3), True), ((1, 0, 2, 3), False), ((0, 1, 3, 2), False)])
def test_only_ties_may_change_places(order, agrees):
    assert rows_agree(11, [VALUES[place] for place in order], VALUES) == agrees


def test_rows_that_tie_must_still_be_the_same_ones():
    assert not rows_agree(11, [*VALUES[:2], ["6", "20.00"], VALUES[3]], VALUES)


def test_a_query_whose_order_is_total_has_one_order():
    # Query 13: c_count, custdist; ORDER BY custdist DESC, c_count DESC.
    assert not rows_agree(13, [["9", "5"], ["8", "5"]], [["8", "5"], ["9", "5"]])


@pytest.mark.parametrize(("num_rows", "agrees"), [(10, True), (9, False)])
def test_a_limit_may_leave_out_either_of_two_rows_that_tie(num_rows, agrees):
    # Query 3: l_orderkey, revenue, o_orderdate, o_shippriority;
    # ORDER BY revenue DESC, o_orderdate, the first 10 rows.
    rows = [[str(number), f"{100 - number}.00", "1995-03-01", "0"] for number in range(num_rows)]
    others = [*rows[:-1], ["77", *rows[-1][1:]]]
    assert rows_agree(3, others, rows) == agrees
    assert not rows_agree(3, [*rows[:-1], [rows[-1][0], "1.00", *rows[-1][2:]]], rows)
