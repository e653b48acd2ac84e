"""Everything that ./dev installs is locked by version and digest, whatever its source."""

import json
import re
import tomllib

import pytest

from tests.support import REPOSITORY

pytestmark = pytest.mark.release_only

REQUIREMENTS = REPOSITORY / "requirements"
PYTHON_LISTS = sorted(path.stem for path in REQUIREMENTS.glob("*.in"))
NAME = re.compile(r"^([A-Za-z][\w.-]*)(?:\[[\w,]+\])?==(\S+)", re.MULTILINE)


def packages(file):
    return {name.lower(): version for name, version in NAME.findall(file.read_text())}


@pytest.mark.parametrize("name", PYTHON_LISTS)
def test_python_packages_are_locked_as_listed(name):
    listed, locked = (packages(REQUIREMENTS / f"{name}.{suffix}") for suffix in ("in", "txt"))
    assert listed and listed.items() <= locked.items()


@pytest.mark.parametrize("name", PYTHON_LISTS)
def test_python_packages_have_digests(name):
    text = (REQUIREMENTS / f"{name}.txt").read_text()
    entries = re.split(r"\n(?=[A-Za-z])", f"\n{text}")[1:]
    assert entries and all("--hash=sha256:" in entry for entry in entries)


def test_lists_of_one_environment_agree():
    seen = {}
    for name in set(PYTHON_LISTS) - {"bench"}:
        for package, version in packages(REQUIREMENTS / f"{name}.txt").items():
            assert seen.setdefault(package, version) == version, f"{package} of {name}"


def test_the_python_package_is_built_with_what_is_locked():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    locked = packages(REQUIREMENTS / "build.txt") | packages(REQUIREMENTS / "wheel.txt")
    extras = project["project"]["optional-dependencies"]
    for requirement in [*project["build-system"]["requires"], *extras["arrow"]]:
        name, version = requirement.split("==")
        assert locked[name] == version


def test_npm_packages_have_digests_and_no_addresses():
    lock = json.loads((REQUIREMENTS / "npm" / "package-lock.json").read_text())
    listed = json.loads((REQUIREMENTS / "npm" / "package.json").read_text())["dependencies"]
    assert lock["packages"][""]["dependencies"] == listed
    installed = [entry for path, entry in lock["packages"].items() if path]
    assert all("integrity" in entry and "resolved" not in entry for entry in installed)


def test_go_programs_have_digests():
    module = (REQUIREMENTS / "go" / "go.mod").read_text()
    digests = (REQUIREMENTS / "go" / "go.sum").read_text()
    needed = re.findall(r"^\t(\S+) (v\S+)", module, re.MULTILINE)
    assert "versitygw" in module and needed
    assert all(f"{path} {version} h1:" in digests for path, version in needed)


def test_no_requirement_names_where_it_comes_from():
    for path in REQUIREMENTS.rglob("*"):
        if path.suffix in (".in", ".txt", ".mod", ".sum"):
            assert "://" not in path.read_text(), path
