"""--json writes to its target or fails before the work; other files do not change."""

import json
import os
import resource
import stat
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.json_reports import GENERATE, check_refusal, is_report
from tests.support import files_below

BENCHMARK = ("-s", "0.001", "-f", "tbl", "-q", "--parallel", "-o", "out")
FOREIGN = (b"data\n", b"{}", b"[1]", b'{"program": "tpch", "version": "0.1.0"}', b"\n")


def tree(folder):
    """Describes everything below a folder, except the data folders of runs."""
    described = {}
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if name.split("/")[0] == "out":
            continue
        mode = path.lstat().st_mode
        described[name] = (mode, path.read_bytes() if stat.S_ISREG(mode) else None)
    return described


def test_summaries_and_reports_replace_each_other(report, run_tpch, data, tmp_path):
    file = tmp_path / "s.json"
    for _ in range(2):
        assert run_tpch("verify", data, "-q", "--json", file).returncode == 0
        assert report("s.json", "--overwrite").returncode == 0
        assert is_report(file.read_text())


def test_own_json_is_replaced_without_being_asked(run_tpch, data, tmp_path):
    file = tmp_path / "s.json"
    commands = [("verify", data, "-q"), (*GENERATE, "-o", tmp_path / "a"),
                (*GENERATE, "-o", tmp_path / "b"), ("verify", data, "-q", "--quick")]
    for command in commands:
        assert run_tpch(*command, "--json", file).returncode == 0
    assert "equal" in json.loads(file.read_text())


