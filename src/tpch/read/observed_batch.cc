#include "tpch/read/observed_batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "tpch/base/digits.h"

namespace tpch {

void ObservedColumn::Clear() {
  numbers.clear();
  texts.clear();
  written.clear();
  odd_values.clear();
  own_texts_.clear();
}

void ObservedColumn::AddOwnText(std::string text) {
  texts.emplace_back(own_texts_.emplace_back(std::move(text)));
}

void ObservedColumn::AddOwnWritten(std::string text) {
  written.emplace_back(own_texts_.emplace_back(std::move(text)));
}

void ObservedColumn::AddOdd(Storage storage, std::optional<std::string> text) {
  const size_t row = IsText(storage) ? texts.size() : numbers.size();
  odd_values.push_back({static_cast<int64_t>(row), std::move(text)});
  if (IsText(storage)) {
    texts.emplace_back();
  } else {
    numbers.push_back(kNoNumber);
  }
}

const OddValue* ObservedColumn::FindOdd(int64_t row) const {
  const auto found = std::ranges::lower_bound(odd_values, row, {}, &OddValue::row);
  return found == odd_values.end() || found->row != row ? nullptr : &*found;
}

void ObservedBatch::Clear() {
  places.clear();
  for (ObservedColumn& column : columns) column.Clear();
}

void ObservedBatch::AppendRow(const ObservedBatch& other, int64_t row) {
  places.push_back(other.places[static_cast<size_t>(row)]);
  for (size_t i = 0; i < columns.size(); ++i) {
    const ObservedColumn& from = other.columns[i];
    ObservedColumn& to = columns[i];
    to.is_present = from.is_present;
    if (!from.is_present) continue;
    const Storage storage = Describe(table).columns[i].storage;
    const OddValue* odd = from.odd_values.empty() ? nullptr : from.FindOdd(row);
    if (odd != nullptr) {
      to.AddOdd(storage, odd->text);
    } else if (IsText(storage)) {
      to.AddOwnText(std::string(from.texts[static_cast<size_t>(row)]));
    } else {
      to.AddNumber(from.numbers[static_cast<size_t>(row)]);
    }
    if (from.written.empty()) continue;
    to.AddOwnWritten(std::string(from.written[static_cast<size_t>(row)]));
  }
}

std::string NumberToText(Storage storage, int64_t number) {
  // Years outside 0 to 9999 are shown as days.
  if (storage == Storage::kDay && number > -719'529 && number < 2'932'897) {
    const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days(number)}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  }
  if (storage != Storage::kCents) return fmt::format("{}", number);
  char text[kMaxNumberTextSize];
  return {text, WriteMoney(text, number)};
}

std::string ValueToText(const ObservedColumn& column, Storage storage, int64_t row) {
  if (const OddValue* odd = column.FindOdd(row)) return odd->text.value_or("null");
  const auto index = static_cast<size_t>(row);
  if (IsText(storage)) return std::string(column.texts[index]);
  return NumberToText(storage, column.numbers[index]);
}

}  // namespace tpch
