"""Object stores work like directories, and contain the same bytes."""

import json
import os
import signal
import subprocess
import time

import duckdb
import pyarrow.parquet
import pytest

from tests.stores.objects import MANIFEST, digests_in
from tests.stores.servers import ACCESS_KEY, SECRET_KEY, clean_environment
from tests.support import FORMATS, TABLES, digests_below

pytestmark = [pytest.mark.slow, pytest.mark.arrow]

DATA = ("-s", "0.01", "-f", "tbl")
LONG_RUN = ("-s", "0.2", "-f", "csv")


def manifest_of(server, path):
    return json.loads(server.read(f"{path}/{MANIFEST}"))


@pytest.mark.parametrize("data_format", FORMATS)
def test_objects_have_the_bytes_of_files(
        server, path, generate_store, whole_tables, data_format):
    generate_store(server, "-s", "0.01", "-f", data_format, "-o", server.uri(path))
    assert digests_in(server, path) == digests_below(whole_tables("0.01", data_format))
    assert manifest_of(server, path)["complete"] is True


def test_objects_of_several_blocks_have_the_bytes_of_files(
        server, path, generate_store, whole_tables):
    generate_store(server, *LONG_RUN, "-T", "orders,lineitem", "-o", server.uri(path))
    expected = digests_below(whole_tables("0.2", "csv"))
    there = digests_in(server, path)
    for name in ("orders.csv", "lineitem.csv"):
        assert there[name] == expected[name]


def test_compressed_text_is_kept_and_replaced(server, path, generate, generate_store, tmp_path):
    args = ("-s", "0.01", "-f", "csv", "-T", "orders,nation", "-p", "2")
    for codec in (("-c", "zstd"), ("-c", "zstd", "--resume"), ("-c", "gzip", "--overwrite")):
        generate(tmp_path, *args, *codec)
        generate_store(server, *args, *codec, "-o", server.uri(path))
        assert digests_in(server, path) == digests_below(tmp_path)


def test_parts_are_objects(server, path, generate, generate_store, tmp_path):
    args = ("-s", "0.01", "-f", "parquet", "-p", "3", "-T", "part,nation")
    generate(tmp_path, *args)
    generate_store(server, *args, "-o", server.uri(path))
    assert digests_in(server, path) == digests_below(tmp_path)


@pytest.mark.parametrize("data_format", ["tbl", "parquet"])
def test_refresh_sets_are_objects(server, path, run_tpch, tmp_path, data_format):
    environment = clean_environment() | server.environment()
    args = ("refresh", "-s", "0.01", "--sets", "1-2", "-f", data_format, "-o")
    for place in ((tmp_path,), (server.uri(path),), (server.uri(path), "--resume")):
        result = run_tpch(*args, *place, env=environment)
        assert result.returncode == 0, result.stderr
    assert digests_in(server, path) == digests_below(tmp_path)


def test_whole_bucket_is_a_directory(start_server, generate_store):
    server = start_server("versitygw")
    generate_store(server, *DATA, "-T", "nation", "-o", "s3://bucket/")
    names = [item["Key"] for item in server.client().list_objects_v2(Bucket="bucket")["Contents"]]
    assert names == [MANIFEST, "nation.tbl"]


def test_readers_find_the_values_in_the_store(gateway, path, generate_store):
    generate_store(gateway, "-s", "0.1", "-o", gateway.uri(path))
    tables = {name: pyarrow.parquet.read_table(f"bucket/{path}/{name}.parquet",
                                               filesystem=gateway.filesystem())
              for name in ("orders", "lineitem")}
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        query = "select count(*), count(distinct o_orderkey) from orders join lineitem" \
                " on o_orderkey = l_orderkey"
        assert connection.sql(query).fetchall() == [(600_572, 150_000)]


def test_existing_objects_are_an_error_unless_they_may_be_replaced(
        server, path, run_store, generate_store):
    generate_store(server, *DATA, "-T", "nation", "-o", server.uri(path))
    server.write(f"{path}/nation.tbl", b"mine")
    result = run_store(server, *DATA, "-T", "nation", "-o", server.uri(path))
    assert result.returncode == 2
    assert f"{path}/nation.tbl" in result.stderr and "--overwrite" in result.stderr
    assert server.read(f"{path}/nation.tbl") == b"mine"
    generate_store(server, *DATA, "-T", "nation", "-o", server.uri(path), "--overwrite")
    assert server.read(f"{path}/nation.tbl").startswith(b"0|ALGERIA|")


