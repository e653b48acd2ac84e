"""A clone in which ./dev finds stubs instead of the programs that it starts."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.support import REPOSITORY

# Harmless programs that ./dev really runs.
REAL_PROGRAMS = ("bash", "cat", "chmod", "cp", "df", "diff", "dirname", "env", "find", "flock",
                 "cut", "grep", "kill", "ln", "mkdir", "nproc", "paste", "realpath", "rm", "sed",
                 "sh", "sha256sum", "sleep", "sort", "stat", "tail", "touch", "xargs")
# The others write a line into the log. If a file <name>.fails exists, they print it and fail.
LOGGED = '''#!/bin/sh
name=${0##*/}
echo "$name $*" >>"$STUBS/log"
if [ -e "$STUBS/$name.fails" ]; then cat "$STUBS/$name.fails"; exit 1; fi
'''
STUBS = {
    "apt-get": "",
    "c++": "echo 12.2.0",
    "g++-13": "echo 13.3.0",
    "clang-format": "",
    "clang-tidy": "",
    "cmake": '''
build="$2/build/$4"
mkdir -p "$build/CMakeFiles/3.25.1"
compiler=$(command -v "${CXX:-c++}")
for arg; do case $arg in -D*) wheel=${arg#*=};; esac; done
printf '%s\\n' "CMAKE_HOME_DIRECTORY:INTERNAL=$2" "CMAKE_CXX_COMPILER:FILEPATH=$compiler" \
  "TPCH_ARROW_WHEEL_DIR:PATH=$wheel" >"$build/CMakeCache.txt"
echo "set(CMAKE_CXX_COMPILER_VERSION \\"$("$compiler")\\")" \
  >"$build/CMakeFiles/3.25.1/CMakeCXXCompiler.cmake"
touch "$build/build.ninja"''',
    "ctest": "",
    "dpkg-deb": "",
    "dpkg-query": '''
if [ -s "$STUBS/missing" ]; then
  for package; do :; done
  ! grep -qx "$package" "$STUBS/missing" || exit
fi
echo installed''',
    "go": "",
    "ninja": '''
if [ -e "$2/bin/tpch" ]; then echo "ninja: no work to do."; exit; fi
if [ "$3" = -n ]; then exit; fi
mkdir -p "$2/bin"
printf '#!/bin/sh\\necho "tpch $*"\\n' >"$2/bin/tpch"
chmod +x "$2/bin/tpch"''',
    "npm": "",
    "ruff": "",
    "shellcheck": "",
    "python3": '''
case $* in
  "-m venv"*)
    mkdir -p "$3/bin"
    ln -s "$STUBS/python3" "$3/bin/python"
    for name in clang-format clang-tidy go ruff; do ln -s "$STUBS/$name" "$3/bin/$name"; done
    printf '%s\\n' "executable = $STUBS/python3" "command = python3 -m venv $3" >"$3/pyvenv.cfg" ;;
  "-m pip"*)
    if [ -e "$STUBS/pip.is_killed" ]; then rm "$STUBS/pip.is_killed"; kill -9 0; fi
    if [ -e "$STUBS/pip.fails" ]; then cat "$STUBS/pip.fails"; exit 1; fi
    mkdir -p "${0%/bin/*}/lib/python3.11/site-packages/pyarrow" ;;
esac''',
}


def sandbox():
    """Returns a folder that every user may enter, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(prefix="tpch-clone-"))
    folder.chmod(0o755)
    return folder


class Clone:
    """The parts of a clone that ./dev needs, and the commands that it starts."""

    def __init__(self, folder):
        self.folder = folder / "clone"
        self.stubs = folder / "stubs"
        self.folder.mkdir()
        self.stubs.mkdir()
        for name in ("dev", "CMakePresets.json"):
            shutil.copy(REPOSITORY / name, self.folder)
        shutil.copytree(REPOSITORY / "requirements", self.folder / "requirements")
        for name in REAL_PROGRAMS:
            if program := shutil.which(name):
                (self.stubs / name).symlink_to(program)
        for name, text in STUBS.items():
            (self.stubs / name).write_text(f"{LOGGED}{text}\n")
        for name in ("log", "missing"):
            (self.stubs / name).touch()
            (self.stubs / name).chmod(0o666)
        for path in self.stubs.iterdir():
            if not path.is_symlink() and path.name not in ("log", "missing"):
                path.chmod(0o755)

    @property
    def build(self):
        return self.folder / "build"

    def start_dev(self, *args, user=None, **environment):
        """Starts ./dev."""
        settings = {"PATH": str(self.stubs), "STUBS": str(self.stubs)} | environment
        return subprocess.Popen([self.folder / "dev", *args], env=settings, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, start_new_session=True,
                                user=user, group=user, extra_groups=None if user is None else [])

    def dev(self, *args, **settings):
        """Runs ./dev, whatever its exit status."""
        with self.start_dev(*args, **settings) as process:
            output, messages = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, output, messages)

    def started(self):
        """Returns the commands that stubs have logged since the last call."""
        log = self.stubs / "log"
        lines = log.read_text().splitlines()
        log.write_text("")
        return lines


@pytest.fixture
def clone():
    folder = sandbox()
    yield Clone(folder)
    shutil.rmtree(folder)


@pytest.fixture
def built(clone):
    """A clone with a built release."""
    result = clone.dev("build")
    assert result.returncode == 0, result.stderr
    clone.started()
    return clone


@pytest.fixture
def linted(built):
    """A clone with two sources and a built release."""
    for folder in ("include", "src", "apps", "capi", "tools", "examples", "tests", "bench",
                   "scripts", ".ci"):
        (built.folder / folder).mkdir()
    for name in ("src/a.cc", "src/b.cc", "src/c.h", ".clang-tidy", "scripts/x.sh"):
        (built.folder / name).touch()
    return built


@pytest.fixture
def other_user():
    """The id of an unprivileged user; only root can run programs as another user."""
    if os.geteuid() != 0:
        pytest.skip("needs root, to run as another user")
    return 65534
