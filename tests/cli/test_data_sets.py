"""A directory holds one data set: other data is rejected, or replaced as a whole."""

import json
import resource
import signal
import subprocess
import time

import pytest

from tests.support import digests_below, files_below, slow

MANIFEST = "_tpch.json"
TBL = ("-s", "0.001", "-f", "tbl")


def manifest_of(folder, name=MANIFEST):
    return json.loads((folder / name).read_text())


def listed_files(folder, name=MANIFEST):
    return {file["path"] for file in manifest_of(folder, name)["files"]}


def states_below(folder):
    """Maps each file to a state that changes if the file is replaced or written."""
    states = {}
    for name in files_below(folder):
        status = (folder / name).lstat()
        states[name] = (status.st_ino, status.st_mtime_ns, status.st_size)
    return states


@pytest.fixture
def refused(run_tpch):
    """Runs `tpch generate`, which must fail with one line and change nothing."""

    def run(folder, *args):
        before = states_below(folder)
        result = run_tpch("generate", "-o", folder, *args)
        assert result.returncode == 2, result.stderr
        assert result.stderr.count("\n") == 1
        assert states_below(folder) == before
        return result.stderr

    return run


@pytest.fixture
def verified(run_tpch):
    """Requires that a folder contains one complete data set and a correct manifest."""

    def check(folder, *args):
        for options in ((), ("--quick",)):
            result = run_tpch("verify", folder, *options, *args)
            assert result.returncode == 0, result.stdout + result.stderr
        assert not [name for name in files_below(folder) if "inprogress" in name]

    return check


CHANGES = [
    (("-s", "0.002", "-f", "tbl"), "scale-factor 0.001 there and 0.002 here"),
    (("-s", "0.001", "-f", "csv"), "format tbl there and csv here"),
    (("-s", "0.001", "-f", "csv", "--no-header"), "format"),
    ((*TBL, "--no-trailing-delimiter"), "no-trailing-delimiter"),
    ((*TBL, "--delimiter", "~"), "delimiter"),
    ((*TBL, "--max-rows", "7"), "max-rows none there and 7 here"),
    ((*TBL, "-p", "1"), "parts none there and 1 here"),
    ((*TBL, "-p", "3"), "parts none there and 3 here"),
    ((*TBL, "-p", "3", "--part", "2"), "parts none there and 3 here"),
    ((*TBL, "--target-file-size", "20KB"), "parts none there"),
]


@pytest.mark.parametrize("resume", [(), ("--resume",)])
@pytest.mark.parametrize(("changed", "named"), CHANGES)
def test_other_data_is_refused_though_no_name_collides(
        generate, refused, tmp_path, changed, named, resume):
    generate(tmp_path, *TBL, "-T", "orders")
    message = refused(tmp_path, *changed, "-T", "part", *resume)
    assert named in message and MANIFEST in message


@pytest.mark.parametrize(("first", "second", "named"), [
    ((), ("-c", "zstd"), "compression"),
    (("--row-group-rows", "1000"), (), "row-group-rows"),
    ((), ("-f", "tbl"), "format parquet there and tbl here"),
])
def test_other_parquet_is_refused(generate, refused, tmp_path, first, second, named):
    generate(tmp_path, "-s", "0.001", "-T", "orders", *first)
    assert named in refused(tmp_path, "-s", "0.001", "-T", "part", *second)


@pytest.mark.arrow
@pytest.mark.parametrize(("first", "second"), [
    ((), ("-c", "snappy")),
    (("--row-group-bytes", "1MiB"), ("--row-group-bytes", "1048576")),
    (("-f", "csv", "-c", "none"), ("-f", "csv", "--delimiter", ",")),
    (("-f", "tbl"), ("-f", "tbl", "--delimiter", "|")),
])
def test_other_words_for_the_same_data_are_no_other_data(
        generate, verified, tmp_path, first, second):
    generate(tmp_path, "-s", "0.001", "-T", "orders", *first)
    options = manifest_of(tmp_path)["options"]
    generate(tmp_path, "-s", "0.001", "-T", "part", *second)
    assert manifest_of(tmp_path)["options"] == options
    verified(tmp_path)