def test_resume_makes_what_is_missing_or_changed(
        server, path, generate_store, whole_tables):
    generate_store(server, *DATA, "-o", server.uri(path))
    server.delete(f"{path}/nation.tbl")
    changed = bytearray(server.read(f"{path}/supplier.tbl"))
    changed[100] ^= 1
    server.write(f"{path}/supplier.tbl", bytes(changed))
    kept = server.filesystem().get_file_info(f"bucket/{path}/orders.tbl").mtime_ns
    time.sleep(1.1)  # stores report whole seconds
    generate_store(server, *DATA, "-o", server.uri(path), "--resume")
    assert digests_in(server, path) == digests_below(whole_tables("0.01", "tbl"))
    assert server.filesystem().get_file_info(f"bucket/{path}/orders.tbl").mtime_ns == kept


def test_resume_refuses_other_data(server, path, run_store, generate_store):
    generate_store(server, *DATA, "-T", "nation", "-o", server.uri(path))
    result = run_store(server, "-s", "0.02", "-f", "tbl", "-T", "nation", "-o", server.uri(path),
                       "--resume")
    assert result.returncode == 2
    assert "scale-factor" in result.stderr and server.uri(path) in result.stderr


def test_other_data_is_refused_by_every_run(server, path, run_store, generate_store):
    generate_store(server, *DATA, "-T", "nation", "-o", server.uri(path))
    before = digests_in(server, path)
    for args in (("-s", "0.02", "-f", "tbl"), ("-s", "0.01", "-f", "csv"), (*DATA, "-p", "2")):
        for mode in ((), ("--overwrite",)):
            result = run_store(server, *args, "-T", "region", "-o", server.uri(path), *mode)
            assert result.returncode == 2
            assert "there and" in result.stderr
    assert digests_in(server, path) == before


def test_overwrite_replaces_the_data_set(server, path, tmp_path, generate, generate_store):
    generate_store(server, *DATA, "-p", "3", "-o", server.uri(path))
    for args in ((*DATA, "-p", "2"), ("-s", "0.02", "-f", "tbl"), (*DATA, "-p", "3")):
        generate_store(server, *args, "-o", server.uri(path), "--overwrite")
        generate(tmp_path / "-".join(args), *args)
        assert digests_in(server, path) == digests_below(tmp_path / "-".join(args))


def test_resume_writes_a_manifest_anew(server, path, generate_store, whole_tables):
    generate_store(server, *DATA, "-o", server.uri(path))
    kept = server.filesystem().get_file_info(f"bucket/{path}/orders.tbl").mtime_ns
    time.sleep(1.1)  # stores have whole seconds
    for damage in (lambda name: server.write(name, b""), server.delete):
        damage(f"{path}/{MANIFEST}")
        generate_store(server, *DATA, "-o", server.uri(path), "--resume")
        assert digests_in(server, path) == digests_below(whole_tables("0.01", "tbl"))
        assert server.filesystem().get_file_info(f"bucket/{path}/orders.tbl").mtime_ns == kept


@pytest.mark.parametrize("way", ["processes", "threads", "off"])
def test_benchmark_program_takes_uris(gateway, path, generate_store, whole_tables, way):
    generate_store(gateway, f"--parallel={way}", *DATA, "-o", gateway.uri(path),
                   program="tpch_benchmark")
    assert digests_in(gateway, path) == digests_below(whole_tables("0.01", "tbl"))


@pytest.fixture
def start_run(bin_dir, start_proxy):
    """Starts a run of several seconds into a server that accepts 20 MB/s."""

    def start(server, path):
        proxy = start_proxy(server, bytes_per_second=20_000_000)
        address = f"127.0.0.1:{server.port}", f"127.0.0.1:{proxy.port}"
        environment = clean_environment() | {
            name: value.replace(*address) for name, value in server.environment().items()}
        command = [bin_dir / "tpch", "generate", *LONG_RUN, "-o", server.uri(path), "-q"]
        return subprocess.Popen(command, env=environment)

    return start


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_run_leaves_whole_objects_only(
        server, path, start_run, whole_tables, signal_number):
    with start_run(server, path) as process:
        time.sleep(3)
        process.send_signal(signal_number)
        start = time.monotonic()
        assert process.wait(60) == 128 + signal_number
        assert time.monotonic() - start < 30
    assert_whole_objects_only(server, path, digests_below(whole_tables("0.2", "csv")))
    assert server.uploads(path) == []
    assert not [name for name in server.names(path) if "inprogress" in name]


