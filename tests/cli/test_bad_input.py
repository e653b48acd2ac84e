"""Bad input ends with exit status 2 and one line that names the option, the value and a way out.

The program creates nothing, not even the output folder.
"""

import re

import pytest

from tests.cli.refusals import ERROR_PREFIX, in_new_folder


@pytest.mark.parametrize(
    "value",
    ["0", "0.0", "-1", "-0.01", "abc", "nan", "inf", "1e400", "0.0004", "0.000499999", "100000.1",
     "100001", "1,5", "1x", "0x10", ""])
def test_scale_factor(refusal, value):
    message = refusal(*in_new_folder("-f", "tbl", "--scale-factor", value))
    assert "--scale-factor" in message
    assert f"'{value}'" in message
    assert "0.0005" in message and "100000" in message


# option, value, other arguments, valid alternative
VALUES = [
    ("--tables", "lineitems", (), "lineitem"),
    ("--tables", "x", (), "lineitem"),
    ("--tables", "part,foo,orders", (), "lineitem"),
    ("--tables", "part,,orders", (), "lineitem"),
    ("--tables", "", (), "lineitem"),
    ("--table", "foo", (), "lineitem"),
    ("--format", "orc", (), "tbl"),
    ("--format", "feather", (), "arrow"),
    ("--format", "TBLX", (), "csv"),
    ("--parts", "0", (), "1"),
    ("--parts", "-3", (), "1"),
    ("--parts", "two", (), "1"),
    ("--part", "0", ("--parts", "4"), "1 to 4"),
    ("--part", "5", ("--parts", "4"), "1 to 4"),
    ("--part", "1,9", ("--parts", "4"), "1 to 4"),
    ("--part", "1-2", ("--parts", "4"), "1 to 4"),
    ("--num-threads", "0", (), "1"),
    ("--num-threads", "-1", (), "1"),
    ("--num-threads", "many", (), "1"),
    ("--memory-limit", "0", (), "MiB"),
    ("--memory-limit", "-1MiB", (), "MiB"),
    ("--memory-limit", "small", (), "MiB"),
    ("--max-rows", "-1", (), ""),
    ("--max-rows", "ten", (), ""),
    ("--max-rows", "99999999999999999999", (), ""),
    ("--io", "mmap", (), "uring"),
    ("--direct", "yes", (), "off"),
    ("--digest", "md5", (), "xxh3"),
]

PARQUET_VALUES = [
    ("--compression", "lzo", (), "snappy"),
    ("--compression", "zstd:23", (), "22"),
    ("--compression", "zstd:fast", (), "22"),
    ("--compression", "zstd:", (), "22"),
    ("--compression", "gzip:10", (), "9"),
    ("--compression", "brotli:12", (), "11"),
    ("--compression", "brotli:-1", (), "11"),
    ("--compression", "snappy:1", (), "snappy"),
    ("--row-group-rows", "0", (), "1"),
    ("--row-group-rows", "-5", (), "1"),
    ("--row-group-rows", "1e6", (), "1"),
    ("--row-group-bytes", "0", (), "MiB"),
    ("--row-group-bytes", "0MiB", (), "MiB"),
    ("--row-group-bytes", "-1MiB", (), "MiB"),
    ("--row-group-bytes", "10parsecs", (), "MiB"),
    ("--row-group-bytes", "MiB", (), "MiB"),
    ("--page-bytes", "1023", (), "1KiB"),
    ("--page-bytes", "5MiB", (), "4MiB"),
    ("--page-bytes", "large", (), "MiB"),
    ("--data-page-version", "0", (), "1 to 2"),
    ("--data-page-version", "3", (), "1 to 2"),
    ("--data-page-version", "2", ("--parquet-profile", "compatible"), "1"),
    ("--parquet-profile", "old", (), "compatible"),
    ("--column-encoding", "l_comment", (), "="),
    ("--column-encoding", "l_comment=rle", (), "delta_length_byte_array"),
    ("--column-encoding", "l_coment=plain", (), "l_comment"),
    ("--column-encoding", "l_tax=plain,l_tax=dictionary", (), "once"),
    ("--column-encoding", "l_tax=plain", ("--tables", "orders"), "--tables"),
    ("--column-compression", "l_tax=lzo", (), "snappy"),
    ("--column-compression", "l_tax=zstd:23", (), "22"),
    ("--column-compression", "tax=zstd", (), "l_comment"),
    ("--bloom-filter", "l_key", (), "l_comment"),
    ("--bloom-filter", "", (), "l_comment"),
    ("--bloom-filter", "o_orderkey,o_orderkey", (), "once"),
    ("--target-file-size", "0", (), "MiB"),
    ("--target-file-size", "big", (), "MiB"),
]


