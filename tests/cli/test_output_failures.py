"""Problems with the output folder end with status 1, the path and the system's reason."""

import os
import resource
import signal
import subprocess
from contextlib import contextmanager

import pytest

from tests.support import TABLES, files_below, md5_of

pytestmark = pytest.mark.uring

GENERATE = ("generate", "-s", "0.01", "-f", "tbl")
FINAL_NAMES = {f"{table}.tbl" for table in TABLES}


@contextmanager
def mounted(folder, *mount_args):
    folder.mkdir()
    mount = ["mount", *mount_args, folder]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("mounting a file system is not permitted")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def file_system_in_memory(folder, options):
    return mounted(folder, "-t", "tmpfs", "-o", options, "tmpfs")


def file_system_on_disk(folder, size_bytes):
    """Mounts an ext4 file system, which supports direct writes, from a file next to `folder`."""
    image = folder.with_suffix(".image")
    with image.open("wb") as file:
        file.truncate(size_bytes)
    subprocess.run(["mkfs.ext4", "-q", "-m", "0", image], check=True)
    return mounted(folder, "-o", "loop", image)


def check_failure(result, path, reason):
    assert result.returncode == 1, result.stderr
    assert result.stderr.count("\n") == 1
    assert str(path) in result.stderr
    assert reason in result.stderr


def test_output_folder_that_is_a_file(run_tpch, tmp_path):
    path = tmp_path / "file"
    path.write_text("mine\n")
    check_failure(run_tpch(*GENERATE, "-o", path), path, "Not a directory")
    assert path.read_text() == "mine\n"


def test_output_folder_below_a_file(run_tpch, tmp_path):
    (tmp_path / "file").write_text("mine\n")
    path = tmp_path / "file" / "below"
    check_failure(run_tpch(*GENERATE, "-o", path), path, "Not a directory")


def test_output_folder_that_is_no_place_for_files(run_tpch, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    for name, reason in [("fifo", "a FIFO"), ("dangling", "a symbolic link to 'nowhere'"),
                         ("dangling/below", "a symbolic link to 'nowhere'"),
                         ("loop", "symbolic links"), ("x" * 300, "File name too long")]:
        for option in ((), ("--no-space-check",)):
            result = run_tpch(*GENERATE, "-o", tmp_path / name, *option)
            check_failure(result, tmp_path / name, reason)
    check_failure(run_tpch(*GENERATE, "-o", "/dev/null"), "/dev/null", "a device")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dangling", "fifo", "loop"]


@pytest.mark.parametrize("path", ["/proc/1/x", "/proc/self/fd/x", "/proc/x"])
def test_file_system_without_files(run_tpch, path):
    check_failure(run_tpch(*GENERATE, "-o", path), path, "choose another place")


def test_read_only_file_system(run_tpch, tmp_path):
    with file_system_in_memory(tmp_path / "mounted", "ro") as folder:
        for path in (folder, folder / "new"):
            check_failure(run_tpch(*GENERATE, "-o", path), path, "Read-only file system")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_without_permission(run_tpch, tmp_path):
    tmp_path.chmod(0o555)
    check_failure(run_tpch(*GENERATE, "-o", tmp_path), tmp_path, "Permission denied")


def test_file_system_that_is_too_small(run_tpch, tmp_path):
    with file_system_in_memory(tmp_path / "mounted", "size=3m") as folder:
        for path in (folder, folder / "new"):
            check_failure(run_tpch(*GENERATE, "-o", path), path, "--no-space-check")
        assert list(folder.iterdir()) == []


@pytest.mark.threads
@pytest.mark.parametrize("num_threads", [1, 4])
@pytest.mark.parametrize("mode", ["--io=sync", "--io=uring"])
def test_file_system_that_fills_up(run_tpch, whole_tables, tmp_path, has_uring, num_threads, mode):
    if mode == "--io=uring" and not has_uring:
        pytest.skip("io_uring cannot be used here")
    with file_system_in_memory(tmp_path / "mounted", "size=3m") as folder:
        result = run_tpch(*GENERATE, mode, "-o", folder, "-n", num_threads, "--no-space-check")
        check_full(result, folder, whole_tables("0.01", "tbl"))


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["--io=sync", "--direct=on", "--direct=off"])
def test_disk_that_fills_up(run_tpch, whole_tables, tmp_path, has_uring, mode):
    if mode != "--io=sync" and not has_uring:
        pytest.skip("io_uring cannot be used here")
    args = () if mode == "--io=sync" else ("--io=uring",)
    with file_system_on_disk(tmp_path / "mounted", 64 << 20) as folder:
        result = run_tpch("generate", "-s", "0.1", "-f", "tbl", *args, mode, "-o", folder / "data",
                          "--no-space-check")
        check_full(result, folder / "data", whole_tables("0.1", "tbl"))


def check_full(result, folder, expected):
    """Requires that the run failed for lack of space, and that finally named files are complete."""
    check_failure(result, folder, "No space left on device")
    made = set(files_below(folder)) - {"_tpch.json"}
    assert made < FINAL_NAMES
    assert "lineitem.tbl" not in made
    for name in made:
        assert md5_of(folder / name) == md5_of(expected / name)


def limit_file_size():
    """Makes writes beyond 1 MiB fail with EFBIG instead of a signal."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))


def test_file_that_may_not_grow(run_tpch, tmp_path):
    result = run_tpch(*GENERATE, "-T", "lineitem", "-o", tmp_path, preexec_fn=limit_file_size)
    check_failure(result, tmp_path, "File too large")
    assert not FINAL_NAMES.intersection(files_below(tmp_path))


def test_summary_that_cannot_be_written(run_tpch, tmp_path):
    summary = tmp_path / "missing" / "summary.json"
    result = run_tpch(*GENERATE, "-T", "region", "-o", tmp_path / "data", "--json", summary)
    assert result.returncode == 1
    assert str(summary) in result.stderr
    assert "No such file or directory" in result.stderr


def test_stdout_that_is_full(run_tpch):
    with open("/dev/full", "wb") as full:
        result = run_tpch(*GENERATE, "-T", "lineitem", "--stdout",
                          capture_output=False, stdout=full, stderr=subprocess.PIPE)
    check_failure(result, "standard output", "No space left on device")
