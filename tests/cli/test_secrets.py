"""Secrets are never shown, whatever the mistake."""

import json

import pytest

SECRET = "xyzzySecret+/=="
PIECE = "xyzzy"

# All of them fail before a store is accessed.
MISTAKES = [
    ("--storage-option", SECRET),
    ("--storage-option=" + SECRET,),
    ("-o", "s3://bucket/a", "--storage-option", SECRET),
    ("-o", "s3://bucket/a", "--storage-option=" + SECRET),
    ("-o", "s3://bucket/a", "--storage-option", SECRET, "--storage-option", SECRET),
    ("-o", "s3://bucket/a", "--storage-option", "account_key", SECRET),
    ("-o", "s3://bucket/a", "--storage-option", "account_key=", SECRET),
    ("-o", "s3://bucket/a", "--storage-option", f"account_key={SECRET}"),
    ("-o", "s3://bucket/a", "--storage-option", f"max_uploads={SECRET}"),
    ("-o", "s3://b?endpoint_override=127.0.0.1:1", "--storage-option", f"anonymous={SECRET}"),
    ("-o", f"s3:/KEY:{SECRET}@bucket/a"),
    ("-o", f"s3:KEY:{SECRET}@bucket/a"),
    ("-o", f"S3://KEY:{SECRET}@bucket/a"),
    ("-o", f"S3:KEY:{SECRET}@bucket/a"),
    ("-o", f" s3://KEY:{SECRET}@bucket/a"),
    ("-o", f"s3//KEY:{SECRET}@bucket/a"),
    ("-o", f"https://user:{SECRET}@host/a"),
    ("-o", f"s3://KEY:{SECRET} x@bucket/a"),
    ("-o", f"s3://KEY:{SECRET}'x@bucket/a"),
    ("-o", f's3://KEY:{SECRET}"x@bucket/a'),
    ("-o", f"s3://KEY:{SECRET}#x@bucket/a"),
    ("-o", f"s3://bucket/a?secret_key={SECRET}"),
    ("-o", f"s3://bucket/a?{SECRET}"),
    ("-o", f"s3://bucket/a?sig={SECRET}&se=1"),
    ("-o", f"abfs://KEY:{SECRET}@host/c/p"),
    ("-o", "a", "-o", f"s3://KEY:{SECRET}@bucket/a"),
    ("--storage-optoin", f"secret_access_key={SECRET}"),
    ("--storage-optoin=secret_access_key=" + SECRET,),
    ("--storage-optoin", SECRET),
    ("--", "--storage-option", f"secret_access_key={SECRET}"),
    (f"s3://KEY:{SECRET}@bucket",),
    (f"AWS_SECRET_ACCESS_KEY={SECRET}",),
    ("--overwrite=" + SECRET,),
    ("-o", f"s3:/KEY:{SECRET}@bucket/a", "--json", f"s3:/KEY:{SECRET}@bucket/b"),
]


def assert_hidden(result, exit_status):
    assert result.returncode == exit_status, result.stderr
    assert result.stderr.count("\n") == 1, result.stderr
    assert PIECE not in result.stderr + result.stdout


@pytest.mark.parametrize("args", MISTAKES)
def test_usage_error(run_tpch, tmp_path, args):
    assert_hidden(run_tpch("generate", "-f", "tbl", *args, cwd=tmp_path), 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("args", [
    ("-o", f"s3:/KEY:{SECRET}@bucket/a"),
    ("--storage-optoin", f"secret_access_key={SECRET}"),
    ("--parallel", "-o", f"S3://KEY:{SECRET}@bucket/a"),
])
def test_usage_error_of_the_benchmark_program(run_tpch, tmp_path, args):
    assert_hidden(run_tpch("-f", "tbl", *args, program="tpch_benchmark", cwd=tmp_path), 2)


@pytest.mark.parametrize("command", ["verify", "info"])
@pytest.mark.parametrize("uri", [f"s3://KEY:{SECRET}@bucket", f"s3:KEY:{SECRET}@b",
                                 f"s3://bucket?sig={SECRET}"])
def test_other_commands(run_tpch, tmp_path, command, uri):
    result = run_tpch(command, uri, cwd=tmp_path)
    assert result.returncode in (1, 2)
    assert PIECE not in result.stderr + result.stdout


@pytest.mark.parametrize("args", [(f"s3://KEY:{SECRET}@bucket",), ("gen", f"--x={SECRET}")])
def test_wrong_command(run_tpch, args):
    assert_hidden(run_tpch(*args), 2)


@pytest.mark.arrow
def test_summary_of_a_run_that_fails(run_tpch, tmp_path):
    environment = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_ACCESS_KEY_ID": "a",
                   "AWS_SECRET_ACCESS_KEY": SECRET}
    summary = tmp_path / "summary.json"
    result = run_tpch("generate", "-f", "tbl", "-T", "region", "-v", "--json", summary,
                      "-o", "s3://KEY:xyzzypass@bucket/a?endpoint_override=http://127.0.0.1:1",
                      "--storage-option", f"session_token={SECRET}", env=environment)
    assert result.returncode in (1, 2), result.stderr
    assert PIECE not in result.stderr + result.stdout
    if summary.exists():
        assert PIECE not in summary.read_text()
        json.loads(summary.read_text())


@pytest.mark.parametrize(("args", "words"), [
    (("generate", "--scale-facto", "1"), ("'--scale-facto'", "--scale-factor")),
    (("generate", "--parquet-compression", "SNAPPY"), ("'--parquet-compression'",)),
    (("generate", "--table-name", "part"), ("'--table-name'",)),
    (("generate", "lineitem"), ("'lineitem'", "--tables lineitem")),
    (("generate", "out/sf1"), ("'out/sf1'", "--output-dir")),
    (("gen", "-s", "1"), ("'gen'", "generate")),
    (("tables",), ("'tables'", "verify", "generate", "info")),
    (("dbgen", "-s", "1"), ("'dbgen'", "generate")),
    (("-s", "1"), ("'-s'", "generate")),
    (("verfy", "x"), ("'verfy'", "verify")),
    (("verify", "--quik", "x"), ("'--quik'", "--quick")),
])
def test_harmless_mistakes_are_shown(run_tpch, tmp_path, args, words):
    result = run_tpch(*args, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr
