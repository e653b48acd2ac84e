"""All consumers get dbgen's values."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.python.consumers.programs import VALUES
from tests.python.values import tbl_fingerprint
from tests.support import golden


def read(path):
    if path.suffix == ".parquet":
        return pq.read_table(path)
    with pa.ipc.open_stream(path) as reader:
        return reader.read_all()


@pytest.mark.parametrize("consumer", VALUES)
def test_consumers_get_the_values(run_consumer, tmp_path, consumer):
    folder = tmp_path / "rows"
    folder.mkdir()
    run_consumer(*VALUES[consumer], folder)
    found = {path.stem: tbl_fingerprint(read(path)) for path in folder.iterdir()}
    assert found == golden("tbl_md5")["0.01"]