def test_summary_of_a_failed_run_is_replaced(run_tpch, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    file = tmp_path / "s.json"
    for _ in range(2):
        assert run_tpch(*GENERATE, "-o", tmp_path / "file", "--json", file).returncode == 1
        assert json.loads(file.read_text())["complete"] is False


@pytest.mark.parametrize("content", FOREIGN)
def test_foreign_file_is_replaced_only_when_told_so(report, tmp_path, content):
    file = tmp_path / "important.csv"
    file.write_bytes(content)
    before = tree(tmp_path)
    check_refusal(report("important.csv"), 2, "important.csv", "--overwrite")
    assert tree(tmp_path) == before and not (tmp_path / "out").exists()
    assert report("important.csv", "--overwrite").returncode == 0
    assert is_report(file.read_text())


def test_cut_or_continued_summary_is_a_foreign_file(run_tpch, data, tmp_path):
    file = tmp_path / "s.json"
    run_tpch("verify", data, "-q", "--json", file)
    whole = file.read_text()
    for text in (whole[:-3], whole + "more", whole + whole, json.dumps([json.loads(whole)])):
        file.write_text(text)
        check_refusal(run_tpch("verify", data, "-q", "--json", file), 2, "--overwrite")
        assert file.read_text() == text


def test_empty_file_is_replaced_and_keeps_its_mode(report, tmp_path):
    file = tmp_path / "empty"
    file.touch(mode=0o600)
    assert report("empty").returncode == 0
    assert is_report(file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_output_directory_is_made(run_tpch, tmp_path):
    for name, spelling in [("a", "a/s.json"), ("b/c/", "b/c/s.json"), ("d", f"{tmp_path}/d/s.json"),
                           ("./e", "../{}/e/s.json".format(tmp_path.name))]:
        result = run_tpch(*GENERATE, "-o", name, "--json", spelling, cwd=tmp_path)
        assert result.returncode == 0, result.stderr
        assert files_below(tmp_path / name) == ["_tpch.json", "region.tbl", "s.json"]


def test_output_directory_is_not_made_for_a_usage_error(run_tpch, tmp_path):
    result = run_tpch(*GENERATE, "--memory-limit", "1B", "-o", "a/b", "--json", "a/b/s.json",
                      cwd=tmp_path)
    assert result.returncode == 2
    assert not list(tmp_path.iterdir())


def test_other_directory_is_not_made(report, tmp_path):
    for name in ("missing/s.json", "missing/", "s.json/"):
        result = report(name)
        assert result.returncode in (1, 2) and result.stderr.count("\n") == 1
    check_refusal(report("missing/s.json"), 1, "missing/s.json", "No such file or directory")
    assert not list(tmp_path.iterdir())


def test_directory_is_refused(report, tmp_path):
    (tmp_path / "dir").mkdir()
    (tmp_path / "link").symlink_to("dir")
    before = tree(tmp_path)
    for name in ("dir", "dir/", "link", ".", "..", "dir/.", "/"):
        check_refusal(report(name, "--overwrite"), 2, "directory")
    assert tree(tmp_path) == before and not (tmp_path / "out").exists()


def test_empty_name_and_uri_are_refused(report):
    check_refusal(report(""), 2, "''")
    check_refusal(report("s3://bucket/s.json"), 2, "local")


@pytest.mark.parametrize("name", [
    "out/region.tbl", "out/_tpch.json", "out/_tpch.1-of-4.json", "out/region.csv",
    "./out/../out/region.tbl", "link/region.tbl", "out/lineitem/lineitem.7.tbl",
    "parts/lineitem.1.tbl", "to_output", "to_manifest", "elsewhere.tbl"])
def test_own_outputs_are_refused(run_tpch, tmp_path, name):
    (tmp_path / "out").mkdir()
    (tmp_path / "parts").mkdir()
    (tmp_path / "link").symlink_to("out")
    (tmp_path / "out/lineitem").symlink_to("../parts")
    (tmp_path / "to_output").symlink_to("out/region.tbl")
    (tmp_path / "to_manifest").symlink_to(tmp_path / "out/_tpch.json")
    (tmp_path / "out/part.tbl").write_bytes(b"")
    (tmp_path / "elsewhere.tbl").hardlink_to(tmp_path / "out/part.tbl")
    before = files_below(tmp_path)
    result = run_tpch(*GENERATE, "-o", "out", "--overwrite", "--json", name, cwd=tmp_path)
    check_refusal(result, 2, name)
    assert files_below(tmp_path) == before


def test_own_outputs_are_refused_in_a_directory_to_be_made(run_tpch, tmp_path):
    for name in ("new/region.tbl", "new/_tpch.json", "new/../new/lineitem.tbl",
                 f"{tmp_path}/new/orders/orders.3.parquet"):
        check_refusal(run_tpch(*GENERATE, "-o", "new", "--json", name, cwd=tmp_path), 2, "name")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["out", "out/sub", "out/sub/region"])
def test_directories_that_the_run_makes_are_refused(run_tpch, tmp_path, name):
    result = run_tpch(*GENERATE, "-p", "2", "-o", "out/sub", "--json", name, cwd=tmp_path)
    check_refusal(result, 2, name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["d/region.tbl", "d/_tpch.json", "alias", "hard", "d/deep/a.tbl",
                                  "d/nation.tbl"])
def test_verified_files_are_refused(run_tpch, data, tmp_path, name):
    folder = tmp_path / "d"
    (folder / "deep").mkdir(parents=True)
    for file in data.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "deep/a.tbl").write_bytes(b"")
    (tmp_path / "alias").symlink_to("d/region.tbl")
    (tmp_path / "hard").hardlink_to(folder / "region.tbl")
    before = tree(tmp_path)
    check_refusal(run_tpch("verify", "d", "--overwrite", "--json", name, cwd=tmp_path), 2, name)
    check_refusal(run_tpch("verify", "d", "d/region.tbl", "--overwrite", "--json", name,
                           cwd=tmp_path), 2, name)
    assert tree(tmp_path) == before


def test_report_may_lie_beside_the_verified_files(run_tpch, data, tmp_path):
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "region.tbl").write_bytes((data / "region.tbl").read_bytes())
    for _ in range(2):
        result = run_tpch("verify", "d", "-s", "0.001", "--json", "d/report", cwd=tmp_path)
        assert result.returncode == 0, result.stderr
        assert is_report((folder / "report").read_text())


