"""The page indexes of a Parquet file, as parquet-java reads them."""

from dataclasses import dataclass
from typing import NamedTuple


class Page(NamedTuple):
    """A data page: its position, its rows in the row group, and its bounds as stored."""

    offset: int
    size_bytes: int
    rows: range
    min_bytes: bytes
    max_bytes: bytes


@dataclass
class ChunkIndex:
    """The indexes of a column chunk."""

    begin: int  # offset in the file, including the dictionary page
    end: int
    boundary_order: str
    has_nulls: bool
    pages: list[Page]


def read_page_indexes(spark, path, columns):
    """Returns the ChunkIndexes of a file by row group, each a dict by the requested columns."""
    parquet = spark._jvm.org.apache.parquet.hadoop
    hadoop_path = spark._jvm.org.apache.hadoop.fs.Path(str(path))
    reader = parquet.ParquetFileReader.open(
        parquet.util.HadoopInputFile.fromPath(hadoop_path, spark._jsc.hadoopConfiguration()))
    try:
        return [{name: _chunk_index(reader, chunk, group.getRowCount())
                 for chunk in group.getColumns()
                 if (name := chunk.getPath().toDotString()) in columns}
                for group in reader.getFooter().getBlocks()]
    finally:
        reader.close()


def _chunk_index(reader, chunk, num_rows):
    columns, offsets = reader.readColumnIndex(chunk), reader.readOffsetIndex(chunk)
    num_pages = offsets.getPageCount()
    mins, maxs = map(_all_bytes, (columns.getMinValues(), columns.getMaxValues()))
    assert len(mins) == len(maxs) == num_pages
    row_bounds = [*(offsets.getFirstRowIndex(page) for page in range(num_pages)), num_rows]
    return ChunkIndex(
        begin=chunk.getStartingPos(),
        end=chunk.getStartingPos() + chunk.getTotalSize(),
        boundary_order=columns.getBoundaryOrder().toString(),
        has_nulls=any(columns.getNullPages()) or any(columns.getNullCounts()),
        pages=[Page(offsets.getOffset(page), offsets.getCompressedPageSize(page),
                    range(row_bounds[page], row_bounds[page + 1]), mins[page], maxs[page])
               for page in range(num_pages)])


def _all_bytes(buffers):
    return [bytes(buffer.array()) for buffer in buffers]
