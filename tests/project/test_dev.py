"""./dev, with stubs for its programs: quiet if nothing is to do, and clear if it cannot go on."""

import fcntl
import os
import shutil

import pytest

from tests.support import slow

pytestmark = pytest.mark.release_only


def last_line(result):
    assert result.returncode == 1, result.stderr
    return result.stderr.splitlines()[-1]


# --- Nothing to do ---


def test_a_second_run_prints_what_the_program_prints(built):
    result = built.dev("run", "info", "--scale-factor", "1")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "tpch info --scale-factor 1\n"
    assert [line.split()[0] for line in built.started()] == ["c++", "ninja"]


def test_a_second_build_prints_nothing(built):
    result = built.dev("build")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_run_needs_no_tests(clone):
    clone.dev("run")
    [command] = [line for line in clone.started() if line.startswith("ninja")]
    assert command.endswith("/release programs")


def test_the_tests_need_all(built):
    built.dev("test")
    assert "all" in [line.split()[-1] for line in built.started() if line.startswith("ninja")]


@pytest.mark.parametrize("preset, targets, unit_tests, marks", [
    ("dev", "programs fast_tests", ".", "not slow and not release_only"),
    ("tsan", "programs tpch_thread_tests tpch_object_store_tests tpch_apps_tests",
     "^tpch_(thread|object_store|apps)_tests", "not slow and threads"),
    ("no-uring", "tpch_program tpch_benchmark tpch_thread_tests", "^tpch_thread_tests",
     "not slow and uring"),
    ("aarch64", "programs fast_tests", ".", "cpu")])
def test_other_presets_build_and_run_what_can_fail_in_them(clone, preset, targets, unit_tests,
                                                           marks):
    assert clone.dev("test", preset).returncode == 0
    started = clone.started()
    assert f"ninja -C {clone.build / preset} {targets}" in started
    [ctest] = [line for line in started if line.startswith("ctest")]
    assert ctest.endswith(f"--label-exclude ^slow$ --tests-regex {unit_tests}")
    assert f"-m {marks} --numprocesses" in started[-1]


def test_slow_tests_are_taken_by_their_label(built):
    built.dev("test-slow", "release", "-k", "tbl")
    started = built.started()
    [ctest] = [line for line in started if line.startswith("ctest")]
    assert ctest.endswith("--label-regex ^slow$")
    assert "-m slow and not consumers and not engines --numprocesses" in started[-1]
    assert started[-1].endswith("-k tbl")


def test_engines_have_a_suite_of_their_own(built):
    built.dev("test-engines", "-k", "spark")
    pytest_command = built.started()[-1]
    assert "-m engines --numprocesses" in pytest_command and pytest_command.endswith("-k spark")


def test_programs_without_modules_are_those_of_release(built):
    (built.build / "release" / "bin" / "tpch_benchmark").touch()
    result = built.dev("test", "no-arrow", "-k", "tbl")
    assert result.returncode == 0, result.stderr
    started = built.started()
    assert not [line for line in started if line.startswith(("cmake", "ctest"))]
    assert started[-1].endswith("-k tbl") and "pytest" in started[-1]
    assert sorted(path.name for path in (built.build / "no-arrow").rglob("*")) == [
        "bin", "tpch", "tpch_benchmark"]


def test_files_that_passed_are_not_checked_again(linted):
    assert linted.dev("lint").returncode == 0
    tidied = [line.split()[-1] for line in linted.started() if line.startswith("clang-tidy")]
    assert sorted(path.rsplit("/", 1)[-1] for path in tidied) == ["a.cc", "b.cc"]
    (linted.folder / "src" / "b.cc").write_text("int b;\n")
    linted.dev("lint")
    assert [line.rsplit("/", 1)[-1] for line in linted.started()
            if line.startswith("clang-tidy")] == ["b.cc"]
    (linted.folder / "src" / "c.h").write_text("int c;\n")
    linted.dev("lint")
    assert len([line for line in linted.started() if line.startswith("clang-tidy")]) == 2


def test_files_that_failed_are_checked_again(linted):
    (linted.stubs / "clang-tidy.fails").write_text("a mistake")
    for _ in range(2):
        assert last_line(linted.dev("lint")) == "dev: clang-tidy found mistakes"
        assert len([line for line in linted.started() if line.startswith("clang-tidy")]) == 2


def test_the_build_has_no_list_of_files_to_look_up_each_time(request):
    folder = request.config.rootpath.parent
    lists = [*folder.glob("*/**/CMakeLists.txt"), *folder.glob("cmake/*")]
    assert lists
    assert not [path for path in lists if "CONFIGURE_DEPENDS " in path.read_text()
                and "GLOB" in path.read_text() and "CMAKE_CONFIGURE" not in path.read_text()]


# --- Requirements ---


def test_python_packages_are_installed_by_their_digests(clone):
    clone.dev("build")
    [command] = [line for line in clone.started() if "pip install" in line]
    for option in ("--require-hashes", "--only-binary :all:"):
        assert option in command


