"""A file that cannot be verified gets one line with the error, the file and advice."""

import shutil

import pytest

from tests.support import READ_FORMATS
from tests.verify.table_files import write

every_format = pytest.mark.parametrize("data_format", READ_FORMATS)


@pytest.fixture
def refusal(run_tpch):
    """Runs `tpch verify` with bad arguments and returns the single line that it must print."""

    def run(*args):
        result = run_tpch("verify", *args)
        assert result.returncode == 2, result.stderr
        assert result.stdout == ""
        assert result.stderr.startswith("tpch: error: ")
        assert result.stderr.count("\n") == 1
        return result.stderr

    return run


@pytest.fixture
def error_of_orders(verify):
    """Returns why the file of orders cannot be read."""

    def run(path):
        status, report = verify(path, "-s", "0.001")
        assert status == 1, report
        found = report["tables"][6]
        assert found["verdict"] == "unreadable"
        assert str(path) in found["error"]
        assert not report["equal"]
        return found["error"]

    return run


@pytest.mark.parametrize("data_format", READ_FORMATS[2:])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_truncated_binary_files(error_of_orders, whole_tables, tmp_path, data_format, share):
    whole = (whole_tables("0.001", data_format) / f"orders.{data_format}").read_bytes()
    path = tmp_path / f"orders.{data_format}"
    path.write_bytes(whole[: int(len(whole) * share)])
    error_of_orders(path)


@pytest.mark.parametrize("data_format, delimiter", [("tbl", "|"), ("csv", ",")])
def test_text_files_truncated_between_columns(error_of_orders, whole_tables, tmp_path, data_format,
                                              delimiter):
    lines = (whole_tables("0.001", data_format) / f"orders.{data_format}").read_text().splitlines()
    path = tmp_path / f"orders.{data_format}"
    fields = lines[700].split(delimiter)
    path.write_text("\n".join([*lines[:700], delimiter.join(fields[:4])]))
    assert "cut off" in error_of_orders(path)


@pytest.mark.parametrize("data_format", READ_FORMATS[:2])
def test_text_files_truncated_in_the_last_column(verify, whole_tables, tmp_path, data_format):
    lines = (whole_tables("0.001", data_format) / f"orders.{data_format}").read_text().splitlines()
    lines = lines[len(lines) - 1500:]  # without the header, which is optional in CSV
    path = tmp_path / f"orders.{data_format}"
    path.write_text("\n".join([*lines[:700], lines[700][:-3]]))
    status, report = verify(path, "-s", "0.001")
    assert status == 3
    found = report["tables"][6]
    assert found["missing"]["num_rows"] == 1500 - 701
    [column] = found["columns"]
    assert (column["name"], column["num_rows"]) == ("o_comment", 1)
    assert column["examples"][0]["row"] == 701


@pytest.mark.parametrize("data_format", READ_FORMATS[:2])
def test_a_line_that_is_none(error_of_orders, whole_tables, tmp_path, data_format):
    lines = (whole_tables("0.001", data_format) / f"orders.{data_format}").read_text().splitlines()
    path = tmp_path / f"orders.{data_format}"
    path.write_text("\n".join([*lines[:700], "this is no row", *lines[700:], ""]))
    message = error_of_orders(path)
    assert "line of 1 fields instead of" in message
    assert f"at byte {sum(len(line) + 1 for line in lines[:700])}" in message


@every_format
def test_garbage(error_of_orders, tmp_path, data_format):
    path = tmp_path / f"orders.{data_format}"
    path.write_bytes(bytes((i * i * 7919 + i) % 251 for i in range(100_000)))
    error_of_orders(path)


@pytest.mark.parametrize("data_format", READ_FORMATS[2:])
def test_empty_binary_files(error_of_orders, tmp_path, data_format):
    path = tmp_path / f"orders.{data_format}"
    path.touch()
    error_of_orders(path)


@pytest.mark.parametrize("data_format", READ_FORMATS[:2])
def test_empty_text_files_have_no_rows(verify, tmp_path, data_format):
    path = tmp_path / f"orders.{data_format}"
    path.touch()
    status, report = verify(path, "-s", "0.001")
    assert status == 3
    assert report["tables"][6]["missing"]["num_rows"] == 1500


