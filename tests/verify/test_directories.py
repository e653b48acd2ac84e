"""Directories with other contents: loops, FIFOs, sockets, links, and wrong manifests."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

# Only a hanging process takes so long.
PATIENCE_SECONDS = 60


@pytest.fixture
def answer_of(run_tpch):
    """Runs `tpch verify`, which must never wait for input."""
    return lambda *args, **options: run_tpch("verify", *args, timeout=PATIENCE_SECONDS, **options)


@pytest.fixture
def folder(whole_tables, tmp_path):
    """A folder with only nation."""
    made = tmp_path / "data"
    made.mkdir()
    shutil.copy(whole_tables("0.001", "tbl") / "nation.tbl", made)
    return made


def make_socket(path):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def nation_is_equal(answer, num_rows=25):
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return f"nation    equal      {num_rows:>15} rows" in answer.stdout


def test_loops_of_links_are_noticed(answer_of, folder):
    (folder / "sub").mkdir()
    for name in ("a", "b", "sub/up"):
        (folder / name).symlink_to(folder)
    answer = answer_of(folder)
    assert nation_is_equal(answer)
    for name in ("a", "b", "sub/up"):
        assert f"skipped '{folder / name}': the same as '{folder}'" in answer.stdout


def test_a_file_that_is_reached_twice_counts_once(answer_of, folder):
    os.link(folder / "nation.tbl", folder / "nation.2.tbl")
    (folder / "nation.1.tbl").symlink_to("nation.tbl")
    assert nation_is_equal(answer_of(folder))
    assert nation_is_equal(answer_of(folder, folder / "nation.tbl", folder, f"{folder}/."))
    assert nation_is_equal(answer_of(folder / "nation.tbl", folder / "nation.1.tbl"))


def test_links_out_of_the_directory_are_followed(answer_of, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "nation").symlink_to(folder)
    answer = answer_of(other)
    assert nation_is_equal(answer)
    assert f"{other}/nation/nation.tbl" in answer.stdout


OTHERS = {"fifo": os.mkfifo, "socket": make_socket,
          "dangling": lambda path: path.symlink_to("nowhere"),
          "loop": lambda path: path.symlink_to(path.name),
          "device": lambda path: path.symlink_to("/dev/zero"),
          "long": lambda path: path.symlink_to("x" * 300)}


@pytest.mark.parametrize("make", OTHERS.values(), ids=OTHERS)
def test_what_is_not_a_file_is_skipped_and_said(answer_of, folder, make):
    make(folder / "notes")
    answer = answer_of(folder)
    assert nation_is_equal(answer)
    assert f"skipped '{folder}/notes': " in answer.stdout


@pytest.mark.parametrize("name", ["orders.parquet", "orders.tbl", "orders", "lineitem/part-0.csv",
                                  "table=part/x.arrow"])
@pytest.mark.parametrize("make", OTHERS.values(), ids=OTHERS)
def test_a_file_of_a_table_that_is_none_is_unreadable(answer_of, folder, make, name):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    make(path)
    answer = answer_of(folder)
    assert answer.returncode == 1
    assert f"unreadable cannot read '{path}': " in answer.stdout
    assert "nation    equal" in answer.stdout


@pytest.mark.parametrize("make", [OTHERS["fifo"], OTHERS["socket"], OTHERS["device"]])
@pytest.mark.parametrize("command", ["verify", "info"])
def test_a_named_path_that_is_not_a_file_is_refused(run_tpch, tmp_path, command, make):
    path = tmp_path / "orders.parquet"
    make(path)
    result = run_tpch(command, path, timeout=PATIENCE_SECONDS)
    assert result.returncode == 2
    assert result.stderr.startswith(f"tpch: error: '{path}' is a ")
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody who may not read")
def test_what_may_not_be_read_is_skipped_or_unreadable(bin_dir, folder, tmp_path):
    for path in (tmp_path, *tmp_path.parents):
        if path == Path(tempfile.gettempdir()):
            break
        path.chmod(0o755)
    hidden = folder / "hidden"
    hidden.mkdir(mode=0o700)
    (folder / "notes.txt").write_text("nothing")
    (folder / "notes.txt").chmod(0o600)
    command = [bin_dir / "tpch", "verify", folder]
    if subprocess.run(["test", "-x", command[0]], user=65534, check=False).returncode != 0:
        pytest.skip("others cannot run the program here")
    answer = subprocess.run(command, user=65534, group=65534, extra_groups=[], text=True,
                            capture_output=True, check=False)
    assert nation_is_equal(answer)
    assert f"skipped '{hidden}': Permission denied" in answer.stdout
    (folder / "orders.tbl").write_text("1|")
    (folder / "orders.tbl").chmod(0o600)
    answer = subprocess.run(command, user=65534, group=65534, extra_groups=[], text=True,
                            capture_output=True, check=False)
    assert answer.returncode == 1
    assert "orders    unreadable" in answer.stdout


@pytest.mark.slow
def test_very_deep_directories(answer_of, folder):
    deep = os.open(folder, os.O_RDONLY)
    for _ in range(2100):
        os.mkdir("d", dir_fd=deep)
        below = os.open("d", os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = below
    os.close(deep)
    answer = answer_of(folder)
    assert nation_is_equal(answer)
    assert "File name too long" in answer.stdout
    subprocess.run(["rm", "-rf", folder], check=True)


@pytest.mark.parametrize("make", [
    os.mkfifo, make_socket, lambda path: path.symlink_to("/dev/zero"), lambda path: path.mkdir(),
    lambda path: path.symlink_to("nowhere"), lambda path: path.write_text(""),
    lambda path: path.write_text("[" * 100_000)])
def test_a_manifest_that_is_none_is_refused(answer_of, folder, make):
    path = folder / "_tpch.json"
    make(path)
    answer = answer_of(folder)
    assert answer.returncode in (1, 2)
    assert str(path) in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_huge_manifest_is_refused(answer_of, folder):
    path = folder / "_tpch.json"
    with path.open("wb") as file:
        file.truncate(10 << 30)
    answer = answer_of(folder)
    assert answer.returncode == 2
    assert f"'{path}' has 10737418240 bytes" in answer.stderr


@pytest.fixture
def manifest_with(generate, tmp_path):
    """Makes a directory whose manifest has an additional file, and returns its path."""

    def make(path, **entry):
        made = tmp_path / "made"
        generate(made, "-s", "0.001", "-f", "tbl", "-T", "nation")
        manifest = json.loads((made / "_tpch.json").read_text())
        manifest["files"].append(manifest["files"][0] | {"path": path} | entry)
        (made / "_tpch.json").write_text(json.dumps(manifest))
        return made

    return make


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../../../../etc/passwd", "/proc/kmsg", "..",
                                  "a/../../secret", "/dev/zero", ""])
def test_paths_out_of_the_directory_are_not_looked_at(answer_of, manifest_with, tmp_path, path):
    (tmp_path / "secret").write_text("1234567")
    made = manifest_with(path, size_bytes=0, xxh3="0" * 16)
    for option in ("--quick", "--num-threads=1"):
        answer = answer_of(made, option)
        assert answer.returncode in (2, 3)
        text = answer.stdout + answer.stderr
        assert "bytes" not in text and "digest" not in text


def test_links_out_of_the_directory_say_nothing_of_what_they_lead_to(answer_of, manifest_with,
                                                                     tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret").write_text("1234567")
    for size_bytes in (0, 7):
        made = manifest_with("link/secret", size_bytes=size_bytes, xxh3="0" * 16)
        (made / "link").symlink_to(tmp_path / "elsewhere")
        answer = answer_of(made, "--quick")
        assert answer.returncode == 3
        assert "bytes" not in answer.stdout and "digest" not in answer.stdout
        shutil.rmtree(made)


def test_a_fifo_in_a_manifest_is_a_difference(answer_of, manifest_with):
    made = manifest_with("orders.tbl")
    os.mkfifo(made / "orders.tbl")
    answer = answer_of(made, "--quick")
    assert answer.returncode == 3
    assert "orders.tbl is not a regular file" in answer.stdout


@pytest.mark.parametrize("uri", ["s3://bucket/x", "gs://bucket/x", "abfs://c@a/x", "s3:bucket/x"])
@pytest.mark.parametrize("command", ["verify", "info"])
def test_object_stores_cannot_be_read_yet(run_tpch, uri, command):
    result = run_tpch(command, uri)
    assert result.returncode == 2
    assert uri in result.stderr
    assert "cannot read object stores yet; copy" in result.stderr


HOSTILE = "a\x1b]0;title\x07\n\r\x7f\u009b2J\u202e\u2028\udcff"
ESCAPED = (r"a\x1b]0;title\x07\x0a\x0d\x7f\xc2\x9b2J\xe2\x80\xae\xe2\x80\xa8\xff")


def test_names_and_values_are_escaped(answer_of, whole_tables, tmp_path):
    made = tmp_path / HOSTILE
    made.mkdir()
    text = (whole_tables("0.001", "csv") / "nation.csv").read_bytes()
    hostile = HOSTILE.replace("\n", "").replace("\r", "").encode(errors="surrogateescape")
    text = text.replace(b"ALGERIA", hostile)
    text = text.replace(b"n_comment\n", b"n_comment," + hostile + b"\n")
    text = text.replace(b'"\n', b'",x\n')
    (made / "nation.csv").write_bytes(text)
    (made / f"notes{HOSTILE}").write_text("")
    os.mkfifo(made / f"fifo{HOSTILE}")
    answer = answer_of(made, "-s", "1", text=False)
    assert answer.returncode == 3
    lines = answer.stdout.decode().splitlines()
    assert all(ord(c) >= 32 and c not in "\x7f\u009b\u202e\u2028" for c in "".join(lines))
    shown = "\n".join(lines)
    assert f"{ESCAPED}/nation.csv" in shown
    assert f"notes{ESCAPED}" in shown and f"fifo{ESCAPED}" in shown
    assert shown.count(ESCAPED.replace(r"\x0a\x0d", "")) >= 2  # a value and a column's name


def test_what_generate_says_is_escaped(run_tpch, tmp_path):
    result = run_tpch("generate", "-s", "0.001", "-f", "tbl", "-T", "nation", "-v",
                      "-o", tmp_path / HOSTILE, text=False)
    assert result.returncode == 0
    assert f"{ESCAPED}/nation.tbl" in result.stderr.decode()


@pytest.mark.arrow
def test_what_info_says_is_escaped(run_tpch, tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    name = HOSTILE.replace("\udcff", "")
    path = tmp_path / f"{HOSTILE}.parquet"
    pq.write_table(pa.table({name: [1]}), tmp_path / "plain.parquet")
    (tmp_path / "plain.parquet").rename(path)
    # The same length, so that the footer stays valid.
    content = path.read_bytes()
    begin = content.index(b"parquet-cpp-arrow")
    path.write_bytes(content[:begin] + b"\x1b]0;x\x07\n" + b"parquet-cp" + content[begin + 17:])
    result = run_tpch("info", path, text=False)
    assert result.returncode == 0, result.stderr
    shown = result.stdout.decode()
    assert r"written by \x1b]0;x\x07\x0aparquet-cp" in shown
    assert ESCAPED.removesuffix(r"\xff") in shown
    assert "\x1b" not in shown