@pytest.mark.parametrize("file", ["build.txt", slow("test-slow.txt"), "npm/package-lock.json",
                                  slow("go/go.sum"), slow("go/go.mod")])
def test_a_changed_lock_is_set_up_again(built, file):
    built.dev("test-slow")
    assert built.started()
    built.dev("test-slow")
    tools = ("install", "npm ", "go ")
    assert not [line for line in built.started() if any(tool in line for tool in tools)]
    with (built.folder / "requirements" / file).open("a") as lock:
        lock.write("\n")
    assert built.dev("test-slow").returncode == 0
    [command] = [line for line in built.started() if any(tool in line for tool in tools)]
    tool = {"npm": "npm ci", "go": "go -C"}.get(file.split("/")[0], "python -m pip install")
    assert command.startswith(tool)
    assert "npm" not in tool or "--ignore-scripts" in command


# --- Debian packages ---

MISSING = "libfmt-dev\nninja-build\n"
INSTALL = "apt-get install --no-install-recommends libfmt-dev ninja-build"


@pytest.fixture
def without_packages(clone):
    (clone.stubs / "missing").write_text(MISSING)
    clone.folder.chmod(0o777)
    return clone


def add_sudo(clone, text):
    sudo = clone.stubs / "sudo"
    sudo.write_text(f"#!/bin/sh\n{text}\n")
    sudo.chmod(0o755)


def test_root_installs_missing_packages(without_packages, other_user):
    result = without_packages.dev("build")
    assert result.returncode == 0, result.stderr
    update, install = [x for x in without_packages.started() if x.startswith("apt-get")]
    assert update.startswith("apt-get update")
    assert "--no-install-recommends" in install and install.endswith("libfmt-dev ninja-build")
    assert "dev: installing Debian packages: libfmt-dev ninja-build\n" in result.stderr


def test_sudo_without_password_installs_missing_packages(without_packages, other_user):
    add_sudo(without_packages, 'if [ "$1" = -n ]; then shift; fi; "$@"')
    (without_packages.stubs / "true").symlink_to(shutil.which("true"))
    result = without_packages.dev("build", user=other_user)
    assert result.returncode == 0, result.stderr
    assert len([x for x in without_packages.started() if x.startswith("apt-get")]) == 2


def test_others_get_the_command_for_sudo(without_packages, other_user):
    add_sudo(without_packages, "exit 1")
    assert last_line(without_packages.dev("build", user=other_user)) == (
        f"dev: Debian packages are missing; run: sudo apt-get update && sudo {INSTALL}")


def test_others_without_sudo_get_the_command_for_root(without_packages, other_user):
    assert last_line(without_packages.dev("build", user=other_user)) == (
        f"dev: Debian packages are missing; run as root: apt-get update && {INSTALL}")


def test_other_systems_get_the_list(clone):
    (clone.stubs / "dpkg-query").unlink()
    result = clone.dev("build")
    assert result.returncode == 0, result.stderr
    assert result.stderr.startswith("dev: not a Debian system; the build needs the equivalents of:")
    assert clone.dev("build").stderr == ""


def test_libraries_for_aarch64_stay_below_build(clone):
    assert clone.dev("build", "aarch64", CXX="g++-13").returncode == 0
    [download] = [line for line in clone.started() if " download " in line]
    assert f"Dir::State={clone.build}/" in download and "Architecture=arm64" in download
    assert " libzstd-dev" in download and "ninja" not in download
    assert clone.dev("build", "aarch64", CXX="g++-13").stderr == ""


# --- Builds in other circumstances ---


def test_a_clone_that_was_moved_says_what_to_run(built):
    place = built.folder
    built.folder = place.rename(place.parent / "moved")
    assert last_line(built.dev("run")) == (
        f"dev: build/ was made in '{place}', not in '{built.folder}'; run: ./dev clean")
    for command in ("build", "test", "test-slow", "lint", "format", "bench kernels"):
        assert last_line(built.dev(*command.split())).endswith("run: ./dev clean"), command
    assert built.dev("clean").returncode == 0
    assert built.dev("run").returncode == 0


def test_a_copied_clone_says_what_to_run(built):
    place = built.folder
    built.folder = shutil.copytree(place, place.parent / "copy", symlinks=True)
    assert f"was made in '{place}'" in last_line(built.dev("build"))


def test_a_clone_of_which_only_the_environment_was_copied_says_so(built):
    shutil.rmtree(built.build / "release")
    place = built.folder
    built.folder = shutil.copytree(place, place.parent / "copy", symlinks=True)
    assert f"was made in '{place}'" in last_line(built.dev("build"))


def test_a_clone_is_the_same_through_a_link(built):
    link = built.folder.parent / "link"
    link.symlink_to(built.folder)
    built.folder = link
    assert built.dev("build").stderr == ""


def test_what_root_built_can_be_run_by_others(built, other_user):
    result = built.dev("run", "info", user=other_user)
    assert (result.returncode, result.stdout, result.stderr) == (0, "tpch info\n", "")


