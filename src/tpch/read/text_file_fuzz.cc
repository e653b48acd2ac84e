// Fuzz target: the readers of TBL and CSV accept any bytes. Every line becomes a row or an error,
// and fields that a CSV writer has quoted are read back.

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_input.h"
#include "tpch/compress/codec_suffix.h"
#include "tpch/compress/compressor.h"
#include "tpch/file_format.h"
#include "tpch/read/column_names.h"
#include "tpch/read/text_fields.h"
#include "tpch/read/text_file.h"
#include "tpch/read/text_values.h"

namespace tpch {
namespace {

const std::atomic<bool> kGoOn = false;

// Fields of any bytes, quoted as in RFC 4180, are split into themselves.
void SplitQuotedFields(FuzzInput input) {
  std::vector<std::string> fields;
  std::string line;
  while (!input.empty()) {
    std::string field(input.TakeBytes(input.TakeNumber(1) % 40));
    std::ranges::replace(field, '\n', ' ');
    if (!fields.empty()) line += ',';
    line += '"';
    for (const char c : field) line += c == '"' ? std::string("\"\"") : std::string(1, c);
    line += '"';
    fields.push_back(std::move(field));
  }
  if (fields.empty()) return;
  FieldSplitter splitter(',', Quoting::kDoubleQuotes);
  const auto& split = splitter.Split(line);
  Require(splitter.fault().empty() && std::ranges::equal(split, fields), "quoted fields come back");
}

// Reads all runs of a file and counts the rows; nullopt after an error.
std::optional<int64_t> CountRows(const TableFile& file, Table table) {
  int64_t num_rows = 0;
  const ColumnMatch match = MatchColumns(table, file.columns());
  for (int64_t run = 0; run < file.num_runs(); ++run) {
    const auto reader = file.OpenRun(run, table, match, {});
    if (!reader.ok()) return std::nullopt;
    ObservedBatch batch(table);
    do {
      if (!(*reader)->Next(&batch).ok()) return std::nullopt;
      num_rows += batch.num_rows();
      for (const RowPlace& place : batch.places) {
        Require(file.RowNumber(place.position).ok(), "rows have numbers");
      }
    } while (batch.num_rows() > 0);
  }
  return num_rows;
}

// A file of any bytes after a header or a correct first row.
void ReadAnyFile(FuzzInput input) {
  static const std::filesystem::path kPath = std::filesystem::temp_directory_path() /
                                             ("tpch_text_file_fuzz." + std::to_string(::getpid()));
  const bool has_header = input.TakeChoice(0, 1) == 1;
  const std::string_view bytes = input.TakeBytes(input.size_bytes());
  std::string text = has_header ? "r_regionkey,r_name,r_comment\n" : "0|AFRICA|lar deposits|\n";
  text += bytes;
  std::ofstream(kPath, std::ios::binary) << text;
  const auto file = OpenTextFile(kPath, kPath.string(), Table::kRegion, &kGoOn);
  if (file.ok()) {
    const auto num_lines = std::ranges::count(text, '\n') + (text.ends_with('\n') ? 0 : 1);
    if (const auto num_rows = CountRows(**file, Table::kRegion)) {
      const int64_t num_rows_of_lines = num_lines - (has_header ? 1 : 0);
      Require(*num_rows <= num_rows_of_lines, "a line is one row");
      Require(*num_rows + 1 >= num_rows_of_lines, "no line is left out but an empty last one");
    }
  }
  std::filesystem::remove(kPath);
}

// A compressed row, and any bytes after it, or only those.
void ReadAnyCompressedFile(FuzzInput input) {
  static const std::string kPath = (std::filesystem::temp_directory_path() /
                                    ("tpch_text_file_fuzz." + std::to_string(::getpid())))
                                       .string();
  const Codec codec = kTextCodecs[1 + input.TakeChoice(0, 2)];
  ByteBuffer begin;
  if (input.TakeChoice(0, 1) == 1) {
    Require(MakeCompressor({codec, {}})->Compress("0|AFRICA|lar deposits|\n", &begin).ok(),
            "text is compressed");
  }
  const std::string path = kPath + std::string(SuffixOf(codec));
  std::ofstream(path, std::ios::binary) << begin.view() << input.TakeBytes(input.size_bytes());
  const auto file = OpenTextFile(path, path, Table::kRegion, &kGoOn);
  if (file.ok()) (void)CountRows(**file, Table::kRegion);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace tpch

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tpch::SplitQuotedFields({data, size});
  tpch::ReadAnyFile({data, size});
  tpch::ReadAnyCompressedFile({data, size});
  bool has_time = false;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)tpch::ParseDecimalText(text, 2);
  (void)tpch::ParseDayText(text, &has_time);
  return 0;
}
