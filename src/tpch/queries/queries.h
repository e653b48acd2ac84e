// The queries of TPC-H as text: chooses their parameters and order, as qgen does, and writes them
// in an SQL dialect.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tpch/queries/dialect.h"
#include "tpch/scale_factor.h"
#include "tpch/status.h"

namespace tpch {

/// The largest number of a query stream, as in qgen.
inline constexpr int64_t kMaxStream = 2147483646;

struct QueryOptions {
  ScaleFactor scale_factor = ScaleFactor::FromInteger(1);  ///< of the data; for query 11
  std::optional<int64_t> seed;    ///< of the parameters; nullopt: the default values
  std::optional<int64_t> stream;  ///< 0 to kMaxStream, orders the queries; nullopt: by number
  /// The queries, which may be repeated: numbers from 1 to 22, or positions in the stream. Empty:
  /// all.
  std::vector<int> numbers = {};
  Dialect dialect = Dialect::kAnsi;
};

/// A query with the values of its parameters, in the form in which qgen prints them.
struct ChosenQuery {
  int number;
  std::vector<std::string> parameters;
};

/// Returns the chosen queries in the order in which qgen prints them. Returns Invalid, about the
/// value, for a seed that qgen cannot use, and for streams and numbers out of range.
Result<std::vector<ChosenQuery>> ChooseQueries(const QueryOptions& options);

/// Returns a query in SQL, after a comment line: its number, question, parameters and rows.
std::string FormatQuery(const ChosenQuery& query, Dialect dialect);

/// Returns the queries in SQL, after a comment line about the options.
std::string FormatQueries(const QueryOptions& options, const std::vector<ChosenQuery>& queries);

/// Returns the parameters of the queries as JSON: seed, scale_factor, stream, and queries in order.
std::string FormatParameters(const QueryOptions& options, const std::vector<ChosenQuery>& queries);

/// Returns the reference's answers to queries with their default parameters at scale factor 1, each
/// after a comment line: lines of fields separated by `|`, names first. Empty: all. REQUIRES: the
/// numbers are from 1 to 22.
std::string FormatAnswers(const std::vector<int>& numbers);

}  // namespace tpch
