"""Statements that make tables in engines that store rows, and the rows that engines print."""

import pyarrow as pa

from tests.schemas import SCHEMAS

TYPES = {pa.int32(): "INTEGER", pa.int64(): "BIGINT", pa.decimal128(15, 2): "DECIMAL(15, 2)",
         pa.date32(): "DATE", pa.utf8(): "VARCHAR(199)"}

# What joins and subqueries look up.
INDEXES = ("region(r_regionkey)", "nation(n_nationkey)", "nation(n_regionkey)",
           "supplier(s_suppkey)", "supplier(s_nationkey)", "part(p_partkey)",
           "partsupp(ps_partkey, ps_suppkey)", "customer(c_custkey)", "customer(c_nationkey)",
           "orders(o_orderkey)", "orders(o_custkey)", "lineitem(l_orderkey)",
           "lineitem(l_partkey, l_suppkey)")

NULLS = ("NULL", "\\N")


def create_table(table, types=TYPES):
    """Returns the statement for a table, with the types of an engine for those of Arrow."""
    columns = (f"{field.name} {types[field.type]} NOT NULL" for field in SCHEMAS[table])
    return f"CREATE TABLE {table} ({', '.join(columns)})"


def create_indexes():
    return [f"CREATE INDEX index_{number} ON {index}" for number, index in enumerate(INDEXES)]


def rows_of(text):
    """Returns the rows of a text with tabs between fields."""
    return [[None if field in NULLS else field for field in line.split("\t")]
            for line in text.splitlines()]
