"""A run that made nothing leaves nothing, not even an empty object for its directory."""

import pytest

from tests.stores.proxy import Refuse
from tests.stores.servers import BUCKET

pytestmark = [pytest.mark.slow, pytest.mark.arrow]

DATA = ("-s", "0.01", "-f", "tbl", "-T", "nation,region")


def keys(server, path):
    """Lists all keys below a path, including empty objects for directories."""
    answer = server.client().list_objects_v2(Bucket=BUCKET, Prefix=path)
    return [item["Key"] for item in answer.get("Contents", [])]


@pytest.mark.parametrize("kind", ["moto", "versitygw"])
@pytest.mark.parametrize("folder", ["", "/deep/er", "/year=2024 a"])
def test_failed_run(shared_servers, run_store, start_proxy, path, kind, folder):
    server = shared_servers(kind)

    def refuse_tables(request):
        is_table = request.method == "PUT" and ".tbl" in request.path
        return Refuse(403, "AccessDenied") if is_table else None

    proxy = start_proxy(server, refuse_tables)
    uri = server.uri(path + folder.replace(" ", "%20"))
    result = run_store(server, *DATA, "-o", uri, proxy=proxy)
    assert result.returncode == 1, result.stderr
    assert proxy.faults
    assert keys(server, path) == []


@pytest.mark.parametrize("kind", ["moto", "versitygw"])
def test_directory_in_the_bucket_itself(shared_servers, run_store, start_proxy, path, kind):
    server = shared_servers(kind)
    name = path.replace("/", "-")
    proxy = start_proxy(server, lambda request: Refuse(403, "AccessDenied")
                        if request.method == "PUT" and ".tbl" in request.path else None)
    assert run_store(server, *DATA, "-o", server.uri(name), proxy=proxy).returncode == 1
    assert keys(server, name) == []