@pytest.mark.arrow
@pytest.mark.parametrize(("args", "name", "written", "spelled"), [
    ((), "compression", "default", "snappy"),
    (("-f", "csv"), "compression", "default", "none"),
    (("-f", "csv"), "delimiter", "default", ","),
    (("-f", "arrow"), "compression", "default", "none"),
    ((), "page-bytes", "1MiB", "1048576"),
])
def test_manifests_with_other_words_can_be_resumed(
        generate, tmp_path, args, name, written, spelled):
    generate(tmp_path, "-s", "0.001", "-T", "orders", *args)
    manifest = manifest_of(tmp_path)
    assert manifest["options"][name] == written
    manifest["options"][name] = spelled
    (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    before = states_below(tmp_path)
    generate(tmp_path, "-s", "0.001", "-T", "orders", *args, "--resume")
    assert {file: before[file] for file in before if file != MANIFEST} == {
        file: state for file, state in states_below(tmp_path).items() if file != MANIFEST}


def test_data_of_another_version_is_refused(generate, refused, tmp_path):
    generate(tmp_path, *TBL, "-T", "orders")
    text = (tmp_path / MANIFEST).read_text()
    version = manifest_of(tmp_path)["options"]["version"]
    (tmp_path / MANIFEST).write_text(text.replace(f'"{version}"', '"0.0.1"'))
    assert f"version 0.0.1 there and {version} here" in refused(tmp_path, *TBL, "-T", "part")


def test_data_of_another_part_run_is_refused(generate, refused, tmp_path):
    generate(tmp_path, *TBL, "-T", "orders", "-p", "4", "--part", "2")
    message = refused(tmp_path, *TBL, "-T", "orders", "-p", "8", "--part", "5,6,7,8")
    assert "parts 4 there and 8 here" in message and "_tpch.2-of-4.json" in message


def test_parts_of_one_data_set_meet(generate, verified, tmp_path):
    for part in range(1, 4):
        generate(tmp_path, *TBL, "-p", "3", "--part", part)
    verified(tmp_path)


@pytest.mark.parametrize(("there", "args"), [
    (("-p", "4"), ()),
    (("-p", "4"), ("-p", "2")),
    (("-p", "4"), ("-p", "3", "--part", "1")),
    ((), ("-p", "2")),
    ((), ("-p", "1")),
])
def test_leftovers_without_a_manifest_are_refused(generate, refused, tmp_path, there, args):
    generate(tmp_path, *TBL, "-T", "orders", *there)
    (tmp_path / MANIFEST).unlink()
    for mode in ((), ("--resume",)):
        assert "orders" in refused(tmp_path, *TBL, "-T", "orders", *args, *mode)


def test_manifest_whose_files_are_gone_is_no_hindrance(generate, verified, tmp_path):
    generate(tmp_path, *TBL)
    for path in tmp_path.glob("*.tbl"):
        path.unlink()
    generate(tmp_path, "-s", "0.002", "-f", "tbl")
    verified(tmp_path, "-s", "0.002")


def test_plain_rerun_suggests_resume(generate, refused, tmp_path):
    generate(tmp_path, *TBL, "-T", "nation,region")
    message = refused(tmp_path, *TBL)
    assert "--resume" in message and "--overwrite" in message
    (tmp_path / MANIFEST).unlink()
    assert "--overwrite" in refused(tmp_path, *TBL)


# Overwriting

WHOLE = [
    ("-s", "0.001", "-f", "tbl"),
    ("-s", "0.002", "-f", "tbl"),
    ("-s", "0.001", "-f", "tbl", "-p", "1"),
    ("-s", "0.001", "-f", "tbl", "-p", "2"),
    ("-s", "0.001", "-f", "tbl", "-p", "4"),
    ("-s", "0.001", "-f", "tbl", "--target-file-size", "50KB"),
    ("-s", "0.001", "-f", "csv"),
    ("-s", "0.001", "-f", "csv", "-p", "3"),
    ("-s", "0.001", "-f", "parquet", "-p", "2"),
]


@pytest.fixture
def replaced(generate, tmp_path):
    """Requires that --overwrite leaves a folder in the same state as if it had been empty."""

    def check(*args):
        generate(tmp_path / "d", *args, "--overwrite")
        generate(tmp_path / "fresh", *args)
        assert digests_below(tmp_path / "d") == digests_below(tmp_path / "fresh")
        assert not [path for path in (tmp_path / "d").iterdir()
                    if path.is_dir() and not any(path.iterdir())]

    return check


@pytest.mark.parametrize("second", WHOLE)
@pytest.mark.parametrize("first", [slow(WHOLE[0]), WHOLE[4], slow(WHOLE[7])])
def test_overwrite_replaces_the_data_set(generate, replaced, tmp_path, first, second):
    generate(tmp_path / "d", *first)
    replaced(*second)


# Without a manifest, files of another format are not the program's.
@pytest.mark.parametrize(("first", "second"), [
    (WHOLE[4], WHOLE[0]), (WHOLE[4], WHOLE[2]), (WHOLE[4], WHOLE[3]), (WHOLE[4], WHOLE[5]),
    *(slow(WHOLE[first], WHOLE[second]) for first in (0, 4) for second in (1, 4)),
    *(slow(WHOLE[0], WHOLE[second]) for second in (0, 2, 3, 5)),
    (WHOLE[7], WHOLE[6]), slow(WHOLE[7], WHOLE[7])])
def test_overwrite_needs_no_manifest(generate, replaced, tmp_path, first, second):
    generate(tmp_path / "d", *first)
    (tmp_path / "d" / MANIFEST).unlink()
    replaced(*second)


def test_overwrite_by_one_run_replaces_those_of_parts(generate, tmp_path):
    for part in range(1, 4):
        generate(tmp_path / "d", *TBL, "-p", "3", "--part", part)
    for second in ((*TBL, "-p", "3"), (*TBL, "-p", "2"), TBL):
        generate(tmp_path / "d", *second, "--overwrite")
        generate(tmp_path / str(len(second)), *second, "--overwrite")
        assert digests_below(tmp_path / "d") == digests_below(tmp_path / str(len(second)))


def test_overwrite_of_a_table_leaves_the_others(generate, verified, tmp_path):
    generate(tmp_path, *TBL)
    before = states_below(tmp_path)
    generate(tmp_path, *TBL, "-T", "customer", "--overwrite")
    after = states_below(tmp_path)
    changed = {name for name, state in after.items() if state != before[name]}
    assert changed == {"customer.tbl", MANIFEST}
    assert manifest_of(tmp_path)["complete"]
    verified(tmp_path)


def test_overwrite_of_a_part_leaves_the_others(generate, verified, tmp_path):
    generate(tmp_path, *TBL, "-p", "3")
    before = states_below(tmp_path)
    generate(tmp_path, *TBL, "-p", "3", "--part", "2", "--overwrite")
    after = states_below(tmp_path)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {name for name in before if name.endswith(".2.tbl")}
    verified(tmp_path)


@pytest.mark.parametrize("args", [
    ("-s", "0.002", "-f", "tbl", "-T", "customer"),
    ("-s", "0.001", "-f", "csv", "-T", "customer"),
    (*TBL, "-p", "2", "-T", "customer"),
    (*TBL, "-p", "2", "--part", "1"),
])
def test_overwrite_never_leaves_a_mixture(generate, refused, tmp_path, args):
    generate(tmp_path, *TBL)
    assert "there and" in refused(tmp_path, *args, "--overwrite")


def test_overwrite_of_one_of_other_parts_is_refused(generate, refused, tmp_path):
    generate(tmp_path, *TBL, "-T", "orders", "-p", "4")
    assert "parts 4 there" in refused(
        tmp_path, *TBL, "-T", "orders", "-p", "2", "--part", "1", "--overwrite")
    (tmp_path / MANIFEST).unlink()
    assert "orders.2.tbl" in refused(
        tmp_path, *TBL, "-T", "orders", "-p", "2", "--part", "1", "--overwrite")


def test_overwrite_of_a_lone_part_by_other_data(generate, verified, tmp_path):
    args = ("-f", "tbl", "-T", "orders", "-p", "4", "--part", "2")
    generate(tmp_path, "-s", "0.001", *args)
    generate(tmp_path, "-s", "0.002", *args, "--overwrite")
    assert files_below(tmp_path) == ["_tpch.2-of-4.json", "orders/orders.2.tbl"]
    assert manifest_of(tmp_path, "_tpch.2-of-4.json")["options"]["scale-factor"] == "0.002"
    verified(tmp_path)


def test_overwrite_removes_nothing_that_is_not_the_programs(generate, tmp_path):
    generate(tmp_path, *TBL, "-p", "2")
    mine = ["notes.txt", "orders/notes.tbl", "orders/orders.x.tbl", "orders/orders.01.tbl",
            "orders/orders.3.csv", "orders/Orders.3.tbl", "orders.tbl.bak", "x/orders.3.tbl",
            "my_orders.tbl", "_tpch.mine.json"]
    (tmp_path / "x").mkdir()
    for name in mine:
        (tmp_path / name).write_text("mine")
    generate(tmp_path, *TBL, "--overwrite")
    assert {name for name in files_below(tmp_path) if (tmp_path / name).read_text() == "mine"} \
        == set(mine)


def test_overwrite_removes_links_and_not_what_they_lead_to(generate, tmp_path):
    generate(tmp_path / "d", *TBL, "-T", "orders", "-p", "2")
    (tmp_path / "victim").write_text("precious")
    for part in (1, 2):
        path = tmp_path / "d" / "orders" / f"orders.{part}.tbl"
        path.unlink()
        path.symlink_to(tmp_path / "victim")
    generate(tmp_path / "d", *TBL, "-T", "orders", "-p", "1", "--overwrite")
    assert (tmp_path / "victim").read_text() == "precious"
    assert files_below(tmp_path / "d") == [MANIFEST, "orders/orders.1.tbl"]
    assert not (tmp_path / "d/orders/orders.1.tbl").is_symlink()


def test_overwrite_does_not_remove_through_a_folder_that_is_a_link(generate, refused, tmp_path):
    generate(tmp_path / "other", *TBL, "-T", "orders", "-p", "3")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "orders").symlink_to(tmp_path / "other" / "orders")
    refused(tmp_path / "d", *TBL, "-T", "orders", "-p", "2", "--overwrite")
    assert len(files_below(tmp_path / "other")) == 4


