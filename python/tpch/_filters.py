"""Which keys and dates a filter lets pass at most, so that no others are generated.

Filters are applied in full afterwards unless all of their parts are understood.
"""

from __future__ import annotations

import datetime
import re

_RANGES = {
    "==": lambda value: (value, value),
    ">=": lambda value: (value, None),
    ">": lambda value: (value + 1, None),
    "<=": lambda value: (None, value),
    "<": lambda value: (None, value - 1),
}
_INTEGER = r"(?:dyn int: )?(-?\d+)"
_DATE = r"(\d{4}-\d\d-\d\d)(?: 00:00:00(?:\.0+)?)?"

# No row has these keys.
_MIN_KEY, _MAX_KEY = -2**63, 2**63 - 1

_ALL_DAYS = (datetime.date(1992, 1, 1).toordinal(), datetime.date(1998, 12, 31).toordinal())


def _integer(text):
    match = re.fullmatch(_INTEGER, text)
    return int(match[1]) if match else None


def _day(text):
    """Returns the number of a date that is written as text, if Python has such a date."""
    match = re.fullmatch(_DATE, text)
    try:
        return datetime.date.fromisoformat(match[1]).toordinal() if match else None
    except ValueError:  # the year 0
        return None


def _date(day):
    """Returns the date of a number, or the nearest one that Python has."""
    if day is None:
        return None
    return datetime.date.fromordinal(min(max(day, 1), datetime.date.max.toordinal()))


def _options(table, range_of):
    """Returns the options of `tpch.table` for what a filter lets pass. `range_of(column, read)` is
    the range of a column, whose values `read` reads.
    """
    low, high = range_of(table.key, _integer)
    options = {"min_key": low if low is None else min(low, _MAX_KEY),
               "max_key": high if high is None else max(high, _MIN_KEY)}
    ranges = {column: range_of(column, _day) for column in table.date_columns}
    ranges = {column: dates for column, dates in ranges.items() if dates != (None, None)}
    if ranges:
        column = min(ranges, key=lambda column: _num_days(*ranges[column]))
        first, last = map(_date, ranges[column])
        options |= {"min_date": first, "max_date": last, "date_column": column}
    return options


def _num_days(first, last):
    """Returns the number of days of a range, within those that tables have."""
    first, last = _intersect([(first, last), _ALL_DAYS])
    return last - first


def _intersect(ranges):
    """Returns the common (smallest, largest) key of ranges; None is no bound."""
    lows = [low for low, _ in ranges if low is not None]
    highs = [high for _, high in ranges if high is not None]
    return max(lows, default=None), min(highs, default=None)


# --- pyarrow ---


def _conjuncts(text):
    """Yields the parts of an expression's text that must all hold. Arrow puts each operator and its
    operands in brackets.
    """
    depth, first_group_end, starts, ends = 0, None, [0], []
    for token in re.finditer(r'"(?:\\.|[^"\\])*"|[()\[\]{}]| and ', text, re.DOTALL):
        if token[0] in ("(", "[", "{"):
            depth += 1
        elif token[0] in (")", "]", "}"):
            depth -= 1
            if depth == 0 and first_group_end is None:
                first_group_end = token.end()
        elif token[0] == " and " and depth == 0:
            ends.append(token.start())
            starts.append(token.end())
    if ends:
        for start, end in zip(starts, [*ends, len(text)]):
            yield from _conjuncts(text[start:end])
    elif text.startswith("(") and first_group_end == len(text):
        yield from _conjuncts(text[1:-1])
    else:
        yield text


def options_of_arrow(expression, table):
    """Returns the options of `tpch.table` for what a pyarrow Expression lets pass, and whether they
    say all of it.
    """
    parts = list(_conjuncts(str(expression)))
    understood = {}  # the columns of parts

    def range_of(column, read):
        comparison = re.compile(rf"{column} (==|>=|>|<=|<) (.+)")
        ranges = []
        for part in parts:
            match = comparison.fullmatch(part)
            value = read(match[2]) if match else None
            if value is not None:
                understood[part] = column
                ranges.append(_RANGES[match[1]](value))
        return _intersect(ranges)

    options = _options(table, range_of)
    said = {table.key, options.get("date_column")} - {None}
    return options, all(understood.get(part) in said for part in parts)


def columns_of_arrow(expression, names):
    """Returns the columns that a pyarrow Expression reads, and perhaps more."""
    return [name for name in names if re.search(rf"\b{name}\b", str(expression))]


# --- Polars ---


def options_of_polars(predicate, table):
    """Returns the options of `tpch.table` for what a Polars expression lets pass."""
    return _options(table, lambda column, read: _intersect(
        list(_ranges_of_polars(predicate, column, read))))


def _ranges_of_polars(expression, name, read):
    column = f'col("{name}")'
    inputs = expression.meta.pop()[::-1]
    values = [read(str(value)) if value.meta.is_literal() else None for value in inputs]
    if len(inputs) == 3 and str(expression).startswith(f"{column}.is_between("):
        if None not in values[1:]:
            yield tuple(values[1:])
    elif len(inputs) == 2:
        left, right = inputs
        operator = re.fullmatch(
            rf"\[\({re.escape(str(left))}\) (\S+) \({re.escape(str(right))}\)\]", str(expression))
        operator = operator and operator[1]
        if operator == "&":
            yield from _ranges_of_polars(left, name, read)
            yield from _ranges_of_polars(right, name, read)
        elif operator in _RANGES and str(left) == column and values[1] is not None:
            yield _RANGES[operator](values[1])
