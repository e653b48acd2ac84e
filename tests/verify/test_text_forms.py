"""TBL and CSV are read strictly: as other readers would read them."""

import csv
import io
import random

import pytest

from tests.support import slow

# The delimiters that generate accepts, by the formats that accept them.
OF_BOTH = [chr(code) for code in range(1, 128)
           if not chr(code).isalnum() and chr(code) not in " #-.\"\r\n,;:?!_"]
DELIMITERS = [("tbl", each) for each in [*OF_BOTH, "_"]]
DELIMITERS += [("csv", each) for each in [*OF_BOTH, *",;:?!"]]
FEW_DELIMITERS = [("tbl", each) for each in "'\x1b_\x7f"] + [("csv", each) for each in "';:\\="]


def with_line(content, number, change):
    """Changes one line, counted from 1, without its newline."""
    lines = content.split(b"\n")
    lines[number - 1] = change(lines[number - 1])
    return b"\n".join(lines)


def quote_last(line):
    head, _, comment = line.removesuffix(b"|").rpartition(b"|")
    return head + b'|"' + comment + b'"|'


# Name, change, and a word of the reason; line 3 is altered.
UNREADABLE = [
    ("orders.csv", lambda line: line[:-1], "quote that is not closed"),
    ("orders.csv", lambda line: line + b"x", "text after a closing quote"),
    ("orders.csv", lambda line: line[:-4] + b'\\"ab"', "closing quote"),
    ("orders.csv", lambda line: line[:-4] + b'\nabc"', "quote that is not closed"),
    ("orders.csv", lambda line: line + b",", "10 fields instead of 9"),
    ("orders.csv", lambda line: line.partition(b",")[2], "8 fields instead of 9"),
    ("orders.csv", lambda line: line + b"\r", "carriage return"),
    ("orders.csv", lambda line: line.replace(b",", b",\r", 1), "carriage return"),
    ("orders.csv", lambda line: line + b"\n", "empty line"),
    ("orders.tbl", lambda line: line + b"\n", "empty line"),
    ("orders.tbl", lambda line: line[:-1], "9 fields instead of 10"),
    ("orders.tbl", lambda line: line + b"x", "text after a line's last delimiter"),
    ("orders.tbl", lambda line: line + b'"x', "text after a line's last delimiter"),
    ("orders.tbl", lambda line: line + b"\r", "carriage return"),
    ("orders.tbl", lambda line: line[:-1] + b"\r|", "carriage return"),
    ("orders.tbl", lambda line: line + b"|", "11 fields instead of 10"),
]


@pytest.mark.parametrize("name, change, words", UNREADABLE)
def test_a_line_that_readers_refuse_or_read_otherwise(report_of, text_of, name, change, words):
    status, found = report_of(name, with_line(text_of(name[-3:]), 3, change))
    assert status == 1
    assert found["verdict"] == "unreadable"
    assert words in found["error"]
    line = 4 if words == "empty line" else 3
    assert f"line {line}" in found["error"]


DIFFERENT = [
    ("orders.csv", lambda line: b'"' + line.replace(b",", b'"",', 1)[1:]),
    ("orders.csv", lambda line: line.replace(b",O,", b',"O""",')),
    ("orders.csv", lambda line: line.replace(b",O,", b",O\0,")),
    ("orders.csv", lambda line: line[:-3] + b'""a"'),
    ("orders.csv", lambda line: line.replace(b",", b", ", 1)),
    ("orders.tbl", quote_last),
    ("orders.tbl", lambda line: line.replace(b"|F|", b'|"F"|').replace(b"|O|", b'|"O"|')),
    ("orders.tbl", lambda line: b'"' + line.replace(b"|", b'"|', 1)),
    ("orders.tbl.1", quote_last),
    ("ORDERS.TBL", quote_last),
    ("orders", quote_last),
    ("orders.dat", quote_last),
    ("orders.txt", quote_last),
    ("orders.csv", lambda line: b"o_orderkey,o_custkey,o_orderstatus,o_totalprice,o_orderdate,"
                                b"o_orderpriority,o_clerk,o_shippriority,o_comment"),
]


@pytest.mark.parametrize("name, change", DIFFERENT)
def test_a_line_of_other_values(report_of, text_of, name, change):
    data_format = "csv" if name.endswith("csv") else "tbl"
    status, found = report_of(name, with_line(text_of(data_format), 3, change))
    assert status in (1, 3)
    assert found["verdict"] in ("different", "unreadable")


@pytest.mark.parametrize("data_format", ["tbl", "csv"])
def test_a_byte_order_mark_is_a_difference(report_of, text_of, data_format):
    status, found = report_of(f"orders.{data_format}", b"\xef\xbb\xbf" + text_of(data_format))
    assert status == 3
    assert found["verdict"] == "different"


def test_all_comments_in_quotes_are_not_tbl(report_of, text_of):
    lines = text_of("tbl").splitlines()
    status, found = report_of("orders.tbl", b"\n".join(map(quote_last, lines)) + b"\n")
    assert status == 3
    assert found["columns"][0]["name"] == "o_comment"
    assert found["columns"][0]["num_rows"] == 1500


