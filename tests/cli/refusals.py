"""What the tests of refusals share."""

ERROR_PREFIX = "tpch: error: "


def in_new_folder(*args):
    return (*args, "--output-dir", "made/by/tpch")
