// The SQL dialects of the queries.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tpch/enum_names.h"

namespace tpch {

enum class Dialect : uint8_t {
  kAnsi,
  kDuckdb,
  kPostgresql,
  kSqlite,
  kClickhouse,
  kSpark,
  kMysql,
  kDatafusion
};

/// Only dialects whose 22 queries the engine has run, with the right answers, in
/// tests/queries/test_dialects.py.
inline constexpr EnumName<Dialect> kDialects[] = {{Dialect::kAnsi, "ansi"},
                                                  {Dialect::kDuckdb, "duckdb"},
                                                  {Dialect::kPostgresql, "postgresql"},
                                                  {Dialect::kSqlite, "sqlite"},
                                                  {Dialect::kClickhouse, "clickhouse"},
                                                  {Dialect::kSpark, "spark"},
                                                  {Dialect::kMysql, "mysql"},
                                                  {Dialect::kDatafusion, "datafusion"}};

/// Returns a query of data/queries in the dialect.
std::string Translate(std::string sql, Dialect dialect);

}  // namespace tpch
