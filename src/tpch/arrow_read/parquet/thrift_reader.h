// Reads Thrift's compact protocol (thrift-compact-protocol.md of the Apache Thrift project) from
// memory, which may be hostile: metadata of Parquet files, to check its claims. It knows no
// structure; the caller selects fields by their ids.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tpch {

/// Reads one structure:
///
///     ThriftReader reader(bytes);
///     reader.Struct([&](int id) {
///       if (id == 1) num_rows = reader.I64();
///       if (id == 2) reader.List([&](size_t) { names.push_back(reader.Binary()); });
///     });
///     if (!reader.ok()) …
///
/// Skips values that the visitor does not read. After the first error every function returns zero
/// or nothing, and calls no visitor. Time and memory are linear in the input size. Not thread-safe.
class ThriftReader {
 public:
  /// The bytes are not owned. Other bytes may follow the structure.
  explicit ThriftReader(std::string_view bytes) : bytes_(bytes) {}

  /// Calls `visit(int id)` for each field of a structure. Repeated ids are an error.
  template <typename Visit>
  void Struct(const Visit& visit);

  /// Calls `visit(size_t index)` for each element of a list or a set.
  template <typename Visit>
  void List(const Visit& visit);

  // Each reads the current value, which a visitor may do once; another type is an error.
  bool Bool();
  int8_t I8();
  int16_t I16();
  int32_t I32();
  int64_t I64();
  double Double();
  std::string_view Binary();  ///< a view of the bytes
  std::string_view Text();    ///< the same; must be UTF-8

  bool ok() const { return error_ == nullptr; }

  /// Describes the error in words that continue the structure's name ("the page header …").
  /// REQUIRES: !ok().
  std::string_view error() const { return error_; }

  /// Returns whether the only error is that the bytes end too early.
  bool is_cut_off() const { return is_cut_off_; }

  /// Returns the number of bytes read: after Struct, the size of the structure.
  size_t position() const { return position_; }

 private:
  // Types by their numbers in the protocol; kNone: there is no value to read.
  enum class Type : uint8_t {
    kNone = 0,
    kTrue = 1,
    kFalse = 2,
    kI8 = 3,
    kI16 = 4,
    kI32 = 5,
    kI64 = 6,
    kDouble = 7,
    kBinary = 8,
    kList = 9,
    kSet = 10,
    kMap = 11,
    kStruct = 12,
    kUuid = 13
  };

  // The fields of a structure read so far.
  struct FieldIds {
    int16_t last = 0;
    uint64_t seen = 0;  // a bit for each id below 64
  };

  struct ListHeader {
    size_t num_elements = 0;
    Type type = Type::kNone;
  };

  // Enters a structure or list; false after an error.
  bool Enter(Type type);
  // Moves to the next field, or ends the structure.
  std::optional<int> NextField(FieldIds* ids);
  bool IsNewField(int16_t id, FieldIds* ids);
  ListHeader ReadListHeader();
  // Moves to the next element; false after an error.
  bool BeginElement(Type type);
  void EndList() { --depth_; }

  // Consumes the type of the current value. It is an error if this is not `type`.
  bool Take(Type type);
  // Skips a value of this type if it has not been read.
  void SkipValue();
  void SkipMap();
  void SkipBytes(size_t num_bytes);

  uint8_t ReadByte();
  uint64_t ReadVarint();
  int64_t ReadInteger(Type type, int64_t low, int64_t high);
  size_t ReadSize(size_t min_bytes_each);
  Type CheckedType(uint8_t number);

  void Fail(const char* error);
  void FailCutOff();

  const std::string_view bytes_;
  size_t position_ = 0;
  int depth_ = 0;
  Type type_ = Type::kStruct;  // of the current value
  bool in_list_ = false;       // where a boolean is a byte
  const char* error_ = nullptr;
  bool is_cut_off_ = false;
};

template <typename Visit>
void ThriftReader::Struct(const Visit& visit) {
  if (!Enter(Type::kStruct)) return;
  FieldIds ids;
  while (const std::optional<int> id = NextField(&ids)) {
    visit(*id);
    SkipValue();
  }
}

template <typename Visit>
void ThriftReader::List(const Visit& visit) {
  if (!Enter(type_ == Type::kSet ? Type::kSet : Type::kList)) return;
  const ListHeader list = ReadListHeader();
  for (size_t i = 0; i < list.num_elements && BeginElement(list.type); ++i) {
    visit(i);
    SkipValue();
  }
  EndList();
}

}  // namespace tpch
