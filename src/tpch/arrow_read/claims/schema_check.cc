#include "tpch/arrow_read/claims/schema_check.h"

#include <fmt/format.h>

#include <bit>
#include <optional>
#include <set>
#include <string_view>

namespace tpch::footer {
namespace {

// Returns the converted type that corresponds to a logical type; nullopt if there is none.
std::optional<int32_t> ConvertedTypeOf(const LogicalType& type) {
  switch (type.kind) {
    case kString:
      return kUtf8;
    case kMap:
      return kConvertedMap;
    case kList:
      return kConvertedList;
    case kEnum:
      return kConvertedEnum;
    case kDecimal:
      return kConvertedDecimal;
    case kDate:
      return kConvertedDate;
    case kTime:
      if (type.time_unit == kMillis) return kTimeMillis;
      return type.time_unit == kMicros ? std::optional<int32_t>(kTimeMicros) : std::nullopt;
    case kTimestamp:
      if (type.time_unit == kMillis) return kTimestampMillis;
      return type.time_unit == kMicros ? std::optional<int32_t>(kTimestampMicros) : std::nullopt;
    case kInteger:
      return (type.is_signed ? kInt8 : kUint8) +
             std::countr_zero(static_cast<uint32_t>(type.bit_width) / 8);
    case kJson:
      return kConvertedJson;
    case kBson:
      return kConvertedBson;
    default:
      return std::nullopt;
  }
}

// Types that readers without support for logical types would misread: decimals as whole numbers,
// dates as numbers, texts as bytes.
bool NeedsConvertedType(int32_t kind) {
  return kind == kDecimal || kind == kDate || kind == kString;
}

class SchemaChecker {
 public:
  SchemaChecker(const File& file, std::vector<std::string>* contradictions)
      : file_(file), contradictions_(contradictions) {}

  void Check() {
    CheckNames();
    CheckFieldIds();
    for (size_t i = 1; i < file_.schema.size(); ++i) CheckType(file_.schema[i]);
    CheckColumnOrders();
  }

 private:
  void Contradict(std::string line) { contradictions_->push_back(std::move(line)); }

  void CheckNames() {
    std::set<std::vector<std::string_view>> paths;
    for (const Leaf& leaf : file_.leaves) {
      if (!paths.insert(leaf.path).second) {
        Contradict(fmt::format("two columns have the name '{}'", leaf.Name()));
      }
    }
  }

  void CheckFieldIds() {
    std::set<int32_t> ids;
    for (const SchemaElement& element : file_.schema) {
      // Some writers store 0 or -1 for fields without an id.
      if (element.field_id.value_or(0) <= 0) continue;
      if (!ids.insert(*element.field_id).second) {
        Contradict(fmt::format("{}: field_id {} is that of another field too", element.name,
                               *element.field_id));
      }
    }
  }

  void CheckType(const SchemaElement& element) {
    if (element.type.value_or(0) == kFixedLenByteArray && element.type_length.value_or(0) <= 0) {
      Contradict(
          fmt::format("{}: type_length is {}", element.name, element.type_length.value_or(0)));
    }
    if (element.logical_type) CheckLogicalType(element, *element.logical_type);
    CheckDecimal(element);
  }

  void CheckLogicalType(const SchemaElement& element, const LogicalType& type) {
    const bool is_integer = type.kind == kInteger;
    if (is_integer && (std::popcount(static_cast<uint32_t>(type.bit_width)) != 1 ||
                       type.bit_width < 8 || type.bit_width > 64)) {
      return Contradict(fmt::format("{}: no integers have {} bits", element.name, type.bit_width));
    }
    const std::optional<int32_t> expected = ConvertedTypeOf(type);
    if (!element.converted_type) {
      if (NeedsConvertedType(type.kind)) {
        Contradict(
            fmt::format("{}: it has a logicalType and lacks the converted_type {} that "
                        "belongs to it, so that readers differ in what they read",
                        element.name, *expected));
      }
      return;
    }
    const bool is_map = type.kind == kMap && element.converted_type == kMapKeyValue;
    if (expected != element.converted_type && !is_map) {
      Contradict(fmt::format("{}: converted_type {} contradicts logicalType {}", element.name,
                             *element.converted_type, type.kind));
    }
  }

  void CheckDecimal(const SchemaElement& element) {
    const auto& logical = element.logical_type;
    const bool is_converted = element.converted_type == kConvertedDecimal;
    const bool is_logical = logical && logical->kind == kDecimal;
    const int32_t scale = element.scale.value_or(0);
    const int32_t precision = element.precision.value_or(0);
    if (!is_converted && !is_logical) {
      if (scale == 0 && precision == 0) return;
      return Contradict(fmt::format("{}: scale {} and precision {} are of no decimal", element.name,
                                    scale, precision));
    }
    if (is_logical && (logical->scale != scale || logical->precision != precision)) {
      return Contradict(fmt::format(
          "{}: scale {} and precision {} contradict those of its logicalType, {} and {}",
          element.name, scale, precision, logical->scale, logical->precision));
    }
    if (scale < 0 || scale > precision) {
      Contradict(fmt::format("{}: no decimal has scale {} and precision {}", element.name, scale,
                             precision));
    }
  }

  void CheckColumnOrders() {
    if (!file_.column_orders) return;
    if (file_.column_orders->size() != file_.leaves.size()) {
      return Contradict(fmt::format("column_orders has {} orders for {} columns",
                                    file_.column_orders->size(), file_.leaves.size()));
    }
    for (size_t i = 0; i < file_.leaves.size(); ++i) {
      const int32_t order = (*file_.column_orders)[i];
      if (!IsOrderOf(*file_.leaves[i].element, order)) {
        Contradict(fmt::format("{}: no column of its type has the order {} (column_orders)",
                               file_.leaves[i].Name(), order));
      }
    }
  }

  static bool IsOrderOf(const SchemaElement& element, int32_t order) {
    constexpr int32_t kTypeOrder = 1;
    constexpr int32_t kTotalOrderOfFloats = 2;
    constexpr int32_t kOrderOfInt96 = 3;
    switch (order) {
      case kTypeOrder:
        return true;
      case kTotalOrderOfFloats:
        return element.type == kFloat || element.type == kDouble ||
               (element.logical_type && element.logical_type->kind == kFloat16);
      case kOrderOfInt96:
        return element.type == kInt96;
      default:
        return false;
    }
  }

  const File& file_;
  std::vector<std::string>* contradictions_;
};

}  // namespace

void CheckSchema(const File& file, std::vector<std::string>* contradictions) {
  SchemaChecker(file, contradictions).Check();
}

}  // namespace tpch::footer
