// Checks whether a store is reachable.

#pragma once

#include <arrow/status.h>

#include <string>

namespace tpch {

/// Returns IOError if the host of `authority` (`host`, `host:port` or `[address]:port`) cannot be
/// resolved, or none of its addresses accepts a connection within a few seconds. `default_port` is
/// the scheme's. Returns OK if the environment names a proxy, because only the proxy can find out.
///
/// Without this check, some client libraries wait for minutes if a network drops packets silently.
arrow::Status CheckReachable(const std::string& authority, const std::string& default_port);

}  // namespace tpch
