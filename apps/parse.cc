#include "apps/parse.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>

#include "tpch/base/nearest_word.h"

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

/// Returns what the word stands for, or nothing.
template <typename T, size_t kSize>
std::optional<T> FindWord(std::string_view text, const Word<T> (&words)[kSize]) {
  const auto* const word = std::ranges::find(words, LowerCase(text), &Word<T>::name);
  return word == std::end(words) ? std::nullopt : std::optional(word->value);
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

struct Letter {
  char letter;
  std::vector<Table> tables;
};

/// dbgen's letters; the lower-case pairs name two tables.
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

std::vector<Table> FindTables(std::string_view name) {
  const std::string lower = LowerCase(name);
  if (lower == "all") return {kAllTables.begin(), kAllTables.end()};
  if (const std::optional<Table> table = FindTable(lower)) return {*table};
  for (const Letter& letter : Letters()) {
    if (name == std::string_view(&letter.letter, 1)) return letter.tables;
  }
  return {};
}

struct SizeUnit {
  std::string_view name;
  double size_bytes;
};

constexpr SizeUnit kSizeUnits[] = {
    {"", 1},
    {"B", 1},
    {"KB", 1e3},
    {"MB", 1e6},
    {"GB", 1e9},
    {"TB", 1e12},
    {"KiB", 1024.0},
    {"MiB", 1048576.0},
    {"GiB", 1073741824.0},
    {"TiB", 1099511627776.0},
};

/// `NAME=VALUE`.
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

/// Other names of codecs, as other programs have them.
struct CodecAlias {
  std::string_view alias;
  std::string_view name;
};

constexpr CodecAlias kCodecAliases[] = {
    {"lz4", "lz4_raw"}, {"lz4raw", "lz4_raw"},    {"lz4hc", "lz4_raw"}, {"gz", "gzip"},
    {"zlib", "gzip"},   {"deflate", "gzip"},      {"zst", "zstd"},      {"zstandard", "zstd"},
    {"br", "brotli"},   {"uncompressed", "none"}, {"off", "none"},      {"no", "none"}};

/// Returns `did you mean NAME? ` for a codec that is spelt in another way and is one of `names`, or
/// nothing.
std::string SuggestCodec(std::string_view text, std::span<const std::string_view> names) {
  const std::string word = LowerCase(text.substr(0, text.find_first_of(":(")));
  const auto* const alias = std::ranges::find(kCodecAliases, word, &CodecAlias::alias);
  if (alias != std::end(kCodecAliases) && std::ranges::count(names, alias->name) > 0) {
    return fmt::format("did you mean {}? ", alias->name);
  }
  const auto nearest = FindNearestWord(word, names);
  return nearest ? fmt::format("did you mean {}? ", *nearest) : "";
}

Status InvalidSize(std::string_view text) {
  return Status::Invalid(fmt::format(
      "'{}' is not a size; use a positive number with B, KB, MB, GB, KiB, MiB or GiB", text));
}

}  // namespace

std::string NormalizeWords(std::string_view text) {
  std::string words;
  const std::string lower = LowerCase(text);
  for (const std::string_view piece : SplitAtCommas(lower)) {
    const size_t sign = std::min(piece.find('='), piece.size());
    if (!words.empty()) words += ',';
    words += WithoutBlanks(piece.substr(0, sign));
    if (sign < piece.size()) words += fmt::format("={}", WithoutBlanks(piece.substr(sign + 1)));
  }
  return words;
}

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

Result<int64_t> ParseSize(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !std::isfinite(number)) return InvalidSize(text);
  const std::string_view name(end, static_cast<size_t>(text.data() + text.size() - end));
  const auto* const unit = std::ranges::find(kSizeUnits, name, &SizeUnit::name);
  if (unit == std::end(kSizeUnits)) return InvalidSize(text);
  const double size_bytes = number * unit->size_bytes;
  if (size_bytes < 1 || size_bytes > 1e18) return InvalidSize(text);
  return static_cast<int64_t>(size_bytes);
}

Result<std::vector<Table>> ParseTables(std::string_view text) {
  std::vector<Table> tables;
  for (const std::string_view name : SplitAtCommas(text)) {
    const std::vector<Table> found = FindTables(name);
    if (found.empty()) {
      std::vector<std::string_view> names;
      names.reserve(kAllTables.size());
      for (const Table table : kAllTables) names.push_back(Describe(table).name);
      return Status::Invalid(
          fmt::format("'{}' is not a table; use all, {}", name, fmt::join(names, ", ")));
    }
    for (const Table table : found) AddOnce(table, &tables);
  }
  return tables;
}

Result<FileFormat> ParseFormat(std::string_view text) {
  if (const auto format = FindWord(text, kFormatWords)) return *format;
  return Status::Invalid(fmt::format("'{}' is not a format; use parquet, csv, tbl or arrow", text));
}

