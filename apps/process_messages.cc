#include "apps/process_messages.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace tpch {
namespace {

using Json = nlohmann::json;

Json ToJson(const FileMessage& message) {
  Json json = {{"path", message.relative_path},
               {"num_rows", message.totals.num_rows},
               {"size_bytes", message.totals.size_bytes}};
  if (message.totals.xxh3) json["xxh3"] = *message.totals.xxh3;
  return json;
}

Json ToJson(const EndMessage& message) {
  return {{"status", static_cast<int>(message.status.code())},
          {"error", message.status.message()},
          {"peak_memory_bytes", message.peak_memory_bytes},
          {"budget_bytes", message.budget_bytes},
          {"peak_bytes_in_flight", message.peak_bytes_in_flight},
          {"staging_bytes", message.staging_bytes}};
}

Status MakeStatus(StatusCode code, const std::string& message) {
  switch (code) {
    case StatusCode::kOk:
      return Status::OK();
    case StatusCode::kInvalid:
      return Status::Invalid(message);
    case StatusCode::kCancelled:
      return Status::Cancelled(message);
    case StatusCode::kIoError:
    case StatusCode::kOutputClosed:
      break;
  }
  return Status::IoError(message);
}

/// Throws what the JSON library throws when something is missing or of another type.
ProcessMessage FromJson(const Json& json) {
  if (json.contains("path")) {
    FileMessage message{json.at("path"), {}};
    message.totals.num_rows = json.at("num_rows");
    message.totals.size_bytes = json.at("size_bytes");
    if (json.contains("xxh3")) message.totals.xxh3 = json.at("xxh3").get<uint64_t>();
    return message;
  }
  return EndMessage{
      MakeStatus(static_cast<StatusCode>(json.at("status").get<int>()), json.at("error")),
      json.at("peak_memory_bytes"), json.at("budget_bytes"), json.at("peak_bytes_in_flight"),
      json.at("staging_bytes")};
}

}  // namespace

std::string FormatMessage(const ProcessMessage& message) {
  const Json json = std::visit([](const auto& one) { return ToJson(one); }, message);
  // An error may name a path, which may hold any bytes; JSON takes UTF-8 only.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<ProcessMessage> ParseMessage(std::string_view line) {
  try {
    return FromJson(Json::parse(line));
  } catch (const Json::exception&) {
    return Status::IoError(fmt::format("'{}' is no message of a process", line));
  }
}

}  // namespace tpch
