"""The memory of a program and of all processes that it starts."""

import subprocess
import threading
from pathlib import Path

SAMPLE_SECONDS = 0.02


def process_tree(pid: int) -> list[int]:
    """Returns a process and all existing processes that it started."""
    pids = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            started = children.read_text().split()
        except OSError:  # The thread has ended.
            continue
        for child in started:
            pids += process_tree(int(child))
    return pids


def pss_bytes(pid: int) -> int:
    """Returns a process's resident memory with its share of shared pages; 0 if it has ended."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def peak_pss_bytes(command: list[str]) -> int:
    """Runs a command and returns the peak of the memory samples.

    Sampling slows down the program, so such a run is not timed. Raises CalledProcessError.
    """
    peak = 0
    done = threading.Event()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def sample() -> None:
        nonlocal peak
        while not done.wait(SAMPLE_SECONDS):
            peak = max(peak, sum(map(pss_bytes, process_tree(process.pid))))

    sampler = threading.Thread(target=sample)
    sampler.start()
    try:
        _, errors = process.communicate()
    except KeyboardInterrupt:
        process.kill()
        process.wait()
        raise
    finally:
        done.set()
        sampler.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=errors)
    return peak
