"""Answers in a sentence, computed from figures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Comparison:
    """The same thing done in two ways."""

    what: str
    output_bytes: int
    ratio: float | None  # Times as fast as the other way the one asked for is; None within noise.


def speedup(slow: dict, fast: dict) -> float | None:
    """Returns how many times as fast as `slow` the summary `fast` is, which is less than 1 if it is
    slower; None if the difference is within the deviations of both.
    """
    difference = slow["mean_s"] - fast["mean_s"]
    if abs(difference) <= 2 * max(slow["deviation_s"], fast["deviation_s"]):
        return None
    return slow["mean_s"] / fast["mean_s"]


def span(values: list[float], digits: int = 2) -> str:
    """Returns the least and the most in times, or one number if they look alike."""
    texts = dict.fromkeys(f"{value:.{digits}f}" for value in (min(values), max(values)))
    return " to ".join(texts) + "×"


def times(comparison: Comparison) -> float:
    """Returns a ratio the way round that is above 1."""
    return max(comparison.ratio, 1 / comparison.ratio)


def places(comparisons: list[Comparison]) -> str:
    return ", ".join(f"{one.what} ({times(one):.2f}×)" for one in comparisons)


def rarely(different: list[Comparison], even: list[Comparison]) -> str:
    """Says where there is a difference, and whether the size of the output tells where."""
    limit = max(one.output_bytes for one in even)
    if min(one.output_bytes for one in different) > limit:
        return f"where the output is larger than {limit / 1e9:.1f} GB: {places(different)}"
    return f"with {places(different)}"


def answer(comparisons: list[Comparison]) -> str:
    """Says whether, and where, the way asked for is faster."""
    faster = [one for one in comparisons if one.ratio and one.ratio > 1]
    slower = [one for one in comparisons if one.ratio and one.ratio < 1]
    even = [one for one in comparisons if one.ratio is None]
    elsewhere = "; elsewhere there is no difference beyond noise" if even else ""
    if not faster and not slower:
        return "No difference beyond noise."
    if faster and slower:
        return f"It depends: faster with {places(faster)}, slower with {places(slower)}{elsewhere}."
    different = faster or slower
    if len(even) > len(different):
        begin = "Only" if faster else "No, and slower"
        return f"{begin} {rarely(different, even)}{elsewhere}."
    where = "where there is a difference beyond noise" if even else "everywhere"
    ratios = span([times(one) for one in different])
    if faster:
        return f"Yes: {ratios} as fast {where}, and never slower."
    return f"No: {ratios} as long {where}, and never faster."
