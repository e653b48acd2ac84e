"""Large data: an object of more than 5 GiB, and bounded memory in any network."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
import xxhash

pytestmark = [pytest.mark.slow, pytest.mark.arrow]

MEBIBYTE = 1 << 20
# lineitem at scale factor 7, twice: the gateway copies the parts of an upload when it ends.
GATEWAY_BYTES = 11 * 10**9


@pytest.fixture
def own_gateway(start_server, tmp_path):
    """A server with space for the large object: on disk, or else in memory."""
    places = [tmp_path, Path("/dev/shm")]
    free_bytes = {place: shutil.disk_usage(place).free for place in places if place.exists()}
    place = next((place for place in free_bytes if free_bytes[place] > GATEWAY_BYTES), None)
    assert place, f"the test needs {GATEWAY_BYTES} bytes of space; there are {free_bytes}"
    with tempfile.TemporaryDirectory(dir=place) as folder:
        server = start_server("versitygw", folder)
        yield server
        server.stop()


def digest_stream(stream):
    """Returns the XXH3 and the size of a stream's contents."""
    hasher, size = xxhash.xxh3_64(), 0
    while piece := stream.read(8 * MEBIBYTE):
        hasher.update(piece)
        size += len(piece)
    return hasher.hexdigest(), size


def test_object_of_more_than_5_gib(own_gateway, generate_store, bin_dir, tmp_path):
    args = ("-s", "7", "-f", "tbl", "-T", "lineitem")
    summary = tmp_path / "summary.json"
    generate_store(own_gateway, *args, "-o", own_gateway.uri("large"), "--json", summary)
    with own_gateway.filesystem().open_input_stream("bucket/large/lineitem.tbl") as stream:
        digest, size = digest_stream(stream)
    assert size > 5 << 30
    # The same table without a store and without blocks.
    command = [bin_dir / "tpch", "generate", *args, "--stdout", "-q"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert (digest, size) == digest_stream(process.stdout)
    told = json.loads(summary.read_text())["files"][0]
    assert (told["xxh3"], told["size_bytes"]) == (digest, size)
    assert own_gateway.uploads("large") == []


@pytest.mark.memory
@pytest.mark.parametrize("bytes_per_second", [None, 20_000_000])
def test_memory_is_bounded_whatever_the_network_does(
        gateway, path, start_proxy, generate_store, tmp_path, bytes_per_second):
    proxy = start_proxy(gateway, bytes_per_second=bytes_per_second) if bytes_per_second else None
    summary = tmp_path / "summary.json"
    generate_store(gateway, "-s", "1", "-p", "8", "-o", gateway.uri(path), "--json", summary,
                   proxy=proxy)
    assert json.loads(summary.read_text())["peak_memory_bytes"] < 600 * MEBIBYTE


@pytest.mark.memory
def test_memory_limit_counts_the_blocks(gateway, path, start_proxy, generate_store, tmp_path):
    proxy = start_proxy(gateway, bytes_per_second=100_000_000)
    summary = tmp_path / "summary.json"
    generate_store(gateway, "-s", "1", "-f", "tbl", "-T", "orders,lineitem", "--memory-limit",
                   "256MiB", "-o", gateway.uri(path), "--json", summary, proxy=proxy)
    assert json.loads(summary.read_text())["peak_memory_bytes"] < 256 * MEBIBYTE
