#include "tpch/io/output_uri.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "tpch/io/storage_option.h"

namespace tpch {
namespace {

constexpr std::string_view kSeparator = "://";
constexpr std::string_view kSchemes[] = {"s3", "gs", "gcs", "abfs", "abfss"};
constexpr std::string_view kHidden = "***";
constexpr size_t kMaxPortLength = 5;

bool IsLetterOrDigit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

bool IsSchemeCharacter(char c) { return IsLetterOrDigit(c) || c == '+' || c == '-' || c == '.'; }

bool IsNameCharacter(char c) { return IsLetterOrDigit(c) || c == '_' || c == '-' || c == '.'; }

bool EqualsInAnyCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// Returns the length of the scheme at the beginning of `text`, or 0.
size_t SchemeLength(std::string_view text) {
  const size_t length = text.find(kSeparator);
  if (length == std::string_view::npos) return 0;
  return std::ranges::all_of(text.substr(0, length), IsSchemeCharacter) ? length : 0;
}

// Returns the length of a store's scheme with its colon at the beginning of `text`, or 0.
size_t StoreSchemeLength(std::string_view text) {
  const size_t length = text.find(':');
  if (length == std::string_view::npos) return 0;
  const auto is_it = [&](std::string_view scheme) {
    return EqualsInAnyCase(text.substr(0, length), scheme);
  };
  return std::ranges::any_of(kSchemes, is_it) ? length + 1 : 0;
}

// Returns the position after the scheme and its slashes; 0 if the text is not a URI.
size_t FindRest(std::string_view uri) {
  const size_t begin = std::min(uri.find_first_not_of(" \t\n"), uri.size());
  const std::string_view text = uri.substr(begin);
  size_t rest = StoreSchemeLength(text);
  if (rest == 0 && SchemeLength(text) > 0) rest = SchemeLength(text) + kSeparator.size();
  if (rest == 0) {
    // A path never intentionally contains a user and a password.
    const size_t slashes = text.find("//");
    if (slashes == std::string_view::npos) return 0;
    const std::string_view user = text.substr(slashes, text.rfind('@') - slashes);
    if (text.rfind('@') == std::string_view::npos || text.rfind('@') < slashes) return 0;
    if (user.find(':') == std::string_view::npos) return 0;
    rest = slashes;
  }
  return begin + std::min(text.find_first_not_of("/\\", rest), text.size());
}

// Returns whether the text is a mistyped URI, for example one with a store's scheme but without
// its slashes.
bool IsMalformed(std::string_view text) { return SchemeLength(text) == 0 && FindRest(text) > 0; }

// Redacts the part before the last @ of a URI. Only Azure and Google have names there.
std::string RedactUser(std::string_view user, bool may_be_name) {
  const size_t colon = user.find(':');
  const std::string_view name = user.substr(0, colon);
  const bool is_name = std::ranges::all_of(name, IsNameCharacter);
  if (colon == std::string_view::npos) return std::string(is_name && may_be_name ? name : kHidden);
  return fmt::format("{}:{}", is_name ? name : kHidden, kHidden);
}

// Returns the length of the host and port at the beginning of `text`; npos if the port is invalid.
size_t HostLength(std::string_view text) {
  const size_t length = std::min(text.find_first_of("/?#"), text.size());
  const std::string_view host = text.substr(0, length);
  const size_t bracket = host.find(']');
  const size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return length;
  const std::string_view port = host.substr(colon + 1);
  const bool is_port = port.size() <= kMaxPortLength &&
                       std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
  return is_port ? length : std::string_view::npos;
}

// Redacts the `?KEY=VALUE&...` of a URI.
std::string RedactParameters(std::string_view query) {
  std::string shown;
  while (!query.empty()) {
    const size_t end = std::min(query.find('&', 1), query.size());
    shown += query.front();
    if (end > 1) shown += RedactStorageOption(query.substr(1, end - 1));
    query.remove_prefix(end);
  }
  return shown;
}

// Redacts the part after the scheme and its slashes.
std::string RedactRest(std::string_view rest, bool may_have_name) {
  std::string shown;
  // A secret that was not escaped may contain any character, so the last sign counts.
  if (const size_t at = rest.rfind('@'); at != std::string_view::npos) {
    shown = RedactUser(rest.substr(0, at), may_have_name) + "@";
    rest.remove_prefix(at + 1);
  }
  if (HostLength(rest) == std::string_view::npos) {
    // A password without its @, of unknown length.
    return fmt::format("{}{}:{}", shown, rest.substr(0, rest.find(':')), kHidden);
  }
  const size_t end = std::min(rest.find_first_of("?#"), rest.size());
  shown += rest.substr(0, end);
  rest.remove_prefix(end);
  if (rest.starts_with('#')) return fmt::format("{}#{}", shown, kHidden);
  return shown + RedactParameters(rest);
}

// Returns the end of the URI that starts at `begin`.
size_t FindEnd(std::string_view text, size_t begin) {
  const char before = begin == 0 ? ' ' : text[begin - 1];
  if (before == '\'' || before == '"') {
    // The secret in a malformed URI may contain quotes and spaces.
    for (size_t end = begin; (end = text.find(before, end)) != std::string_view::npos; ++end) {
      const bool is_last = end + 1 == text.size();
      if (is_last || std::string_view(" ,:;.)\n").find(text[end + 1]) != std::string_view::npos) {
        return end;
      }
    }
  }
  size_t end = std::min(text.find_first_of(" \t\n'\"", begin), text.size());
  while (end > begin && std::string_view(":;,.)").find(text[end - 1]) != std::string_view::npos) {
    --end;
  }
  return end;
}

// Returns the start of the first URI's scheme, or the end of the text.
size_t FindScheme(std::string_view text) {
  for (size_t colon = 0; (colon = text.find(':', colon)) != std::string_view::npos; ++colon) {
    size_t begin = colon;
    while (begin > 0 && IsSchemeCharacter(text[begin - 1])) --begin;
    const std::string_view rest = text.substr(begin);
    if (rest.substr(colon - begin).starts_with(kSeparator) || StoreSchemeLength(rest) > 0) {
      return begin;
    }
  }
  return text.size();
}

}  // namespace

bool IsUri(std::string_view output_dir) {
  return SchemeLength(output_dir) > 0 || IsMalformed(output_dir);
}

Status CheckScheme(std::string_view uri) {
  const std::string_view scheme = uri.substr(0, SchemeLength(uri));
  if (std::ranges::find(kSchemes, scheme) != std::end(kSchemes)) return Status::OK();
  return Status::Invalid(
      Field::kOutputDir,
      fmt::format("'{}' is not a place that data can be written to", RedactUri(uri)),
      "use s3://, gs:// or abfs://, or the path of a local directory");
}

std::string RedactUri(std::string_view uri) {
  const size_t begin = FindRest(uri);
  if (begin == 0) return std::string(uri);
  const char first = uri[std::min(uri.find_first_not_of(" \t\n"), uri.size() - 1)];
  const bool may_have_name = first == 'a' || first == 'g';  // abfs://CONTAINER@, gs://anonymous@
  return std::string(uri.substr(0, begin)) + RedactRest(uri.substr(begin), may_have_name);
}

std::string RedactUris(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const size_t begin = FindScheme(text);
    shown += text.substr(0, begin);
    if (begin == text.size()) break;
    const size_t end = std::max(FindEnd(text, begin), text.find(':', begin) + 1);
    shown += RedactUri(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
  return shown;
}

}  // namespace tpch
