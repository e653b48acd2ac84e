#include "tpch/arrow_read/parquet/thrift_reader.h"

#include <arrow/util/utf8.h>

#include <bit>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

#include "tpch/base/varint.h"

namespace tpch {
namespace {

// Nesting depth of structures and lists; Parquet's metadata has about ten.
constexpr int kMaxDepth = 64;

constexpr int kMaxKnownId = 64;

}  // namespace

void ThriftReader::Fail(const char* error) {
  if (error_ == nullptr) error_ = error;
  type_ = Type::kNone;
}

void ThriftReader::FailCutOff() {
  if (ok()) is_cut_off_ = true;
  Fail("ends too early");
}

bool ThriftReader::Take(Type type) {
  if (!ok()) return false;
  const bool is_right = type_ == type || (type == Type::kTrue && type_ == Type::kFalse);
  if (!is_right) Fail("has a field of another type");
  return is_right;
}

bool ThriftReader::Enter(Type type) {
  if (!Take(type)) return false;
  type_ = Type::kNone;
  if (++depth_ > kMaxDepth) Fail("is nested too deeply");
  return ok();
}

std::optional<int> ThriftReader::NextField(FieldIds* ids) {
  const uint8_t byte = ReadByte();
  if (!ok()) return std::nullopt;
  in_list_ = false;
  if (byte == 0) {
    --depth_;
    return std::nullopt;
  }
  const int delta = byte >> 4;
  const Type type = CheckedType(byte & 15);
  constexpr auto kMaxId = std::numeric_limits<int16_t>::max();
  int64_t id = ids->last + delta;
  if (delta == 0) id = ReadInteger(Type::kNone, std::numeric_limits<int16_t>::min(), kMaxId);
  if (id > kMaxId) Fail("has a number that is too large");
  if (!ok() || !IsNewField(static_cast<int16_t>(id), ids)) return std::nullopt;
  type_ = type;
  return static_cast<int>(id);
}

bool ThriftReader::IsNewField(int16_t id, FieldIds* ids) {
  ids->last = id;
  if (id < 0 || id >= kMaxKnownId) return true;
  const uint64_t bit = uint64_t{1} << id;
  if ((ids->seen & bit) != 0) Fail("has a field twice");
  ids->seen |= bit;
  return ok();
}

ThriftReader::ListHeader ThriftReader::ReadListHeader() {
  constexpr uint8_t kLongList = 15;
  const uint8_t byte = ReadByte();
  size_t num_elements = byte >> 4;
  if (num_elements == kLongList) {
    num_elements = ReadSize(1);
  } else if (num_elements > bytes_.size() - position_) {
    FailCutOff();
  }
  if (!ok() || num_elements == 0) return {};
  return {num_elements, CheckedType(byte & 15)};
}

bool ThriftReader::BeginElement(Type type) {
  if (!ok()) return false;
  type_ = type;
  in_list_ = true;
  return true;
}

void ThriftReader::SkipValue() {
  switch (type_) {
    case Type::kNone:
      return;
    case Type::kTrue:
    case Type::kFalse:
      Bool();
      return;
    case Type::kI8:
      I8();
      return;
    case Type::kI16:
    case Type::kI32:
    case Type::kI64:
      type_ = Type::kNone;
      ReadVarint();
      return;
    case Type::kDouble:
      Double();
      return;
    case Type::kBinary:
      Binary();
      return;
    case Type::kList:
    case Type::kSet:
      List([](size_t /*index*/) {});
      return;
    case Type::kMap:
      SkipMap();
      return;
    case Type::kStruct:
      Struct([](int /*id*/) {});
      return;
    case Type::kUuid:
      type_ = Type::kNone;
      SkipBytes(16);
      return;
  }
}

void ThriftReader::SkipMap() {
  if (!Enter(Type::kMap)) return;
  const size_t num_entries = ReadSize(2);
  if (ok() && num_entries > 0) {
    const uint8_t types = ReadByte();
    const Type key = CheckedType(types >> 4);
    const Type value = CheckedType(types & 15);
    for (size_t i = 0; i < num_entries && BeginElement(key); ++i) {
      SkipValue();
      if (BeginElement(value)) SkipValue();
    }
  }
  EndList();
}

bool ThriftReader::Bool() {
  if (!Take(Type::kTrue)) return false;
  const Type type = type_;
  type_ = Type::kNone;
  // An element is a byte; the value of a field is its type. Some writers store 0 for false.
  return in_list_ ? ReadByte() == static_cast<uint8_t>(Type::kTrue) : type == Type::kTrue;
}

int8_t ThriftReader::I8() {
  if (!Take(Type::kI8)) return 0;
  type_ = Type::kNone;
  return static_cast<int8_t>(ReadByte());
}

int16_t ThriftReader::I16() {
  using Limits = std::numeric_limits<int16_t>;
  return static_cast<int16_t>(ReadInteger(Type::kI16, Limits::min(), Limits::max()));
}

int32_t ThriftReader::I32() {
  using Limits = std::numeric_limits<int32_t>;
  return static_cast<int32_t>(ReadInteger(Type::kI32, Limits::min(), Limits::max()));
}

int64_t ThriftReader::I64() {
  using Limits = std::numeric_limits<int64_t>;
  return ReadInteger(Type::kI64, Limits::min(), Limits::max());
}

double ThriftReader::Double() {
  static_assert(std::endian::native == std::endian::little);
  if (!Take(Type::kDouble)) return 0;
  type_ = Type::kNone;
  double value = 0;
  const size_t begin = position_;
  SkipBytes(sizeof value);
  if (ok()) std::memcpy(&value, bytes_.data() + begin, sizeof value);
  return value;
}

std::string_view ThriftReader::Binary() {
  if (!Take(Type::kBinary)) return {};
  type_ = Type::kNone;
  const size_t size_bytes = ReadSize(1);
  const size_t begin = position_;
  SkipBytes(size_bytes);
  return ok() ? bytes_.substr(begin, size_bytes) : std::string_view();
}

std::string_view ThriftReader::Text() {
  const std::string_view text = Binary();
  arrow::util::InitializeUTF8();
  if (arrow::util::ValidateUTF8(text)) return text;
  Fail("has a text that is not UTF-8");
  return {};
}

void ThriftReader::SkipBytes(size_t num_bytes) {
  if (!ok()) return;
  if (num_bytes > bytes_.size() - position_) return FailCutOff();
  position_ += num_bytes;
}

uint8_t ThriftReader::ReadByte() {
  SkipBytes(1);
  return ok() ? static_cast<uint8_t>(bytes_[position_ - 1]) : 0;
}

uint64_t ThriftReader::ReadVarint() {
  if (!ok()) return 0;
  std::string_view rest = bytes_.substr(position_);
  if (const std::optional<uint64_t> value = TakeVarint(&rest)) {
    position_ = bytes_.size() - rest.size();
    return *value;
  }
  if (rest.size() < kMaxVarintSizeBytes) {
    FailCutOff();
  } else {
    Fail("has a number that is too large");
  }
  return 0;
}

// Reads a number of this type or, with kNone, a number that is not a value.
int64_t ThriftReader::ReadInteger(Type type, int64_t low, int64_t high) {
  if (type != Type::kNone && !Take(type)) return 0;
  type_ = Type::kNone;
  const int64_t value = UnZigZag(ReadVarint());
  if (ok() && (value < low || value > high)) Fail("has a number that is too large");
  return ok() ? value : 0;
}

// Reads the number of items that follow, each of at least `min_bytes_each`.
size_t ThriftReader::ReadSize(size_t min_bytes_each) {
  const uint64_t size = ReadVarint();
  if (!ok()) return 0;
  if (size > std::numeric_limits<int32_t>::max()) {
    Fail("has a size that is too large");
  } else if (size > (bytes_.size() - position_) / min_bytes_each) {
    FailCutOff();
  }
  return ok() ? size : 0;
}

ThriftReader::Type ThriftReader::CheckedType(uint8_t number) {
  if (number == 0 || number > static_cast<uint8_t>(Type::kUuid)) Fail("has a type that is unknown");
  return ok() ? static_cast<Type>(number) : Type::kNone;
}

}  // namespace tpch
