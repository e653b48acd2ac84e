"""A scan of a table in pyarrow's terms, which keeps only the record batches that are being read.

pyarrow's own Scanner reads up to a gigabyte ahead of a slow reader, and copies rows even where
nothing is left to filter.
"""

from __future__ import annotations

import pyarrow
import pyarrow.dataset
from pyarrow import acero


class TableScanner:
    """Has the methods of pyarrow's Scanner. Generates the rows anew for each of its readers."""

    def __init__(self, table, columns, filter):
        """Reads `columns` of those rows of `table` that pass `filter`, unless it is None."""
        self._table, self._filter = table, filter
        schema = pyarrow.schema(table)
        self._schema = pyarrow.schema([schema.field(name) for name in columns])

    @property
    def dataset_schema(self):
        return pyarrow.schema(self._table)

    @property
    def projected_schema(self):
        return self._schema

    def to_reader(self):
        reader = pyarrow.RecordBatchReader.from_stream(self._table)
        if self._filter is None and reader.schema == self._schema:
            return reader
        return pyarrow.RecordBatchReader.from_batches(self._schema, self._passing(reader))

    def _passing(self, reader):
        names = self._schema.names
        for batch in reader:
            rows = pyarrow.Table.from_batches([batch])
            if self._filter is not None:
                rows = _filtered(rows, self._filter)
            yield from rows.select(names).to_batches()

    def to_batches(self):
        yield from self.to_reader()

    def scan_batches(self):
        for batch in self.to_reader():
            yield pyarrow.dataset.TaggedRecordBatch(batch, None)

    def to_table(self):
        return self.to_reader().read_all()

    def count_rows(self):
        return sum(map(len, self.to_reader()))

    def head(self, num_rows):
        batches = []
        for batch in self.to_reader():
            batches.append(batch[:num_rows])
            num_rows -= len(batches[-1])
            if num_rows == 0:
                break
        return pyarrow.Table.from_batches(batches, self._schema)

    def take(self, indices):
        return self.to_table().take(indices)


def _filtered(rows, filter):
    """Returns the rows that pass, in their order."""
    return acero.Declaration.from_sequence([
        acero.Declaration("table_source", acero.TableSourceNodeOptions(rows)),
        acero.Declaration("filter", acero.FilterNodeOptions(filter)),
    ]).to_table(use_threads=False)
