"""Programs in the environments of the consumers."""

import pytest

from tests.support import REPOSITORY


@pytest.fixture
def run_consumer(check_python, tmp_path):
    """Runs a program in an environment and a new folder; returns what it prints."""

    def run(environment, code, *args):
        python = REPOSITORY / "build" / f"{environment}-venv" / "bin" / "python"
        return check_python(code, *args, python=python, cwd=tmp_path)

    return run
