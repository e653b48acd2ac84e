"""Files have the same bytes in every I/O mode; an unsupported mode is an error only on request."""

import resource

import pytest

from tests.forbidden_calls import forbid, needs_seccomp
from tests.support import FORMATS_HALF_SLOW, digests_below

pytestmark = pytest.mark.uring

MODES = {
    "sync": ("--io", "sync"),
    "sync-synced": ("--io", "sync", "--fsync"),
    "ring": ("--io", "uring", "--direct", "off"),
    "ring-async-io": ("--async-io",),
    "ring-synced": ("--io", "uring", "--fsync"),
}
SMALL = ("generate", "-s", "0.002", "-f", "tbl")


@pytest.mark.threads
@pytest.mark.parametrize("data_format", FORMATS_HALF_SLOW)
@pytest.mark.parametrize("mode", MODES)
def test_bytes_do_not_depend_on_the_mode(
        generate, whole_tables, tmp_path, has_uring, data_format, mode):
    if mode.startswith("ring") and not has_uring:
        pytest.skip("io_uring cannot be used here")
    generate(tmp_path, "-s", "0.005", "-f", data_format, *MODES[mode])
    assert digests_below(tmp_path) == digests_below(whole_tables("0.005", data_format))


@pytest.mark.slow
@pytest.mark.parametrize("direct", ["on", "off"])
def test_bytes_do_not_depend_on_the_mode_with_many_threads(
        generate, tmp_path, has_uring, direct):
    if not has_uring:
        pytest.skip("io_uring cannot be used here")
    # More threads than blocks to write from.
    generate(tmp_path / "ring", "-s", "1", "-f", "tbl", "-p", "4", "-n", "32",
             "--io", "uring", "--direct", direct)
    generate(tmp_path / "sync", "-s", "1", "-f", "tbl", "-p", "4", "--io", "sync")
    assert digests_below(tmp_path / "ring") == digests_below(tmp_path / "sync")


@pytest.mark.parametrize("mode", ["--io=sync", "--io=uring"])
def test_many_files_need_few_descriptors(run_tpch, whole_tables, tmp_path, has_uring, mode):
    if "uring" in mode and not has_uring:
        pytest.skip("io_uring cannot be used here")
    result = run_tpch(
        *SMALL, "-T", "orders,lineitem", "-p", "500", mode, "-o", tmp_path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256)))
    assert result.returncode == 0, result.stderr
    for table in ("orders", "lineitem"):
        parts = [tmp_path / table / f"{table}.{part}.tbl" for part in range(1, 501)]
        whole = whole_tables("0.002", "tbl") / f"{table}.tbl"
        assert b"".join(part.read_bytes() for part in parts) == whole.read_bytes()


def forbid_uring():
    forbid("io_uring_setup")


@needs_seccomp
def test_forbidden_uring_is_an_error_when_it_was_asked_for(run_tpch, tmp_path):
    result = run_tpch(*SMALL, "-o", tmp_path, "--async-io", preexec_fn=forbid_uring)
    assert result.returncode == 1
    assert "io_uring" in result.stderr and "--io sync" in result.stderr
    assert result.stderr.count("\n") == 1


@needs_seccomp
@pytest.mark.slow
def test_forbidden_uring_is_no_error_otherwise(run_tpch, tmp_path):
    # Large enough to prefer a ring.
    result = run_tpch("generate", "-s", "4", "-T", "lineitem", "-f", "tbl", "-o", tmp_path, "-v",
                      preexec_fn=forbid_uring)
    assert result.returncode == 0
    assert "pwrite" in result.stderr and "io_uring" in result.stderr
    (tmp_path / "lineitem.tbl").unlink()


@pytest.mark.threads
def test_write_error_of_the_ring_names_the_file_and_the_reason(run_tpch, tmp_path, has_uring):
    if not has_uring:
        pytest.skip("io_uring cannot be used here")
    result = run_tpch(
        *SMALL, "-T", "lineitem", "-o", tmp_path, "--async-io",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)))
    assert result.returncode == 1
    assert "lineitem.tbl" in result.stderr and "File too large" in result.stderr
    assert list(tmp_path.iterdir()) == []
