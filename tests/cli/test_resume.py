"""--resume finishes an interrupted run, with the same result as an uninterrupted one."""

import fcntl
import json
import random
import signal
import subprocess
import time

import pytest

from tests.support import FORMATS, TABLES, digests_below, files_below

MANIFEST = "_tpch.json"
DATA = ("-s", "0.002", "-f", "tbl")


def manifest_of(folder, name=MANIFEST):
    return json.loads((folder / name).read_text())


@pytest.mark.parametrize("data_format", FORMATS)
def test_manifest_tells_what_the_directory_holds(generate, tmp_path, data_format):
    summary = tmp_path / "summary.json"
    generate(tmp_path / "data", "-s", "0.002", "-f", data_format, "-T", "nation,orders,lineitem",
             "--json", summary)
    manifest = manifest_of(tmp_path / "data")
    assert manifest["complete"] is True
    assert manifest["options"]["scale-factor"] == "0.002"
    assert manifest["options"]["format"] == data_format
    assert manifest["tables"] == ["lineitem", "nation", "orders"]
    facts = ("table", "num_rows", "size_bytes", "xxh3")
    expected = json.loads(summary.read_text())["files"]
    assert sorted([file[fact] for fact in facts] for file in manifest["files"]) == sorted(
        [file[fact] for fact in facts] for file in expected)


def test_runs_of_one_directory_share_a_manifest(generate, tmp_path):
    generate(tmp_path, *DATA, "-T", "nation")
    generate(tmp_path, *DATA, "-T", "region")
    assert {file["path"] for file in manifest_of(tmp_path)["files"]} == {"nation.tbl", "region.tbl"}


@pytest.mark.parametrize("mode", ["-q", "--resume"])
def test_runs_at_the_same_time_share_a_manifest(bin_dir, whole_tables, tmp_path, mode):
    command = (bin_dir / "tpch", "generate", *DATA, mode, "-o", tmp_path, "-T")
    runs = [subprocess.Popen([*command, table]) for table in TABLES]
    assert [run.wait() for run in runs] == [0] * len(TABLES)
    assert digests_below(tmp_path) == digests_below(whole_tables("0.002", "tbl"))


def test_each_selection_of_parts_has_a_manifest_of_its_own(generate, tmp_path):
    for part in ("2", "1,3"):
        generate(tmp_path, *DATA, "-T", "supplier", "-p", "3", "--part", part)
    two, others = (manifest_of(tmp_path, f"_tpch.{name}-of-3.json") for name in ("2", "1..3"))
    assert [file["part"] for file in two["files"]] == [2]
    assert [file["part"] for file in others["files"]] == [1, 3]


@pytest.mark.parametrize("folder", ["", "missing/below"])
def test_resume_of_nothing_is_a_run(generate, whole_tables, tmp_path, folder):
    generate(tmp_path / folder, *DATA, "--resume")
    assert digests_below(tmp_path / folder) == digests_below(whole_tables("0.002", "tbl"))


def test_resume_of_a_complete_run_touches_nothing(generate, run_tpch, tmp_path):
    generate(tmp_path, *DATA)
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in files_below(tmp_path)}
    result = run_tpch("generate", *DATA, "-o", tmp_path, "--resume")
    assert result.returncode == 0, result.stderr
    assert "lineitem.tbl" in result.stderr
    del before[MANIFEST]
    assert before == {name: (tmp_path / name).stat().st_mtime_ns for name in before}


def test_resume_leaves_temporary_files_that_somebody_holds(generate, tmp_path):
    generate(tmp_path, *DATA, "-T", "nation,region")
    path = tmp_path / f".nation.tbl.{'0a' * 4}.inprogress"
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        generate(tmp_path, *DATA, "-T", "nation,region", "--resume")
        assert path.exists()
    generate(tmp_path, *DATA, "-T", "nation,region", "--resume")
    assert not path.exists()


