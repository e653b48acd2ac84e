#include "apps/redaction.h"

#include <algorithm>
#include <utility>

#include "tpch/io/output_uri.h"
#include "tpch/io/secrets.h"
#include "tpch/io/storage_option.h"

namespace tpch {
namespace {

constexpr std::string_view kStorageOption = "--storage-option";

// Shorter ones occur in many texts by chance.
constexpr size_t kMinLength = 4;

// The secrets of this process; constant once recorded.
Secrets& Known() {
  static Secrets known;
  return known;
}

// Redacts an argument, or the value of `--option=`.
std::string RedactValue(std::string_view value) {
  if (IsUri(value)) return RedactUri(value);
  const size_t equals = value.find('=');
  const bool is_setting = equals != std::string_view::npos && MayShowKey(value.substr(0, equals));
  return is_setting ? RedactStorageOption(value) : RedactUris(value);
}

// Calls `take(name, value, shown)` for the value of each argument; `name` is the text before it,
// such as `--option=`.
template <typename Take>
void ForEachValue(const std::vector<std::string>& arguments, Take take) {
  bool is_setting = false;
  for (const std::string_view argument : arguments) {
    const size_t equals = argument.starts_with("--") ? argument.find('=') : std::string_view::npos;
    const size_t begin = equals == std::string_view::npos ? 0 : equals + 1;
    const std::string_view name = argument.substr(0, begin);
    const std::string_view value = argument.substr(begin);
    const bool is_own = is_setting || (begin > 0 && argument.substr(0, equals) == kStorageOption);
    take(name, value, is_own ? RedactStorageOption(value) : RedactValue(value));
    is_setting = argument == kStorageOption;
  }
}

}  // namespace

std::vector<std::string> RedactArguments(const std::vector<std::string>& arguments) {
  std::vector<std::string> shown;
  ForEachValue(arguments, [&](std::string_view name, std::string_view, const std::string& value) {
    shown.push_back(std::string(name) + value);
  });
  return shown;
}

Secrets::Secrets(const std::vector<std::string>& arguments) : words_(SecretsOfEnvironment()) {
  ForEachValue(arguments, [&](std::string_view, std::string_view value, const std::string& shown) {
    if (shown == value || value.size() < kMinLength) return;
    arguments_.push_back({std::string(value), shown});
    if (shown.ends_with("=***")) words_.emplace_back(value.substr(value.find('=') + 1));
  });
  std::ranges::sort(arguments_, std::ranges::greater(),
                    [](const Replacement& argument) { return argument.text.size(); });
}

std::string Secrets::Hide(std::string_view text) const {
  std::string shown(text);
  for (const Replacement& argument : arguments_) {
    for (size_t at = 0; (at = shown.find(argument.text, at)) != std::string::npos;
         at += argument.shown.size()) {
      shown.replace(at, argument.text.size(), argument.shown);
    }
  }
  return RedactUris(HideWords(std::move(shown), words_));
}

void RememberSecrets(const std::vector<std::string>& arguments) { Known() = Secrets(arguments); }

std::string HideSecrets(std::string_view text) { return Known().Hide(text); }

}  // namespace tpch
