// Describes errors of a command line for people.

#pragma once

#include <string>
#include <vector>

#include "tpch/status.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace tpch {

/// Describes the error in the arguments: names the first wrong one, and the option or command that
/// was probably meant. Shows no argument that could be a secret. `arguments` are those that `app`
/// failed to parse, without the program's name.
std::string DescribeParseError(const CLI::App& app, const CLI::ParseError& error,
                               const std::vector<std::string>& arguments);

/// Returns Invalid if an option that may have no value, such as `--quiet`, has an equals sign with
/// nothing after it: CLI11 would treat it like the option alone.
Status CheckEmptyValues(const CLI::App& app, const std::vector<std::string>& arguments);

}  // namespace tpch
