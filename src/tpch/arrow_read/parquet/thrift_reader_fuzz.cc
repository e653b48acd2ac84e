// Fuzz target: the Thrift reader accepts any bytes, never reads past their end, and reads back the
// values of a written structure, or detects that it was truncated.

#include <string>
#include <vector>

#include "tests/fuzz/fuzz_input.h"
#include "tpch/arrow_read/parquet/thrift_reader.h"
#include "tpch/parquet/thrift_writer.h"

namespace tpch {
namespace {

// Reads any structure; `input` chooses the type to read each value as, regardless of its own.
void ReadAny(ThriftReader* reader, FuzzInput* input) {
  reader->Struct([&](int /*id*/) {
    switch (input->TakeChoice(0, 8)) {
      case 0:
        reader->I32();
        return;
      case 1:
        reader->I64();
        return;
      case 2:
        reader->Bool();
        return;
      case 3:
        Require(reader->Binary().size() <= reader->position(), "texts are part of the bytes");
        return;
      case 4:
        reader->List([&](size_t /*index*/) { ReadAny(reader, input); });
        return;
      case 5:
        ReadAny(reader, input);
        return;
      default:
        return;
    }
  });
}

void ReadAnyBytes(FuzzInput input) {
  const std::string_view bytes = input.TakeBytes(input.size_bytes() / 2);
  ThriftReader reader(bytes);
  ReadAny(&reader, &input);
  Require(reader.position() <= bytes.size(), "nothing after the end is read");
  ThriftReader skipping(bytes);
  skipping.Struct([](int /*id*/) {});
  Require(!reader.ok() || (skipping.ok() && skipping.position() == reader.position()),
          "skipping and reading end at the same place");
}

void ReadWritten(FuzzInput input) {
  std::string bytes;
  ThriftWriter writer(&bytes);
  std::vector<int64_t> numbers;
  std::vector<std::string> texts;
  const auto step = static_cast<int16_t>(input.TakeChoice(1, 100));
  int16_t id = 0;
  while (!input.empty() && numbers.size() < 100) {
    numbers.push_back(static_cast<int64_t>(input.TakeNumber(8)));
    writer.I64(id = static_cast<int16_t>(id + step), numbers.back());
    texts.emplace_back(input.TakeBytes(input.TakeNumber(1) % 20));
    writer.BeginList(id = static_cast<int16_t>(id + step), ThriftType::kBinary, texts.size());
    for (const std::string& text : texts) writer.BinaryElement(text);
  }
  writer.EndStruct();
  std::vector<int64_t> read_numbers;
  std::vector<std::string> read_texts;
  ThriftReader reader(bytes);
  reader.Struct([&](int read_id) {
    if (read_id / step % 2 == 1) {
      read_numbers.push_back(reader.I64());
    } else {
      read_texts.clear();
      reader.List([&](size_t /*index*/) { read_texts.emplace_back(reader.Binary()); });
    }
  });
  Require(reader.ok() && reader.position() == bytes.size(), "what was written is read");
  Require(read_numbers == numbers && read_texts == texts, "the values come back");
  ThriftReader cut(std::string_view(bytes).substr(0, input.TakeNumber(2) % bytes.size()));
  cut.Struct([](int /*id*/) {});
  Require(!cut.ok() && cut.is_cut_off(), "a part of it is cut off");
}

}  // namespace
}  // namespace tpch

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tpch::ReadAnyBytes({data, size});
  tpch::ReadWritten({data, size});
  return 0;
}
