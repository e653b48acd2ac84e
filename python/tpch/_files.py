"""Files: made by the library in this process, checked by the program in a process of its own.

`generate` calls the library, because a run then shares the text of the comments with streams, and
ends as quickly as the callback that stops it. `verify` starts the program, because it reads files
of any origin, whose damage can cost it memory or time, but not this process.
"""

from __future__ import annotations

import json
import os
import sys
import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tpch._table import ScaleFactor

_WAIT_SECONDS = 0.1
_BAR_WIDTH = 30


def generate(output_dir: str | os.PathLike[str], sf: ScaleFactor = 1, *,
             progress: bool | Callable[[int, int, int], object] = False,
             **options: object) -> dict[str, Any]:
    """Makes tables as files, and returns the summary that `tpch generate --json` writes.

    output_dir: a directory, made if missing, or an s3://, gs:// or abfs:// URI.
    sf: the scale factor, 0.0005 to 100000.
    progress: True shows a bar on standard error; a function is called about ten times a second with
        the rows made, the rows planned and the bytes made.
    options: those of `tpch generate`, with underscores: format="parquet", compression="zstd",
        tables=["orders", "lineitem"], overwrite=True, storage_option={"region": "eu-central-1"}.

    Raises ValueError for a wrong option, and OSError if the system fails. An exception, also that
    of Ctrl-C, stops the run; complete files stay, and others are removed.
    """
    return _make_files("generate_report", output_dir, sf, progress, options)


def generate_refresh(output_dir: str | os.PathLike[str], sf: ScaleFactor = 1,
                     sets: int | str = 1, *,
                     progress: bool | Callable[[int, int, int], object] = False,
                     **options: object) -> dict[str, Any]:
    """Makes refresh sets as files, as `generate` makes tables.

    sets: one set, such as 3, or several, such as "1-10".
    options: those of `tpch refresh`, with underscores: insert_segments=4, tables=["delete"].
    """
    return _make_files("generate_refresh", output_dir, sf, progress, {"sets": sets, **options})


def _make_files(function, output_dir, sf, progress, options):
    from tpch._table import check_scale_factor

    pairs = [("scale-factor", check_scale_factor(sf)), ("output-dir", os.fsdecode(output_dir))]
    for name, value in options.items():
        pairs.extend(spell(name, value))
    if "://" in pairs[1][1] or str(options.get("format")).lower() == "arrow":
        _load_arrow()
    return _Run(function, pairs).wait(_display_of(progress))


def spell(name, value):
    """Yields an option as pairs of the C library."""
    name = name.replace("_", "-")
    if value is True:
        yield name, None
    elif name == "storage-option" and isinstance(value, dict):
        for key, setting in value.items():
            yield name, f"{key}={setting}"
    elif isinstance(value, dict):
        yield name, ",".join(f"{key}={setting}" for key, setting in value.items())
    elif hasattr(value, "__iter__") and not isinstance(value, (str, bytes)):
        yield name, ",".join(map(str, value))
    elif value is not None and value is not False:
        yield name, str(value)


def _load_arrow():
    """Loads the libraries of Apache Arrow, so that our modules find them. If they are missing or of
    another version, the library says which one it needs.
    """
    try:
        import pyarrow.fs  # noqa: F401
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        pass


class _Run:
    """A run in a thread of its own, so that the caller's can see Ctrl-C."""

    def __init__(self, function, pairs):
        from tpch import _library

        self._library, self._function, self._pairs = _library, function, pairs
        self._session = _library.shared_session()
        self._stop, self._progress = False, (0, 0, 0)
        self._error, self._summary = None, None
        self._ended = threading.Event()

    def _on_progress(self, _, progress):
        now = progress.contents
        self._progress = now.num_rows, now.planned_rows, now.size_bytes
        return self._stop

    def _run(self):
        try:
            self._summary = self._library.generate(self._function, self._pairs, self._session,
                                                   self._on_progress)
        except BaseException as error:
            self._error = error
        finally:
            self._ended.set()

    def wait(self, display):
        """Runs to the end, and returns the summary."""
        thread = threading.Thread(target=self._run, name="tpch.generate")
        thread.start()
        try:
            while not self._ended.wait(_WAIT_SECONDS):
                display(*self._progress)
        finally:
            self._stop = True  # has no effect after the end
            thread.join()
        if self._error is not None:
            raise self._error
        display(*self._progress)
        return json.loads(self._summary)


def _display_of(progress):
    if callable(progress):
        return progress
    return _show_bar if progress else lambda *_: None


def _show_bar(num_rows, planned_rows, size_bytes):
    if not planned_rows:
        return
    share = min(num_rows / planned_rows, 1)
    bar = ("#" * int(share * _BAR_WIDTH)).ljust(_BAR_WIDTH)
    sys.stderr.write(f"\r{share:4.0%} [{bar}] {num_rows:,} rows, {size_bytes / 1e6:,.0f} MB")
    if share == 1:
        sys.stderr.write("\n")
    sys.stderr.flush()


# --- verify ---


def program() -> str:
    """Returns the path of the program `tpch` that belongs to this package."""
    package = os.path.dirname(os.path.abspath(__file__))
    # An environment has lib/python3.X/site-packages/tpch; the folder of `pip --target` has tpch.
    for up in ("../../../..", ".."):
        path = os.path.normpath(os.path.join(package, up, "bin", "tpch"))
        if os.access(path, os.X_OK):
            return path
    raise FileNotFoundError(f"the program 'tpch' of the package {package!r} is missing; "
                            "install the package again")


def environment() -> dict[str, str]:
    """Returns the environment in which the program finds the Apache Arrow of this Python."""
    from importlib.util import find_spec

    pyarrow = find_spec("pyarrow")
    folder = os.path.dirname(pyarrow.origin) if pyarrow and pyarrow.origin else None
    return {**({"TPCH_ARROW_DIR": folder} if folder else {}), **os.environ}


def verify(*paths: str | os.PathLike[str], sf: ScaleFactor | None = None,
           **options: object) -> dict[str, Any]:
    """Checks whether files and directories hold the data of TPC-H, and returns the report that
    `tpch verify --json` writes; its member "equal" is the result.

    options: those of `tpch verify`, with underscores: table="orders", quick=True, queries=True.

    Raises ValueError for a wrong option, and OSError if files cannot be read.
    """
    import signal
    import subprocess

    from tpch._library import in_words_of_python

    pairs = [] if sf is None else [("scale-factor", str(sf))]
    for name, value in options.items():
        pairs.extend(spell(name, value))
    arguments = [f"--{name}" if value is None else f"--{name}={value}" for name, value in pairs]
    command = [program(), "verify", "--quiet", "--json=-", *arguments, "--",
               *map(os.fspath, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env=environment()) as process:
        try:
            report, errors = process.communicate()
        except BaseException:
            process.send_signal(signal.SIGINT)  # so that it removes its temporary files
            process.communicate()
            raise
    # Damaged files are a result, too.
    if report and process.returncode in (0, 1, 3):
        return json.loads(report)
    message = in_words_of_python(errors.strip().rpartition("tpch: error: ")[2])
    raise (ValueError if process.returncode == 2 else OSError)(message)