@pytest.mark.parametrize("data_format", READ_FORMATS[1:])
def test_files_with_nothing_but_names(verify, tmp_path, data_format):
    path = tmp_path / f"orders.{data_format}"
    write(path, "orders", [])
    status, report = verify(path, "-s", "0.001")
    assert status == 3
    found = report["tables"][6]
    assert found["num_rows"] == 0
    assert found["missing"]["num_rows"] == 1500
    assert (found["missing_columns"], found["extra_columns"]) == ([], [])


@pytest.mark.parametrize("data_format", READ_FORMATS[2:])
def test_damaged_pages(verify, whole_tables, tmp_path, data_format):
    whole = bytearray((whole_tables("0.001", data_format) / f"orders.{data_format}").read_bytes())
    for i in range(200, len(whole) // 2, 97):
        whole[i] ^= 0x55
    path = tmp_path / f"orders.{data_format}"
    path.write_bytes(whole)
    status, report = verify(path, "-s", "0.001")
    assert status in (1, 3)
    assert report["tables"][6]["verdict"] in ("unreadable", "different")


def test_a_path_that_is_not_there(refusal, tmp_path):
    assert str(tmp_path / "nothing") in refusal(tmp_path / "nothing")


def test_a_directory_without_tables(refusal, tmp_path):
    (tmp_path / "notes.md").write_text("nothing")
    assert str(tmp_path) in refusal(tmp_path)


def test_a_file_of_unknown_kind(refusal, tmp_path):
    path = tmp_path / "orders.orc"
    path.write_bytes(b"ORC and more")
    message = refusal(path)
    assert str(path) in message and "parquet" in message


def test_a_table_that_cannot_be_told(refusal, verify, whole_tables, tmp_path):
    path = tmp_path / "data.tbl"
    shutil.copy(whole_tables("0.001", "tbl") / "orders.tbl", path)
    message = refusal(path)
    assert str(path) in message and "--table" in message
    status, report = verify(path, "--table", "orders")
    assert status == 0


def test_row_counts_of_no_scale_factor(refusal, whole_tables, tmp_path):
    path = tmp_path / "orders.tbl"
    lines = (whole_tables("0.01", "tbl") / "orders.tbl").read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:12347]))
    message = refusal(path)
    assert str(path) in message and "--scale-factor" in message


def test_mixed_scale_factors(refusal, whole_tables, tmp_path):
    shutil.copy(whole_tables("0.001", "tbl") / "orders.tbl", tmp_path)
    shutil.copy(whole_tables("0.01", "tbl") / "customer.tbl", tmp_path)
    message = refusal(tmp_path)
    assert "orders.tbl" in message and "customer.tbl" in message
    assert "0.001" in message and "0.01" in message


@pytest.mark.parametrize("arguments, words", [
    (("--scale-factor", "0"), ("--scale-factor", "'0'", "0.0005")),
    (("--table", "foo"), ("--table", "'foo'", "lineitem")),
    (("--part", "2"), ("--part", "--parts")),
    (("--parts", "4", "--part", "5"), ("--part", "'5'", "1 to 4")),
    (("--num-threads", "0"), ("--num-threads", "'0'", "1")),
    (("--temp-dir", "/nowhere"), ("--temp-dir", "'/nowhere'")),
    (("--temp-dir", "x" * 300), ("--temp-dir", "x" * 300)),
    (("--temp-dir", "/dev/null/x"), ("--temp-dir", "'/dev/null/x'")),
])
def test_bad_options(refusal, whole_tables, arguments, words):
    message = refusal(whole_tables("0.001", "tbl"), *arguments)
    for word in words:
        assert word in message


def test_quick_needs_a_manifest(refusal, whole_tables, tmp_path):
    shutil.copy(whole_tables("0.001", "tbl") / "orders.tbl", tmp_path)
    message = refusal(tmp_path, "--quick")
    assert "--quick" in message and "_tpch.json" in message