def test_overwrite_removes_no_directory(refused, generate, tmp_path):
    generate(tmp_path, *TBL, "-T", "orders", "-p", "2")
    old = tmp_path / "orders" / "orders.2.tbl"
    old.unlink()
    old.mkdir()
    (old / "mine").write_text("mine")
    assert "directory" in refused(tmp_path, *TBL, "-T", "orders", "-p", "1", "--overwrite")
    assert (old / "mine").read_text() == "mine"


@pytest.mark.parametrize("path", ["../victim.tbl", "/tmp/../{}/victim.tbl", "orders/../../victim",
                                  "victim.tbl"])
def test_hostile_manifest_removes_nothing(run_tpch, generate, tmp_path, path):
    (tmp_path / "victim.tbl").write_text("precious")
    folder = tmp_path / "d"
    generate(folder, "-s", "0.002", "-f", "tbl", "-T", "orders")
    (folder / "victim.tbl").write_text("precious")
    manifest = manifest_of(folder)
    manifest["files"][0]["path"] = path.format(str(tmp_path))
    (folder / MANIFEST).write_text(json.dumps(manifest))
    run_tpch("generate", *TBL, "-T", "orders", "-o", folder, "--overwrite")
    assert (tmp_path / "victim.tbl").read_text() == "precious"
    assert (folder / "victim.tbl").read_text() == "precious"


