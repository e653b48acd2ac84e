#include "tpch/parquet/thrift_writer.h"

#include "tpch/base/varint.h"

namespace tpch {
namespace {

// Types of fields; those that also occur in lists are in ThriftType.
constexpr uint8_t kTrue = 1;
constexpr uint8_t kFalse = 2;
constexpr uint8_t kI16 = 4;
constexpr uint8_t kList = 9;

constexpr int kMaxShortDelta = 15;
constexpr size_t kMaxShortList = 14;

constexpr uint8_t Number(ThriftType type) { return static_cast<uint8_t>(type); }

}  // namespace

void ThriftWriter::Field(int16_t id, uint8_t type) {
  const int delta = id - last_ids_.back();
  last_ids_.back() = id;
  if (delta > 0 && delta <= kMaxShortDelta) {
    out_->push_back(static_cast<char>(delta << 4 | type));
  } else {
    out_->push_back(static_cast<char>(type));
    AppendVarint(ZigZag(id), out_);
  }
}

void ThriftWriter::Bool(int16_t id, bool value) { Field(id, value ? kTrue : kFalse); }

void ThriftWriter::I16(int16_t id, int16_t value) {
  Field(id, kI16);
  AppendVarint(ZigZag(value), out_);
}

void ThriftWriter::I32(int16_t id, int32_t value) {
  Field(id, Number(ThriftType::kI32));
  I32Element(value);
}

void ThriftWriter::I64(int16_t id, int64_t value) {
  Field(id, Number(ThriftType::kI64));
  I64Element(value);
}

void ThriftWriter::Binary(int16_t id, std::string_view bytes) {
  Field(id, Number(ThriftType::kBinary));
  BinaryElement(bytes);
}

void ThriftWriter::BeginStruct(int16_t id) {
  Field(id, Number(ThriftType::kStruct));
  BeginElement();
}

void ThriftWriter::WrittenStruct(int16_t id, std::string_view bytes) {
  Field(id, Number(ThriftType::kStruct));
  WrittenElements(bytes);
}

void ThriftWriter::BeginList(int16_t id, ThriftType element_type, size_t num_elements) {
  Field(id, kList);
  if (num_elements <= kMaxShortList) {
    out_->push_back(static_cast<char>(num_elements << 4 | Number(element_type)));
  } else {
    out_->push_back(static_cast<char>(0xF0 | Number(element_type)));
    AppendVarint(num_elements, out_);
  }
}

void ThriftWriter::EndStruct() {
  out_->push_back(0);
  last_ids_.pop_back();
}

void ThriftWriter::BoolElement(bool value) {
  out_->push_back(static_cast<char>(value ? kTrue : kFalse));
}

void ThriftWriter::I32Element(int32_t value) { AppendVarint(ZigZag(value), out_); }

void ThriftWriter::I64Element(int64_t value) { AppendVarint(ZigZag(value), out_); }

void ThriftWriter::BinaryElement(std::string_view bytes) {
  AppendVarint(bytes.size(), out_);
  out_->append(bytes);
}

void ThriftWriter::BeginElement() { last_ids_.push_back(0); }

void ThriftWriter::WrittenElements(std::string_view bytes) { out_->append(bytes); }

}  // namespace tpch
