"""A schema that readers of Parquet or Arrow interpret differently is reported."""

import base64

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.verify.parquet_footer import CLERK, DATE, DELETED, KEY, PRICE, STATUS, edited

pytestmark = pytest.mark.arrow

LOGICAL_DECIMAL = {"DECIMAL": {"scale": 1, "precision": 15}}
SCHEMAS = {
    "scale": ({"schema.4.scale": 4}, "o_totalprice: scale 4 and precision 15 contradict"),
    "precision": ({"schema.4.precision": 9}, "o_totalprice: scale 2 and precision 9 contradict"),
    "no converted decimal": ({"schema.4.converted_type": DELETED}, "lacks the converted_type 5"),
    "no converted date": ({"schema.5.converted_type": DELETED}, "lacks the converted_type 6"),
    "no converted text": ({"schema.9.converted_type": DELETED}, "lacks the converted_type 0"),
    "converted type": ({"schema.9.converted_type": 4},
                       "converted_type 4 contradicts logicalType 1"),
    "scale of no decimal": ({"schema.1.scale": 2}, "o_orderkey: scale 2 and precision 0"),
    "field_id": ({"schema.2.field_id": 1}, "field_id 1 is that of another field"),
    "integers": ({"schema.1.converted_type": 14,
                  "schema.1.logicalType": {"INTEGER": {"bitWidth": 64, "isSigned": True}}},
                 "converted_type 14 contradicts logicalType 10"),
}


@pytest.mark.parametrize("changes, words", SCHEMAS.values(), ids=SCHEMAS)
def test_schemas_that_readers_read_differently(claims_of, own_file, changes, words):
    assert any(words in line for line in claims_of(own_file, changes))


def test_a_scale_that_only_some_readers_go_by(claims_of, own_file):
    claims = claims_of(own_file, {"schema.4.logicalType": LOGICAL_DECIMAL})
    assert any("contradict those of its logicalType" in line for line in claims)


def arrow_schema(schema):
    return [{"key": b"ARROW:schema",
             "value": base64.b64encode(schema.serialize().to_pybytes())}]


@pytest.mark.parametrize("column, field, words", [
    (DATE, pa.field("o_orderdate", pa.int32()), "o_orderdate"),
    (KEY, pa.field("o_orderkey", pa.duration("s")), "o_orderkey"),
    (PRICE, pa.field("o_totalprice", pa.decimal128(15, 4)), "o_totalprice"),
    (CLERK, pa.field("o_comment", pa.string()), "o_clerk"),
    (CLERK, pa.field("o_clerk", pa.binary()), "o_clerk")])
def test_an_arrow_schema_of_other_columns(claims_of, many_pages, column, field, words):
    """Arrow's readers use this schema."""
    schema = pq.read_schema(many_pages).remove_metadata().set(column, field)
    claims = claims_of(many_pages, {"key_value_metadata": arrow_schema(schema)})
    assert any(words in line and "ARROW:schema" in line for line in claims)


@pytest.mark.parametrize("column, kind", [
    (DATE, pa.date64()), (KEY, pa.uint64()), (PRICE, pa.decimal256(15, 2)),
    (CLERK, pa.large_string()), (STATUS, pa.dictionary(pa.int8(), pa.string_view()))])
def test_an_arrow_schema_of_the_columns_in_other_memory(verify, many_pages, tmp_path, column, kind):
    schema = pq.read_schema(many_pages).remove_metadata()
    schema = schema.set(column, schema.field(column).with_type(kind))
    path = edited(many_pages, tmp_path / "orders.parquet",
                  {"key_value_metadata": arrow_schema(schema)})
    status, report = verify(path, "-s", "0.001")
    assert status == 0, report["tables"][6]


def test_an_arrow_schema_that_cannot_be_read(claims_of, many_pages):
    [error] = claims_of(many_pages, {"key_value_metadata": [{"key": b"ARROW:schema",
                                                             "value": b"AAAA"}]}, "unreadable")
    assert "schema" in error