def assert_whole_objects_only(server, path, expected):
    for name, digest in digests_in(server, path).items():
        assert name == MANIFEST or "inprogress" in name or digest == expected[name]


def test_killed_run_leaves_whole_objects_only_and_is_resumed(
        server, path, start_run, whole_tables, generate_store):
    expected = digests_below(whole_tables("0.2", "csv"))
    with start_run(server, path) as process:
        time.sleep(3)
        process.kill()
    assert_whole_objects_only(server, path, expected)
    generate_store(server, *LONG_RUN, "-o", server.uri(path), "--resume")
    there = {name: digest for name, digest in digests_in(server, path).items()
             if "inprogress" not in name}
    assert there == expected


def test_endpoint_and_credentials_by_uri_and_options(gateway, path, run_tpch):
    for uri, options in (
            (f"s3://{ACCESS_KEY}:{SECRET_KEY}@bucket/{path}/a?scheme=http&region=us-east-1"
             f"&endpoint_override=127.0.0.1:{gateway.port}", ()),
            (f"s3://bucket/{path}/b?scheme=http",
             (f"access_key_id={ACCESS_KEY}", f"secret_access_key={SECRET_KEY}",
              "region=us-east-1", f"endpoint_override=127.0.0.1:{gateway.port}"))):
        settings = [f"--storage-option={option}" for option in options]
        result = run_tpch("generate", *DATA, "-T", "nation", "-o", uri, *settings,
                          env=clean_environment())
        assert result.returncode == 0, result.stderr
        assert "nation.tbl" in result.stderr
        assert SECRET_KEY not in result.stderr
    assert gateway.names(path) == [f"{folder}/{name}" for folder in "ab"
                                   for name in (MANIFEST, "nation.tbl")]


def test_profiles_are_read(gateway, path, run_tpch, tmp_path):
    credentials = tmp_path / "credentials"
    credentials.write_text(f"[tpch]\naws_access_key_id={ACCESS_KEY}\n"
                           f"aws_secret_access_key={SECRET_KEY}\n")
    environment = clean_environment() | {
        "AWS_PROFILE": "tpch", "AWS_SHARED_CREDENTIALS_FILE": str(credentials),
        "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{gateway.port}",
        "AWS_EC2_METADATA_DISABLED": "true"}
    result = run_tpch("generate", *DATA, "-T", "nation", "-o", gateway.uri(path), env=environment)
    assert result.returncode == 0, result.stderr


def test_secrets_are_nowhere(gateway, path, run_tpch, tmp_path):
    uri = (f"s3://{ACCESS_KEY}:{SECRET_KEY}@bucket/{path}?scheme=http&region=us-east-1"
           f"&endpoint_override=127.0.0.1:{gateway.port}")
    summary = tmp_path / "summary.json"
    args = (*DATA, "-o", uri, "--storage-option", "session_token=", "-v", "--json", summary)
    result = run_tpch(*args, "--parallel", program="tpch_benchmark", env=clean_environment())
    assert result.returncode == 0, result.stderr
    told = [result.stdout, result.stderr, summary.read_text(),
            gateway.read(f"{path}/{MANIFEST}").decode()]
    assert not [text for text in told if SECRET_KEY in text]
    assert [file["table"] for file in json.loads(summary.read_text())["files"]] == list(TABLES)
    wrong = uri.replace(SECRET_KEY, "wrongsecretword")
    result = run_tpch("generate", *DATA, "-o", wrong, env=clean_environment())
    assert result.returncode == 1
    assert "wrongsecretword" not in result.stderr


def test_local_runs_load_nothing_of_it(bin_dir, tmp_path):
    for data_format, arrow in (("tbl", False), ("parquet", False), ("arrow", True)):
        environment = os.environ | {"LD_DEBUG": "files",
                                    "LD_DEBUG_OUTPUT": str(tmp_path / data_format)}
        subprocess.run([bin_dir / "tpch", "generate", "-s", "0.001", "-f", data_format, "-q", "-o",
                        tmp_path / f"data-{data_format}"], check=True, env=environment)
        (log,) = tmp_path.glob(f"{data_format}.*")
        loaded = log.read_text()
        assert "libtpch_store" not in loaded and "libarrow_s3" not in loaded
        assert ("libtpch_arrow" in loaded) == arrow
