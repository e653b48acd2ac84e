"""If a manifest is missing, damaged or another file, complete files can still be kept."""

import json
import os
import re
import socket
import subprocess

import pytest

from tests.support import FORMATS, digests_below, files_below

MANIFEST = "_tpch.json"
DATA = ("-s", "0.001", "-f", "tbl")

DAMAGES = {
    "empty": lambda text: b"",
    "zeros": lambda text: bytes(len(text)),
    "cut": lambda text: text[:len(text) // 2],
    "garbage": lambda text: b"\xff" + text,
    "other JSON": lambda text: b"[]",
    "member missing": lambda text: text.replace(b'"tables"', b'"table"'),
    "other type": lambda text: text.replace(b'"complete": true', b'"complete": 1'),
    "parts 0": lambda text: text.replace(b'"num_parts": 1', b'"num_parts": 0', 1),
    "parts -1": lambda text: text.replace(b'"num_parts": 1', b'"num_parts": -1', 1),
    "parts 2^63": lambda text: text.replace(b'"num_parts": 1', b'"num_parts": 9223372036854775808'),
    "part float": lambda text: text.replace(b'"part": 1', b'"part": 1e300', 1),
    "twice": lambda text: text.replace(b'"complete": true', b'"complete": true, "complete": true'),
    "path outside": lambda text: text.replace(b'"path": "', b'"path": "../', 1),
    "deep": lambda text: b"[" * 1_000_000,
}


def states_below(folder):
    return {name: ((folder / name).stat().st_ino, (folder / name).stat().st_mtime_ns)
            for name in files_below(folder) if not name.startswith("_tpch")}


def damage(folder, kind, name=MANIFEST):
    text = (folder / name).read_bytes()
    damaged = DAMAGES[kind](text)
    assert damaged != text
    (folder / name).write_bytes(damaged)


@pytest.mark.parametrize("kind", DAMAGES)
def test_resume_writes_a_damaged_manifest_anew(generate, run_tpch, tmp_path, kind):
    generate(tmp_path, *DATA)
    digests, states = digests_below(tmp_path), states_below(tmp_path)
    damage(tmp_path, kind)
    result = run_tpch("generate", *DATA, "-o", tmp_path)
    assert result.returncode == 2
    assert MANIFEST in result.stderr and "--resume" in result.stderr
    assert result.stderr.count("\n") == 1
    generate(tmp_path, *DATA, "--resume")
    assert digests_below(tmp_path) == digests
    assert states_below(tmp_path) == states


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("args", [(), ("-p", "3")])
def test_resume_proves_files_without_a_manifest(generate, tmp_path, data_format, args):
    generate(tmp_path, "-s", "0.001", "-f", data_format, *args)
    digests, states = digests_below(tmp_path), states_below(tmp_path)
    (tmp_path / MANIFEST).unlink()
    generate(tmp_path, "-s", "0.001", "-f", data_format, *args, "--resume")
    assert digests_below(tmp_path) == digests
    assert states_below(tmp_path) == states


def test_each_part_is_proven_by_itself(generate, tmp_path):
    args = (*DATA, "-p", "3", "--part", "2")
    generate(tmp_path, *args)
    digests, states = digests_below(tmp_path), states_below(tmp_path)
    damage(tmp_path, "empty", "_tpch.2-of-3.json")
    generate(tmp_path, *args, "--resume")
    assert digests_below(tmp_path) == digests
    assert states_below(tmp_path) == states


def test_files_that_are_missing_or_changed_are_made_again(generate, tmp_path):
    generate(tmp_path, *DATA)
    digests, states = digests_below(tmp_path), states_below(tmp_path)
    damage(tmp_path, "cut")
    (tmp_path / "nation.tbl").unlink()
    changed = bytearray((tmp_path / "orders.tbl").read_bytes())
    changed[1000] ^= 1
    (tmp_path / "orders.tbl").write_bytes(changed)
    generate(tmp_path, *DATA, "--resume")
    assert digests_below(tmp_path) == digests
    after = states_below(tmp_path)
    assert {name for name in states if after[name] != states[name]} == {"nation.tbl", "orders.tbl"}


def test_changed_file_without_a_manifest_is_not_replaced(generate, run_tpch, tmp_path):
    generate(tmp_path, *DATA)
    (tmp_path / MANIFEST).unlink()
    (tmp_path / "nation.tbl").write_text("mine")
    result = run_tpch("generate", *DATA, "-o", tmp_path, "--resume")
    assert result.returncode == 2
    assert "nation.tbl" in result.stderr and "--overwrite" in result.stderr
    assert (tmp_path / "nation.tbl").read_text() == "mine"
    assert not (tmp_path / MANIFEST).exists()


@pytest.mark.parametrize("kind", ["empty", "zeros", "cut"])
def test_remnant_of_a_manifest_without_files_is_written_anew(generate, tmp_path, kind):
    generate(tmp_path, *DATA, "-T", "region")
    digests = digests_below(tmp_path)
    damage(tmp_path, kind)
    (tmp_path / "region.tbl").unlink()
    generate(tmp_path, *DATA, "-T", "region", "--resume")
    assert digests_below(tmp_path) == digests


@pytest.mark.parametrize("way", ["processes", "threads", "off"])
def test_benchmark_program_proves_files_too(generate, run_tpch, tmp_path, way):
    generate(tmp_path, *DATA)
    digests, states = digests_below(tmp_path), states_below(tmp_path)
    damage(tmp_path, "empty")
    result = run_tpch(f"--parallel={way}", *DATA, "-o", tmp_path, "--resume",
                      program="tpch_benchmark")
    assert result.returncode == 0, result.stderr
    assert digests_below(tmp_path) == digests
    assert states_below(tmp_path) == states


@pytest.mark.parametrize("mode", [(), ("--resume",), ("--overwrite",)])
@pytest.mark.parametrize("kind", ["fifo", "device", "directory", "socket", "link to a device"])
def test_what_is_not_a_file_is_refused_at_once(run_tpch, monkeypatch, tmp_path, kind, mode):
    path = tmp_path / MANIFEST
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "directory":
        path.mkdir()
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as server:
            monkeypatch.chdir(tmp_path)  # a socket's path must be short
            server.bind(MANIFEST)
    elif kind == "device":
        try:
            os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))
        except PermissionError:
            pytest.skip("making a device needs root")
    else:
        path.symlink_to("/dev/zero")
    before = path.lstat().st_mode
    result = run_tpch("generate", *DATA, "-o", tmp_path, *mode, timeout=20)
    assert result.returncode == 2, result.stderr
    assert str(path) in result.stderr and result.stderr.count("\n") == 1
    assert path.lstat().st_mode == before
    assert len(list(tmp_path.iterdir())) == 1


