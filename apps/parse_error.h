// What is wrong with a command line, in words for people.

#pragma once

#include <string>
#include <vector>

#include "tpch/status.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace tpch {

/// Returns what is wrong with the arguments: names the first that does not fit, and the option or
/// command that was probably meant. Shows no argument that could be a secret. `arguments` are those
/// that `app` failed to parse, without the program's name.
std::string DescribeParseError(const CLI::App& app, const CLI::ParseError& error,
                               const std::vector<std::string>& arguments);

/// Returns Invalid when an option that may have no value, such as `--quiet`, has an equals sign and
/// nothing after it: it would count as the bare word.
Status CheckEmptyValues(const CLI::App& app, const std::vector<std::string>& arguments);

}  // namespace tpch
