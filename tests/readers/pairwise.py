"""Combinations of settings that contain every two values of different settings."""

from itertools import combinations, product


def pairwise(settings, is_allowed, known=()):
    """Returns combinations, as dicts. Any two values of different settings that an allowed
    combination contains are in one of them or in a `known` one. `settings` maps names to values; it
    must be small enough to try all combinations.
    """
    names = list(settings)
    candidates = [dict(zip(names, values)) for values in product(*settings.values())]
    candidates = [candidate for candidate in candidates if is_allowed(candidate)]
    open_pairs = set().union(*map(_pairs, candidates)).difference(*map(_pairs, known))
    chosen = []
    while open_pairs:
        best = max(candidates, key=lambda candidate: len(open_pairs & _pairs(candidate)))
        chosen.append(best)
        open_pairs -= _pairs(best)
    return chosen


def _pairs(candidate):
    return set(combinations(candidate.items(), 2))
