// Options that exclude each other, regardless of other options.

#pragma once

#include "tpch/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// Returns Invalid with one line, about the first pair in the table, if the user gave two options
/// that contradict each other. REQUIRES: the application has parsed its arguments.
Status CheckContradictions(const CLI::App& app);

}  // namespace tpch
