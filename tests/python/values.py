"""What rows must be, whichever library they come from."""

import hashlib

import pyarrow as pa
import pyarrow.compute as pc

from tests.queries.answers import reference_rows, rows_agree


def _shown(name, column):
    """dbgen writes quantities as whole numbers."""
    return pc.cast(column, pa.int64()) if name == "l_quantity" else column


def tbl_fingerprint(table):
    """Returns MD5, bytes and lines of a pyarrow Table as TBL."""
    digest, size = hashlib.md5(), 0
    for batch in pa.table(table).to_batches(max_chunksize=10_000):
        columns = [pc.cast(_shown(name, column), pa.string())
                   for name, column in zip(batch.schema.names, batch.columns)]
        lines = pc.binary_join_element_wise(*columns, "", "|")
        text = "".join(f"{line}\n" for line in lines.to_pylist()).encode()
        digest.update(text)
        size += len(text)
    return {"md5": digest.hexdigest(), "bytes": size, "rows": table.num_rows}


def check_answer(query, rows):
    """Compares rows with the reference's answer at scale factor 1."""
    assert rows_agree(query, rows, reference_rows(query)), rows
