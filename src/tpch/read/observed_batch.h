// Rows read from a file, in one form for all formats: the counterpart of a ColumnBatch, which
// contains rows that are known to be right.

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

/// The number of a row whose value does not have the column's type: null, or another value. No row
/// of the reference has this number, or empty text, which means the same in text columns.
inline constexpr int64_t kNoNumber = std::numeric_limits<int64_t>::min();

/// A value that its column cannot hold.
struct OddValue {
  int64_t row;                      ///< row of the batch
  std::optional<std::string> text;  ///< as found in the file; nullopt for null
};

/// One column of the table as read. Numbers are in the unit of the column's Storage: whole numbers,
/// hundredths, days.
class ObservedColumn {
 public:
  /// Removes all rows but keeps the memory.
  void Clear();

  void AddNumber(int64_t number) { numbers.push_back(number); }
  void AddText(std::string_view text) { texts.push_back(text); }

  /// Adds a text and keeps a copy of it.
  void AddOwnText(std::string text);

  /// Adds the text of the number added last.
  void AddOwnWritten(std::string text);

  /// Adds a row whose value the column cannot hold; nullopt for null.
  void AddOdd(Storage storage, std::optional<std::string> text);

  /// Returns the value of `row` if the column cannot hold it, otherwise null.
  const OddValue* FindOdd(int64_t row) const;

  bool is_present = true;               ///< false: the file lacks the column, and there are no rows
  std::vector<int64_t> numbers;         ///< one for each row; not used in text columns
  std::vector<std::string_view> texts;  ///< one for each row of a text column
  /// The text of each row in a column of numbers that the file stores as text; otherwise empty.
  std::vector<std::string_view> written;
  std::vector<OddValue> odd_values;    ///< in ascending row order
  bool dates_have_time = false;        ///< whether a date had a time, which was midnight
  bool numbers_are_respelled = false;  ///< whether a number had an unusual spelling
  bool has_noise = false;              ///< whether a float was not the nearest one to its number

 private:
  std::deque<std::string> own_texts_;
};

/// The place of a row in its file.
struct RowPlace {
  int32_t file;      ///< index among the table's files
  int64_t position;  ///< from which the reader finds the row number (see TableFile)
};

/// Rows of one table. Texts stay valid until the batch is filled again or its reader is destroyed.
struct ObservedBatch {
  explicit ObservedBatch(Table table) : table(table), columns(Describe(table).columns.size()) {}

  int64_t num_rows() const { return static_cast<int64_t>(places.size()); }

  /// Removes all rows.
  void Clear();

  /// Appends a row of `other` and copies its texts. REQUIRES: both have the same columns.
  void AppendRow(const ObservedBatch& other, int64_t row);

  Table table;
  std::vector<RowPlace> places;         ///< one for each row
  std::vector<ObservedColumn> columns;  ///< in the table's order
};

/// Returns whether a column's values are text.
inline bool IsText(Storage storage) {
  return storage == Storage::kText || storage == Storage::kCode;
}

/// Returns a number as in the table's text files. REQUIRES: `storage` is not text.
std::string NumberToText(Storage storage, int64_t number);

/// Returns the floating-point value nearest to a number in the unit of a column's Storage.
template <typename Float>
Float NearestFloat(Storage storage, int64_t number) {
  const auto value = static_cast<double>(number);
  return static_cast<Float>(storage == Storage::kCents ? value / 100 : value);
}

/// Returns the value of a row in readable form: the text, or `null`.
std::string ValueToText(const ObservedColumn& column, Storage storage, int64_t row);

}  // namespace tpch
