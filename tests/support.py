"""Shared code: the tables, the recorded digests, and the digest of a file."""

import hashlib
import json
import re
from pathlib import Path

import pyarrow as pa
import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
DATA = REPOSITORY / "tests" / "data"

TABLES = ("region", "nation", "supplier", "part", "partsupp", "customer", "orders", "lineitem")
SCALED_TABLES = TABLES[2:]

# Parameters for tests of every format. Builds without Arrow skip those that need it: for Parquet
# only those that the program reads.
FORMATS = ("tbl", "csv", "parquet", pytest.param("arrow", marks=pytest.mark.arrow))
READ_FORMATS = ("tbl", "csv", pytest.param("parquet", marks=pytest.mark.arrow), FORMATS[3])


# The codecs of text files, and the ends of the files' names.
TEXT_CODECS = {"gzip": ".gz", "zstd": ".zst", "lz4": ".lz4"}


def decompressed(path):
    """Returns the text of a compressed text file, read by code that the program does not use."""
    codec = next(codec for codec, suffix in TEXT_CODECS.items() if path.suffix == suffix)
    with pa.input_stream(path, compression=codec) as stream:
        return stream.read()


def slow(*values):
    """Marks parameters of a test as slow."""
    return pytest.param(*values, marks=pytest.mark.slow)


# The same for slow tests: only one format of rows and one of columns are fast tests.
FORMATS_HALF_SLOW = (
    "tbl", slow("csv"), "parquet",
    pytest.param("arrow", marks=[pytest.mark.arrow, pytest.mark.slow]))
READ_FORMATS_HALF_SLOW = (*FORMATS_HALF_SLOW[:2], READ_FORMATS[2], FORMATS_HALF_SLOW[3])


def golden(name):
    """Reads one of the recorded digest files, by its name without the extension."""
    return json.loads((DATA / "golden" / f"{name}.json").read_text())


def md5_of(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()


def fingerprint(path):
    """Returns a text file's MD5, bytes and lines, as in the recorded digests."""
    digest, size, lines = hashlib.md5(), 0, 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
            size += len(block)
            lines += block.count(b"\n")
    return {"md5": digest.hexdigest(), "bytes": size, "rows": lines}


def smallest_memory_limit(run_tpch, *args):
    """Returns the smallest limit that works, in MiB, from the error for a smaller one."""
    result = run_tpch("generate", *args, "--memory-limit", "1MiB")
    assert result.returncode == 2, result.stderr
    assert result.stderr.startswith("tpch: error: --memory-limit: 1MiB is less")
    return int(re.search(r"use at least (\d+)MiB", result.stderr).group(1))


def options_in_help(text):
    """Lists the spellings of all options in a help text."""
    lines = re.findall(r"^ +(-[-\w, ]*[\w-])", text, re.MULTILINE)
    return {name for line in lines for name in re.findall(r"--?[A-Za-z][\w-]*", line)}


def files_below(folder):
    """Lists the relative paths of all files below a folder, including hidden ones."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def digests_below(folder):
    """Maps the relative path of each file below a folder to its MD5."""
    return {name: md5_of(folder / name) for name in files_below(folder)}