# In the columns o_custkey, o_totalprice and o_shippriority of one line.
@pytest.mark.parametrize("column, change", [
    (1, lambda text: b"+" + text), (1, lambda text: b"0" + text), (3, lambda text: text + b"0"),
    (7, lambda text: text + b".0"), (7, lambda text: b"-" + text)])
def test_numbers_in_another_spelling_are_only_equivalent(report_of, text_of, column, change):
    def respell(line):
        fields = line.split(b"|")
        fields[column] = change(fields[column])
        return b"|".join(fields)

    status, found = report_of("orders.tbl", with_line(text_of("tbl"), 5, respell))
    assert status == 0
    assert found["verdict"] == "equivalent"
    assert "not written as usual" in found["notes"][0]


def test_a_missing_last_newline_is_said(verify, text_of, tmp_path):
    path = tmp_path / "orders.tbl"
    path.write_bytes(text_of("tbl").removesuffix(b"\n"))
    status, report = verify(path, "-s", "0.001")
    assert status == 0
    assert report["notices"] == [f"'{path}' does not end with a newline"]


def test_lines_of_one_kind_only(report_of, text_of):
    content = text_of("csv").replace(b"\n", b"\r\n")
    assert report_of("orders.csv", content)[1]["verdict"] == "equal"
    status, found = report_of("orders.csv", with_line(content, 9, lambda line: line[:-1]))
    assert status == 1
    assert "CR" in found["error"] and "line 9" in found["error"]


def records(content):
    """Returns the result of Python's reader, or None if it rejects the bytes."""
    try:
        text = content.decode("utf-8", "surrogateescape")
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return None


def mutated(content, chance):
    """Returns the bytes with one to three small changes, often at special characters."""
    content = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(content))
        if chance.random() < 0.5:
            place = max(content.rfind(chance.choice([b'"', b",", b"\n"]), 0, place), 0)
        sign = chance.choice(b'"",\n\r\\ ;|+0.\0\xef') if chance.random() < 0.8 else \
            chance.randrange(256)
        action = chance.randrange(3)
        if action == 0:
            content[place] = sign
        elif action == 1:
            content.insert(place, sign)
        else:
            del content[place]
    return bytes(content)


# The fast test uses only a few of the files of the slow test.
@pytest.mark.parametrize("num_files", [25, slow(1000)])
@pytest.mark.parametrize("data_format", ["csv", "tbl"])
def test_equal_files_are_read_alike_by_others(run_tpch, text_of, tmp_path, num_files, data_format):
    chance = random.Random(num_files)
    whole = text_of(data_format)
    clean = records(whole) if data_format == "csv" else whole.rstrip(b"\n")
    path = tmp_path / f"orders.{data_format}"
    for _ in range(num_files):
        content = mutated(whole, chance)
        path.write_bytes(content)
        answer = run_tpch("verify", path, "-s", "0.001", "-n", "1")
        assert answer.returncode in (0, 1, 3)
        if "orders    equal " not in answer.stdout:
            continue
        if data_format == "tbl":
            assert content.rstrip(b"\n") == clean
        else:
            assert records(content) == clean


def check_own_files(run_tpch, generate, folder, data_format, delimiter):
    generate(folder, "-s", "0.0005", "-f", data_format, "-q", f"--delimiter={delimiter}")
    (folder / "_tpch.json").unlink()
    answer = run_tpch("verify", folder, "-s", "0.0005", "-n", "1")
    assert answer.returncode == 0, answer.stdout
    assert answer.stdout.count(" equal ") == 8


@pytest.mark.parametrize("data_format, delimiter", FEW_DELIMITERS)
def test_own_files_with_odd_delimiters_are_equal(run_tpch, generate, tmp_path, data_format,
                                                 delimiter):
    check_own_files(run_tpch, generate, tmp_path, data_format, delimiter)


@pytest.mark.slow
@pytest.mark.parametrize("data_format, delimiter", DELIMITERS)
def test_own_files_with_any_delimiter_are_equal(run_tpch, generate, tmp_path, data_format,
                                                delimiter):
    check_own_files(run_tpch, generate, tmp_path, data_format, delimiter)


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
@pytest.mark.parametrize("data_format", ["csv", "tbl"])
def test_standard_input(run_tpch, text_of, name, data_format):
    content = text_of(data_format)
    answer = run_tpch("verify", name, "-T", "orders", "-s", "0.001", input=content, text=False)
    assert answer.returncode == 0
    assert b"orders    equal                1,500 rows  standard input\n" in answer.stdout
    answer = run_tpch("verify", name, "-T", "orders", "-s", "0.001", text=False,
                      input=with_line(content, 7, lambda line: line[:-2]))
    assert answer.returncode in (1, 3)
    answer = run_tpch("verify", name, input=content, text=False)
    assert answer.returncode == 2
    assert b"--table" in answer.stderr
    answer = run_tpch("verify", name, "-T", "orders", input=b"PAR1", text=False)
    assert answer.returncode == 2
    assert b"Parquet" in answer.stderr


def test_standard_input_leaves_nothing(run_tpch, text_of, tmp_path):
    run_tpch("verify", "-", "-T", "orders", "-s", "0.001", "--temp-dir", tmp_path,
             input=text_of("tbl"), text=False)
    assert list(tmp_path.iterdir()) == []
