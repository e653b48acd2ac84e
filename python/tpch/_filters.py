"""Which keys a filter lets pass at most, so that no others are generated.

Filters are applied in full afterwards, so a part of one that is not understood does no harm.
"""

from __future__ import annotations

import re

_RANGES = {
    "==": lambda value: (value, value),
    ">=": lambda value: (value, None),
    ">": lambda value: (value + 1, None),
    "<=": lambda value: (None, value),
    "<": lambda value: (None, value - 1),
}


def _intersect(ranges):
    """Returns the common (smallest, largest) key of ranges; None is no bound."""
    lows = [low for low, _ in ranges if low is not None]
    highs = [high for _, high in ranges if high is not None]
    return max(lows, default=None), min(highs, default=None)


# --- pyarrow ---


def _conjuncts(text):
    """Yields the parts of an expression's text that must all hold."""
    depth, start, parts = 0, 0, []
    for token in re.finditer(r'"(?:\\.|[^"\\])*"|[()\[\]{}]| and ', text, re.DOTALL):
        if token[0] in ("(", "[", "{"):
            depth += 1
        elif token[0] in (")", "]", "}"):
            depth -= 1
            if depth == 0 and text[0] == "(" and token.end() == len(text) and not parts:
                yield from _conjuncts(text[1:-1])
                return
        elif token[0] == " and " and depth == 0:
            parts.append(text[start:token.start()])
            start = token.end()
    if not parts:
        yield text
    for part in [*parts, text[start:]] if parts else []:
        yield from _conjuncts(part)


def keys_of_arrow(expression, key):
    """Returns the smallest and largest key that a pyarrow Expression lets pass, if it says."""
    comparison = re.compile(rf"{key} (==|>=|>|<=|<) (-?\d+)")
    matches = [comparison.fullmatch(part) for part in _conjuncts(str(expression))]
    return _intersect([_RANGES[match[1]](int(match[2])) for match in matches if match])


def columns_of_arrow(expression, names):
    """Returns the columns that a pyarrow Expression reads, and perhaps more."""
    return [name for name in names if re.search(rf"\b{name}\b", str(expression))]


# --- Polars ---


def _integer(expression):
    match = re.fullmatch(r"(?:dyn int: )?(-?\d+)", str(expression))
    return int(match[1]) if match and expression.meta.is_literal() else None


def keys_of_polars(predicate, key):
    """Returns the smallest and largest key that a Polars expression lets pass, if it says."""
    return _intersect(list(_ranges_of_polars(predicate, key)))


def _ranges_of_polars(expression, key):
    column = f'col("{key}")'
    inputs = expression.meta.pop()[::-1]
    if len(inputs) == 3 and str(expression).startswith(f"{column}.is_between("):
        low, high = map(_integer, inputs[1:])
        if None not in (low, high):
            yield low, high
    elif len(inputs) == 2:
        left, right = inputs
        operator = re.fullmatch(
            rf"\[\({re.escape(str(left))}\) (\S+) \({re.escape(str(right))}\)\]", str(expression))
        operator = operator and operator[1]
        if operator == "&":
            yield from _ranges_of_polars(left, key)
            yield from _ranges_of_polars(right, key)
        elif operator in _RANGES and str(left) == column and _integer(right) is not None:
            yield _RANGES[operator](_integer(right))
