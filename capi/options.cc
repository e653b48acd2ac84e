#include "capi/options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "capi/calls.h"

namespace tpch {
namespace {

void AppendWords(std::string_view list, std::vector<std::string>* words) {
  while (true) {
    const size_t comma = list.find(',');
    words->emplace_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return;
    list.remove_prefix(comma + 1);
  }
}

}  // namespace

std::vector<std::string> MakeArguments(std::string_view command, const tpch_option* options,
                                       size_t num_options, std::string_view argument) {
  std::vector<std::string> arguments = {std::string(command)};
  std::vector<std::string> words;
  for (size_t i = 0; i < num_options; ++i) {
    const auto& [name, value] = options[i];
    if (!argument.empty() && argument == TextOf(name)) {
      AppendWords(TextOf(value), &words);
    } else {
      arguments.push_back(value == nullptr ? fmt::format("--{}", TextOf(name))
                                           : fmt::format("--{}={}", TextOf(name), value));
    }
  }
  if (words.empty()) return arguments;
  arguments.emplace_back("--");
  arguments.insert(arguments.end(), words.begin(), words.end());
  return arguments;
}

bool IsOptionName(std::string_view name) {
  return !name.empty() && std::isalpha(static_cast<unsigned char>(name.front())) != 0 &&
         std::ranges::all_of(
             name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; });
}

Status CheckNames(const tpch_option* options, size_t num_options,
                  const std::vector<std::string_view>& names) {
  for (size_t i = 0; i < num_options; ++i) {
    const std::string_view name = TextOf(options[i].name);
    if (std::ranges::find(names, name) != names.end()) continue;
    return Status::Invalid(fmt::format("'{}' is not the name of an option", name),
                           fmt::format("use {}", fmt::join(names, ", ")));
  }
  return Status::OK();
}

}  // namespace tpch
