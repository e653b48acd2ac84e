"""Compressed text is verified as its text is; what is not whole is an error."""

import gzip
import json
import shutil
import struct
import subprocess

import pyarrow as pa
import pytest

from tests.support import TEXT_CODECS, slow
from tests.verify.table_files import line_of

every_codec = pytest.mark.parametrize("codec", TEXT_CODECS)


def compress(codec, text, frame_bytes=100_000):
    """Compresses text in frames of these bytes, with code that the program does not use."""
    pieces = [text[i : i + frame_bytes] for i in range(0, len(text), frame_bytes)] or [b""]
    return b"".join(compress_frame(codec, piece) for piece in pieces)


def compress_frame(codec, text):
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, codec) as stream:
        stream.write(text)
    return sink.getvalue().to_pybytes()


@every_codec
@pytest.mark.parametrize("data_format", ["tbl", "csv"])
def test_own_directories_are_equal(run_tpch, generate, tmp_path, data_format, codec):
    generate(tmp_path, "-s", "0.005", "-f", data_format, "-c", codec)
    answer = run_tpch("verify", tmp_path)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert answer.stdout.count(" equal ") == 8
    (tmp_path / "_tpch.json").unlink()
    answer = run_tpch("verify", tmp_path)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert answer.stdout.count(" equal ") == 8


@every_codec
def test_unlisted_files_are_reported(verify, generate, tmp_path, codec):
    generate(tmp_path, "-s", "0.001", "-f", "csv", "-c", codec, "-T", "nation,region")
    name = f"region.csv{TEXT_CODECS[codec]}"
    manifest = json.loads((tmp_path / "_tpch.json").read_text())
    manifest["files"] = [file for file in manifest["files"] if file["path"] != name]
    (tmp_path / "_tpch.json").write_text(json.dumps(manifest))
    _, report = verify(tmp_path)
    assert f"{tmp_path / name} is not in the manifest" in json.dumps(report)


NAMES = ["orders.tbl", "orders.csv", "ORDERS.TBL", "orders.tbl.3", "orders.txt", "orders"]


@every_codec
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("frame_bytes", [5000, 10**9])
def test_other_writers_files_are_equal(report_of, text_of, codec, name, frame_bytes):
    text = text_of("csv" if name.endswith("csv") else "tbl")
    suffix = TEXT_CODECS[codec]
    name += suffix.upper() if name.isupper() else suffix
    status, found = report_of(name, compress(codec, text, frame_bytes))
    assert (status, found["verdict"]) == (0, "equal"), found


PROGRAMS = [("gzip", "gzip", "-9"), ("zstd", "zstd", "-19"), ("zstd", "zstd", "--no-check"),
            ("lz4", "lz4", "-9"), ("lz4", "lz4", "-BD"), ("lz4", "lz4", "--content-size")]
PROGRAMS = [each for each in PROGRAMS if shutil.which(each[1])]


@pytest.mark.parametrize(("codec", "program", "option"), PROGRAMS)
def test_files_of_the_codecs_own_programs_are_equal(report_of, text_of, codec, program, option):
    content = subprocess.run([program, "-c", option], input=text_of("csv"), check=True,
                             capture_output=True).stdout
    status, found = report_of(f"orders.csv{TEXT_CODECS[codec]}", content)
    assert (status, found["verdict"]) == (0, "equal"), found


def test_gzip_with_a_name_and_zstd_with_skippable_frames(report_of, text_of, tmp_path):
    path = tmp_path / "named"
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        file.write(text_of("csv"))
    assert report_of("orders.csv.gz", path.read_bytes())[0] == 0
    skipped = struct.pack("<II", 0x184D2A53, 3) + b"any"
    for codec in ("zstd", "lz4"):
        content = skipped + compress(codec, text_of("csv")) + skipped
        assert report_of(f"orders.csv{TEXT_CODECS[codec]}", content)[0] == 0


@every_codec
def test_forms_of_text_are_those_of_plain_text(report_of, text_of, codec):
    suffix = TEXT_CODECS[codec]
    lines = text_of("csv").replace(b"\n", b"\r\n")
    assert report_of(f"orders.csv{suffix}", compress(codec, lines))[1]["verdict"] == "equal"
    tabs = text_of("tbl").replace(b"|\n", b"\n").replace(b"|", b"\t").removesuffix(b"\n")
    assert report_of(f"orders.tsv{suffix}", compress(codec, tabs))[1]["verdict"] == "equal"


@every_codec
@pytest.mark.parametrize("data_format", ["tbl", "csv"])
def test_altered_rows_are_found_by_their_lines(report_of, text_of, tmp_path, codec, data_format):
    lines = text_of(data_format).splitlines(keepends=True)
    delimiter = {"tbl": b"|", "csv": b","}[data_format]
    number = line_of(tmp_path / f"x.{data_format}", 1234)
    fields = lines[number - 1].split(delimiter)
    fields[3] = b"1.00"
    lines[number - 1] = delimiter.join(fields)
    status, found = report_of(f"orders.{data_format}{TEXT_CODECS[codec]}",
                              compress(codec, b"".join(lines)))
    assert (status, found["verdict"]) == (3, "different")
    [column] = found["columns"]
    assert (column["name"], column["num_rows"]) == ("o_totalprice", 1)
    assert column["examples"][0]["row"] == number


@every_codec
def test_rows_in_another_order_are_equivalent(report_of, text_of, codec):
    lines = text_of("tbl").splitlines(keepends=True)
    status, found = report_of(f"orders.tbl{TEXT_CODECS[codec]}",
                              compress(codec, b"".join(reversed(lines))))
    assert (status, found["verdict"]) == (0, "equivalent")


