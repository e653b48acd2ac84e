// Options that exclude each other, whatever else is given.

#pragma once

#include "tpch/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// Returns Invalid with one line when the user gave two options that contradict each other: the
/// first pair of the table. REQUIRES: the application has parsed its arguments.
Status CheckContradictions(const CLI::App& app);

}  // namespace tpch