def test_read_only_files_are_replaced(generate, verified, tmp_path):
    generate(tmp_path, *TBL, "-p", "2")
    for name in files_below(tmp_path):
        (tmp_path / name).chmod(0o444)
    generate(tmp_path, *TBL, "--overwrite")
    verified(tmp_path)


# Interruptions

def stop_midway(bin_dir, folder, *args, number=signal.SIGKILL):
    """Ends a run after it has named its first file and before it names its last."""
    command = [bin_dir / "tpch", "generate", "-o", folder, "-n", "1", "-q", *args]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if listed_files(folder) and not manifest_of(folder)["complete"]:
                    break
            except FileNotFoundError:
                pass
            time.sleep(0.001)
        process.send_signal(number)
        process.wait(60)


NEW = ("-s", "0.2", "-f", "tbl")


@pytest.mark.parametrize("number", [signal.SIGKILL, slow(signal.SIGINT)])
def test_overwrite_that_ended_early_is_finished_by_resume(
        bin_dir, generate, refused, whole_tables, tmp_path, number):
    generate(tmp_path, *TBL, "-p", "3")
    old = {name: digest for name, digest in digests_below(tmp_path).items() if name != MANIFEST}
    # Scale factor 0.2 in one file each: the run removes the old parts at the end, and only then.
    stop_midway(bin_dir, tmp_path, *NEW, "--overwrite", number=number)
    there = digests_below(tmp_path)
    assert {name: there.get(name) for name in old} == old
    manifest = manifest_of(tmp_path)
    assert manifest["options"]["scale-factor"] == "0.2" and not manifest["complete"]
    assert set(manifest["superseded"]) == set(old)
    assert "--resume" in refused(tmp_path, *NEW)
    assert "scale-factor" in refused(tmp_path, *TBL, "-p", "3")
    generate(tmp_path, *NEW, "--resume")
    assert digests_below(tmp_path) == digests_below(whole_tables("0.2", "tbl"))