ARROW_VALUES = [
    ("--compression", "snappy", (), "none, lz4 or zstd"),
    ("--compression", "lz4_raw", (), "none, lz4 or zstd"),
    ("--compression", "lz4:0", (), "1 to 12"),
    ("--compression", "", (), "none, lz4 or zstd"),
    ("--compression", "zstd:0", (), "1 to 22"),
    ("--compression", "zstd:23", (), "1 to 22"),
    ("--compression", "zstd:", (), "1 to 22"),
]


def check_value(refusal, data_format, option, value, others, remedy):
    given_format = () if option == "--format" else ("--format", data_format)
    message = refusal(*in_new_folder("-s", "0.001", *given_format, option, value, *others))
    assert option.removesuffix("s") in message  # --table is another spelling of --tables
    parts = {value, *re.split("[,=]", value), *value.split(",")}
    assert any(f"'{wrong}'" in message for wrong in parts)
    assert remedy in message


@pytest.mark.parametrize(("option", "value", "others", "remedy"), VALUES)
def test_value(refusal, option, value, others, remedy):
    check_value(refusal, "tbl", option, value, others, remedy)


@pytest.mark.parametrize(("option", "value", "others", "remedy"), PARQUET_VALUES)
def test_parquet_value(refusal, option, value, others, remedy):
    check_value(refusal, "parquet", option, value, others, remedy)


@pytest.mark.parametrize(("option", "value", "others", "remedy"), ARROW_VALUES)
def test_arrow_value(refusal, option, value, others, remedy):
    check_value(refusal, "arrow", option, value, others, remedy)


# column and encoding, the column's type, a suitable encoding
UNFIT_ENCODINGS = [
    ("l_orderkey=delta_length_byte_array", "INT64", "delta_binary_packed"),
    ("l_orderkey=dictionary", "INT64", "byte_stream_split"),
    ("l_tax=delta_byte_array", "DECIMAL(15,2)", "dictionary"),
    ("l_shipdate=delta_byte_array", "DATE", "delta_binary_packed"),
    ("o_shippriority=delta_byte_array", "INT32", "dictionary"),
    ("l_comment=dictionary", "STRING", "delta_length_byte_array"),
    ("l_comment=byte_stream_split", "STRING", "plain"),
]


@pytest.mark.parametrize(("setting", "kind", "remedy"), UNFIT_ENCODINGS)
def test_encoding_that_does_not_fit(refusal, setting, kind, remedy):
    message = refusal(*in_new_folder("-s", "0.001", "--column-encoding", setting))
    column, encoding = setting.split("=")
    assert column in message and f"'{encoding}'" in message
    assert kind in message and remedy in message


def test_new_encoding_in_a_compatible_file(refusal):
    message = refusal(*in_new_folder("-s", "0.001", "--parquet-profile", "compatible",
                                     "--column-encoding", "l_orderkey=delta_binary_packed"))
    assert "l_orderkey" in message and "compatible" in message and "plain" in message


