"""Shared code of the tests of bad arguments."""

ERROR_PREFIX = "tpch: error: "


def in_new_folder(*args):
    return (*args, "--output-dir", "made/by/tpch")
