#include "tpch/store/store_error.h"

#include <fmt/format.h>

#include <cctype>
#include <optional>
#include <string>

namespace tpch {
namespace {

// A remedy: words, with a setting between them if there is one.
struct Advice {
  std::string_view words;
  std::optional<Field> field = std::nullopt;
  std::string_view value = "";
  std::string_view rest = "";

  Message ToMessage() const {
    Message message{std::string(words)};
    if (field) message.Append(Setting{*field, std::string(value)});
    message.Append(std::string(rest));
    return message;
  }
};

// Messages of stores and their client libraries, with their meanings. The first match counts.
struct Symptom {
  std::string_view text;
  std::string_view http_status;  // if the text alone is ambiguous, else empty
  Advice advice;
};

constexpr Advice kCheckBucket = {
    "check that the bucket or container exists, its name, the region and the endpoint"};
constexpr Advice kCheckKeys = {"check the credentials"};
constexpr Advice kCheckPermissions = {
    "check the credentials and what they permit: list, read, write, abort uploads"};
constexpr Advice kCheckRegion = {"set the bucket's region (", Field::kStorageOptions, "region=NAME",
                                 ")"};
constexpr Advice kCheckEndpoint = {
    "the endpoint leads to another host, which gets no credentials; set the bucket's region (",
    Field::kStorageOptions, "region=NAME", "), or the endpoint that it leads to"};
constexpr Advice kCheckNetwork = {"check the network, the endpoint and the proxy settings"};
constexpr Advice kTryLater = {"the store was busy or failing; try later, with ", Field::kResume};

constexpr Symptom kSymptoms[] = {
    {"NO_SUCH_BUCKET", "HTTP 404", kCheckBucket},
    {"NoSuchBucket", "HTTP 404", kCheckBucket},
    {"ContainerNotFound", "HTTP 404", kCheckBucket},
    {"bucket does not exist", "HTTP 404", kCheckBucket},
    {"NOT_FOUND", "HTTP 404", kCheckBucket},
    {"Not Found", "HTTP 404", kCheckBucket},
    {"INVALID_ACCESS_KEY_ID", "HTTP 403", kCheckKeys},
    {"InvalidAccessKeyId", "HTTP 403", kCheckKeys},
    {"SIGNATURE", "HTTP 403", kCheckKeys},
    {"AuthenticationFailed", "HTTP 403", kCheckKeys},
    {"UNAUTHENTICATED", "HTTP 401", kCheckKeys},
    {"No credentials", "", kCheckKeys},
    {"credential", "", kCheckKeys},
    {"ACCESS_DENIED", "HTTP 403", kCheckPermissions},
    {"AccessDenied", "HTTP 403", kCheckPermissions},
    {"AuthorizationFailure", "HTTP 403", kCheckPermissions},
    {"AuthorizationPermissionMismatch", "HTTP 403", kCheckPermissions},
    {"PERMISSION_DENIED", "HTTP 403", kCheckPermissions},
    {"Forbidden", "HTTP 403", kCheckPermissions},
    {"HTTP status 403", "", kCheckPermissions},
    {"configured region", "", kCheckRegion},
    {"HTTP status 301", "", kCheckEndpoint},
    {"HTTP status 302", "", kCheckEndpoint},
    {"HTTP status 303", "", kCheckEndpoint},
    {"HTTP status 307", "", kCheckEndpoint},
    {"HTTP status 308", "", kCheckEndpoint},
    {"PermanentRedirect", "HTTP 301", kCheckRegion},
    {"AuthorizationHeaderMalformed", "HTTP 400", kCheckRegion},
    {"HTTP status 400", "", kCheckRegion},
    {"SLOW_DOWN", "HTTP 503", kTryLater},
    {"SERVICE_UNAVAILABLE", "HTTP 503", kTryLater},
    {"INTERNAL_FAILURE", "HTTP 500", kTryLater},
    {"ServerBusy", "HTTP 503", kTryLater},
    {"HTTP status 5", "", kTryLater},
    {"503", "", kTryLater},
    {"NETWORK_CONNECTION", "", kCheckNetwork},
    {"resolve", "", kCheckNetwork},
    {"connect", "", kCheckNetwork},
    {"UNAVAILABLE", "", kCheckNetwork},
    {"time", "", kCheckNetwork},
};

constexpr Symptom kUnknown = {"", "", {"check the store's own log"}};

const Symptom& FindSymptom(std::string_view text) {
  for (const Symptom& symptom : kSymptoms) {
    if (text.find(symptom.text) != std::string_view::npos) return symptom;
  }
  return kUnknown;
}

// Returns the text in one line, without the suffixes of client libraries.
std::string OneLine(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool is_space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!is_space) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  while (line.ends_with(' ') || line.ends_with('.')) line.pop_back();
  return line;
}

}  // namespace

Status StoreError(std::string_view store, std::string_view action, std::string_view name,
                  const arrow::Status& status) {
  const std::string text = OneLine(status.message());
  const Symptom& symptom = FindSymptom(text);
  const bool tells_status = symptom.http_status.empty();
  return Status::IoError(
      fmt::format("{}: cannot {} '{}': {}{}{}{}", store, action, name, text,
                  tells_status ? "" : " (", symptom.http_status, tells_status ? "" : ")"),
      symptom.advice.ToMessage());
}

}  // namespace tpch
