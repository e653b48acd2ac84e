"""Times output straight to an object store against uploading files that are ready, which is the
least that anybody must do: versitygw on loopback, Parquet in 8 parts, boto3's transfer manager.

Needs the setup of `./dev test-slow`. With --bytes-per-second a proxy slows down the store.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from s3transfer.manager import TransferManager

from bench.comparison.programs import ROOT, TPCH
from tests.stores.proxy import Proxy
from tests.stores.servers import BUCKET, VersityGateway, clean_environment


@dataclass
class Timing:
    """The time of one run: wall seconds, and CPU seconds of the client and the server."""

    wall_s: float
    client_cpu_s: float
    server_cpu_s: float


class Stopwatch:
    """Measures the time from its construction to `stop`, including child processes."""

    def __init__(self, server):
        self._server = server
        self._start = self._read()

    def stop(self):
        return Timing(*(end - start for start, end in zip(self._start, self._read())))

    def _read(self):
        own = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        stat = Path(f"/proc/{self._server.process.pid}/stat").read_text()
        ticks = stat.rpartition(")")[2].split()[11:13]  # user and system
        return (time.monotonic(), sum(usage.ru_utime + usage.ru_stime for usage in own),
                sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"))


def run_tpch(environment, *arguments):
    """Runs tpch and returns its peak memory."""
    with tempfile.NamedTemporaryFile() as summary:
        subprocess.run([TPCH, "generate", "--quiet", "--overwrite", "--json", summary.name,
                        *arguments], env=environment, check=True)
        return json.loads(Path(summary.name).read_text())["peak_memory_bytes"]


def upload(server, folder, prefix):
    """Uploads a folder's files, all submitted at once."""
    with TransferManager(server.client()) as manager:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                manager.upload(str(path), BUCKET, f"{prefix}/{path.relative_to(folder)}")


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
        local, direct, uploads, peaks = [], [], [], []
        for run in range(options.runs):
            watch = Stopwatch(server)
            run_tpch(clean_environment(), *data, "--output-dir", folder / "files")
            local.append(watch.stop())
            watch = Stopwatch(server)
            peaks.append(run_tpch(environment, *data, "--output-dir", server.uri(f"direct/{run}")))
            direct.append(watch.stop())
            watch = Stopwatch(server)
            if not options.bytes_per_second:
                upload(server, folder / "files", f"uploaded/{run}")
                uploads.append(watch.stop())
            shutil.rmtree(folder / "server" / "data" / BUCKET / "direct")
            shutil.rmtree(folder / "server" / "data" / BUCKET / "uploaded", ignore_errors=True)
        report(local, direct, uploads)
        print(f"peak memory: {max(peaks) / (1 << 20):.0f} MiB")
    finally:
        server.stop()
        shutil.rmtree(folder)


def median(timings, name):
    return statistics.median(getattr(timing, name) for timing in timings)


def report(local, direct, uploads):
    print_timings("generated to local files", local)
    print_timings("generated to the store", direct)
    if not uploads:
        return
    print_timings("ready files uploaded by boto3", uploads)
    upload_s = median(uploads, "wall_s")
    print(f"to the store, compared with boto3: {median(direct, 'wall_s') / upload_s:.2f}")
    # Data must be made before it is sent, and the server must receive it.
    cores = len(os.sched_getaffinity(0))
    least_s = (median(local, "client_cpu_s") + median(uploads, "server_cpu_s")) / cores
    print(f"the least that {cores} cores need to make the data and to serve them: {least_s:.2f} s, "
          f"compared with boto3: {least_s / upload_s:.2f}")


def print_timings(what, timings):
    seconds = [timing.wall_s for timing in timings]
    print(f"{what}: median {statistics.median(seconds):.2f} s "
          f"({min(seconds):.2f} to {max(seconds):.2f} s), "
          f"CPU {median(timings, 'client_cpu_s'):.2f} s, "
          f"of the server {median(timings, 'server_cpu_s'):.2f} s")


if __name__ == "__main__":
    main()
