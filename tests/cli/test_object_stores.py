"""Object stores on the command line, in cases that need no store."""

import pytest

SECRET = "secretword"


def assert_usage_error(result, *words):
    assert result.returncode == 2, result.stderr
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr
    assert SECRET not in result.stderr


@pytest.mark.parametrize("uri", ["ftp://host/a", "http://host/a", "file:///tmp/a", "hdfs://host/a"])
def test_unknown_scheme(run_tpch, uri):
    result = run_tpch("generate", "-o", uri)
    assert_usage_error(result, "--output-dir", uri, "s3://", "gs://", "abfs://")


@pytest.mark.arrow
@pytest.mark.parametrize(("uri", "word"), [
    ("s3://", "bucket"),
    ("gs://", "bucket"),
    (f"s3://key:{SECRET}@bu cket/a", "valid URI"),
    (f"s3://key:{SECRET}@bucket/a#b", "valid URI"),
    (f"s3://bucket/a?secret_key={SECRET}", "secret_access_key"),
    ("gs://user@bucket/a", "anonymous"),
    ("abfs://container/a", "account"),
    ("s3://bucket/a?region=x&region=y", "twice"),
])
def test_malformed_uri(run_tpch, uri, word):
    environment = {"AWS_EC2_METADATA_DISABLED": "true",
                   "AWS_ENDPOINT_URL": "http://127.0.0.1:1"}
    assert_usage_error(run_tpch("generate", "-o", uri, env=environment), "--", word)


@pytest.mark.arrow
@pytest.mark.parametrize(("setting", "word"), [
    (SECRET, "KEY=VALUE"),
    (f"no_such_thing={SECRET}", "endpoint_override"),
    ("max_uploads=0", "1 to 1024"),
    ("max_attempts=many", "1 to 100"),
    ("anonymous=perhaps", "true or false"),
    ("access_key_id=a", "secret_access_key"),
])
def test_settings_that_do_not_work(run_tpch, setting, word):
    result = run_tpch("generate", "-o", "s3://bucket/a?endpoint_override=127.0.0.1:1",
                      "--storage-option", setting)
    assert_usage_error(result, "--storage-option", word)


@pytest.mark.parametrize("option", ["--io=sync", "--async-io", "--direct=off", "--fsync",
                                    "--no-space-check"])
def test_options_of_local_files_are_refused(run_tpch, option):
    result = run_tpch("generate", "-o", "s3://bucket/a", option)
    assert_usage_error(result, option.split("=")[0], "object stores")


def test_settings_need_a_store(run_tpch, tmp_path):
    result = run_tpch("generate", "-o", tmp_path, "--storage-option", f"secret_access_key={SECRET}")
    assert_usage_error(result, "--storage-option", "local directory")


def test_settings_do_not_go_with_standard_output(run_tpch):
    result = run_tpch("generate", "--stdout", "-f", "tbl", "--storage-option", "region=a")
    assert_usage_error(result, "--storage-option", "--stdout")


@pytest.mark.arrow
@pytest.mark.parametrize("scheme", ["s3", "gs"])
def test_object_that_would_be_too_large_is_refused(run_tpch, scheme):
    environment = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ACCESS_KEY_ID": "a",
                   "AWS_SECRET_ACCESS_KEY": "b", "STORAGE_EMULATOR_HOST": "127.0.0.1:1"}
    result = run_tpch("generate", "-s", "10000", "-f", "tbl", "-o", f"{scheme}://bucket/a",
                      env=environment)
    assert_usage_error(result, "lineitem.tbl", "--parts")
