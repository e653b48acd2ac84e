// Options of the C library as command lines of the program, which checks them.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tpch/status.h"
#include "tpch/tpch.h"

namespace tpch {

/// Returns the command line that the options make, without the program. `argument`: the name of an
/// option whose value is a list of positional arguments; "" if there is none.
std::vector<std::string> MakeArguments(std::string_view command, const tpch_option* options,
                                       size_t num_options, std::string_view argument);

/// Returns whether a name cannot be taken for a name with a value, or for a value.
bool IsOptionName(std::string_view name);

/// Returns Invalid if an option is none of `names`.
Status CheckNames(const tpch_option* options, size_t num_options,
                  const std::vector<std::string_view>& names);

}  // namespace tpch
