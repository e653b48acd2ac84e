"""With io_uring, data goes to the kernel only through the ring."""

import os
import re
import subprocess

import pytest

pytestmark = pytest.mark.slow

WRITES = ("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendfile", "splice",
          "copy_file_range")
# In strace's log, other threads may split a call into two lines; the second has its result.
RESULT_OF_CALL = re.compile(r"^\d+ +(?:<\.\.\. )?(\w+).* = (-?\d+)(?: E\w+ \(.*\))?$", re.MULTILINE)


@pytest.fixture
def trace(bin_dir, tmp_path):
    """Runs `tpch generate` under strace and returns the name and the result of each call."""

    def run(*args):
        log, data = tmp_path / "calls", tmp_path / "data"
        command = ("strace", "-f", "-o", log, "-e", f"trace={','.join(WRITES)},io_uring_enter",
                   bin_dir / "tpch", "generate", *args, "-o", data, "--json", tmp_path / "summary")
        # LeakSanitizer does not work under ptrace.
        environment = os.environ | {"ASAN_OPTIONS": "detect_leaks=0"}
        result = subprocess.run(command, capture_output=True, text=True, env=environment)
        if "PTRACE" in result.stderr and "not permitted" in result.stderr:
            pytest.skip(f"tracing is forbidden here: {result.stderr}")
        assert result.returncode == 0, result.stderr
        size_bytes = sum(path.stat().st_size for path in data.iterdir())
        calls = [(name, int(value)) for name, value in RESULT_OF_CALL.findall(log.read_text())]
        return calls, size_bytes

    return run


def written_bytes(calls):
    return sum(max(0, value) for name, value in calls if name in WRITES)


@pytest.mark.parametrize("direct", ["auto", "off"])
def test_ring_carries_all_data(trace, has_uring, direct):
    if not has_uring:
        pytest.skip("io_uring cannot be used here")
    calls, size_bytes = trace("-s", "0.1", "-f", "tbl", "--io", "uring", "--direct", direct)
    assert [name for name, _ in calls].count("io_uring_enter") > 0
    # The rest is the manifest, the summaries, and the test of a direct write.
    assert written_bytes(calls) < size_bytes / 1000


def test_pwrite_carries_all_data_otherwise(trace):
    calls, size_bytes = trace("-s", "0.1", "-f", "tbl", "--io", "sync")
    assert not [name for name, _ in calls if name == "io_uring_enter"]
    assert size_bytes <= written_bytes(calls) < size_bytes * 1.001


def test_synced_run_syncs_its_manifest_too(bin_dir, tmp_path):
    log, data = tmp_path / "calls", tmp_path / "data"
    command = ("strace", "-f", "-y", "-o", log, "-e", "trace=fsync", bin_dir / "tpch", "generate",
               "-s", "0.001", "-f", "tbl", "-T", "region", "--fsync", "-o", data)
    result = subprocess.run(command, capture_output=True, text=True,
                            env=os.environ | {"ASAN_OPTIONS": "detect_leaks=0"})
    if "PTRACE" in result.stderr and "not permitted" in result.stderr:
        pytest.skip(f"tracing is forbidden here: {result.stderr}")
    assert result.returncode == 0, result.stderr
    synced = re.findall(r"fsync\(\d+<([^>]+)>\) += 0", log.read_text())
    manifests = [i for i, path in enumerate(synced) if "._tpch.json." in path]
    assert len(manifests) >= 2  # at the start and at the end of the run
    assert all(synced[i + 1] == str(data) for i in manifests)
