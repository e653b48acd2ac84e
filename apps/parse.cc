#include "apps/parse.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>
#include <optional>
#include <string>

#include "tpch/base/nearest_word.h"
#include "tpch/base/size_text.h"
#include "tpch/compress/compression_options.h"
#include "tpch/enum_names.h"
#include "tpch/queries/permutations.h"

namespace tpch {
namespace {

std::string_view WithoutBlanks(std::string_view text) {
  const size_t begin = std::min(text.find_first_not_of(' '), text.size());
  const size_t end = text.find_last_not_of(' ') + 1;
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return lower;
}

std::vector<std::string_view> SplitAtCommas(std::string_view text) {
  std::vector<std::string_view> pieces;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(',', begin), text.size());
    pieces.push_back(WithoutBlanks(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return pieces;
}

template <typename T>
void AddOnce(const T& value, std::vector<T>* values) {
  if (std::ranges::find(*values, value) == values->end()) values->push_back(value);
}

// Parses a name of a table of names, of values that are called `what`.
template <typename Enum, size_t kNumEntries>
Result<Enum> ParseName(std::string_view text, std::string_view what,
                       const EnumName<Enum> (&table)[kNumEntries]) {
  const std::string word = LowerCase(text);
  if (const auto* const found = FindByName(word, table)) return found->value;
  std::vector<std::string_view> names;
  for (const auto& entry : table) names.push_back(entry.name);
  const auto nearest = FindNearestWord(word, names);
  return Status::Invalid(fmt::format("'{}' is not {}; {}use {}", text, what,
                                     nearest ? fmt::format("did you mean {}? ", *nearest) : "",
                                     ListNames(table)));
}

struct Letter {
  char letter;
  std::vector<Table> tables;
};

// dbgen's letters; `o`, `p` and `l` name two tables each.
const std::vector<Letter>& Letters() {
  static const std::vector<Letter> kLetters = {{'c', {Table::kCustomer}},
                                               {'L', {Table::kLineitem}},
                                               {'O', {Table::kOrders}},
                                               {'o', {Table::kOrders, Table::kLineitem}},
                                               {'P', {Table::kPart}},
                                               {'p', {Table::kPart, Table::kPartsupp}},
                                               {'S', {Table::kPartsupp}},
                                               {'s', {Table::kSupplier}},
                                               {'n', {Table::kNation}},
                                               {'r', {Table::kRegion}},
                                               {'l', {Table::kNation, Table::kRegion}}};
  return kLetters;
}

std::vector<Table> FindTables(std::string_view name, std::span<const Table> tables) {
  const std::string lower = LowerCase(name);
  if (lower == "all") return {tables.begin(), tables.end()};
  if (const std::optional<Table> table = FindTable(lower, tables)) return {*table};
  for (const Letter& letter : Letters()) {
    if (name != std::string_view(&letter.letter, 1)) continue;
    const auto has = [&](Table table) { return std::ranges::find(tables, table) != tables.end(); };
    if (std::ranges::all_of(letter.tables, has)) return letter.tables;
  }
  return {};
}

// `NAME=VALUE`.
struct Assignment {
  std::string_view name;
  std::string_view value;
};

Result<Assignment> SplitAtEqualsSign(std::string_view text) {
  const size_t sign = text.find('=');
  if (sign == std::string_view::npos) {
    return Status::Invalid(
        fmt::format("'{}' names a column without a value; use COLUMN=VALUE", text));
  }
  return Assignment{WithoutBlanks(text.substr(0, sign)), WithoutBlanks(text.substr(sign + 1))};
}

// Names of codecs in other programs.
struct CodecAlias {
  std::string_view alias;
  std::string_view name;
};

constexpr CodecAlias kCodecAliases[] = {
    {"lz4", "lz4_raw"}, {"lz4raw", "lz4_raw"}, {"lz4hc", "lz4_raw"},     {"lz4_raw", "lz4"},
    {"gz", "gzip"},     {"zlib", "gzip"},      {"deflate", "gzip"},      {"zst", "zstd"},
    {"br", "brotli"},   {"zstandard", "zstd"}, {"uncompressed", "none"}, {"off", "none"},
    {"no", "none"}};

// Returns `did you mean NAME? ` for a codec of the format with another spelling, or "".
std::string SuggestCodec(std::string_view text, FileFormat format) {
  std::vector<std::string_view> names;
  for (const Codec codec : EntryOf(format, kFileFormats).codecs) {
    names.push_back(NameOf(codec, kCodecs));
  }
  const std::string word = LowerCase(text.substr(0, text.find_first_of(":(")));
  for (const CodecAlias& alias : kCodecAliases) {
    if (alias.alias == word && std::ranges::count(names, alias.name) > 0) {
      return fmt::format("did you mean {}? ", alias.name);
    }
  }
  const auto nearest = FindNearestWord(word, names);
  return nearest ? fmt::format("did you mean {}? ", *nearest) : "";
}

// Parses a name of the table, in any case. `kind` describes the entries, with an article.
template <typename Entry, size_t kNumEntries>
Result<decltype(Entry::value)> ParseName(std::string_view text, const Entry (&table)[kNumEntries],
                                         std::string_view kind) {
  if (const Entry* const found = FindByName(LowerCase(text), table)) return found->value;
  return Status::Invalid(fmt::format("'{}' is not {}; use {}", text, kind, ListNames(table)));
}

}  // namespace

std::string NormalizeWord(std::string_view text) { return LowerCase(WithoutBlanks(text)); }

Result<int64_t> ParseInteger(std::string_view text, int64_t min, int64_t max) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (whole && value >= min && value <= max) return value;
  const std::string range = max == std::numeric_limits<int64_t>::max()
                                ? fmt::format("from {}", min)
                                : fmt::format("from {} to {}", min, max);
  const bool is_number = whole || error == std::errc::result_out_of_range;
  return Status::Invalid(fmt::format("'{}' is {}; use a whole number {}", text,
                                     is_number ? "out of range" : "not a whole number", range));
}

Result<std::vector<int64_t>> ParseIntegerList(std::string_view text, int64_t min, int64_t max) {
  std::vector<int64_t> values;
  for (const std::string_view piece : SplitAtCommas(text)) {
    TPCH_ASSIGN_OR_RETURN(const int64_t value, ParseInteger(piece, min, max));
    AddOnce(value, &values);
  }
  std::ranges::sort(values);
  return values;
}

Result<IntegerRange> ParseIntegerRange(std::string_view text, int64_t min, int64_t max) {
  const size_t dash = text.find('-', 1);
  TPCH_ASSIGN_OR_RETURN(const int64_t first, ParseInteger(text.substr(0, dash), min, max));
  if (dash == std::string_view::npos) return IntegerRange{first, first};
  TPCH_ASSIGN_OR_RETURN(const int64_t last, ParseInteger(text.substr(dash + 1), min, max));
  if (first <= last) return IntegerRange{first, last};
  return Status::Invalid(fmt::format("'{}' ends before it begins; use {}-{}", text, last, first));
}

Result<int64_t> ParseSize(std::string_view text) {
  if (const std::optional<int64_t> size_bytes = ParseSizeText(text)) return *size_bytes;
  return Status::Invalid(fmt::format(
      "'{}' is not a size; use a positive number with B, KB, MB, GB, KiB, MiB or GiB", text));
}

Result<std::vector<Table>> ParseTables(std::string_view text, std::span<const Table> tables) {
  std::vector<Table> parsed;
  for (const std::string_view name : SplitAtCommas(text)) {
    const std::vector<Table> found = FindTables(name, tables);
    if (found.empty()) {
      std::vector<std::string_view> names;
      names.reserve(tables.size());
      for (const Table table : tables) names.push_back(NameOf(table));
      return Status::Invalid(
          fmt::format("'{}' is not a table; use all, {}", name, fmt::join(names, ", ")));
    }
    for (const Table table : found) AddOnce(table, &parsed);
  }
  return parsed;
}

Result<FileFormat> ParseFormat(std::string_view text) {
  return ParseName(text, kFileFormats, "a format");
}

Result<IoMode> ParseIoMode(std::string_view text) {
  return ParseName(text, kIoModes, "an I/O mode");
}

Result<DirectMode> ParseDirectMode(std::string_view text) {
  return ParseName(text, kDirectModes, "a mode of direct I/O");
}

Result<DigestKind> ParseDigestKind(std::string_view text) {
  return ParseName(text, kDigestKinds, "a digest");
}

Result<Compression> ParseCompression(std::string_view text, FileFormat format) {
  const size_t colon = text.find(':');
  const CodecDescriptor* const codec = FindByName(LowerCase(text.substr(0, colon)), kCodecs);
  if (codec == nullptr || !AcceptsCodec(format, codec->value)) {
    return Status::Invalid(fmt::format("'{}' is not a codec of {}; {}use {}", text,
                                       NameOf(format, kFileFormats), SuggestCodec(text, format),
                                       ListCodecs(format)));
  }
  Compression compression{codec->value, {}};
  if (colon == std::string_view::npos) return compression;
  if (codec->min_level > codec->max_level) {
    return Status::Invalid(
        fmt::format("'{}': {} takes no level; use {}", text, codec->name, codec->name));
  }
  const auto level = ParseInteger(text.substr(colon + 1), codec->min_level, codec->max_level);
  if (!level.ok()) {
    return Status::Invalid(fmt::format("'{}': the levels of {} are {} to {}", text, codec->name,
                                       codec->min_level, codec->max_level));
  }
  compression.level = static_cast<int>(*level);
  return compression;
}

Result<ParquetProfile> ParseParquetProfile(std::string_view text) {
  return ParseName(text, kParquetProfiles, "a profile");
}

Result<std::vector<ColumnEncoding>> ParseColumnEncodings(std::string_view text) {
  std::vector<ColumnEncoding> encodings;
  for (const std::string_view piece : SplitAtCommas(text)) {
    TPCH_ASSIGN_OR_RETURN(const Assignment assignment, SplitAtEqualsSign(piece));
    TPCH_ASSIGN_OR_RETURN(const Encoding encoding,
                          ParseName(assignment.value, kEncodings, "an encoding"));
    encodings.push_back({LowerCase(assignment.name), encoding});
  }
  return encodings;
}

Result<std::vector<ColumnCompression>> ParseColumnCompressions(std::string_view text) {
  std::vector<ColumnCompression> compressions;
  for (const std::string_view piece : SplitAtCommas(text)) {
    TPCH_ASSIGN_OR_RETURN(const Assignment assignment, SplitAtEqualsSign(piece));
    TPCH_ASSIGN_OR_RETURN(const Compression compression,
                          ParseCompression(assignment.value, FileFormat::kParquet));
    compressions.push_back({LowerCase(assignment.name), compression});
  }
  return compressions;
}

std::vector<std::string> ParseColumns(std::string_view text) {
  std::vector<std::string> columns;
  for (const std::string_view piece : SplitAtCommas(text)) columns.push_back(LowerCase(piece));
  return columns;
}

Result<Dialect> ParseDialect(std::string_view text) {
  return ParseName(text, "a dialect", kDialects);
}

Result<QueryEngine> ParseQueryEngine(std::string_view text) {
  return ParseName(text, "an engine", kQueryEngines);
}

Result<std::vector<int>> ParseQueryNumbers(const std::vector<std::string>& texts) {
  std::vector<int> numbers;
  for (const std::string& text : texts) {
    TPCH_ASSIGN_OR_RETURN(const int64_t number, ParseInteger(text, 1, kNumQueries));
    numbers.push_back(static_cast<int>(number));
  }
  return numbers;
}

Result<char> ParseDelimiter(std::string_view text) {
  if (text == "\\t") return '\t';
  if (text.size() == 1) return text[0];
  return Status::Invalid(
      fmt::format("'{}' is not one character; use one, such as '|' or ',', or \\t", text));
}

}  // namespace tpch
