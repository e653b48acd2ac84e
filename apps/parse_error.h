// What is wrong with a command line, in words for people.

#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace tpch {

/// Returns what is wrong with the arguments: names the first that does not fit, and the option or
/// command that was probably meant. Shows no argument that could be a secret. `arguments` are those
/// that `app` failed to parse, without the program's name.
std::string DescribeParseError(const CLI::App& app, const CLI::ParseError& error,
                               const std::vector<std::string>& arguments);

}  // namespace tpch
