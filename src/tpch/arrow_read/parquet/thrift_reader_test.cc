// Bytes follow from the rules of Thrift's compact protocol.

#include "tpch/arrow_read/parquet/thrift_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "tpch/parquet/thrift_writer.h"

namespace tpch {
namespace {

using std::string_literals::operator""s;

/// Returns what is wrong with a structure when nothing of it is wanted.
std::string ErrorOf(std::string_view bytes) {
  ThriftReader reader(bytes);
  reader.Struct([](int) {});
  return reader.ok() ? "" : std::string(reader.error());
}

/// Returns what is wrong with a structure of which a visitor wants fields.
std::string ErrorOf(std::string_view bytes, const std::function<void(ThriftReader*)>& visit) {
  ThriftReader reader(bytes);
  reader.Struct([&](int) { visit(&reader); });
  return reader.ok() ? "" : std::string(reader.error());
}

TEST(ThriftReader, ReadsFieldsByTheirIds) {
  const std::string bytes =
      "\x15\x01\x26\x80\x01\x14\x02\x11\x12\x28\x02\x61\x62\x13\xFF\x17\0\0\0\0\0\0\xF8\x3F\x00 more"s;
  ThriftReader reader(bytes);
  std::vector<int> ids;
  reader.Struct([&](int id) {
    ids.push_back(id);
    if (id == 1) {
      EXPECT_EQ(reader.I32(), -1);
    }
    if (id == 3) {
      EXPECT_EQ(reader.I64(), 64);
    }
    if (id == 4) {
      EXPECT_EQ(reader.I16(), 1);
    }
    if (id == 5) {
      EXPECT_TRUE(reader.Bool());
    }
    if (id == 6) {
      EXPECT_FALSE(reader.Bool());
    }
    if (id == 8) {
      EXPECT_EQ(reader.Binary(), "ab");
    }
    if (id == 9) {
      EXPECT_EQ(reader.I8(), -1);
    }
    if (id == 10) {
      EXPECT_EQ(reader.Double(), 1.5);
    }
  });
  EXPECT_TRUE(reader.ok());
  EXPECT_EQ(ids, (std::vector{1, 3, 4, 5, 6, 8, 9, 10}));
  EXPECT_EQ(reader.position(), bytes.size() - 5);
}

TEST(ThriftReader, ReadsLongStepsAsIds) {
  std::vector<int> ids;
  const std::string bytes = "\xF5\x00\x05\x3E\x00\x05\x3C\x00\x05\x01\x00\x00"s;
  ThriftReader reader(bytes);
  reader.Struct([&](int id) { ids.push_back(id); });
  EXPECT_TRUE(reader.ok());
  EXPECT_EQ(ids, (std::vector{15, 31, 30, -1}));
}

TEST(ThriftReader, ReadsStructuresInListsAndListsInStructures) {
  std::string bytes;
  ThriftWriter writer(&bytes);
  writer.BeginList(1, ThriftType::kStruct, 20);
  for (int i = 0; i < 20; ++i) {
    writer.BeginElement();
    writer.Bool(1, i % 2 == 0);
    writer.BeginList(2, ThriftType::kBool, 2);
    writer.BoolElement(true);
    writer.BoolElement(false);
    writer.I64(3, i);
    writer.EndStruct();
  }
  writer.Binary(2, "end");
  writer.EndStruct();
  ThriftReader reader(bytes);
  std::vector<int64_t> numbers;
  std::vector<bool> bools;
  reader.Struct([&](int id) {
    if (id == 2) {
      EXPECT_EQ(reader.Binary(), "end");
    }
    if (id != 1) return;
    reader.List([&](size_t index) {
      EXPECT_EQ(index, numbers.size());
      reader.Struct([&](int inner_id) {
        if (inner_id == 2) reader.List([&](size_t) { bools.push_back(reader.Bool()); });
        if (inner_id == 3) numbers.push_back(reader.I64());
      });
    });
  });
  EXPECT_TRUE(reader.ok()) << reader.error();
  EXPECT_EQ(numbers.size(), 20U);
  EXPECT_EQ(numbers.back(), 19);
  EXPECT_EQ(std::ranges::count(bools, true), 20);
  EXPECT_EQ(bools.size(), 40U);
}

TEST(ThriftReader, SkipsWhatIsNotWanted) {
  // A number, a text, a list of two lists of booleans, a map of a number to a text, an empty map, a
  // set, a structure, a UUID and a double.
  const std::string bytes =
      "\x16\x80\x80\x01\x18\x01\x61\x19\x29\x11\x01\x21\x02\x01"s
      "\x1B\x01\x58\x02\x01\x61\x1B\x00\x1A\x15\x02\x1C\x11\x00"s
      "\x1D" +
      std::string(16, 'u') + "\x17" + std::string(8, 'd') + "\x00"s;
  ThriftReader reader(bytes);
  reader.Struct([](int) {});
  EXPECT_TRUE(reader.ok()) << reader.error();
  EXPECT_EQ(reader.position(), bytes.size());
}

TEST(ThriftReader, EveryShorterStructureIsCutOff) {
  std::string bytes;
  ThriftWriter writer(&bytes);
  writer.I64(1, 1'000'000);
  writer.Binary(2, "text");
  writer.BeginList(3, ThriftType::kBinary, 16);
  for (int i = 0; i < 16; ++i) writer.BinaryElement("x");
  writer.BeginStruct(40);
  writer.EndStruct();
  writer.EndStruct();
  for (size_t size = 0; size < bytes.size(); ++size) {
    ThriftReader reader(std::string_view(bytes).substr(0, size));
    reader.Struct([](int) {});
    EXPECT_FALSE(reader.ok());
    EXPECT_TRUE(reader.is_cut_off()) << size;
  }
  EXPECT_EQ(ErrorOf(bytes), "");
}

TEST(ThriftReader, SizesThatNoBytesFollowAreErrors) {
  EXPECT_EQ(ErrorOf("\x18\xFF\xFF\xFF\xFF\x07\x00"s), "ends too early");
  EXPECT_EQ(ErrorOf("\x19\xF5\xFF\xFF\xFF\xFF\x07\x00"s), "ends too early");
  EXPECT_EQ(ErrorOf("\x19\xE5\x00"s), "ends too early");
  EXPECT_EQ(ErrorOf("\x1B\x03\x55\x00\x00\x00"s), "ends too early");
  EXPECT_EQ(ErrorOf("\x18\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x00"s),
            "has a size that is too large");
  EXPECT_EQ(ErrorOf("\x19\xF5\x80\x80\x80\x80\x08\x00"s), "has a size that is too large");
}

TEST(ThriftReader, NumbersOutOfTheirRangeAreErrors) {
  const std::string_view too_large = "has a number that is too large";
  EXPECT_EQ(ErrorOf("\x16\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x00"s,
                    [](ThriftReader* reader) {
                      EXPECT_EQ(reader->I64(), std::numeric_limits<int64_t>::min());
                    }),
            "");
  EXPECT_EQ(ErrorOf("\x16\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02\x00"s), too_large);
  EXPECT_EQ(ErrorOf("\x16"s + std::string(11, '\x80') + "\x00"s), too_large);
  const std::string i32 = "\x15\x80\x80\x80\x80\x10\x00"s;
  EXPECT_EQ(ErrorOf(i32, [](ThriftReader* reader) { reader->I32(); }), too_large);
  EXPECT_EQ(ErrorOf("\x05\x80\x80\x04\x00\x00"s), too_large);          // an id of 32768
  EXPECT_EQ(ErrorOf("\x05\xFE\xFF\x03\x00\x15\x00\x00"s), too_large);  // one step after 32767
}

TEST(ThriftReader, WrongAndUnknownTypesAreErrors) {
  const auto read_number = [](ThriftReader* reader) { reader->I32(); };
  EXPECT_EQ(ErrorOf("\x16\x00\x00"s, read_number), "has a field of another type");
  EXPECT_EQ(ErrorOf("\x19\x18\x00\x00"s,
                    [](ThriftReader* reader) { reader->List([&](size_t) { reader->I32(); }); }),
            "has a field of another type");
  EXPECT_EQ(ErrorOf("\x1F\x00"s), "has a type that is unknown");
  EXPECT_EQ(ErrorOf("\x10\x00\x00"s), "has a type that is unknown");
  EXPECT_EQ(ErrorOf("\x19\x1F\x00\x00"s), "has a type that is unknown");
  EXPECT_EQ(ErrorOf("\x19\x00\x00"s), "");  // no elements, so of no type
}

TEST(ThriftReader, AFieldThatComesTwiceIsAnError) {
  EXPECT_EQ(ErrorOf("\x15\x00\x05\x02\x00\x00"s), "has a field twice");
}

TEST(ThriftReader, DeepNestingIsAnError) {
  EXPECT_EQ(ErrorOf(std::string(60, '\x1C') + std::string(61, '\0')), "");
  EXPECT_EQ(ErrorOf(std::string(1'000'000, '\x1C')), "is nested too deeply");
  EXPECT_EQ(ErrorOf("\x19" + std::string(1'000'000, '\x19')), "is nested too deeply");
}

TEST(ThriftReader, NothingIsVisitedAfterAnError) {
  const std::string bytes = "\x19\x38\x00\x7F\x00\x15\x02\x00"s;
  ThriftReader reader(bytes);
  int num_visits = 0;
  reader.Struct([&](int) {
    reader.List([&](size_t) {
      ++num_visits;
      reader.Binary();
    });
    EXPECT_EQ(reader.Binary(), "");
  });
  EXPECT_EQ(num_visits, 2);
  EXPECT_TRUE(reader.is_cut_off());
}

}  // namespace
}  // namespace tpch
