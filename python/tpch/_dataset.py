"""A table as a pyarrow Dataset, whose scanner generates only what it is asked for."""

from __future__ import annotations

import os

import pyarrow
import pyarrow.dataset
import pyarrow.fs

from tpch import _filters
from tpch._scanner import TableScanner

# From here on, parts do not have the values of the whole.
_FIRST_SF_OF_INEXACT_PARTS = 30_000


# What Arrow itself opens if it does not ask the dataset for a scanner.
_NO_FILE = "a tpch.dataset, which has no files; use its scanner(), to_batches() or to_table()"


class TableDataset(pyarrow.dataset.UnionDataset):
    """Made by `tpch.dataset`. Every scan generates the rows anew."""

    def __init__(self, table):
        self._table = table
        schema = pyarrow.schema(table)
        file_format, files = pyarrow.dataset.IpcFileFormat(), pyarrow.fs.LocalFileSystem()
        fragment = file_format.make_fragment(_NO_FILE, filesystem=files)
        super().__init__(schema, [
            pyarrow.dataset.FileSystemDataset([fragment], schema, file_format, files)])

    def scanner(self, schema=None, columns=None, filter=None, **options):
        """Returns a pyarrow Scanner. Options for the reading of files have no effect."""
        names = self.schema.names
        # Arrow writes datasets through a scanner of its own class, for which it sets only options.
        is_written = columns is None and filter is None and bool(options)
        passing = {}
        if filter is not None:
            passing, says_all = _filters.options_of_arrow(filter, self._table)
            if says_all and self._table.narrows_exactly:
                filter = None
        table = self._table.narrow(_needed(columns, filter, names), **passing)
        if is_written or isinstance(columns, dict):
            reader = pyarrow.RecordBatchReader.from_stream(table)
            return pyarrow.dataset.Scanner.from_batches(reader, columns=columns, filter=filter)
        return TableScanner(table, names if columns is None else columns, filter)

    def get_fragments(self, filter=None):
        """Yields the table in parts, one for each CPU, which may be scanned at the same time."""
        count = os.cpu_count() or 1
        if not self._table.is_whole or float(self._table.sf) >= _FIRST_SF_OF_INEXACT_PARTS:
            count = 1
        for number in range(1, count + 1):
            yield self if count == 1 else TableDataset(self._table.select(part=(number, count)))

    def count_rows(self, filter=None, **options):
        if filter is None:
            return len(self._table)
        return self.scanner(columns=self.schema.names[:1], filter=filter).count_rows()

    def __reduce__(self):
        return TableDataset, (self._table,)

    def __repr__(self):
        return f"tpch.dataset of {self._table!r}"

    def _refuse(self, *arguments, **options):
        raise NotImplementedError("use a scanner, or to_table() and the methods of tables")

    filter = join = join_asof = replace_schema = sort_by = _refuse
    _scanner_options = _scan_options = _get_fragments = _refuse


def _needed(columns, filter, names):
    """Returns the columns that a scan reads; None: all."""
    if columns is None or isinstance(columns, dict):
        return None
    wanted = set(columns)
    if filter is not None:
        wanted.update(_filters.columns_of_arrow(filter, names))
    return [name for name in names if name in wanted] or names[:1]
