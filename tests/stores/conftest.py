"""Fixtures for the tests of object stores: servers per session, a bucket path per test."""

import itertools

import pytest

from tests.stores.proxy import Proxy
from tests.stores.servers import SERVERS, clean_environment

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def start_server(tmp_path_factory):
    """Starts a server of a kind, and ends it with the session."""
    servers = []

    def start(kind, folder=None):
        server = SERVERS[kind](folder or tmp_path_factory.mktemp(kind))
        server.start()
        servers.append(server)
        server.make_bucket()
        return server

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def shared_servers(start_server):
    """Returns the shared server of a kind, which tests must leave running."""
    servers = {}

    def server_of(kind):
        if kind not in servers:
            servers[kind] = start_server(kind)
        return servers[kind]

    return server_of


@pytest.fixture(params=SERVERS)
def server(request, shared_servers):
    """Each kind of server in turn."""
    return shared_servers(request.param)


@pytest.fixture
def gateway(shared_servers):
    """The S3 server that stores its objects on disk."""
    return shared_servers("versitygw")


@pytest.fixture
def path():
    """A path in a bucket that no other test uses."""
    return f"data/{next(NUMBERS)}"


@pytest.fixture(scope="session")
def run_store(run_tpch):
    """Runs a program with the environment for a server, or for a proxy in front of it."""

    def run(server, *args, proxy=None, program="tpch", environment=None, **options):
        environment = clean_environment() | server.environment() | (environment or {})
        if proxy:
            address = f"127.0.0.1:{server.port}", f"127.0.0.1:{proxy.port}"
            environment = {name: value.replace(*address) for name, value in environment.items()}
        command = ("generate",) if program == "tpch" else ()
        return run_tpch(*command, *args, program=program, env=environment, **options)

    return run


@pytest.fixture(scope="session")
def generate_store(run_store):
    """Does the same and requires success."""

    def run(server, *args, **options):
        result = run_store(server, *args, **options)
        assert result.returncode == 0, result.stderr
        return result

    return run


@pytest.fixture
def start_proxy():
    """Starts a proxy in front of a server for the duration of a test."""
    proxies = []

    def start(server, rule=None, **options):
        proxies.append(Proxy(server.port, rule, **options))
        return proxies[-1]

    yield start
    for proxy in proxies:
        proxy.close()