def test_huge_manifest_is_refused_at_once(run_tpch, tmp_path):
    with (tmp_path / MANIFEST).open("wb") as file:
        file.truncate(1 << 41)
    result = run_tpch("generate", *DATA, "-o", tmp_path, timeout=20)
    assert result.returncode == 2
    assert MANIFEST in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize("member", ["{}", '{"path": "a"}', "[]"])
def test_manifest_of_very_many_members_is_refused_at_once(run_tpch, tmp_path, member):
    members = ",".join([member] * 300_000)
    (tmp_path / MANIFEST).write_text(
        '{"options": {}, "tables": [], "complete": true, "files": [' + members + "]}")
    result = run_tpch("generate", *DATA, "-o", tmp_path, timeout=20)
    assert result.returncode == 2
    assert MANIFEST in result.stderr and result.stderr.count("\n") == 1


def test_manifest_of_very_many_files_is_read_in_linear_time(run_tpch, tmp_path):
    file = {"table": "orders", "num_parts": 300_000, "num_rows": 5, "size_bytes": 5, "xxh3": "0"}
    manifest = {"options": {"scale-factor": "7"}, "tables": ["orders"], "complete": False,
                "files": [{**file, "part": part, "path": f"orders/orders.{part}.tbl"}
                          for part in range(1, 100_001)]}
    (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    result = run_tpch("generate", *DATA, "-T", "region", "-o", tmp_path, timeout=20)
    assert result.returncode == 0, result.stderr


def test_resume_of_all_parts_replaces_a_damaged_manifest_of_one(generate, run_tpch, tmp_path):
    generate(tmp_path, *DATA, "-p", "2", "--part", "2")
    states = states_below(tmp_path)
    (tmp_path / "_tpch.2-of-2.json").write_bytes(b"")
    generate(tmp_path, *DATA, "-p", "2", "--resume")
    assert states.items() <= states_below(tmp_path).items()
    assert [path.name for path in tmp_path.glob("_tpch*")] == [MANIFEST]
    assert run_tpch("verify", "--quick", tmp_path).returncode == 0


def test_temporary_file_that_is_a_fifo_is_no_hindrance(generate, tmp_path):
    generate(tmp_path, *DATA, "-T", "region,nation")
    os.mkfifo(tmp_path / ".nation.tbl.12345678.inprogress")
    (tmp_path / "nation.tbl").unlink()
    generate(tmp_path, *DATA, "-T", "region,nation", "--resume")


@pytest.mark.slow
def test_manifest_is_synced_with_the_files(bin_dir, tmp_path):
    """With --fsync, the manifest and its name reach stable storage, as the files do."""
    log = tmp_path / "log"
    subprocess.run(["strace", "-f", "-y", "-e", "trace=fsync,fdatasync,rename,renameat,renameat2",
                    "-o", log, bin_dir / "tpch", "generate", *DATA, "-T", "region", "--fsync",
                    "-o", tmp_path / "d", "-q"], check=True)
    text = log.read_text()
    assert re.search(r"fsync\(\d+<[^>]*\._tpch\.json\.\w{8}\.inprogress>\)\s+= 0", text)
    last_name = text.rindex('"_tpch.json"')
    assert re.search(r"fsync\(\d+<[^>]*/d/?>\)\s+= 0", text[last_name:])
    assert json.loads((tmp_path / "d" / MANIFEST).read_text())["complete"]