def damage(path, kind):
    data = bytearray(path.read_bytes())
    if kind == "missing":
        path.unlink()
    elif kind == "short":
        path.write_bytes(data[:-1])
    else:
        data[len(data) // 2] ^= 1
        path.write_bytes(data)


@pytest.mark.parametrize("kind", ["missing", "short", "changed"])
def test_files_that_are_not_what_the_manifest_tells_are_made_again(
        generate, whole_tables, tmp_path, kind):
    generate(tmp_path, *DATA)
    kept = (tmp_path / "orders.tbl").stat().st_mtime_ns
    for name in ("lineitem.tbl", "nation.tbl"):
        damage(tmp_path / name, kind)
    generate(tmp_path, *DATA, "--resume")
    assert digests_below(tmp_path) == digests_below(whole_tables("0.002", "tbl"))
    assert (tmp_path / "orders.tbl").stat().st_mtime_ns == kept


def test_files_without_a_digest_are_made_again(generate, whole_tables, tmp_path):
    generate(tmp_path, *DATA, "-T", "orders", "--digest", "none")
    assert [file["xxh3"] for file in manifest_of(tmp_path)["files"]] == [None]
    made = (tmp_path / "orders.tbl").stat().st_ino
    generate(tmp_path, *DATA, "--resume")
    assert (tmp_path / "orders.tbl").stat().st_ino != made
    assert digests_below(tmp_path) == digests_below(whole_tables("0.002", "tbl"))


def test_resume_removes_temporary_files_of_its_own_run_only(generate, tmp_path):
    args = (*DATA, "-T", "supplier", "-p", "3", "--part", "2")
    generate(tmp_path, *args)
    (tmp_path / "supplier" / "supplier.2.tbl").unlink()
    mine = [f"supplier/.supplier.2.tbl.{'0a' * 4}.inprogress",
            f"._tpch.2-of-3.json.{'0a' * 4}.inprogress"]
    others = ["supplier/.supplier.3.tbl.00000000.inprogress", ".hidden",
              "supplier/.supplier.2.tbl.inprogress"]
    for name in mine + others:
        (tmp_path / name).write_text("left")
    generate(tmp_path, *args, "--resume")
    left = files_below(tmp_path)
    assert not set(mine) & set(left)
    assert set(others) <= set(left)


@pytest.mark.parametrize(("changed", "named"), [
    (("-s", "0.02", "-f", "tbl"), "scale-factor"),
    (("-s", "0.002", "-f", "csv"), "format"),
    (("-s", "0.002", "-f", "tbl", "--no-trailing-delimiter"), "no-trailing-delimiter"),
    (("-s", "0.002", "-f", "tbl", "--delimiter", "~"), "delimiter"),
    (("-s", "0.002", "-f", "tbl", "--max-rows", "5"), "max-rows"),
    (("-s", "0.002", "-f", "tbl", "-p", "2"), "parts"),
])
def test_other_data_is_refused_by_name(run_tpch, generate, tmp_path, changed, named):
    generate(tmp_path, *DATA, "-T", "nation")
    before = digests_below(tmp_path)
    result = run_tpch("generate", *changed, "-T", "nation", "-o", tmp_path, "--resume")
    assert result.returncode == 2
    assert named in result.stderr and str(tmp_path) in result.stderr
    assert result.stderr.count("\n") == 1
    assert digests_below(tmp_path) == before


def test_file_in_place_of_the_manifest_is_not_replaced(run_tpch, tmp_path):
    (tmp_path / MANIFEST).write_text("mine")
    for resume in ((), ("--resume",)):
        result = run_tpch("generate", *DATA, "-o", tmp_path, *resume)
        assert result.returncode == 2
        assert MANIFEST in result.stderr
    assert (tmp_path / MANIFEST).read_text() == "mine"


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["--io=sync", "--io=uring"])
@pytest.mark.parametrize("data_format", FORMATS)
def test_killed_at_any_moment_and_resumed(
        bin_dir, generate, whole_tables, tmp_path, has_uring, data_format, mode):
    if mode == "--io=uring" and not has_uring:
        pytest.skip("io_uring cannot be used here")
    expected = digests_below(whole_tables("0.05", data_format))
    args = ("-s", "0.05", "-f", data_format, mode)
    start = time.monotonic()
    generate(tmp_path / "timed", *args)
    duration = time.monotonic() - start
    moments = random.Random(1)
    for index in range(20):
        folder = tmp_path / str(index)
        command = [bin_dir / "tpch", "generate", *args, "-o", folder, "-q"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            time.sleep(moments.uniform(0, duration))
            process.send_signal(signal.SIGKILL)
        for name, digest in digests_below(folder).items() if folder.exists() else ():
            assert name == MANIFEST or name.startswith(".") or digest == expected[name]
        generate(folder, *args, "--resume")
        assert digests_below(folder) == expected
