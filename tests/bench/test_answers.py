"""The sentences that answer the questions of the report."""

import pytest

from reporting.answers import Comparison, answer, speedup
from reporting.questions import AIMS, Aim, aims_answer, questions_section

NOISE = "there is no difference beyond noise"


def summary(mean_s, deviation_s=0.1):
    return {"mean_s": mean_s, "deviation_s": deviation_s, "output_bytes": 1e9}


def compare(*ratios, gigabytes=(1,) * 9):
    return [Comparison(name, size * 1e9, ratio)
            for name, size, ratio in zip("ABCDE", gigabytes, ratios, strict=False)]


@pytest.mark.parametrize(("slow", "fast", "ratio"), [
    (summary(3.0), summary(1.5), 2.0),
    (summary(1.5), summary(3.0), 0.5),
    (summary(3.0), summary(2.81), None),
    (summary(3.0, deviation_s=1.0), summary(1.5), None),
    (summary(3.0), summary(1.5, deviation_s=1.0), None),
])
def test_a_difference_counts_beyond_two_deviations(slow, fast, ratio):
    assert speedup(slow, fast) == ratio


@pytest.mark.parametrize(("comparisons", "sentence"), [
    (compare(None, None), "No difference beyond noise."),
    (compare(1.2, 1.4), "Yes: 1.20 to 1.40× as fast everywhere, and never slower."),
    (compare(1.2), "Yes: 1.20× as fast everywhere, and never slower."),
    (compare(1.2, None, 1.4),
     "Yes: 1.20 to 1.40× as fast where there is a difference beyond noise, and never slower."),
    (compare(0.5, None, 0.8),
     "No: 1.25 to 2.00× as long where there is a difference beyond noise, and never faster."),
    (compare(None, 2.17, None), f"Only with B (2.17×); elsewhere {NOISE}."),
    (compare(None, 0.5, None), f"No, and slower with B (2.00×); elsewhere {NOISE}."),
    (compare(None, 2.17, None, gigabytes=(1, 11, 2.6)),
     f"Only where the output is larger than 2.6 GB: B (2.17×); elsewhere {NOISE}."),
    (compare(1.5, 0.5, None),
     f"It depends: faster with A (1.50×), slower with B (2.00×); elsewhere {NOISE}."),
    (compare(1.5, 0.5), "It depends: faster with A (1.50×), slower with B (2.00×)."),
])
def test_sentences_follow_the_figures(comparisons, sentence):
    assert answer(comparisons) == sentence


def io_document(mean_s):
    """Returns a document with these means by way of writing and way to work."""
    return {"cells": [
        {"data_set": "all tables", "format": "csv", "io": io, "way": way,
         "summary": summary(mean) if mean else {}}
        for (io, way), mean in mean_s.items()]}


def test_threads_are_compared_with_processes_in_both_directions():
    for processes_s, sentence in ((3.0, "Yes: 2.00× as fast everywhere"),
                                  (0.75, "No: 2.00× as long everywhere")):
        document = io_document({("sync", "threads"): 1.5, ("sync", "processes"): processes_s})
        section = questions_section(document, None)
        assert f"### Do threads on one ring beat processes?\n\n{sentence}" in section


def test_questions_without_figures_are_left_out():
    document = io_document({("sync", "threads"): 1.5, ("uring", "threads"): None})
    assert questions_section(document, None).strip() == ""


def test_aims_that_are_missed_are_named():
    reached = [(aim, aim.over_peer + 0.1) for aim in AIMS]
    assert aims_answer(reached).endswith("; all aims are reached.")
    reached[-1] = (AIMS[-1], AIMS[-1].over_peer - 0.1)
    assert aims_answer(reached).endswith(
        "; aims are missed with: all, parquet, scale factor 10.")


def test_an_aim_over_the_first_version_can_be_missed():
    aim = Aim("10", "all", "csv", over_peer=1, first_version=2, over_first_version=8)
    assert aims_answer([(aim, 4.1)]).endswith("all aims are reached.")
    assert "missed with: all, csv, scale factor 10" in aims_answer([(aim, 3.9)])


def test_the_row_of_scale_factor_10_says_what_was_not_measured():
    case = {"mode": "alternating", "threads": "default", "scale_factor": "10", "format": "parquet",
            "codec": "snappy", "tables": "all"}
    peers = {"cells": [{"case": case, "program": "tpchgen-cli", "error": "",
                        "summary": {"wall_ratio": 6.0}}]}
    section = questions_section(None, peers)
    assert ("| all, parquet, scale factor 10 | 5× | 6.0× | 1.9× (taken) | 8× | 11× |") in section
    assert "was never measured at scale factor 10" in section