@pytest.mark.parametrize("mine", [[], ["build"], ["build", "build/release"]])
def test_others_cannot_go_on_with_what_root_built(built, other_user, mine):
    for path in (".", *mine):
        os.chown(built.folder / path, other_user, other_user)
    (built.build / "release" / "bin" / "tpch").unlink()
    line = last_line(built.dev("build", user=other_user))
    assert line.startswith(f"dev: cannot write '{built.build / 'release'}")
    assert line.endswith("which belongs to root; run as root: ./dev clean")


def test_others_cannot_add_to_the_environment_of_root(built, other_user):
    os.chown(built.folder, other_user, other_user)
    os.chown(built.build, other_user, other_user)
    line = last_line(built.dev("test", user=other_user))
    assert line.startswith(f"dev: cannot write '{built.build / 'venv'}")


def test_others_cannot_clean_what_root_built(built, other_user):
    line = last_line(built.dev("clean", user=other_user))
    assert line.endswith("run as root: ./dev clean") and built.build.exists()


def test_others_are_sent_away_from_the_clone_of_root(clone, other_user):
    line = last_line(clone.dev("build", user=other_user))
    assert line == (f"dev: cannot write '{clone.folder}', which belongs to root; "
                    "make a clone of your own")


@pytest.mark.parametrize("change", ["removed", "upgraded"])
def test_an_environment_whose_python_is_gone_is_made_anew(built, change):
    python = built.build / "venv" / "bin" / "python"
    python.unlink()
    if change == "upgraded":
        python.symlink_to(shutil.which("true"))
    result = built.dev("run")
    assert result.returncode == 0, result.stderr
    assert any("-m venv" in line for line in built.started())
    assert built.dev("run").stderr == ""


def test_an_interrupted_installation_begins_again(clone):
    (clone.stubs / "pip.is_killed").touch()
    assert clone.dev("build").returncode == -9
    (clone.build / "venv" / "half").touch()
    result = clone.dev("run")
    assert result.returncode == 0, result.stderr
    assert not (clone.build / "venv" / "half").exists()
    assert clone.dev("run").stderr == ""


def test_an_interrupted_installation_of_a_later_step_begins_again(built):
    (built.stubs / "pip.is_killed").touch()
    assert built.dev("test").returncode == -9
    assert built.dev("test").returncode == 0
    installed = [line.split("requirements/")[-1] for line in built.started() if "pip ins" in line]
    assert installed[-2:] == ["build.txt", "test.txt"]


# --- Compilers ---


def configurations(clone):
    return [line for line in clone.started() if line.startswith("cmake")]


def test_another_compiler_is_taken_at_once(built):
    assert built.dev("build", CXX="g++-13").returncode == 0
    assert "--fresh" in configurations(built)[0]
    assert built.dev("build", CXX="g++-13").stderr == ""
    assert built.dev("build").stderr == ""


def test_an_upgraded_or_removed_compiler_is_noticed(built):
    (built.stubs / "c++").write_text("#!/bin/sh\necho 14.2.0\n")
    assert built.dev("build").returncode == 0 and len(configurations(built)) == 1
    built.dev("build", CXX="g++-13")
    (built.stubs / "g++-13").unlink()
    assert built.dev("build").returncode == 0 and len(configurations(built)) == 2


def test_a_compiler_that_is_not_there_is_named(built):
    assert last_line(built.dev("build", CXX="g++-99")) == (
        "dev: CXX is 'g++-99', which is not a program")


def test_a_configuration_that_failed_is_not_taken_for_one(clone):
    (clone.stubs / "cmake.fails").touch()
    assert clone.dev("build").returncode == 1
    (clone.stubs / "cmake.fails").unlink()
    assert clone.dev("build").returncode == 0


# --- Disk and network ---


@pytest.mark.parametrize(("output", "reason"), [
    ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
     "the disk is full"),
    ("WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(Failed to "
     "establish a new connection: [Errno -3] Temporary failure in name resolution)'",
     "the network is needed, and a server cannot be reached"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "see above"),
])
def test_the_reason_of_a_failed_installation_is_the_last_line(clone, output, reason):
    (clone.stubs / "pip.fails").write_text(output)
    result = clone.dev("build")
    assert last_line(result).startswith(f"dev: cannot install Python packages: {reason}")
    assert output in result.stderr
    (clone.stubs / "pip.fails").unlink()
    assert clone.dev("build").returncode == 0


def test_a_full_disk_is_the_reason_even_if_nothing_says_so(clone):
    (clone.stubs / "df").unlink()
    (clone.stubs / "df").write_text("#!/bin/sh\necho Avail; echo 7\n")
    (clone.stubs / "df").chmod(0o755)
    (clone.stubs / "pip.fails").write_text("Error")
    assert last_line(clone.dev("build")) == "dev: cannot install Python packages: the disk is full"


def test_a_run_waits_for_another_that_sets_up(clone):
    clone.build.mkdir()
    with (clone.build / "venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = clone.start_dev("build")
        assert "waiting for another ./dev" in process.stderr.readline()
        assert process.poll() is None
        fcntl.flock(lock, fcntl.LOCK_UN)
        process.communicate(timeout=60)
    assert process.returncode == 0
