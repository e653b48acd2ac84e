"""Runs that make compressed text: their manifests, --resume, --overwrite and refusals."""

import json

import pytest

from tests.support import TEXT_CODECS, digests_below, files_below

every_codec = pytest.mark.parametrize("codec", TEXT_CODECS)

DATA = ("-s", "0.002", "-f", "csv", "-T", "nation,orders")


def manifest_of(folder):
    return json.loads((folder / "_tpch.json").read_text())


@every_codec
def test_the_manifest_names_format_codec_and_files(generate, tmp_path, codec):
    generate(tmp_path, *DATA, "-c", codec)
    manifest = manifest_of(tmp_path)
    assert manifest["options"]["format"] == "csv"
    # Without a level, that of gzip is the one of text files.
    assert manifest["options"]["compression"] == {"gzip": "gzip:6"}.get(codec, codec)
    assert [file["path"] for file in manifest["files"]] == [
        f"{table}.csv{TEXT_CODECS[codec]}" for table in ("nation", "orders")]


def test_levels_change_bytes(generate, tmp_path):
    generate(tmp_path / "one", *DATA, "-c", "zstd:1")
    generate(tmp_path / "default", *DATA, "-c", "zstd")
    generate(tmp_path / "more", *DATA, "-c", "zstd:9")
    sizes = [(tmp_path / name / "orders.csv.zst").stat().st_size
             for name in ("one", "default", "more")]
    assert sizes[0] == sizes[1] > sizes[2]
    assert manifest_of(tmp_path / "more")["options"]["compression"] == "zstd:9"


@every_codec
@pytest.mark.parametrize("damage", ["missing", "changed", "short"])
def test_resume_makes_damaged_files_again(generate, tmp_path, codec, damage):
    generate(tmp_path, *DATA, "-c", codec)
    before = digests_below(tmp_path)
    path = tmp_path / f"orders.csv{TEXT_CODECS[codec]}"
    kept = tmp_path / f"nation.csv{TEXT_CODECS[codec]}"
    inode = kept.stat().st_ino
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(content[:-1] if damage == "short" else b"\0" + content[1:])
    generate(tmp_path, *DATA, "-c", codec, "--resume")
    assert digests_below(tmp_path) == before
    assert kept.stat().st_ino == inode


def test_resume_proves_files_without_a_manifest(generate, tmp_path):
    generate(tmp_path, *DATA, "-c", "zstd")
    inode = (tmp_path / "orders.csv.zst").stat().st_ino
    (tmp_path / "_tpch.json").unlink()
    generate(tmp_path, *DATA, "-c", "zstd", "--resume")
    assert (tmp_path / "orders.csv.zst").stat().st_ino == inode


def test_resume_removes_its_temporary_files(generate, tmp_path):
    generate(tmp_path, *DATA, "-c", "zstd")
    left = tmp_path / f".orders.csv.zst.{'0a' * 4}.inprogress"
    left.write_text("left")
    generate(tmp_path, *DATA, "-c", "zstd", "--resume")
    assert not left.exists()


@pytest.mark.parametrize("old", ["none", "gzip", "zstd:3"])
@pytest.mark.parametrize("new", ["none", "lz4"])
def test_overwrite_removes_the_files_of_another_codec(generate, tmp_path, old, new):
    generate(tmp_path, *DATA, "-c", old)
    # Written last before a kill, and in no manifest.
    manifest = manifest_of(tmp_path)
    manifest["files"] = manifest["files"][:1]
    (tmp_path / "_tpch.json").write_text(json.dumps(manifest))
    generate(tmp_path, *DATA, "-c", new, "--overwrite")
    suffix = TEXT_CODECS.get(new, "")
    assert files_below(tmp_path) == ["_tpch.json", f"nation.csv{suffix}", f"orders.csv{suffix}"]


@pytest.mark.parametrize("resume", [(), ("--resume",)])
def test_another_codec_is_other_data(run_tpch, generate, tmp_path, resume):
    generate(tmp_path, *DATA, "-c", "gzip")
    before = digests_below(tmp_path)
    result = run_tpch("generate", *DATA, "-c", "zstd", "-o", tmp_path, *resume)
    assert result.returncode == 2
    assert "compression gzip:6 there and zstd here" in result.stderr
    assert digests_below(tmp_path) == before


def test_parts_of_another_number_are_leftovers(run_tpch, generate, tmp_path):
    generate(tmp_path, *DATA, "-c", "lz4", "-p", "3")
    (tmp_path / "_tpch.json").unlink()
    result = run_tpch("generate", *DATA, "-c", "lz4", "-p", "2", "-o", tmp_path)
    assert result.returncode == 2
    assert "orders.3.csv.lz4" in result.stderr


@pytest.mark.parametrize("data_format", ["tbl", "csv"])
@pytest.mark.parametrize(("codec", "way_out"), [
    ("snappy", "use none, gzip, zstd or lz4"), ("brotli", "use none, gzip, zstd or lz4"),
    ("bzip2", "use none, gzip, zstd or lz4"), ("lz4_raw", "did you mean lz4?"),
    ("gz", "did you mean gzip?"), ("zst", "did you mean zstd?"), ("zstd:0", "1 to 22"),
    ("zstd:23", "1 to 22"), ("gzip:0", "1 to 9"), ("gzip:10", "1 to 9"),
    ("lz4:13", "1 to 12"), ("zstd:", "1 to 22"), ("", "use none, gzip, zstd or lz4")])
def test_what_text_does_not_take(run_tpch, tmp_path, data_format, codec, way_out):
    result = run_tpch("generate", "-s", "0.001", "-f", data_format, "-c", codec, "-o",
                      tmp_path / "data")
    assert result.returncode == 2
    assert result.stderr.startswith("tpch: error: --compression: ")
    assert result.stderr.count("\n") == 1
    assert f"'{codec}'" in result.stderr and way_out in result.stderr
    assert not (tmp_path / "data").exists()


def test_a_report_does_not_replace_compressed_data(run_tpch, tmp_path):
    path = tmp_path / "orders.csv.zst"
    result = run_tpch("generate", *DATA, "-c", "zstd", "-o", tmp_path, "--json", path)
    assert result.returncode == 2
    assert str(path) in result.stderr
    assert not path.exists()
