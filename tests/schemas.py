"""The promised Arrow schemas of our Parquet and Arrow files, and tables read with them."""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.csv

KEY, COUNT, MONEY = pa.int64(), pa.int32(), pa.decimal128(15, 2)
DAY, TEXT = pa.date32(), pa.utf8()


def _schema(**columns):
    return pa.schema([pa.field(name, kind, nullable=False) for name, kind in columns.items()])


SCHEMAS = {
    "region": _schema(r_regionkey=KEY, r_name=TEXT, r_comment=TEXT),
    "nation": _schema(n_nationkey=KEY, n_name=TEXT, n_regionkey=KEY, n_comment=TEXT),
    "supplier": _schema(
        s_suppkey=KEY, s_name=TEXT, s_address=TEXT, s_nationkey=KEY, s_phone=TEXT,
        s_acctbal=MONEY, s_comment=TEXT),
    "part": _schema(
        p_partkey=KEY, p_name=TEXT, p_mfgr=TEXT, p_brand=TEXT, p_type=TEXT, p_size=COUNT,
        p_container=TEXT, p_retailprice=MONEY, p_comment=TEXT),
    "partsupp": _schema(
        ps_partkey=KEY, ps_suppkey=KEY, ps_availqty=COUNT, ps_supplycost=MONEY, ps_comment=TEXT),
    "customer": _schema(
        c_custkey=KEY, c_name=TEXT, c_address=TEXT, c_nationkey=KEY, c_phone=TEXT,
        c_acctbal=MONEY, c_mktsegment=TEXT, c_comment=TEXT),
    "orders": _schema(
        o_orderkey=KEY, o_custkey=KEY, o_orderstatus=TEXT, o_totalprice=MONEY, o_orderdate=DAY,
        o_orderpriority=TEXT, o_clerk=TEXT, o_shippriority=COUNT, o_comment=TEXT),
    "lineitem": _schema(
        l_orderkey=KEY, l_partkey=KEY, l_suppkey=KEY, l_linenumber=COUNT, l_quantity=MONEY,
        l_extendedprice=MONEY, l_discount=MONEY, l_tax=MONEY, l_returnflag=TEXT,
        l_linestatus=TEXT, l_shipdate=DAY, l_commitdate=DAY, l_receiptdate=DAY,
        l_shipinstruct=TEXT, l_shipmode=TEXT, l_comment=TEXT),
}


def read_tbl(folder, table):
    """Reads a TBL file with Arrow's CSV reader, which shares no code with the program."""
    schema = SCHEMAS[table]
    end_of_line = "end_of_line"  # the empty field after the trailing delimiter
    return pa.csv.read_csv(
        folder / f"{table}.tbl",
        read_options=pa.csv.ReadOptions(column_names=[*schema.names, end_of_line]),
        parse_options=pa.csv.ParseOptions(delimiter="|", quote_char=False),
        convert_options=pa.csv.ConvertOptions(
            column_types=schema, include_columns=schema.names, strings_can_be_null=False),
    ).cast(schema)


def run_tpchgen_cli(*args):
    """Runs the other generator, which pip installs next to the interpreter."""
    program = Path(sys.executable).with_name("tpchgen-cli")
    subprocess.run([program, *args, "--quiet"], check=True)
