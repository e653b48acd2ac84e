// Rows that a file was found to hold, in one form whatever the file's format: the counterpart of a
// ColumnBatch, which holds rows that are known to be right.

#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/schema/table.h"

namespace tpch {

/// The number of a row whose value is none of the column's type: null, or something else. No row
/// of the reference has it; nor has any the empty text, which stands for the same in text columns.
inline constexpr int64_t kNoNumber = std::numeric_limits<int64_t>::min();

/// A value that its column cannot hold.
struct OddValue {
  int64_t row;                      ///< of the batch
  std::optional<std::string> text;  ///< as it was found; nothing for null
};

/// One column of the table as it was found. Numbers are in the unit of the column's Storage: whole
/// numbers, hundredths, days.
class ObservedColumn {
 public:
  /// Forgets the rows; the memory stays.
  void Clear();

  void AddNumber(int64_t number) { numbers.push_back(number); }
  void AddText(std::string_view text) { texts.push_back(text); }

  /// Adds a text that the column keeps a copy of.
  void AddOwnText(std::string text);

  /// Adds the text of the last number added.
  void AddOwnWritten(std::string text);

  /// Adds a row whose value the column cannot hold; nothing: null.
  void AddOdd(Storage storage, std::optional<std::string> text);

  /// Returns what was found in `row`, if it is a value that the column cannot hold.
  const OddValue* FindOdd(int64_t row) const;

  bool is_present = true;        ///< false: the file has no such column, and there are no rows
  std::vector<int64_t> numbers;  ///< one a row; not used in columns of text
  std::vector<std::string_view> texts;  ///< one a row of a column of text
  /// Of a column of numbers that the file has as texts: these, one a row; else empty.
  std::vector<std::string_view> written;
  std::vector<OddValue> odd_values;  ///< by ascending row
  bool dates_have_time = false;      ///< whether a date was followed by a time, which was midnight
  bool numbers_are_respelled = false;  ///< whether a number's text was not the usual one
  bool has_noise = false;              ///< whether a float was not the nearest one to its number

 private:
  std::deque<std::string> own_texts_;
};

/// Where a row was found.
struct RowPlace {
  int32_t file;      ///< index among the table's files
  int64_t position;  ///< what its reader needs to tell the number of the row (see TableFile)
};

/// Rows of one table. Texts are valid until the batch is filled again, or its reader is gone.
struct ObservedBatch {
  explicit ObservedBatch(Table table) : table(table), columns(Describe(table).columns.size()) {}

  int64_t num_rows() const { return static_cast<int64_t>(places.size()); }

  /// Forgets all rows.
  void Clear();

  /// Appends a row of `other`, with texts of its own. REQUIRES: both have the same columns.
  void AppendRow(const ObservedBatch& other, int64_t row);

  Table table;
  std::vector<RowPlace> places;         ///< one a row
  std::vector<ObservedColumn> columns;  ///< those of the table, in its order
};

/// Returns whether a column's values are texts.
inline bool IsText(Storage storage) {
  return storage == Storage::kText || storage == Storage::kCode;
}

/// Returns a number as the table's text files show it. REQUIRES: storage is not of text.
std::string NumberToText(Storage storage, int64_t number);

/// Returns the floating-point value that is nearest to a number in the unit of a column's Storage.
template <typename Float>
Float NearestFloat(Storage storage, int64_t number) {
  const auto value = static_cast<double>(number);
  return static_cast<Float>(storage == Storage::kCents ? value / 100 : value);
}

/// Returns the value of a row for people: the text, or `null`.
std::string ValueToText(const ObservedColumn& column, Storage storage, int64_t row);

}  // namespace tpch
