#include "tpch/parquet/page_index.h"

#include <algorithm>
#include <vector>

#include "tpch/parquet/thrift_writer.h"

namespace tpch {
namespace {

// Numbers of parquet.thrift.
enum BoundaryOrder : int32_t { kUnordered = 0, kAscending = 1, kDescending = 2 };

// Enough bytes of text to select pages.
constexpr size_t kMaxTextSizeBytes = 64;

// Returns text that is not greater than `text`.
std::string CutDown(std::string text, PhysicalType type) {
  if (type == PhysicalType::kByteArray && text.size() > kMaxTextSizeBytes) {
    text.resize(kMaxTextSizeBytes);
  }
  return text;
}

// Returns text that is not less than `text`. All text is ASCII, so its last byte has a successor.
std::string CutUp(std::string text, PhysicalType type) {
  if (type == PhysicalType::kByteArray && text.size() > kMaxTextSizeBytes) {
    text.resize(kMaxTextSizeBytes);
    ++text.back();
  }
  return text;
}

BoundaryOrder OrderOf(std::span<const PageSummary> pages) {
  const auto ordered = [&](const auto& in_order) {
    return std::ranges::adjacent_find(pages, [&](const PageSummary& a, const PageSummary& b) {
             return !in_order(a.bounds, b.bounds);
           }) == pages.end();
  };
  if (ordered([](const ValueBounds& a, const ValueBounds& b) { return a.Ascends(b); })) {
    return kAscending;
  }
  if (ordered([](const ValueBounds& a, const ValueBounds& b) { return b.Ascends(a); })) {
    return kDescending;
  }
  return kUnordered;
}

}  // namespace

void AppendColumnIndex(std::span<const PageSummary> pages, PhysicalType type, std::string* out) {
  ThriftWriter writer(out);
  writer.BeginList(1, ThriftType::kBool, pages.size());
  for (size_t i = 0; i < pages.size(); ++i) writer.BoolElement(false);  // has only nulls
  writer.BeginList(2, ThriftType::kBinary, pages.size());
  for (const PageSummary& page : pages) {
    writer.BinaryElement(CutDown(page.bounds.PlainMin(type), type));
  }
  writer.BeginList(3, ThriftType::kBinary, pages.size());
  for (const PageSummary& page : pages) {
    writer.BinaryElement(CutUp(page.bounds.PlainMax(type), type));
  }
  writer.I32(4, OrderOf(pages));
  writer.BeginList(5, ThriftType::kI64, pages.size());
  for (size_t i = 0; i < pages.size(); ++i) writer.I64Element(0);  // nulls
  writer.EndStruct();
}

void AppendOffsetIndex(std::span<const PageSummary> pages, int64_t offset, std::string* out) {
  ThriftWriter writer(out);
  writer.BeginList(1, ThriftType::kStruct, pages.size());
  int64_t first_row = 0;
  for (const PageSummary& page : pages) {
    writer.BeginElement();
    writer.I64(1, offset);
    writer.I32(2, static_cast<int32_t>(page.size_bytes));
    writer.I64(3, first_row);
    writer.EndStruct();
    offset += page.size_bytes;
    first_row += page.num_rows;
  }
  writer.EndStruct();
}

}  // namespace tpch
