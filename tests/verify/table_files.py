"""Writes tables in every format, with code that shares nothing with the program."""

import csv

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from tests.schemas import SCHEMAS


def read_rows(path):
    """Reads a TBL file as lists of texts."""
    return [line.split("|")[:-1] for line in path.read_text().splitlines()]


def arrow_table(table, rows, columns=None, types=None):
    """Makes an Arrow table of texts; `columns` are all by default, `types` replaces types.

    Columns that the table does not have are texts.
    """
    schema = SCHEMAS[table]
    columns = columns or schema.names
    arrays = []
    for i, name in enumerate(columns):
        texts = pa.array([row[i] for row in rows], pa.string())
        usual = texts.cast(schema.field(name).type) if name in schema.names else texts
        wanted = (types or {}).get(name)
        arrays.append(usual if wanted is None else convert(usual, wanted))
    return pa.table(dict(zip(columns, arrays)))


def convert(array, wanted):
    """Converts an array to a type, even if Arrow has no direct conversion."""
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


def write_arrow_table(path, data):
    """Writes an Arrow table as Parquet or Arrow, depending on the path's extension."""
    if path.suffix == ".parquet":
        pq.write_table(data, path, row_group_size=1000)
    else:
        with pa.ipc.new_file(path, data.schema) as writer:
            writer.write_table(data, max_chunksize=1000)


def write_from_arrow(path, table, rows, columns=None):
    write_arrow_table(path, arrow_table(table, rows, columns))


def write_by_duckdb(path, table, rows, columns=None):
    data = arrow_table(table, rows, columns)
    with duckdb.connect() as connection:
        connection.register("data", data)
        connection.execute(f"COPY (FROM data) TO '{path}' (FORMAT {path.suffix[1:]})")


WRITERS = {"tbl": write_tbl, "csv": write_csv, "parquet": write_from_arrow,
           "arrow": write_from_arrow}


def write(path, table, rows, columns=None):
    """Writes rows in the format of the path's extension; uses DuckDB if the folder's name is
    duckdb.
    """
    writer = write_by_duckdb if path.parent.name == "duckdb" else WRITERS[path.suffix[1:]]
    writer(path, table, rows, columns)


def rewrite(source, path, rows, texts):
    """Copies rows, numbered from 0, of a file, and replaces some texts."""
    if source.suffix in (".tbl", ".csv"):
        rewrite_text(source, path, rows, texts)
    elif source.suffix == ".parquet":
        write_arrow_table(path, take_rows(pq.read_table(source), rows, texts))
    else:
        with pa.ipc.open_file(source) as reader:
            write_arrow_table(path, take_rows(reader.read_all(), rows, texts))


def rewrite_text(source, path, rows, texts):
    lines = source.read_text().splitlines(keepends=True)
    num_header_lines = line_of(source, 0) - 1
    text = "".join([*lines[:num_header_lines], *(lines[num_header_lines + row] for row in rows)])
    for old, new in texts.items():
        text = text.replace(old, new)
    path.write_text(text)


def take_rows(data, rows, texts):
    """Returns rows of an Arrow table with the same types."""
    all_rows = data.to_pylist()
    taken = [{name: texts.get(value, value) for name, value in all_rows[row].items()}
             for row in rows]
    return pa.Table.from_pylist(taken, data.schema)


def line_of(path, row):
    """Returns a report's number of a row, which counts from 0 here."""
    return row + (2 if path.suffix == ".csv" else 1)