def test_too_small_files(refusal):
    message = refusal(*in_new_folder("-s", "100", "--target-file-size", "1KB"))
    assert "--target-file-size: 1KB" in message
    assert re.search(r"use at least [\d.]+KiB", message)


def test_column_of_a_table_that_is_not_made(refusal, run_tpch, tmp_path):
    data = in_new_folder("--bloom-filter", "o_custkey")
    message = refusal(*data, "-T", "lineitem,part")
    assert "'o_custkey' is a column of orders" in message
    assert "use --tables lineitem,part,orders, or leave the column out" in message
    result = run_tpch(*data, program="tpch_benchmark", cwd=tmp_path)
    assert result.returncode == 2
    assert "use --tables lineitem,orders, or leave the column out" in result.stderr


@pytest.mark.parametrize("data_format", ["tbl", "csv"])
@pytest.mark.parametrize("codec", ["snappy", "brotli:3"])
def test_codec_of_a_text_format(refusal, data_format, codec):
    message = refusal(*in_new_folder("-s", "0.001", "-f", data_format, "-c", codec))
    assert f"--compression: '{codec}' is not a codec of {data_format}; " in message
    assert message.rstrip().endswith("use none, gzip, zstd or lz4")


def test_part_without_parts(refusal):
    message = refusal(*in_new_folder("-s", "0.001", "-f", "tbl", "--part", "2"))
    assert "--part" in message and "2" in message and "--parts" in message


def test_selection_that_leaves_nothing_to_make(refusal):
    message = refusal(*in_new_folder(
        "-s", "0.001", "-f", "tbl", "-T", "nation,region", "--parts", "4", "--part", "2"))
    assert "--part" in message and "1" in message


@pytest.mark.arrow
@pytest.mark.parametrize("data_format", ["parquet", "arrow"])
def test_several_tables_of_a_binary_format_to_stdout(refusal, data_format):
    message = refusal("-s", "0.001", "-f", data_format, "--stdout")
    assert "--stdout" in message and data_format in message and "--table" in message


CONTRADICTIONS = [
    ("--stdout", "--output-dir", ("--stdout", "--output-dir", "somewhere")),
    ("--stdout", "--overwrite", ("--stdout", "--overwrite")),
    ("--stdout", "--resume", ("--stdout", "--resume")),
    ("--resume", "--overwrite", ("--resume", "--overwrite")),
    ("--max-rows", "--parts", ("--max-rows", "5", "--parts", "2")),
    ("--quiet", "--verbose", ("--quiet", "--verbose")),
    ("--json: '-'", "--stdout; use a file", ("--stdout", "--json", "-")),
    ("--no-header", "csv", ("--no-header",)),
    ("--row-group-rows", "parquet", ("--row-group-rows", "1000")),
    ("--row-group-bytes", "parquet", ("--row-group-bytes", "1MiB")),
    ("--stdout", "--io", ("--stdout", "--io", "sync")),
    ("--stdout", "--direct", ("--stdout", "--direct", "off")),
    ("--stdout", "--async-io", ("--stdout", "--async-io")),
    ("--stdout", "--fsync", ("--stdout", "--fsync")),
    ("--async-io", "--io sync", ("--async-io", "--io", "sync")),
    ("--direct", "--io sync", ("--direct", "on", "--io", "sync")),
    ("--page-bytes", "parquet", ("--page-bytes", "1MiB")),
    ("--data-page-version", "parquet", ("--data-page-version", "2")),
    ("--page-checksums", "parquet", ("--page-checksums",)),
    ("--parquet-profile", "parquet", ("--parquet-profile", "default")),
    ("--column-encoding", "parquet", ("--column-encoding", "l_tax=plain")),
    ("--column-compression", "parquet", ("--column-compression", "l_tax=none")),
    ("--bloom-filter", "parquet", ("--bloom-filter", "l_orderkey")),
    ("--target-file-size", "--parts", ("--target-file-size", "1MiB", "--parts", "2")),
    ("--target-file-size", "--max-rows", ("--target-file-size", "1MiB", "--max-rows", "2")),
    ("--target-file-size", "--stdout", ("--target-file-size", "1MiB", "--stdout")),
    ("--stdout", "--part", ("--stdout", "--parts", "2")),
]


