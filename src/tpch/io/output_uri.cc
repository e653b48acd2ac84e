#include "tpch/io/output_uri.h"

#include <fmt/format.h>

#include <algorithm>

namespace tpch {
namespace {

constexpr std::string_view kSeparator = "://";
constexpr std::string_view kSchemes[] = {"s3", "gs", "gcs", "abfs", "abfss"};
constexpr std::string_view kHidden = "***";

/// Parameters whose values are no secrets. What is not here is hidden, typing errors included.
constexpr std::string_view kHarmless[] = {"anonymous",
                                          "blob_storage_authority",
                                          "connect_timeout",
                                          "credential_kind",
                                          "enable_tls",
                                          "dfs_storage_authority",
                                          "endpoint_override",
                                          "force_virtual_addressing",
                                          "max_attempts",
                                          "max_uploads",
                                          "project_id",
                                          "region",
                                          "request_timeout",
                                          "retry_limit_seconds",
                                          "role_arn",
                                          "scheme",
                                          "session_name",
                                          "smart_defaults",
                                          "tls_verify_certificates",
                                          "tls_ca_file_path",
                                          "tls_ca_dir_path",
                                          "account_name"};

bool IsSchemeCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '-' || c == '.';
}

/// Returns the length of the scheme that `text` begins with, or 0.
size_t SchemeLength(std::string_view text) {
  const size_t length = text.find(kSeparator);
  if (length == std::string_view::npos) return 0;
  return std::ranges::all_of(text.substr(0, length), IsSchemeCharacter) ? length : 0;
}

/// Returns whether a store's scheme is there without its slashes: a typing error, not a directory.
bool IsMalformed(std::string_view text) {
  return SchemeLength(text) == 0 && std::ranges::any_of(kSchemes, [&](std::string_view scheme) {
           return text.starts_with(scheme) && text.substr(scheme.size()).starts_with(':');
         });
}

/// Redacts what follows the `://` of one URI.
std::string RedactRest(std::string_view rest) {
  std::string shown;
  // A secret that somebody forgot to escape may hold any character, so the last sign counts.
  const size_t at = rest.rfind('@');
  if (at != std::string_view::npos) {
    const std::string_view user = rest.substr(0, at);
    const size_t colon = user.find(':');
    if (colon != std::string_view::npos) {
      shown = fmt::format("{}:{}", user.substr(0, colon), kHidden);
      rest.remove_prefix(at);
    }
  }
  const size_t query = rest.find('?');
  shown += rest.substr(0, query);
  if (query == std::string_view::npos) return shown;
  rest.remove_prefix(query);
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('&', 1), rest.size());
    shown += rest.front();
    shown += RedactStorageOption(rest.substr(1, end - 1));
    rest.remove_prefix(end);
  }
  return shown;
}

}  // namespace

bool IsUri(std::string_view output_dir) {
  return SchemeLength(output_dir) > 0 || IsMalformed(output_dir);
}

Status CheckScheme(std::string_view uri) {
  const std::string_view scheme = uri.substr(0, SchemeLength(uri));
  if (std::ranges::find(kSchemes, scheme) != std::end(kSchemes)) return Status::OK();
  return Status::Invalid(fmt::format(
      "--output-dir: '{}' is no place that data can go to; use s3://, gs:// or abfs://, "
      "or the path of a local directory",
      RedactUris(uri)));
}

std::string RedactUris(std::string_view text) {
  std::string shown;
  while (true) {
    const size_t separator = text.find(kSeparator);
    if (separator == std::string_view::npos) return shown.append(text);
    const size_t begin = separator + kSeparator.size();
    const size_t end = std::min(text.find_first_of(" \t\n'\"", begin), text.size());
    shown += text.substr(0, begin);
    shown += RedactRest(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
}

std::string RedactStorageOption(std::string_view option) {
  const size_t equals = option.find('=');
  if (equals == std::string_view::npos) return std::string(option);
  const std::string_view key = option.substr(0, equals);
  const bool harmless = std::ranges::find(kHarmless, key) != std::end(kHarmless);
  return fmt::format("{}={}", key, harmless ? option.substr(equals + 1) : kHidden);
}

}  // namespace tpch
