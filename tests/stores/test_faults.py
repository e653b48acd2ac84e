"""After faults of networks and stores a run retries, or fails without wrong objects or uploads."""

import signal
import subprocess
import threading
import time

import pytest

from tests.stores.objects import MANIFEST, digests_in
from tests.stores.proxy import Refuse, Reset, Stall
from tests.stores.servers import clean_environment
from tests.support import digests_below

pytestmark = [pytest.mark.slow, pytest.mark.arrow]

# Some objects of several blocks, and small ones; parts cause more requests.
TABLES = ("-f", "csv", "-T", "lineitem,orders,nation,supplier")
MANY_REQUESTS = (*TABLES, "-s", "0.1", "-p", "3")
MANY_BLOCKS = (*TABLES, "-s", "0.2")


@pytest.fixture(scope="module")
def digests_of(generate, tmp_path_factory):
    """Returns the digests of the files that a run makes on disk."""
    known = {}

    def digests(args):
        if args not in known:
            folder = tmp_path_factory.mktemp("expected")
            generate(folder, *args)
            known[args] = digests_below(folder)
        return known[args]

    return digests


def every_20th_is_refused(request):
    return Refuse(503, "SlowDown") if request.number % 20 == 0 else None


class EveryNinthBodyIsCut:
    def __init__(self):
        self.num_bodies = 0

    def __call__(self, request):
        self.num_bodies += request.size_bytes > 0
        if request.size_bytes > 0 and self.num_bodies % 9 == 0:
            return Reset(request.size_bytes // 2)
        return None


def some_stall(request):
    return Stall(2) if request.number % 40 == 7 else None


@pytest.mark.parametrize("rule", [every_20th_is_refused, EveryNinthBodyIsCut, some_stall])
def test_retries_get_over_what_passes(
        server, path, start_proxy, generate_store, digests_of, rule):
    proxy = start_proxy(server, rule() if isinstance(rule, type) else rule)
    generate_store(server, *MANY_REQUESTS, "-o", server.uri(path), proxy=proxy)
    assert proxy.faults
    assert digests_in(server, path) == digests_of(MANY_REQUESTS)
    assert server.uploads(path) == []


class RefuseOneUpload:
    """Refuses only the n-th request with a block."""

    def __init__(self, number):
        self.rest = number

    def __call__(self, request):
        if request.method != "PUT" or request.size_bytes < 1 << 20:
            return None
        self.rest -= 1
        return Refuse(403, "AccessDenied") if self.rest == 0 else None


def test_refusal_half_way_is_a_clear_error(server, path, start_proxy, run_store, digests_of):
    proxy = start_proxy(server, RefuseOneUpload(4))
    result = run_store(server, *MANY_BLOCKS, "-o", server.uri(path), proxy=proxy)
    assert len(proxy.faults) == 1
    assert result.returncode == 1, result.stderr
    assert result.stderr.count("\n") == 1
    for word in (server.uri(path), "403", "check the credentials and what they permit"):
        assert word in result.stderr
    assert_nothing_wrong(server, path, digests_of(MANY_BLOCKS))
    assert server.uploads(path) == []


def assert_nothing_wrong(server, path, expected):
    for name, digest in digests_in(server, path).items():
        assert name == MANIFEST or digest == expected[name], name


def test_store_that_comes_back_is_waited_for(
        start_server, path, start_proxy, bin_dir, digests_of):
    server = start_server("versitygw")
    proxy = start_proxy(server, bytes_per_second=20_000_000)
    with start_run(bin_dir, server, proxy, path) as process:
        time.sleep(2)
        server.stop(signal.SIGKILL)
        time.sleep(2)
        server.start()
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert digests_in(server, path) == digests_of(MANY_BLOCKS)
    assert server.uploads(path) == []


def start_run(bin_dir, server, proxy, path):
    address = f"127.0.0.1:{server.port}", f"127.0.0.1:{proxy.port}"
    environment = clean_environment() | {
        name: value.replace(*address) for name, value in server.environment().items()}
    command = [bin_dir / "tpch", "generate", *MANY_BLOCKS, "-q", "-o", server.uri(path)]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


def test_store_that_stays_away_is_a_clear_error(
        start_server, path, start_proxy, bin_dir, generate_store, digests_of):
    server = start_server("versitygw")
    proxy = start_proxy(server, bytes_per_second=20_000_000)
    with start_run(bin_dir, server, proxy, path) as process:
        time.sleep(2)
        server.stop(signal.SIGKILL)
        _, errors = process.communicate(timeout=150)
    assert process.returncode == 1, errors
    assert errors.count("\n") == 1
    assert server.uri(path) in errors and "check the network" in errors
    server.start()
    assert_nothing_wrong(server, path, digests_of(MANY_BLOCKS))
    generate_store(server, *MANY_BLOCKS, "-o", server.uri(path), "--resume")
    assert digests_in(server, path) == digests_of(MANY_BLOCKS)


def test_several_uploads_are_on_their_way_at_once(gateway, path, start_proxy, generate_store):
    lock = threading.Lock()
    starts = []

    def note(request):
        if request.size_bytes > 1 << 20:
            with lock:
                starts.append(time.monotonic())
            return Stall(0.5)
        return None

    proxy = start_proxy(gateway, note)
    generate_store(gateway, "-s", "0.2", "-f", "csv", "-T", "lineitem", "-o", gateway.uri(path),
                   proxy=proxy)
    at_once = max(sum(0 <= other - start < 0.5 for other in starts) for start in starts)
    assert at_once >= 4
