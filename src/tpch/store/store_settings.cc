#include "tpch/store/store_settings.h"

#include <arrow/result.h>
#include <arrow/util/uri.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "tpch/io/output_uri.h"
#include "tpch/io/secrets.h"
#include "tpch/io/storage_option.h"

namespace tpch {
namespace {

Status MalformedUri(std::string_view uri, std::string_view reason) {
  return Status::Invalid(Field::kOutputDir,
                         fmt::format("'{}' is not a valid URI ({})", RedactUri(uri), reason),
                         "use a form such as s3://bucket/path, and %XX for special characters");
}

// Returns whether the value of a setting may be shown.
bool IsHarmless(const std::string& key, const std::string& value) {
  return !RedactStorageOption(fmt::format("{}={}", key, value)).ends_with("***");
}

// Returns the password of a URI as written, before %XX is decoded.
std::string EscapedPassword(const std::string& uri) {
  const size_t begin = uri.find("://") + 3;
  const size_t at = uri.rfind('@');
  const size_t colon = uri.find(':', begin);
  if (at == std::string::npos || colon >= at) return {};
  return uri.substr(colon + 1, at - colon - 1);
}

// Returns a phrase that names a key, if it may be shown.
std::string NameKey(std::string_view key) {
  if (MayShowKey(key)) return fmt::format("'{}'", key);
  return fmt::format("a key of {} characters (not shown: it may be a secret)", key.size());
}

}  // namespace

Result<StoreSettings> StoreSettings::Parse(const StoreLocation& location) {
  StoreSettings settings;
  arrow::util::Uri uri;
  const arrow::Status parsed = uri.Parse(location.uri);
  // The library's reason repeats the URI.
  if (!parsed.ok()) return MalformedUri(location.uri, "it cannot be parsed");
  if (location.uri.find('#') != std::string::npos) return MalformedUri(location.uri, "it has a #");
  const auto items = uri.query_items();
  if (!items.ok()) return MalformedUri(location.uri, "its parameters cannot be parsed");
  settings.scheme_ = uri.scheme();
  settings.uri_ = location.uri.substr(0, location.uri.find('?'));
  while (settings.uri_.ends_with('/') && !settings.uri_.ends_with("//")) settings.uri_.pop_back();
  settings.shown_uri_ = RedactUri(settings.uri_);
  settings.password_ = uri.password();
  settings.secrets_ = SecretsOfEnvironment();
  settings.secrets_.push_back(settings.password_);
  settings.secrets_.push_back(EscapedPassword(settings.uri_));
  std::vector<std::pair<std::string, std::string>> all = *items;
  all.insert(all.end(), location.options.begin(), location.options.end());
  for (const auto& [key, value] : all) {
    if (!settings.values_.emplace(key, value).second) {
      return Status::Invalid(Field::kStorageOptions, NameKey(key) + " is given twice",
                             "use it once");
    }
    if (!IsHarmless(key, value)) settings.secrets_.push_back(value);
  }
  return settings;
}

Status StoreSettings::CheckKeys(std::span<const std::string_view> keys) const {
  for (const auto& [key, value] : values_) {
    if (std::ranges::find(keys, key) != keys.end()) continue;
    return Status::Invalid(Field::kStorageOptions,
                           fmt::format("{}:// does not have {}", scheme_, NameKey(key)),
                           fmt::format("use one of: {}", fmt::join(keys, ", ")));
  }
  return Status::OK();
}

std::optional<std::string> StoreSettings::Get(std::string_view key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? std::nullopt : std::optional(found->second);
}

Result<int64_t> StoreSettings::GetInteger(std::string_view key, int64_t min, int64_t max,
                                          int64_t otherwise) const {
  const std::optional<std::string> text = Get(key);
  if (!text) return otherwise;
  int64_t value = 0;
  const char* const end = text->data() + text->size();
  const auto [rest, error] = std::from_chars(text->data(), end, value);
  if (error == std::errc() && rest == end && value >= min && value <= max) return value;
  return Status::Invalid(
      Field::kStorageOptions,
      fmt::format("'{}' is out of range", RedactStorageOption(fmt::format("{}={}", key, *text))),
      fmt::format("use {} to {}", min, max));
}

Result<bool> StoreSettings::GetFlag(std::string_view key) const {
  const std::optional<std::string> text = Get(key);
  if (!text || *text == "false") return false;
  if (*text == "true") return true;
  return Status::Invalid(Field::kStorageOptions,
                         fmt::format("'{}' is neither true nor false",
                                     RedactStorageOption(fmt::format("{}={}", key, *text))),
                         "use true or false");
}

std::string StoreSettings::UriWith(std::span<const std::string_view> keys) const {
  std::string uri = uri_;
  char separator = '?';
  for (const std::string_view key : keys) {
    const std::optional<std::string> value = Get(key);
    if (!value) continue;
    uri += fmt::format("{}{}={}", separator, key, arrow::util::UriEscape(*value));
    separator = '&';
  }
  return uri;
}

std::string StoreSettings::WithoutSecrets(std::string text) const {
  return RedactUris(HideWords(std::move(text), secrets_));
}

}  // namespace tpch
