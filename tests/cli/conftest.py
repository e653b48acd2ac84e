"""Fixtures for the tests of the command line."""

import pytest

from tests.cli.json_reports import GENERATE
from tests.cli.refusals import ERROR_PREFIX


@pytest.fixture
def refusal(run_tpch, tmp_path):
    """Runs `tpch generate` with bad arguments and returns the single line that it must print."""

    def run(*args):
        before = sorted(tmp_path.rglob("*"))
        result = run_tpch("generate", *args, cwd=tmp_path, text=False)
        message = result.stderr.decode()
        assert result.returncode == 2, message
        assert result.stdout == b""
        assert message.endswith("\n") and message.count("\n") == 1
        assert message.startswith(ERROR_PREFIX)
        assert sorted(tmp_path.rglob("*")) == before
        return message

    return run


@pytest.fixture(scope="module")
def data(generate, tmp_path_factory):
    """A folder with a table. Tests only read it."""
    folder = tmp_path_factory.mktemp("verified")
    generate(folder, "-s", "0.001", "-f", "tbl", "-T", "region")
    return folder


@pytest.fixture(params=["generate", "verify"])
def report(request, run_tpch, data, tmp_path):
    """Runs each command with a --json and returns its CompletedProcess."""

    def run(*args, **options):
        args = ("--json", *args)
        options = {"cwd": tmp_path} | options
        if request.param == "verify":
            return run_tpch("verify", data, "-q", *args, **options)
        return run_tpch(*GENERATE, "-o", "out", *args, **options)

    return run
