#include "tpch/stream.h"

#include <fmt/format.h>

#include <cstdint>
#include <set>
#include <string_view>

#include "apps/parse.h"
#include "capi/calls.h"
#include "capi/tables.h"
#include "tpch/stream/table_stream.h"

namespace tpch {
namespace {

struct StreamOptions {
  int64_t part = 1;
  int64_t num_parts = 1;
  int64_t max_rows = kAllRows;
  int64_t batch_rows = 65'536;
};

struct IntegerOption {
  std::string_view name;
  int64_t StreamOptions::* value;
  int64_t max;
};

constexpr IntegerOption kOptions[] = {
    {"part", &StreamOptions::part, kMaxParts},
    {"parts", &StreamOptions::num_parts, kMaxParts},
    {"max-rows", &StreamOptions::max_rows, kAllRows},
    {"batch-rows", &StreamOptions::batch_rows, kMaxRecordBatchRows}};

Status ReadOption(std::string_view name, const char* text, StreamOptions* options) {
  for (const IntegerOption& option : kOptions) {
    if (option.name != name) continue;
    const Result<int64_t> value = ParseInteger(TextOf(text), 1, option.max);
    if (!value.ok()) return Status::Invalid(fmt::format("{}: {}", name, value.status().message()));
    options->*option.value = *value;
    return Status::OK();
  }
  return Status::Invalid(fmt::format(
      "'{}' is not an option of a stream; use part, parts, max-rows or batch-rows", name));
}

Result<StreamOptions> ReadOptions(const tpch_option* given, size_t num_given) {
  StreamOptions options;
  std::set<std::string_view> names;
  for (size_t i = 0; i < num_given; ++i) {
    const std::string_view name = TextOf(given[i].name);
    TPCH_RETURN_NOT_OK(ReadOption(name, given[i].value, &options));
    if (!names.insert(name).second) {
      return Status::Invalid(fmt::format("{}: was given more than once; use it once", name));
    }
  }
  return options;
}

}  // namespace
}  // namespace tpch

tpch_status tpch_open_stream(const char* table, const char* scale_factor,
                             const tpch_option* options, size_t num_options,
                             const tpch_session* session, ArrowArrayStream* stream,
                             tpch_error** error) {
  return tpch::Run(error, [&]() -> tpch::Status {
    tpch::TableRows rows;
    TPCH_ASSIGN_OR_RETURN(rows.table, tpch::ParseTable(table));
    TPCH_ASSIGN_OR_RETURN(rows.scale_factor, tpch::ParseScaleFactor(scale_factor));
    TPCH_ASSIGN_OR_RETURN(const tpch::StreamOptions read, tpch::ReadOptions(options, num_options));
    rows.part = read.part;
    rows.num_parts = read.num_parts;
    rows.max_rows = read.max_rows;
    const tpch::Session own;
    TPCH_ASSIGN_OR_RETURN(
        *stream,
        tpch::OpenTableStream(rows, session == nullptr ? own : session->session, read.batch_rows));
    return tpch::Status::OK();
  });
}