@pytest.mark.parametrize(("one", "other", "args"), CONTRADICTIONS)
def test_contradiction(refusal, one, other, args):
    message = refusal("-s", "0.001", "-f", "tbl", *args)
    assert one in message and other in message


@pytest.mark.parametrize(("args", "message"), [
    (("--seed", "2147483647"), "--seed: '2147483647' is a multiple of 2147483647"),
    (("--seed", "0"), "--seed: '0' is a multiple of 2147483647"),
    (("--stream", "-1"), "--stream: '-1' is out of range"),
    (("--engine", "dukdb"), "--engine: 'dukdb' is not an engine; did you mean duckdb? use duckdb,"),
])
def test_queries_that_cannot_be_verified(run_tpch, tmp_path, args, message):
    result = run_tpch("verify", ".", "--queries", *args, cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith(ERROR_PREFIX + message)


@pytest.mark.parametrize("option", [("--engine", "duckdb"), ("--seed", "7"), ("--stream", "1")])
def test_options_of_queries_need_them(run_tpch, tmp_path, option):
    result = run_tpch("verify", ".", *option, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"{ERROR_PREFIX}{option[0]}: needs --queries\n"


@pytest.mark.parametrize(("args", "message"), [
    (("verify", "--quick", "--queries", "."), "--quick: contradicts --queries"),
    (("info", "-s", "1", "file"), "--scale-factor: contradicts FILE"),
])
def test_contradiction_in_other_commands(run_tpch, tmp_path, args, message):
    result = run_tpch(*args, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr == f"{ERROR_PREFIX}{message}; use one of them\n"


def test_row_groups_by_rows_and_by_bytes(refusal):
    message = refusal(*in_new_folder(
        "-s", "0.001", "--row-group-rows", "1000", "--row-group-bytes", "1MiB"))
    assert "--row-group-rows" in message and "--row-group-bytes" in message


def options_with_a_value(run_tpch):
    """Maps the options of `tpch generate` with one value to whether it is a list."""
    help_text = run_tpch("generate", "--help").stdout
    options = re.findall(r"(--[\w-]+) ([A-Z]\S*)", help_text)
    return {name: "," in kind or kind.startswith("LIST") for name, kind in options
            if name != "--storage-option"}


def test_option_given_twice(refusal, run_tpch):
    options = options_with_a_value(run_tpch)
    assert len(options) > 20 and sum(options.values()) == 5
    for option, is_list in options.items():
        message = refusal(*in_new_folder("-f", "tbl"), option, "1", option, "2")
        assert message.startswith(f"{ERROR_PREFIX}{option}"), message
        assert "use it once" in message and ("commas" in message) == is_list, message


# value, format, probably meant value
CODECS = [
    ("lz4", "parquet", "lz4_raw"),
    ("LZ4", "parquet", "lz4_raw"),
    ("zsdt", "parquet", "zstd"),
    ("SNAPPI", "parquet", "snappy"),
    ("gz", "parquet", "gzip"),
    ("zstd(3)", "parquet", "zstd"),
    ("uncompressed", "parquet", "none"),
    ("l_tax=lz4", "parquet", "lz4_raw"),
    ("lz4_raw", "arrow", "lz4"),
    ("zsdt:3", "arrow", "zstd"),
    ("uncompressed", "arrow", "none"),
]


@pytest.mark.parametrize(("value", "data_format", "meant"), CODECS)
def test_codec_by_another_name(refusal, value, data_format, meant):
    option = "--column-compression" if "=" in value else "-c"
    message = refusal(*in_new_folder("-s", "0.001", "-f", data_format, option, value))
    assert f"did you mean {meant}?" in message


@pytest.mark.parametrize("option", ["--quiet=", "--overwrite=", "--parallel="])
@pytest.mark.parametrize("program", ["tpch", "tpch_benchmark"])
def test_flag_with_an_empty_value(run_tpch, tmp_path, program, option):
    command = ("generate",) if program == "tpch" else ()
    result = run_tpch(*command, *in_new_folder("-s", "0.001", "-f", "tbl", option),
                      program=program, cwd=tmp_path)
    assert result.returncode == 2
    assert option.removesuffix("=") in result.stderr and "empty" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--overwrite=no", "--quiet=3", "--stdout=false"])
def test_flag_with_a_value(refusal, option):
    assert option.split("=")[0] in refusal(*in_new_folder("-s", "0.001", "-f", "tbl", option))


def test_trailing_delimiter_of_csv(refusal):
    message = refusal(*in_new_folder("-s", "0.001", "-f", "csv", "--no-trailing-delimiter"))
    assert "--no-trailing-delimiter" in message and "csv" in message


@pytest.mark.arrow
@pytest.mark.parametrize("data_format", ["parquet", "arrow"])
@pytest.mark.parametrize("option", ["--no-header", "--delimiter=;", "--no-trailing-delimiter"])
def test_text_options_of_a_binary_format(refusal, data_format, option):
    message = refusal(*in_new_folder("-s", "0.001", "-f", data_format, option))
    assert option.split("=")[0] in message and data_format in message


@pytest.mark.arrow
@pytest.mark.parametrize("option", ["--row-group-rows=1000", "--row-group-bytes=1MiB"])
def test_row_groups_of_arrow(refusal, option):
    message = refusal(*in_new_folder("-s", "0.001", "-f", "arrow", option))
    assert option.split("=")[0] in message and "arrow" in message and "parquet" in message


@pytest.mark.parametrize("data_format", ["tbl", "csv"])
@pytest.mark.parametrize("delimiter", ["", "ab", "\n", "a", "0", "-", ".", "ä"])
def test_delimiter_that_readers_could_not_tell_apart(refusal, data_format, delimiter):
    assert "--delimiter" in refusal(
        *in_new_folder("-s", "0.001", "-f", data_format, "--delimiter", delimiter))


@pytest.mark.parametrize(
    "option",
    ["--parallel", "--wrong"])
def test_unknown_option(refusal, option):
    message = refusal(*in_new_folder("-s", "0.001", "-f", "tbl", option))
    assert option.split("=")[0] in message


@pytest.mark.parametrize("option", ["--scale-factor", "--tables", "--json"])
def test_option_without_its_value(refusal, option):
    assert option in refusal(*in_new_folder("-f", "tbl"), option)


def test_stray_argument(refusal):
    assert "lineitem" in refusal(*in_new_folder("-s", "0.001", "-f", "tbl", "lineitem"))


# arguments, probably meant word
MISTAKES = [
    (("gen",), "generate"),
    (("dbgen", "-s", "1"), "generate"),
    (("Generate",), "generate"),
    (("verfy", "data"), "verify"),
    (("generate", "--ouput-dir", "x"), "--output-dir"),
    (("generate", "--directory", "x"), "--output-dir"),
    (("generate", "--sf", "1"), "--scale-factor"),
    (("generate", "--parquet-compression", "zstd"), "--compression"),
]


@pytest.mark.parametrize(("args", "meant"), MISTAKES)
def test_nearest_word(run_tpch, tmp_path, args, meant):
    result = run_tpch(*args, cwd=tmp_path)
    assert result.returncode == 2 and result.stdout == ""
    assert re.fullmatch(rf"{ERROR_PREFIX}'\S+' is not .*; did you mean {meant}\? .*\n",
                        result.stderr)


@pytest.mark.parametrize("args", [(), ("make",), ("generate", "extra")])
def test_command(run_tpch, tmp_path, args):
    result = run_tpch(*args, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []
