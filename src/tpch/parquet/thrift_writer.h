// The part of Thrift's compact protocol that Parquet's metadata needs (thrift-compact-protocol.md
// of the Apache Thrift project).

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tpch {

/// Types of list elements, with their numbers in the protocol.
enum class ThriftType : uint8_t { kBool = 1, kI32 = 5, kI64 = 6, kBinary = 8, kStruct = 12 };

/// Writes one structure, field by field in ascending order of the field ids. EndStruct ends it;
/// nested structures start with BeginStruct or, in a list, BeginElement, and also end with
/// EndStruct. A list consists of BeginList and exactly the declared number of elements. Not
/// thread-safe.
class ThriftWriter {
 public:
  /// Appends to `*out`, which is not owned.
  explicit ThriftWriter(std::string* out) : out_(out), last_ids_{0} {}

  void Bool(int16_t id, bool value);
  void I16(int16_t id, int16_t value);
  void I32(int16_t id, int32_t value);
  void I64(int16_t id, int64_t value);
  void Binary(int16_t id, std::string_view bytes);
  void BeginStruct(int16_t id);
  /// Writes a serialized structure, which includes its end.
  void WrittenStruct(int16_t id, std::string_view bytes);
  void BeginList(int16_t id, ThriftType element_type, size_t num_elements);
  void EndStruct();

  void BoolElement(bool value);
  void I32Element(int32_t value);
  void I64Element(int64_t value);
  void BinaryElement(std::string_view bytes);
  void BeginElement();
  /// Writes serialized structures, which include their ends.
  void WrittenElements(std::string_view bytes);

 private:
  void Field(int16_t id, uint8_t type);

  std::string* out_;
  std::vector<int16_t> last_ids_;  // of the open structures
};

}  // namespace tpch
