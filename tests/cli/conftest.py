"""Fixtures of the tests of the command line."""

import pytest

from refusals import ERROR_PREFIX


@pytest.fixture
def refusal(run_tpch, tmp_path):
    """Runs `tpch generate` with bad arguments and returns the one line it must say."""

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
