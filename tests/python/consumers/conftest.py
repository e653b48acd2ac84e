"""Programs in the environments of the consumers."""

import pytest

from tests.support import REPOSITORY


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/python/consumers/" in str(item.path):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.consumers)


@pytest.fixture(scope="session")
def python_of():
    """Returns the Python of an environment."""
    return lambda environment: REPOSITORY / "build" / f"{environment}-venv" / "bin" / "python"


@pytest.fixture
def run_consumer(check_python, python_of, tmp_path):
    """Runs a program in an environment and a new folder; returns what it prints."""

    def run(environment, code, *args):
        return check_python(code, *args, python=python_of(environment), cwd=tmp_path)

    return run
