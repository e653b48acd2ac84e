"""A manifest that other runs replace or remove while a run reads it is read as a whole."""

import json
from urllib.parse import unquote

import pytest

from tests.stores.objects import MANIFEST

pytestmark = [pytest.mark.slow, pytest.mark.arrow]

DATA = ("-s", "0.01", "-f", "tbl", "-q")


class BeforeReading:
    """Calls `changes` one after the other, each before the manifest's bytes are read once."""

    def __init__(self, *changes):
        self.changes = list(changes)

    def __call__(self, request):
        reads = request.method == "GET" and MANIFEST in unquote(request.path).split("?")[0]
        is_metadata = request.path.startswith("/storage/v1/") and "alt=media" not in request.path
        if reads and not is_metadata and self.changes:
            self.changes.pop(0)()


@pytest.fixture
def manifests(server, path, generate_store):
    """A short manifest, which is in its place, and a long one of the same data."""
    generate_store(server, *DATA, "-T", "nation", "-o", server.uri(path))
    short = server.read(f"{path}/{MANIFEST}")
    generate_store(server, *DATA, "-T", "supplier,part", "-o", server.uri(path))
    long = server.read(f"{path}/{MANIFEST}")
    server.write(f"{path}/{MANIFEST}", short)
    return short, long


def tables_after_a_run(server, path, generate_store, proxy):
    generate_store(server, *DATA, "-T", "region", "-o", server.uri(path), proxy=proxy)
    assert not proxy.rule.changes
    return set(json.loads(server.read(f"{path}/{MANIFEST}"))["tables"])


def test_replaced_manifests(server, path, start_proxy, generate_store, manifests):
    def replace(text):
        return lambda: server.write(f"{path}/{MANIFEST}", text)

    short, long = manifests
    proxy = start_proxy(server, BeforeReading(replace(long), replace(short), replace(long)))
    assert tables_after_a_run(server, path, generate_store, proxy) == {
        "nation", "supplier", "part", "region"}


def test_removed_manifest(server, path, start_proxy, generate_store, manifests):
    proxy = start_proxy(server, BeforeReading(lambda: server.delete(f"{path}/{MANIFEST}")))
    assert tables_after_a_run(server, path, generate_store, proxy) == {"region"}