def test_file_that_a_standard_stream_writes_is_refused(report, tmp_path):
    for stream in ("stdout", "stderr"):
        with open(tmp_path / "taken", "w+") as taken:
            pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {stream: taken}
            result = report("taken", capture_output=False, **pipes)
        assert result.returncode == 2


def test_foreign_file_is_replaced_beside_data_on_standard_output(run_tpch, data, tmp_path):
    file = tmp_path / "s.json"
    file.write_text("old")
    check_refusal(run_tpch(*GENERATE, "--stdout", "--json", file), 2, "--overwrite")
    result = run_tpch(*GENERATE, "--stdout", "--overwrite", "--json", file)
    assert result.stdout == (data / "region.tbl").read_text()
    assert is_report(file.read_text())


def test_data_that_goes_to_the_named_file_is_not_lost(run_tpch, tmp_path):
    with open(tmp_path / "region.tbl", "w") as output:
        result = run_tpch(*GENERATE, "--stdout", "--json", tmp_path / "region.tbl",
                          capture_output=False, stdout=output, stderr=subprocess.PIPE)
    assert result.returncode == 2
    assert "standard output" in result.stderr


def test_links_stay(report, tmp_path):
    (tmp_path / "target").write_bytes(b"")
    (tmp_path / "link").symlink_to("target")
    (tmp_path / "dangling").symlink_to("new")
    for name in ("link", "dangling"):
        assert report(name, "--overwrite").returncode == 0
        assert (tmp_path / name).is_symlink()
        assert is_report((tmp_path / name).read_text())
    assert {path.name for path in tmp_path.iterdir()} - {"out"} == {"target", "new", "link",
                                                                    "dangling"}


def test_links_without_an_end_are_refused(report, tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "c").symlink_to("missing/file")
    for name in ("a", "c"):
        check_refusal(report(name), 1, name)
    assert not (tmp_path / "missing").exists() and not (tmp_path / "out").exists()


def test_names_of_temporary_files_cannot_be_planted(report, tmp_path):
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "s.json.inprogress").symlink_to("victim")
    (tmp_path / "t.json.inprogress").write_text("mine")
    before = tree(tmp_path)
    assert report("s.json").returncode == 0
    assert report("t.json", "--overwrite").returncode == 0
    after = tree(tmp_path)
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {"s.json", "t.json"}


@pytest.mark.parametrize("name", ["two\nlines", "x" * 255, "ä" * 127, "\udcff", "with space", "-x"])
def test_odd_names_are_written(report, tmp_path, name):
    assert report("./" + name).returncode == 0
    assert is_report((tmp_path / name).read_text())


def test_too_long_name_is_refused(report, tmp_path):
    check_refusal(report("x" * 256), 1, "too long")
    assert not list(tmp_path.iterdir())


def test_usage_error_leaves_everything(run_tpch, data, tmp_path):
    (tmp_path / "s.json").write_bytes(b"")
    (tmp_path / "w.json.inprogress").write_text("mine")
    before = tree(tmp_path)
    for command in [(*GENERATE, "-o", data), ("verify", "missing"), (*GENERATE, "-s", "x")]:
        for name in ("s.json", "w.json"):
            assert run_tpch(*command, "--json", name, cwd=tmp_path).returncode == 2
    assert tree(tmp_path) == before


def limit_file_size():
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))


def test_file_that_may_not_grow_is_left_as_it_was(run_tpch, data, tmp_path):
    (tmp_path / "old.json").write_bytes(b"")
    for name in ("old.json", "new.json"):
        result = run_tpch("verify", data, "-q", "--json", tmp_path / name,
                          preexec_fn=limit_file_size)
        assert result.returncode == 1
        assert name in result.stderr and "File too large" in result.stderr
    assert files_below(tmp_path) == ["old.json"] and not (tmp_path / "old.json").stat().st_size


