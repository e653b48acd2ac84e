"""Writes tables in every format, by code that shares nothing with the program."""

import csv

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import SCHEMAS


def read_rows(path):
    """Reads a TBL file as lists of texts."""
    return [line.split("|")[:-1] for line in path.read_text().splitlines()]


def arrow_table(table, rows, columns=None, types=None):
    """Makes an Arrow table of texts; `columns` are all unless given, `types` replaces types."""
    schema = SCHEMAS[table]
    columns = columns or schema.names
    arrays = []
    for i, name in enumerate(columns):
        texts = pa.array([row[i] for row in rows], pa.string())
        usual = texts.cast(schema.field(name).type)
        wanted = (types or {}).get(name)
        arrays.append(usual if wanted is None else convert(usual, wanted))
    return pa.table(dict(zip(columns, arrays)))


def convert(array, wanted):
    """Converts an array to a type, also where Arrow has no direct way."""
    if pa.types.is_string(wanted) and not pa.types.is_string(array.type):
        return pa.array([str(value) for value in array.to_pylist()], wanted)
    if pa.types.is_dictionary(wanted):
        return array.dictionary_encode()
    if pa.types.is_floating(wanted):
        return pa.array([float(value) for value in array.to_pylist()], wanted)
    return array.cast(wanted)


def write_tbl(path, table, rows, columns=None):
    path.write_text("".join("|".join(row) + "|\n" for row in rows))


def write_csv(path, table, rows, columns=None):
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns or SCHEMAS[table].names)
        writer.writerows(rows)


def write_parquet(path, table, rows, columns=None):
    pq.write_table(arrow_table(table, rows, columns), path, row_group_size=1000)


def write_arrow(path, table, rows, columns=None):
    data = arrow_table(table, rows, columns)
    with pa.ipc.new_file(path, data.schema) as writer:
        writer.write_table(data, max_chunksize=1000)


WRITERS = {"tbl": write_tbl, "csv": write_csv, "parquet": write_parquet, "arrow": write_arrow}


def write(path, table, rows, columns=None):
    """Writes rows in the format of the path's extension."""
    WRITERS[path.suffix[1:]](path, table, rows, columns)


def line_of(path, row):
    """Returns the number that a report gives a row, which counts from 0 here."""
    return row + (2 if path.suffix == ".csv" else 1)
