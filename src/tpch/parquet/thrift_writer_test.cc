// Expected bytes follow from the rules of Thrift's compact protocol.

#include "tpch/parquet/thrift_writer.h"

#include <gtest/gtest.h>

namespace tpch {
namespace {

using std::string_literals::operator""s;

template <typename Write>
std::string Written(const Write& write) {
  std::string out;
  ThriftWriter writer(&out);
  write(&writer);
  return out;
}

TEST(ThriftWriter, FieldsHoldTheStepFromTheLastId) {
  EXPECT_EQ(Written([](ThriftWriter* writer) {
              writer->I32(1, -1);
              writer->I64(3, 64);
              writer->I16(4, 1);
              writer->Bool(5, true);
              writer->Bool(6, false);
              writer->Binary(8, "ab");
              writer->EndStruct();
            }),
            "\x15\x01\x26\x80\x01\x14\x02\x11\x12\x28\x02\x61\x62\x00"s);
}

TEST(ThriftWriter, LongStepsAreWrittenAsIds) {
  EXPECT_EQ(Written([](ThriftWriter* writer) {
              writer->I32(15, 0);
              writer->I32(31, 0);
              writer->I32(30, 0);
            }),
            "\xF5\x00\x05\x3E\x00\x05\x3C\x00"s);
}

TEST(ThriftWriter, StructuresCountTheirOwnIds) {
  EXPECT_EQ(Written([](ThriftWriter* writer) {
              writer->BeginStruct(2);
              writer->I32(1, 1);
              writer->EndStruct();
              writer->WrittenStruct(3, "\x15\x02\x00"s);
              writer->EndStruct();
            }),
            "\x2C\x15\x02\x00\x1C\x15\x02\x00\x00"s);
}

TEST(ThriftWriter, ListsBeginWithTypeAndCount) {
  EXPECT_EQ(Written([](ThriftWriter* writer) {
              writer->BeginList(1, ThriftType::kBool, 2);
              writer->BoolElement(true);
              writer->BoolElement(false);
              writer->BeginList(2, ThriftType::kStruct, 1);
              writer->BeginElement();
              writer->I32(1, 1);
              writer->EndStruct();
              writer->BeginList(3, ThriftType::kI64, 15);
              for (int i = 0; i < 15; ++i) writer->I64Element(0);
            }),
            "\x19\x21\x01\x02\x19\x1C\x15\x02\x00\x19\xF6\x0F"s + std::string(15, '\0'));
}

}  // namespace
}  // namespace tpch
