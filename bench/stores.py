"""Times output straight to an object store against uploading files that are ready, which is the
least that anybody must do: versitygw on loopback, Parquet in 8 parts, boto3's transfer manager.

Needs what `./dev test-slow` sets up. With --bytes-per-second a proxy holds the store back.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "stores"))

from s3transfer.manager import TransferManager  # noqa: E402

from proxy import Proxy  # noqa: E402  (the path comes first)
from servers import BUCKET, VersityGateway, clean_environment  # noqa: E402

TPCH = Path(os.environ["TPCH_BIN_DIR"]) / "tpch"


def run_tpch(environment, *arguments):
    """Runs tpch to its end and returns what its summary tells."""
    with tempfile.NamedTemporaryFile() as summary:
        subprocess.run([TPCH, "generate", "--quiet", "--json", summary.name, *arguments],
                       env=environment, check=True)
        return json.loads(Path(summary.name).read_text())


def upload_seconds(server, folder, prefix):
    """Uploads a folder's files, all handed over at once, and returns how long it took."""
    start = time.monotonic()
    with TransferManager(server.client()) as manager:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                manager.upload(str(path), BUCKET, f"{prefix}/{path.relative_to(folder)}")
    return time.monotonic() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--scale-factor", default="1")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--bytes-per-second", type=int, help="of the store, at most")
    options = parser.parse_args()
    data = ("--scale-factor", options.scale_factor, "--parts", "8")
    folder = Path(tempfile.mkdtemp(dir=ROOT / "build"))
    server = VersityGateway(folder / "server")
    server.start()
    try:
        server.make_bucket()
        local = run_tpch(clean_environment(), *data, "--output-dir", folder / "files")
        environment = clean_environment() | server.environment()
        if options.bytes_per_second:
            proxy = Proxy(server.port, bytes_per_second=options.bytes_per_second)
            environment["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{proxy.port}"
        direct, uploads, peaks = [], [], []
        for run in range(options.runs):
            told = run_tpch(environment, *data, "--output-dir", server.uri(f"direct/{run}"))
            direct.append(told["wall_seconds"])
            peaks.append(told["peak_memory_bytes"])
            if not options.bytes_per_second:
                uploads.append(upload_seconds(server, folder / "files", f"uploaded/{run}"))
            shutil.rmtree(folder / "server" / "data" / BUCKET / "direct")
            shutil.rmtree(folder / "server" / "data" / BUCKET / "uploaded", ignore_errors=True)
        print(f"generated to local files: {local['wall_seconds']:.2f} s")
        print_times("generated to the store", direct)
        if uploads:
            print_times("ready files uploaded by boto3", uploads)
            ratio = statistics.median(direct) / statistics.median(uploads)
            print(f"ratio of the medians: {ratio:.2f}")
        print(f"peak memory: {max(peaks) / (1 << 20):.0f} MiB")
    finally:
        server.stop()
        shutil.rmtree(folder)


def print_times(what, seconds):
    print(f"{what}: median {statistics.median(seconds):.2f} s "
          f"({min(seconds):.2f} to {max(seconds):.2f} s)")


if __name__ == "__main__":
    main()