Result<IoMode> ParseIoMode(std::string_view text) {
  if (const auto mode = FindWord(text, kIoWords)) return *mode;
  return Status::Invalid(
      fmt::format("'{}' is not an I/O mode; use auto, sync, uring or uring-per-file", text));
}

Result<DirectMode> ParseDirectMode(std::string_view text) {
  if (const auto mode = FindWord(text, kDirectWords)) return *mode;
  return Status::Invalid(fmt::format("'{}' is neither auto, on nor off", text));
}

Result<DigestKind> ParseDigestKind(std::string_view text) {
  if (const auto kind = FindWord(text, kDigestWords)) return *kind;
  return Status::Invalid(fmt::format("'{}' is neither none nor xxh3", text));
}

Result<Compression> ParseCompression(std::string_view text) {
  const size_t colon = text.find(':');
  const auto* const codec =
      std::ranges::find(kCodecs, LowerCase(text.substr(0, colon)), &CodecDescriptor::name);
  if (codec == std::end(kCodecs)) {
    std::vector<std::string_view> names;
    for (const CodecDescriptor& descriptor : kCodecs) names.push_back(descriptor.name);
    return Status::Invalid(
        fmt::format("'{}' is not a codec of parquet; {}use none, snappy, zstd, lz4_raw, gzip or "
                    "brotli",
                    text, SuggestCodec(text, names)));
  }
  Compression compression{codec->codec, {}};
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

Status ParseArrowCompression(std::string_view text, ArrowOptions* options) {
  const size_t colon = text.find(':');
  const auto codec = FindWord(text.substr(0, colon), kArrowCodecWords);
  const bool has_level = colon != std::string_view::npos;
  if (!codec || (has_level && *codec != ArrowCodec::kZstd)) {
    constexpr std::string_view kNames[] = {"none", "lz4", "zstd"};
    const bool is_lz4 = LowerCase(text).starts_with("lz4_raw");
    return Status::Invalid(fmt::format("'{}' does not go with arrow; {}use none, lz4 or zstd", text,
                                       is_lz4 ? "did you mean lz4? " : SuggestCodec(text, kNames)));
  }
  options->codec = *codec;
  if (!has_level) return Status::OK();
  const auto level = ParseInteger(text.substr(colon + 1), kMinArrowZstdLevel, kMaxArrowZstdLevel);
  if (!level.ok()) {
    return Status::Invalid(fmt::format("'{}': the levels of zstd are {} to {}", text,
                                       kMinArrowZstdLevel, kMaxArrowZstdLevel));
  }
  options->level = static_cast<int>(*level);
  return Status::OK();
}

Result<ParquetProfile> ParseParquetProfile(std::string_view text) {
  if (const auto profile = FindWord(text, kProfileWords)) return *profile;
  return Status::Invalid(fmt::format("'{}' is not a profile; use default or compatible", text));
}

Result<std::vector<ColumnEncoding>> ParseColumnEncodings(std::string_view text) {
  std::vector<ColumnEncoding> encodings;
  for (const std::string_view piece : SplitAtCommas(text)) {
    TPCH_ASSIGN_OR_RETURN(const Assignment assignment, SplitAtEqualsSign(piece));
    const auto* const encoding =
        std::ranges::find(kEncodings, LowerCase(assignment.value), &EncodingDescriptor::name);
    if (encoding == std::end(kEncodings)) {
      std::vector<std::string_view> names;
      for (const EncodingDescriptor& descriptor : kEncodings) names.push_back(descriptor.name);
      return Status::Invalid(
          fmt::format("'{}' is not an encoding; use {}", assignment.value, fmt::join(names, ", ")));
    }
    encodings.push_back({LowerCase(assignment.name), encoding->encoding});
  }
  return encodings;
}

Result<std::vector<ColumnCompression>> ParseColumnCompressions(std::string_view text) {
  std::vector<ColumnCompression> compressions;
  for (const std::string_view piece : SplitAtCommas(text)) {
    TPCH_ASSIGN_OR_RETURN(const Assignment assignment, SplitAtEqualsSign(piece));
    TPCH_ASSIGN_OR_RETURN(const Compression compression, ParseCompression(assignment.value));
    compressions.push_back({LowerCase(assignment.name), compression});
  }
  return compressions;
}

std::vector<std::string> ParseColumns(std::string_view text) {
  std::vector<std::string> columns;
  for (const std::string_view piece : SplitAtCommas(text)) columns.push_back(LowerCase(piece));
  return columns;
}

Result<char> ParseDelimiter(std::string_view text) {
  if (text == "\\t") return '\t';
  if (text.size() == 1) return text[0];
  return Status::Invalid(
      fmt::format("'{}' is not one character; use one, such as '|' or ',', or \\t", text));
}

}  // namespace tpch
