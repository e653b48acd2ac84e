"""DuckDB, pyarrow's Dataset and DataFusion give the reference's answers."""

import datetime
import pickle

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pytest

from tests.python.values import check_answer, tbl_fingerprint
from tests.queries.answers import query_text
from tests.support import TABLES, golden

GOLDEN = golden("tbl_md5")["0.01"]
DAY = datetime.date(1994, 1, 1)


# --- DuckDB ---


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        yield connection


@pytest.mark.parametrize("name", TABLES)
def test_registered_views_have_the_values(tpch, connection, name):
    tpch.register(connection, sf=0.01)
    assert tbl_fingerprint(connection.table(name).to_arrow_table()) == GOLDEN[name]


@pytest.mark.slow
@pytest.mark.parametrize("query", [1, 6, 13])
def test_duckdb_answers_queries(tpch, connection, query):
    tpch.register(connection, sf=1)
    check_answer(query, connection.execute(query_text(query)).fetchall())


@pytest.mark.parametrize("query", range(1, 23))
def test_queries_on_views_have_the_answers_of_files(tpch, connection, whole_tables, query):
    tpch.register(connection, sf=0.01)
    found = connection.execute(query_text(query)).fetchall()
    for name in TABLES:
        connection.unregister(name)
        path = whole_tables("0.01", "parquet") / f"{name}.parquet"
        connection.read_parquet(str(path)).create_view(name)
    assert found == connection.execute(query_text(query)).fetchall()


def test_duckdb_works_without_pyarrow(check_python):
    assert check_python("""
import importlib.abc, sys
class NoArrow(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] == "pyarrow":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, NoArrow())
import duckdb, importlib.util, tpch
importlib.util.find_spec = lambda name: None
con = duckdb.connect()
tpch.register(con, sf=0.01)
print(con.execute("SELECT count(*), sum(l_quantity) FROM lineitem").fetchall())
""") == "[(60175, Decimal('1536127.00'))]\n"


# --- pyarrow ---

KEY, CUSTOMER, DATE = map(ds.field, ["o_orderkey", "o_custkey", "o_orderdate"])


@pytest.mark.parametrize("name", TABLES)
def test_datasets_have_the_values(tpch, name):
    dataset = tpch.dataset(name, sf=0.01)
    assert isinstance(dataset, ds.Dataset)
    assert tbl_fingerprint(dataset.to_table()) == GOLDEN[name]
    fragments = [fragment.scanner().to_table() for fragment in dataset.get_fragments()]
    assert tbl_fingerprint(pa.concat_tables(fragments)) == GOLDEN[name]


@pytest.mark.parametrize("condition", [
    (KEY >= 100) & (KEY < 200), (KEY == 7) | (KEY > 59_900), KEY == 33, ~(KEY > 100),
    ((KEY > 50_000) & (CUSTOMER < 200)) | ((CUSTOMER > 1400) & (KEY < 1000)),
    ((KEY >= 4758) & (DATE < DAY)) == ((CUSTOMER >= 27) & (KEY >= 3338)),
    ((KEY > 9) & (CUSTOMER < 9)) & ((KEY < 99) | (KEY > 50_000) & (CUSTOMER > 5)),
    KEY > 2**63 - 1, KEY < -2**63, KEY >= 2**63 - 1,
    (KEY > 100) & (KEY < 50), KEY.isin([1, 2, 3]), (DATE < DAY) & (KEY > 9),
    (DATE >= DAY) & (DATE < DAY.replace(year=1995)), DATE == DAY, (DATE > DAY) | (KEY == 1),
    (DATE > datetime.datetime(1994, 1, 1)) & (DATE < datetime.datetime(1994, 1, 2, 12)),
    DATE.isin([DAY]), DATE > datetime.date.max, ~(DATE > DAY),
    DATE > pa.scalar(-719_528, pa.date32()),
    (ds.field("o_comment") != '" and (o_orderkey < 2)') & (KEY < 100), KEY + 1 < 100], ids=str)
def test_filters_of_arrow_select_what_they_say(tpch, condition):
    orders = tpch.dataset("orders", sf=0.01)
    expected = orders.to_table().filter(condition).select(["o_custkey"])
    assert orders.to_table(columns=["o_custkey"], filter=condition) == expected
    assert orders.count_rows(filter=condition) == expected.num_rows


def test_datasets_compute_columns(tpch):
    orders = tpch.dataset("orders", sf=0.01)
    rows = orders.to_table(columns={"next": KEY + 1})
    assert rows["next"] == pc.add(orders.to_table(columns=["o_orderkey"])["o_orderkey"], 1)
    assert orders.head(3).num_rows == 3
    assert orders.take([0, 2])["o_orderkey"].to_pylist() == [1, 3]
    assert orders.count_rows() == 15_000


def test_scanners_have_the_methods_of_pyarrow(tpch):
    orders = tpch.dataset("orders", sf=0.01)
    scanner = orders.scanner(columns=["o_clerk", "o_orderkey"], filter=pc.field("o_custkey") < 9)
    rows = scanner.to_table()
    assert rows.num_rows == scanner.count_rows() == scanner.to_reader().read_all().num_rows > 9
    assert scanner.projected_schema == rows.schema and rows.column_names[0] == "o_clerk"
    assert scanner.dataset_schema.names == ["o_orderkey", "o_custkey", "o_clerk"]
    assert pa.Table.from_batches(scanner.to_batches()) == rows
    assert pa.Table.from_batches([each.record_batch for each in scanner.scan_batches()]) == rows
    assert scanner.head(4) == rows.slice(0, 4) and scanner.head(0) == rows.slice(0, 0)
    assert scanner.take([3, 0]) == rows.take([3, 0])


def test_a_dataset_is_written(tpch, tmp_path):
    nation = tpch.dataset("nation", sf=1)
    ds.write_dataset(nation, tmp_path, format="parquet")
    assert ds.dataset(tmp_path).to_table() == nation.to_table()


@pytest.mark.parametrize("scan", [
    lambda dataset, folder: ds.Scanner.from_dataset(dataset).count_rows(),
    lambda dataset, folder: ds.UnionDataset(dataset.schema, [dataset]).to_table(),
    lambda dataset, folder: dataset.to_table().join(dataset, "n_nationkey"),
    lambda dataset, folder: ds.write_dataset(
        dataset.scanner(columns=["n_name"]), folder, format="parquet")])
def test_what_would_read_around_the_dataset_is_refused(tpch, tmp_path, scan):
    with pytest.raises((NotImplementedError, OSError, TypeError, ValueError)):
        scan(tpch.dataset("nation", sf=1), tmp_path / "data")


def test_datasets_travel_to_other_processes(tpch):
    dataset = pickle.loads(pickle.dumps(tpch.dataset("nation", sf=1)))
    assert dataset.to_table().num_rows == 25


@pytest.mark.parametrize("method", ["filter", "join", "join_asof", "sort_by", "replace_schema"])
def test_what_a_dataset_cannot_do_is_refused(tpch, method):
    with pytest.raises(NotImplementedError, match="use a scanner, or to_table"):
        getattr(tpch.dataset("nation"), method)("n_name")


# --- DataFusion ---


@pytest.mark.slow
@pytest.mark.parametrize("query", [1, 6, 13])
def test_datafusion_answers_queries(tpch, query):
    import datafusion

    context = datafusion.SessionContext()
    for name in TABLES:
        context.register_dataset(name, tpch.dataset(name, sf=1))
    rows = context.sql(query_text(query, "datafusion")).to_pylist()
    check_answer(query, [tuple(row.values()) for row in rows])