def test_two_runs_may_write_the_same_file(bin_dir, data, tmp_path):
    command = [bin_dir / "tpch", "verify", data, "-q", "--json", tmp_path / "s.json"]
    for _ in range(5):
        (tmp_path / "s.json").unlink(missing_ok=True)
        runs = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
        for process in runs:
            _, errors = process.communicate(timeout=60)
            assert process.returncode == 0, errors
        assert is_report((tmp_path / "s.json").read_text())
        assert files_below(tmp_path) == ["s.json"]


def test_file_that_appears_meanwhile_is_kept(bin_dir, data, tmp_path):
    """The report for people comes before the JSON: the run waits for its reader."""
    read_end, write_end = os.pipe()
    os.set_blocking(write_end, False)
    try:
        while True:
            os.write(write_end, b"x" * 4096)
    except BlockingIOError:
        os.set_blocking(write_end, True)
    file = tmp_path / "s.json"
    with subprocess.Popen([bin_dir / "tpch", "verify", data, "--json", file], stdout=write_end,
                          stderr=subprocess.PIPE, text=True) as process:
        os.close(write_end)
        time.sleep(0.3)
        file.write_text("precious")
        while os.read(read_end, 1 << 16):
            pass
        _, errors = process.communicate(timeout=10)
    os.close(read_end)
    assert process.returncode == 1 and "s.json" in errors
    assert file.read_text() == "precious" and files_below(tmp_path) == ["s.json"]


def test_processes_leave_the_summary_to_the_first(run_tpch, tmp_path):
    """Several processes make the tables, with the descriptors of the first one."""

    def run(name, **options):
        return run_tpch(*BENCHMARK, "--overwrite", "--json", name, program="tpch_benchmark",
                        cwd=tmp_path, **options)

    result = run("-")
    assert (result.returncode, result.stderr) == (0, "")
    assert is_report(result.stdout) and len(json.loads(result.stdout)["files"]) == 8
    os.mkfifo(tmp_path / "fifo")
    reader = subprocess.Popen(["cat", tmp_path / "fifo"], stdout=subprocess.PIPE, text=True)
    assert run("fifo").returncode == 0
    assert is_report(reader.communicate(timeout=10)[0])
    assert run("out/s.json").returncode == 0
    assert is_report((tmp_path / "out/s.json").read_text())
    before = files_below(tmp_path)
    check_refusal(run("out/lineitem.tbl"), 2, "out/lineitem.tbl")
    assert files_below(tmp_path) == before


@pytest.fixture
def as_nobody(bin_dir, tmp_path):
    """Runs tpch as an unprivileged user, in its own folder."""
    if os.geteuid() != 0:
        pytest.skip("only root may become another user")
    folder = Path("/tmp") / f"tpch-nobody-{os.getpid()}"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)

    def run(*args, **options):
        settings = {"capture_output": True, "text": True, "cwd": folder, "user": 65534,
                    "extra_groups": []}
        return subprocess.run([bin_dir / "tpch", *map(str, args)], **(settings | options))

    run.folder = folder
    yield run
    subprocess.run(["rm", "-rf", folder])


def test_any_user_writes_to_streams(as_nobody):
    try:
        as_nobody("--version")
    except PermissionError:
        pytest.skip("the programs are where others may not run them")
    for name in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        result = as_nobody(*GENERATE, "-o", "out", "--overwrite", "--json", name)
        assert result.returncode == 0, result.stderr
        assert is_report(result.stdout)
    assert as_nobody(*GENERATE, "-o", "o2", "--json", "/dev/null").returncode == 0


def test_what_a_user_may_not_write_is_refused(as_nobody):
    folder = as_nobody.folder
    try:
        as_nobody("--version")
    except PermissionError:
        pytest.skip("the programs are where others may not run them")
    (folder / "closed").mkdir(mode=0o755)
    (folder / "own.json").write_text("")  # owned by root
    os.mkfifo(folder / "fifo", 0o600)
    for name in ("closed/s.json", "own.json", "fifo"):
        check_refusal(as_nobody(*GENERATE, "-o", "out", "--json", name), 1, name,
                      "Permission denied")
    assert not (folder / "out").exists()
    assert (folder / "own.json").read_text() == ""
