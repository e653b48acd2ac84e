// fmt::format for messages: preserves settings and messages among the arguments.

#pragma once

#include <fmt/format.h>

#include <string_view>
#include <type_traits>

#include "tpch/message.h"

namespace tpch {

/// The type of an argument when the compiler checks a format.
template <typename Arg>
using CheckedAs =
    std::conditional_t<std::is_convertible_v<const Arg&, Message>, std::string_view, const Arg&>;

/// Returns the format with an argument for each `{}`, the only kind of field that is allowed.
template <typename... Args>
Message FormatMessage(fmt::format_string<CheckedAs<Args>...> format, const Args&... args) {
  Message message;
  const fmt::string_view whole = format;
  std::string_view rest(whole.data(), whole.size());
  const auto append = [&](const auto& arg) {
    const size_t end = rest.find("{}");
    message.Append(std::string(rest.substr(0, end)));
    rest.remove_prefix(end + 2);
    if constexpr (std::is_convertible_v<decltype(arg), Message>) {
      message.Append(Message(arg));
    } else {
      message.Append(fmt::format("{}", arg));
    }
  };
  (append(args), ...);
  message.Append(std::string(rest));
  return message;
}

}  // namespace tpch
