#include "apps/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>

namespace tpch {
namespace {

// A UTF-8 character.
struct Character {
  size_t size_bytes = 1;
  std::optional<uint32_t> code_point;  // absent if the first byte starts no character
};

// REQUIRES: the text is not empty.
Character FirstCharacter(std::string_view text) {
  struct Form {
    uint8_t mask, lead;
    uint32_t least;  // smaller code points have shorter forms
  };
  constexpr Form kForms[] = {
      {0x80, 0, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};
  const auto first = static_cast<uint8_t>(text.front());
  const auto* const form = std::ranges::find_if(
      kForms, [first](const Form& each) { return (first & each.mask) == each.lead; });
  if (form == std::end(kForms)) return {};
  const auto size = static_cast<size_t>(form - kForms) + 1;
  if (text.size() < size) return {};
  uint32_t code_point = first & ~form->mask & 0xffU;
  for (const char c : text.substr(1, size - 1)) {
    if ((static_cast<uint8_t>(c) & 0xc0) != 0x80) return {};
    code_point = code_point << 6 | (static_cast<uint8_t>(c) & 0x3fU);
  }
  const bool is_surrogate = code_point >= 0xd800 && code_point < 0xe000;
  if (code_point < form->least || code_point > 0x10ffff || is_surrogate) return {};
  return {size, code_point};
}

// Returns whether a character is visible.
bool IsShown(uint32_t code_point) {
  struct Range {
    uint32_t first, last;
  };
  constexpr Range kHidden[] = {
      {0, 0x1f},           // control characters
      {0x7f, 0x9f},        // more control characters
      {0x61c, 0x61c},      // marks, embeddings, overrides and isolates of text direction
      {0x200b, 0x200f},    // also zero-width characters
      {0x2028, 0x202e},    // also line and paragraph separators
      {0x2060, 0x206f},    //
      {0xfeff, 0xfeff},    // the byte order mark
      {0xe0000, 0xe007f},  // tags
  };
  return std::ranges::none_of(kHidden, [code_point](const Range& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

}  // namespace

void PrintToStderr(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

std::string EscapeText(std::string_view text) {
  std::string escaped;
  while (!text.empty()) {
    const auto [size_bytes, code_point] = FirstCharacter(text);
    const std::string_view character = text.substr(0, size_bytes);
    text.remove_prefix(size_bytes);
    if (code_point && IsShown(*code_point)) {
      escaped += character;
    } else {
      for (const char c : character) escaped += fmt::format("\\x{:02x}", static_cast<uint8_t>(c));
    }
  }
  return escaped;
}

std::string GroupDigits(int64_t value) {
  std::string digits = fmt::format("{}", value);
  for (auto position = static_cast<int64_t>(digits.size()) - 3; position > 0; position -= 3) {
    digits.insert(static_cast<size_t>(position), ",");
  }
  return digits;
}

std::string FormatDuration(double seconds) {
  if (seconds < 60) return fmt::format("{:.2f} s", seconds);
  const auto whole = static_cast<int64_t>(seconds);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace tpch