@every_codec
def test_a_bad_line_is_named(report_of, text_of, codec):
    lines = text_of("tbl").splitlines(keepends=True)
    lines[699] = b"this is no row\n"
    status, found = report_of(f"orders.tbl{TEXT_CODECS[codec]}", compress(codec, b"".join(lines)))
    assert (status, found["verdict"]) == (1, "unreadable")
    assert f"at byte {sum(map(len, lines[:699]))}, line 700" in found["error"]


@every_codec
@pytest.mark.parametrize("share", [0.00005, 0.1, 0.5, 0.99999])
def test_truncated_files(report_of, text_of, codec, share):
    content = compress(codec, text_of("csv"), frame_bytes=50_000)
    size = max(5, int(len(content) * share))
    status, found = report_of(f"orders.csv{TEXT_CODECS[codec]}", content[:size])
    assert (status, found["verdict"]) == (1, "unreadable")
    assert f"is cut off: its {codec} data has no end" in found["error"]


@every_codec
@pytest.mark.parametrize("garbage", [b"\0", b"x", b"\x1f\x8c", b"(\xb5/", b"not compressed\n" * 9])
def test_bytes_after_the_end(report_of, text_of, codec, garbage):
    content = compress(codec, text_of("csv"))
    status, found = report_of(f"orders.csv{TEXT_CODECS[codec]}", content + garbage)
    assert (status, found["verdict"]) == (1, "unreadable")
    assert f"bytes after the end of its {codec} data, at byte {len(content)}" in found["error"]


@every_codec
def test_damaged_bytes(report_of, text_of, codec):
    content = bytearray(compress(codec, text_of("csv"), frame_bytes=20_000))
    for i in range(1000, len(content), 997):
        content[i] ^= 0x55
    status, found = report_of(f"orders.csv{TEXT_CODECS[codec]}", bytes(content))
    assert status in (1, 3)
    assert found["verdict"] in ("unreadable", "different")


@every_codec
def test_a_name_of_another_codec(report_of, text_of, codec):
    content = compress(codec, text_of("csv"))
    for other, suffix in TEXT_CODECS.items():
        if other == codec:
            continue
        status, found = report_of(f"orders.csv{suffix}", content)
        assert (status, found["verdict"]) == (1, "unreadable")
        assert f"is not {other} data" in found["error"]


@every_codec
def test_names_that_do_not_show_the_codec(report_of, text_of, codec):
    status, found = report_of("orders.csv", compress(codec, text_of("csv")))
    assert (status, found["verdict"]) == (1, "unreadable")
    assert f"is {codec} data; add {TEXT_CODECS[codec]} to its name" in found["error"]
    assert report_of("orders", compress(codec, text_of("tbl")))[1]["verdict"] == "equal"
    status, found = report_of(f"orders.csv{TEXT_CODECS[codec]}", text_of("csv"))
    assert f"is not {codec} data, as its name says" in found["error"]


@every_codec
def test_files_without_bytes_or_text(report_of, codec):
    name = f"orders.csv{TEXT_CODECS[codec]}"
    assert report_of(name, b"")[1]["verdict"] == "unreadable"
    status, found = report_of(name, compress(codec, b""))
    assert status == 3
    assert found["missing"]["num_rows"] == 1500


@every_codec
def test_text_that_is_none(report_of, codec):
    garbage = bytes((i * i * 7919 + i) % 251 for i in range(100_000))
    assert report_of(f"orders.csv{TEXT_CODECS[codec]}", compress(codec, garbage))[0] == 1
    status, found = report_of(f"orders.tbl{TEXT_CODECS[codec]}", compress(
        codec, b"1|2|" + b"x" * 300_000, 10**9))
    assert status == 1


@every_codec
def test_a_line_that_does_not_end(report_of, text_of, codec):
    status, found = report_of(f"orders.csv{TEXT_CODECS[codec]}",
                              compress(codec, text_of("csv") + b"x" * 3_000_000))
    assert status == 1
    assert "line of more than 65536 bytes" in found["error"]


@pytest.mark.memory
@pytest.mark.parametrize("codec", ["zstd", slow("gzip"), slow("lz4")])
def test_few_bytes_that_decompress_to_many(start, text_of, tmp_path, codec):
    first = text_of("tbl").splitlines(keepends=True)[0]
    frame = compress_frame(codec, first * (2_000_000 // len(first)))
    path = tmp_path / f"orders.tbl{TEXT_CODECS[codec]}"
    path.write_bytes(frame * 2000)  # 4 GB
    report = tmp_path / "report.json"
    process = start("verify", path, "-s", "0.001", "--json", report,
                    before=["prlimit", f"--as={2**30 + 2**29}"])
    assert process.wait() == 1
    found = json.loads(report.read_text())["tables"][6]
    assert found["verdict"] == "unreadable"
    assert "has more than 1003000 rows" in found["error"]


def test_windows_that_need_much_memory(report_of):
    # A frame header with a window of 2 GiB.
    content = b"\x28\xb5\x2f\xfd\x00" + bytes([21 << 3]) + b"x" * 99
    status, found = report_of("orders.csv.zst", content)
    assert (status, found["verdict"]) == (1, "unreadable")
    assert "zstd data near byte 0" in found["error"]


@every_codec
def test_standard_input(run_tpch, text_of, codec):
    answer = run_tpch("verify", "-", "-T", "orders", "-s", "0.001", text=False,
                      input=compress(codec, text_of("csv")))
    assert answer.returncode == 0, answer.stdout
    assert b" equal " in answer.stdout
