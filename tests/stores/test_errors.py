"""Configuration errors end a run before it generates anything, with one line of advice."""

import time

import pytest

from tests.stores.servers import ACCESS_KEY, SECRET_KEY, free_port

pytestmark = [pytest.mark.slow, pytest.mark.arrow]

DATA = ("-s", "0.01", "-f", "tbl", "-T", "nation")


def assert_error(result, exit_status, *words):
    assert result.returncode == exit_status, result.stderr
    assert result.stderr.count("\n") == 1, result.stderr
    for word in words:
        assert word in result.stderr
    assert SECRET_KEY not in result.stderr


def test_missing_bucket(server, run_store):
    uri = server.uri("a").replace("bucket", "no-such-bucket")
    result = run_store(server, *DATA, "-o", uri)
    assert_error(result, 1, "no-such-bucket", "404", "check that the bucket")


def test_wrong_secret_of_s3(shared_servers, path, run_store):
    # Moto does not check credentials.
    server = shared_servers("versitygw")
    result = run_store(server, *DATA, "-o", server.uri(path),
                       environment={"AWS_SECRET_ACCESS_KEY": "wrongsecretword"})
    assert_error(result, 1, "S3", server.uri(path), "403", "check the credentials")


def test_wrong_key_of_azure(shared_servers, path, run_store):
    server = shared_servers("azurite")
    wrong = server.environment()["AZURE_STORAGE_CONNECTION_STRING"].replace("Eby8", "AAAA")
    result = run_store(server, *DATA, "-o", server.uri(path),
                       environment={"AZURE_STORAGE_CONNECTION_STRING": wrong})
    assert_error(result, 1, "Azure", server.uri(path), "403", "check the credentials")
    assert "AAAA" not in result.stderr


@pytest.mark.parametrize("missing", ["without", "anonymous"])
def test_absent_credentials(gateway, path, run_store, missing):
    settings = ("--storage-option", "anonymous=true") if missing == "anonymous" else ()
    result = run_store(gateway, *DATA, "-o", gateway.uri(path), *settings,
                       environment={"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""})
    assert_error(result, 1, "S3", gateway.uri(path), "403", "check the credentials")


def test_wrong_region(gateway, path, run_store):
    result = run_store(gateway, *DATA, "-o", gateway.uri(path), "--storage-option",
                       "region=eu-west-1")
    assert_error(result, 1, "eu-west-1", "region=NAME")


def test_store_that_is_not_there(server, path, run_store):
    gone = free_port()
    environment = {name: value.replace(f"127.0.0.1:{server.port}", f"127.0.0.1:{gone}")
                   for name, value in server.environment().items()}
    start = time.monotonic()
    result = run_store(server, *DATA, "-o", server.uri(path), environment=environment)
    assert time.monotonic() - start < 30
    assert_error(result, 1, server.uri(path), "check the network")


def test_host_that_nobody_knows(path, run_tpch, gateway, run_store):
    start = time.monotonic()
    result = run_store(gateway, *DATA, "-o", gateway.uri(path), "--storage-option",
                       "endpoint_override=http://store.invalid")
    assert time.monotonic() - start < 30
    assert_error(result, 1, gateway.uri(path), "store.invalid", "check the network")


def test_account_key_in_a_uri_is_refused(run_tpch):
    result = run_tpch("generate", *DATA, "-o", f"abfs://{ACCESS_KEY}:{SECRET_KEY}@host.domain/c/p")
    assert_error(result, 2, "account_key")
