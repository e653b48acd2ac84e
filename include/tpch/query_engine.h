// The engines that can run the queries in a verification.

#pragma once

#include <cstdint>
#include <optional>

#include "tpch/enum_names.h"

namespace tpch {

enum class QueryEngine : uint8_t { kDuckdb, kDatafusion, kClickhouse, kSpark };

inline constexpr EnumName<QueryEngine> kQueryEngines[] = {{QueryEngine::kDuckdb, "duckdb"},
                                                          {QueryEngine::kDatafusion, "datafusion"},
                                                          {QueryEngine::kClickhouse, "clickhouse"},
                                                          {QueryEngine::kSpark, "spark"}};

/// How the 22 queries are run.
struct QueryRun {
  QueryEngine engine = QueryEngine::kDuckdb;  ///< found in the packages of `python3`
  std::optional<int64_t> seed;    ///< of the parameters, as in qgen; nullopt: the default values
  std::optional<int64_t> stream;  ///< orders the queries, as in qgen; nullopt: by number
};

}  // namespace tpch
