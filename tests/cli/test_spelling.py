"""Names in any case, and lists with blanks, select the same data."""


from tests.support import files_below


def modification_times(folder):
    """Returns the data files' times, which a run does not change for files that it keeps."""
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.*")
            if path.name != "_tpch.json"}


def test_words_in_another_case_name_the_same_data(generate, tmp_path):
    generate(tmp_path, "-s", "0.001", "-f", "TBL", "-T", "Orders, LINEITEM")
    assert {"orders.tbl", "lineitem.tbl"} < set(files_below(tmp_path))
    before = modification_times(tmp_path)
    generate(tmp_path, "-s", "0.001", "-f", "tbl", "-T", "orders,lineitem", "--resume",
             "--digest", "XXH3")
    assert modification_times(tmp_path) == before


def test_parquet_words_in_another_case_name_the_same_data(generate, tmp_path):
    generate(tmp_path, "-s", "0.001", "-T", "orders", "-f", "Parquet", "-c", "ZSTD:3",
             "--column-encoding", "O_COMMENT = Plain", "--bloom-filter", "O_ORDERKEY, o_custkey")
    before = modification_times(tmp_path)
    generate(tmp_path, "-s", "0.001", "-T", "orders", "-c", "zstd:3", "--resume",
             "--column-encoding", "o_comment=plain", "--bloom-filter", "o_orderkey,o_custkey")
    assert modification_times(tmp_path) == before
