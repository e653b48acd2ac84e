#include "tpch/io/storage_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "tpch/base/nearest_word.h"

namespace tpch {
namespace {

// Keys whose values are not secret. All other keys, including misspelled ones, are hidden.
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

// Other keys that may be shown without their values; the short ones come from Azure's signed URLs.
constexpr std::string_view kSecret[] = {"access_key_id",
                                        "secret_access_key",
                                        "session_token",
                                        "external_id",
                                        "account_key",
                                        "sas_token",
                                        "tenant_id",
                                        "client_id",
                                        "client_secret",
                                        "access_token",
                                        "json_credentials",
                                        "target_service_account",
                                        "se",
                                        "sig",
                                        "sp",
                                        "spr",
                                        "sr",
                                        "srt",
                                        "ss",
                                        "st",
                                        "sv"};

constexpr std::string_view kHidden = "***";

// Returns whether a value looks like a name, a number, a host or a path, without characters that
// separate a password or another setting.
bool IsHarmlessValue(std::string_view value) {
  return std::ranges::all_of(value, [](unsigned char c) {
    return std::isalnum(c) != 0 || std::string_view("._:/-[]").find(c) != std::string_view::npos;
  });
}

}  // namespace

bool MayShowKey(std::string_view key) {
  return FindNearestWord(key, kHarmless) || FindNearestWord(key, kSecret);
}

std::string RedactStorageOption(std::string_view option) {
  const size_t equals = option.find('=');
  const std::string_view key = option.substr(0, equals);
  if (equals == std::string_view::npos || !MayShowKey(key)) return std::string(kHidden);
  const std::string_view value = option.substr(equals + 1);
  const bool is_harmless = std::ranges::find(kHarmless, key) != std::end(kHarmless);
  return fmt::format("{}={}", key, is_harmless && IsHarmlessValue(value) ? value : kHidden);
}

}  // namespace tpch
