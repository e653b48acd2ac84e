#include "tpch/stream.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "apps/parse.h"
#include "capi/calls.h"
#include "capi/tables.h"
#include "tpch/base/available_cpus.h"
#include "tpch/base/nearest_word.h"
#include "tpch/read/text_values.h"
#include "tpch/stream/table_stream.h"

namespace tpch {
namespace {

// The arguments of OpenTableStream.
struct StreamRequest {
  TableRows rows;
  StreamOptions options;
};

Result<size_t> FindColumnOf(Table table, std::string_view name) {
  std::vector<std::string_view> names;
  for (const ColumnDescriptor& column : Describe(table).columns) names.push_back(column.name);
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<size_t>(found - names.begin());
  const auto nearest = FindNearestWord(name, names);
  return Status::Invalid(fmt::format(
      "'{}' is not a column of {}; {}use {}", name, Describe(table).name,
      nearest ? fmt::format("did you mean {}? ", *nearest) : "", fmt::join(names, ", ")));
}

Status ReadColumns(std::string_view text, StreamRequest* request) {
  std::vector<size_t>& columns = request->options.columns.emplace();
  if (text.empty()) return Status::OK();
  for (const std::string& name : ParseColumns(text)) {
    TPCH_ASSIGN_OR_RETURN(const size_t column, FindColumnOf(request->rows.table, name));
    if (std::ranges::find(columns, column) != columns.end()) {
      return Status::Invalid(fmt::format("'{}' is there more than once; name it once", name));
    }
    columns.push_back(column);
  }
  return Status::OK();
}

using Read = std::function<Status(std::string_view text, StreamRequest* request)>;

// Reads a whole number into the member that `member` returns.
template <typename Member>
Read Integer(int64_t min, int64_t max, Member member) {
  return [=](std::string_view text, StreamRequest* request) -> Status {
    TPCH_ASSIGN_OR_RETURN(const int64_t value, ParseInteger(text, min, max));
    auto& read = member(request);
    read = std::remove_reference_t<decltype(read)>(value);
    return Status::OK();
  };
}

Read Day(int32_t DayRange::* bound) {
  return [bound](std::string_view text, StreamRequest* request) {
    bool has_time = false;
    const std::optional<int64_t> day = ParseDayText(text, &has_time);
    if (!day || has_time) {
      return Status::Invalid(fmt::format("'{}' is not a date; use YYYY-MM-DD", text));
    }
    request->rows.days.*bound = static_cast<int32_t>(*day);
    return Status::OK();
  };
}

Status ReadDateColumn(std::string_view text, StreamRequest* request) {
  const TableDescriptor& table = Describe(request->rows.table);
  std::vector<std::string_view> names;
  for (const size_t column : DateColumns(table.table)) {
    names.push_back(table.columns[column].name);
    if (names.back() == text) request->rows.date_column = column;
  }
  if (request->rows.date_column) return Status::OK();
  if (names.empty()) names = {"orders", "lineitem"};
  return Status::Invalid(fmt::format("'{}' is not a date column of {}; use {}", text, table.name,
                                     fmt::join(names, " or ")));
}

Status ReadQueuedBytes(std::string_view text, StreamRequest* request) {
  TPCH_ASSIGN_OR_RETURN(request->options.max_queued_bytes, ParseSize(text));
  return Status::OK();
}

Read Flag(bool RecordBatchStyle::* flag) {
  return [flag](std::string_view text, StreamRequest* request) {
    request->options.style.*flag = true;
    if (text.empty()) return Status::OK();
    return Status::Invalid(fmt::format("'{}' is not needed; give this option no value", text));
  };
}

struct Option {
  std::string_view name;
  Read read;
};

const std::vector<Option>& Options() {
  using Request = StreamRequest*;
  static const auto* const kOptions = new std::vector<Option>{
      {"columns", ReadColumns},
      {"part", Integer(1, kMaxParts, [](Request r) -> auto& { return r->rows.part; })},
      {"parts", Integer(1, kMaxParts, [](Request r) -> auto& { return r->rows.num_parts; })},
      {"set", Integer(1, kMaxRefreshSet, [](Request r) -> auto& { return r->rows.refresh_set; })},
      {"min-key",
       Integer(INT64_MIN, INT64_MAX, [](Request r) -> auto& { return r->rows.keys.min; })},
      {"max-key",
       Integer(INT64_MIN, INT64_MAX, [](Request r) -> auto& { return r->rows.keys.max; })},
      {"min-date", Day(&DayRange::min)},
      {"max-date", Day(&DayRange::max)},
      {"date-column", ReadDateColumn},
      {"max-rows", Integer(0, kAllRows, [](Request r) -> auto& { return r->rows.max_rows; })},
      {"batch-rows",
       Integer(1, kMaxRecordBatchRows, [](Request r) -> auto& { return r->options.batch_rows; })},
      {"threads",
       Integer(1, kMaxThreads, [](Request r) -> auto& { return r->options.num_threads; })},
      {"max-queued-bytes", ReadQueuedBytes},
      {"dictionary", Flag(&RecordBatchStyle::dictionary_arrays)},
      {"string-view", Flag(&RecordBatchStyle::string_view_comments)}};
  return *kOptions;
}

Result<const Option*> FindOption(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Option& option : Options()) {
    if (option.name == name) return &option;
    names.push_back(option.name);
  }
  return Status::Invalid(fmt::format("'{}' is not an option of a stream; use one of: {}", name,
                                     fmt::join(names, ", ")));
}

Status ReadOptions(const tpch_option* given, size_t num_given, StreamRequest* request) {
  std::set<std::string_view> names;
  for (size_t i = 0; i < num_given; ++i) {
    const std::string_view name = TextOf(given[i].name);
    TPCH_ASSIGN_OR_RETURN(const Option* option, FindOption(name));
    const Status status = option->read(TextOf(given[i].value), request);
    if (!status.ok()) return Status::Invalid(fmt::format("{}: {}", name, status.message()));
    if (!names.insert(name).second) {
      return Status::Invalid(fmt::format("{}: was given more than once; use it once", name));
    }
  }
  return Status::OK();
}

}  // namespace
}  // namespace tpch

tpch_status tpch_open_stream(const char* table, const char* scale_factor,
                             const tpch_option* options, size_t num_options,
                             const tpch_session* session, ArrowArrayStream* stream,
                             tpch_error** error) {
  return tpch::Run(error, [&]() -> tpch::Status {
    tpch::StreamRequest request;
    const bool is_of_set = std::any_of(options, options + num_options, [](const tpch_option& one) {
      return std::string_view(tpch::TextOf(one.name)) == "set";
    });
    TPCH_ASSIGN_OR_RETURN(request.rows.table,
                          is_of_set ? tpch::ParseRefreshTable(table) : tpch::ParseTable(table));
    TPCH_ASSIGN_OR_RETURN(request.rows.scale_factor, tpch::ParseScaleFactor(scale_factor));
    TPCH_RETURN_NOT_OK(tpch::ReadOptions(options, num_options, &request));
    const tpch::Session own;
    TPCH_ASSIGN_OR_RETURN(
        *stream, tpch::OpenTableStream(request.rows, session == nullptr ? own : session->session,
                                       request.options));
    return tpch::Status::OK();
  });
}

int64_t tpch_session_num_draws(const tpch_session* session) { return session->session.num_draws(); }