def test_other_data_that_was_interrupted_early_leaves_the_old_manifest(
        bin_dir, generate, verified, tmp_path):
    generate(tmp_path, *TBL, "-p", "3")
    before = digests_below(tmp_path)
    command = [bin_dir / "tpch", "generate", "-s", "30", "-f", "tbl", "-o", tmp_path, "-q", "-n",
               "1", "-T", "all", "--overwrite", "--no-space-check"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not list(tmp_path.rglob(".*.inprogress")):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    assert digests_below(tmp_path) == before
    verified(tmp_path)


def test_failed_overwrite_removes_nothing(run_tpch, generate, tmp_path):
    generate(tmp_path, *TBL, "-p", "3", "-T", "orders,lineitem")
    before = set(files_below(tmp_path))
    result = run_tpch("generate", "-s", "0.05", "-f", "tbl", "-T", "orders,lineitem", "-o",
                      tmp_path, "--overwrite", preexec_fn=limit_file_size)
    assert result.returncode == 1, result.stderr
    assert before <= set(files_below(tmp_path))


def limit_file_size():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))


@pytest.mark.parametrize("way", ["processes", "threads", "off"])
def test_benchmark_program_replaces_a_data_set(run_tpch, generate, verified, tmp_path, way):
    generate(tmp_path, *TBL, "-p", "3")
    args = (f"--parallel={way}", "-s", "0.002", "-f", "tbl", "-o", tmp_path)
    result = run_tpch(*args, program="tpch_benchmark")
    assert result.returncode == 2 and "scale-factor 0.001 there and 0.002 here" in result.stderr
    for _ in range(2):
        result = run_tpch(*args, "--overwrite", program="tpch_benchmark")
        assert result.returncode == 0, result.stderr
        assert len(files_below(tmp_path)) == 9
        verified(tmp_path, "-s", "0.002")
