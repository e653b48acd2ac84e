"""A redirect of an endpoint is an error; its target gets no request."""

import http.server
import threading

import pytest

from tests.stores.servers import ACCESS_KEY, SECRET_KEY, clean_environment

pytestmark = [pytest.mark.slow, pytest.mark.arrow]

DATA = ("-s", "0.01", "-f", "tbl", "-T", "nation")
TOKEN = "tpchtestsessiontoken"


class Recorder:
    """A server on loopback that records the headers of each request and always gives the same
    answer.
    """

    def __init__(self, status, location=None):
        seen = self.seen = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                seen.append(dict(self.headers))
                self.rfile.read(int(self.headers.get("content-length") or 0))
                self.send_response(status)
                if location:
                    self.send_header("Location", location + self.path)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = answer

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "auto"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("by_environment", [True, False])
def test_nothing_goes_where_s3_redirects(run_tpch, status, region, by_environment):
    target = Recorder(404)
    # Another host name, so that clients do not take the two for the same.
    endpoint = Recorder(status, "http://localhost:" + target.address.split(":")[1])
    environment = clean_environment() | {
        "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": region, "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_SESSION_TOKEN": TOKEN}
    settings = ()
    if by_environment:
        environment["AWS_ENDPOINT_URL"] = f"http://{endpoint.address}"
    else:
        settings = ("--storage-option", f"endpoint_override=http://{endpoint.address}",
                    "--storage-option", f"region={region}")
    result = run_tpch("generate", *DATA, "-o", "s3://bucket/a", *settings, env=environment)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert str(status) in result.stderr and "region=NAME" in result.stderr
    assert SECRET_KEY not in result.stderr and TOKEN not in result.stderr
    assert endpoint.seen
    assert target.seen == []


def test_region_without_redirects_is_signed_as_it_was(shared_servers, generate_store, path):
    server = shared_servers("versitygw")  # which checks signatures
    generate_store(server, *DATA, "-o", server.uri(path), environment={"AWS_REGION": "us-east-1"})
    assert server.names(path) == ["_tpch.json", "nation.tbl"]


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_moto_takes_any_region(shared_servers, generate_store, path, region):
    server = shared_servers("moto")
    generate_store(server, *DATA, "-o", server.uri(path), environment={"AWS_REGION": region})
    assert server.names(path) == ["_tpch.json", "nation.tbl"]
