#include "tpch/arrow_read/parquet/footer.h"

#include <arrow/buffer.h>
#include <arrow/result.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstring>
#include <utility>

#include "tpch/arrow_read/parquet/statistics_reader.h"
#include "tpch/arrow_read/parquet/thrift_reader.h"

namespace tpch::footer {
namespace {

constexpr int64_t kTailBytes = 8;  // the footer's size and the magic number
constexpr std::string_view kMagic = "PAR1";
constexpr int32_t kLastPageType = 3;  // DATA_PAGE_V2

// Nesting depth of groups, which readers handle by recursion.
constexpr size_t kMaxSchemaDepth = 100;

// Reads the structures. Keeps nothing after the first error.
class FooterReader {
 public:
  explicit FooterReader(File* file) : thrift_(file->bytes), file_(file) {}

  Status Read() {
    thrift_.Struct([this](int id) { ReadFileField(id); });
    if (!thrift_.ok()) {
      return Status::IoError(
          fmt::format("its footer {} (byte {} of it)", thrift_.error(), thrift_.position()));
    }
    return error_.empty() ? Status::OK() : Status::IoError(error_);
  }

 private:
  bool ok() const { return thrift_.ok() && error_.empty(); }

  void Fail(std::string error) {
    if (error_.empty()) error_ = std::move(error);
  }

  // Reads a list of structures; `read(T*)` reads one and returns whether it is complete.
  template <typename T, typename Read>
  void ReadStructs(std::string_view name, std::vector<T>* out, const Read& read) {
    thrift_.List([&](size_t index) {
      if (!ok()) return;
      if (!read(&out->emplace_back()) && ok()) {
        Fail(fmt::format("its footer lacks a field that {} {} must have", name, index));
      }
    });
  }

  void ReadFileField(int id) {
    switch (id) {
      case 1:
        file_->version = thrift_.I32();
        return;
      case 2:
        return ReadStructs("schema element", &file_->schema,
                           [this](SchemaElement* element) { return ReadElement(element); });
      case 3:
        file_->num_rows = thrift_.I64();
        return;
      case 4:
        return ReadStructs("row group", &file_->row_groups,
                           [this](RowGroup* group) { return ReadRowGroup(group); });
      case 5:
        return ReadStructs("key", &file_->key_values,
                           [this](KeyValue* key_value) { return ReadKeyValue(key_value); });
      case 6:
        thrift_.Text();  // created_by: some readers reject it if it is not UTF-8
        return;
      case 7:
        file_->column_orders.emplace();
        return ReadStructs("column order", &*file_->column_orders,
                           [this](int32_t* order) { return ReadUnion(order); });
      case 8:
      case 9:
        return Fail("it is encrypted");
      default:
        return;
    }
  }

  bool ReadKeyValue(KeyValue* out) {
    bool has_key = false;
    thrift_.Struct([&](int id) {
      if (id == 1) out->key = thrift_.Text();
      if (id == 2) out->value = thrift_.Text();
      has_key |= id == 1;
    });
    return has_key;
  }

  // Reads which member of a union is set.
  bool ReadUnion(int32_t* member) {
    int num_members = 0;
    thrift_.Struct([&](int id) {
      *member = id;
      ++num_members;
    });
    if (num_members > 1) *member = 0;
    return true;
  }

  void ReadLogicalType(LogicalType* out) {
    thrift_.Struct([&](int kind) {
      out->kind = kind;
      if (kind == kDecimal) {
        thrift_.Struct([&](int id) {
          if (id == 1) out->scale = thrift_.I32();
          if (id == 2) out->precision = thrift_.I32();
        });
      } else if (kind == kTime || kind == kTimestamp) {
        thrift_.Struct([&](int id) {
          if (id == 2) ReadUnion(&out->time_unit);
        });
      } else if (kind == kInteger) {
        thrift_.Struct([&](int id) {
          if (id == 1) out->bit_width = int32_t{thrift_.I8()};
          if (id == 2) out->is_signed = thrift_.Bool();
        });
      }
    });
  }

  bool ReadElement(SchemaElement* out) {
    bool has_name = false;
    thrift_.Struct([&](int id) {
      if (id == 1) out->type = thrift_.I32();
      if (id == 2) out->type_length = thrift_.I32();
      if (id == 3) out->repetition = thrift_.I32();
      if (id == 4) out->name = thrift_.Text();
      if (id == 5) out->num_children = thrift_.I32();
      if (id == 6) out->converted_type = thrift_.I32();
      if (id == 7) out->scale = thrift_.I32();
      if (id == 8) out->precision = thrift_.I32();
      if (id == 9) out->field_id = thrift_.I32();
      if (id == 10) ReadLogicalType(&out->logical_type.emplace());
      has_name |= id == 4;
    });
    return has_name;
  }

  bool ReadRowGroup(RowGroup* out) {
    int num_required = 0;
    thrift_.Struct([&](int id) {
      if (id == 1) {
        ReadStructs("column chunk", &out->columns,
                    [this](ColumnChunk* chunk) { return ReadChunk(chunk); });
      }
      if (id == 2) out->total_byte_size = thrift_.I64();
      if (id == 3) out->num_rows = thrift_.I64();
      if (id == 4) {
        ReadStructs("sorting column", &out->sorting_columns,
                    [this](SortingColumn* column) { return ReadSortingColumn(column); });
      }
      if (id == 5) out->file_offset = thrift_.I64();
      if (id == 6) out->total_compressed_size = thrift_.I64();
      if (id == 7) out->ordinal = thrift_.I16();
      num_required += id >= 1 && id <= 3 ? 1 : 0;
    });
    return num_required == 3;
  }

  bool ReadSortingColumn(SortingColumn* out) {
    int num_required = 0;
    thrift_.Struct([&](int id) {
      if (id == 1) out->column = thrift_.I32();
      if (id == 2) out->is_descending = thrift_.Bool();
      if (id == 3) static_cast<void>(thrift_.Bool());  // position of nulls: there are none
      num_required += id >= 1 && id <= 3 ? 1 : 0;
    });
    return num_required == 3;
  }

  bool ReadChunk(ColumnChunk* out) {
    bool has_metadata = false;
    thrift_.Struct([&](int id) {
      if (id == 1) out->file_path = thrift_.Text();
      if (id == 2) out->file_offset = thrift_.I64();
      if (id == 3) has_metadata = ReadMetadata(&out->metadata);
      if (id == 4) out->offset_index_offset = thrift_.I64();
      if (id == 5) out->offset_index_length = thrift_.I32();
      if (id == 6) out->column_index_offset = thrift_.I64();
      if (id == 7) out->column_index_length = thrift_.I32();
      if (id == 8 || id == 9) Fail("it has an encrypted column");
    });
    return has_metadata;
  }

  bool ReadMetadata(ColumnMetadata* out) {
    int num_required = 0;
    thrift_.Struct([&](int id) {
      ReadMetadataField(id, out);
      num_required += (id >= 1 && id <= 7) || id == 9 ? 1 : 0;
    });
    return num_required == 8;
  }

  void ReadMetadataField(int id, ColumnMetadata* out) {
    if (id == 1) out->type = thrift_.I32();
    if (id == 2) thrift_.List([&](size_t) { out->encodings.push_back(ReadEncoding()); });
    if (id == 3) thrift_.List([&](size_t) { out->path_in_schema.push_back(thrift_.Text()); });
    if (id == 4) out->codec = thrift_.I32();
    if (id == 5) out->num_values = thrift_.I64();
    if (id == 6) out->total_uncompressed_size = thrift_.I64();
    if (id == 7) out->total_compressed_size = thrift_.I64();
    if (id == 9) out->data_page_offset = thrift_.I64();
    if (id == 10) out->index_page_offset = thrift_.I64();
    if (id == 11) out->dictionary_page_offset = thrift_.I64();
    if (id == 12) ReadStatistics(&thrift_, &out->statistics.emplace());
    if (id == 13) {
      ReadStructs("encoding statistics", &out->encoding_stats,
                  [this](EncodingStats* stats) { return ReadEncodingStats(stats); });
    }
    if (id == 14) out->bloom_filter_offset = thrift_.I64();
    if (id == 15) out->bloom_filter_length = thrift_.I32();
    if (id == 16) ReadSizeStatistics(&out->size_statistics.emplace());
  }

  int32_t ReadEncoding() {
    const int32_t encoding = thrift_.I32();
    if (!IsEncoding(encoding)) {
      Fail(fmt::format("its footer names an encoding that is unknown, {}", encoding));
    }
    return encoding;
  }

  bool ReadEncodingStats(EncodingStats* out) {
    int num_required = 0;
    thrift_.Struct([&](int id) {
      if (id == 1) out->page_type = thrift_.I32();
      if (id == 2) out->encoding = ReadEncoding();
      if (id == 3) out->count = thrift_.I32();
      num_required += id >= 1 && id <= 3 ? 1 : 0;
    });
    if (out->page_type < 0 || out->page_type > kLastPageType) {
      Fail(fmt::format("its footer names a type of pages that is unknown, {}", out->page_type));
    }
    return num_required == 3;
  }

  void ReadSizeStatistics(SizeStatistics* out) {
    thrift_.Struct([&](int id) {
      if (id == 1) out->text_bytes = thrift_.I64();
      if (id == 2) thrift_.List([&](size_t) { out->repetition_levels.push_back(thrift_.I64()); });
      if (id == 3) thrift_.List([&](size_t) { out->definition_levels.push_back(thrift_.I64()); });
    });
  }

  ThriftReader thrift_;
  File* file_;
  std::string error_;
};

// Builds the leaves of the schema, whose elements form a tree in depth-first order.
class SchemaReader {
 public:
  explicit SchemaReader(File* file) : file_(file) {}

  Status Read() {
    if (file_->schema.empty()) return Status::IoError("it has no schema");
    TPCH_RETURN_NOT_OK(ReadChildren(file_->schema[next_++], {0, 0}));
    if (next_ == file_->schema.size()) return Status::OK();
    return Status::IoError("its schema has elements that belong to no group");
  }

 private:
  struct Levels {
    int32_t definition;
    int32_t repetition;
  };

  Status ReadChildren(const SchemaElement& group, Levels levels) {
    const int32_t num_children = group.num_children.value_or(0);
    for (int32_t i = 0; i < num_children; ++i) {
      if (next_ == file_->schema.size()) {
        return Status::IoError(fmt::format("its schema has less than the {} fields of '{}'",
                                           num_children, group.name));
      }
      TPCH_RETURN_NOT_OK(ReadElement(file_->schema[next_++], levels));
    }
    return Status::OK();
  }

  Status ReadElement(const SchemaElement& element, Levels levels) {
    if (path_.size() == kMaxSchemaDepth) return Status::IoError("its schema is nested too deeply");
    const int32_t repetition = element.repetition.value_or(-1);
    if (repetition < kRequired || repetition > kRepeated) {
      return Status::IoError(fmt::format(
          "field '{}' of its schema has no repetition type that is known", element.name));
    }
    levels.definition += repetition == kRequired ? 0 : 1;
    levels.repetition += repetition == kRepeated ? 1 : 0;
    path_.push_back(element.name);
    if (!element.type) {
      TPCH_RETURN_NOT_OK(ReadChildren(element, levels));
    } else if (element.num_children.value_or(0) != 0) {
      return Status::IoError(
          fmt::format("field '{}' of its schema has a type and fields", element.name));
    } else {
      file_->leaves.push_back({&element, path_, levels.definition, levels.repetition});
    }
    path_.pop_back();
    return Status::OK();
  }

  File* file_;
  size_t next_ = 0;
  std::vector<std::string_view> path_;
};

// Checks the counts that the program itself relies on.
Status CheckCounts(const File& file) {
  int64_t num_rows = 0;
  for (size_t i = 0; i < file.row_groups.size(); ++i) {
    const RowGroup& group = file.row_groups[i];
    if (group.columns.size() != file.leaves.size()) {
      return Status::IoError(fmt::format("row group {} has {} columns, its schema {}", i,
                                         group.columns.size(), file.leaves.size()));
    }
    if (group.num_rows < 0 || __builtin_add_overflow(num_rows, group.num_rows, &num_rows)) {
      return Status::IoError(
          fmt::format("row group {} cannot have {} rows (num_rows)", i, group.num_rows));
    }
  }
  return Status::OK();
}

arrow::Status ReadBytes(arrow::io::RandomAccessFile* file, File* out) {
  ARROW_ASSIGN_OR_RAISE(const int64_t size_bytes, file->GetSize());
  if (size_bytes < kTailBytes + static_cast<int64_t>(kMagic.size())) {
    return arrow::Status::Invalid(fmt::format("{} bytes are too few for one", size_bytes));
  }
  ARROW_ASSIGN_OR_RAISE(const auto tail, file->ReadAt(size_bytes - kTailBytes, kTailBytes));
  if (tail->size() != kTailBytes) return arrow::Status::IOError("it has become shorter");
  uint32_t footer_bytes = 0;
  std::memcpy(&footer_bytes, tail->data(), sizeof footer_bytes);
  const std::string_view magic = std::string_view(*tail).substr(sizeof footer_bytes);
  if (magic == "PARE") return arrow::Status::Invalid("it is encrypted");
  if (magic != kMagic) return arrow::Status::Invalid("it does not end with 'PAR1'");
  out->begin = size_bytes - kTailBytes - int64_t{footer_bytes};
  if (out->begin < static_cast<int64_t>(kMagic.size())) {
    return arrow::Status::Invalid(
        fmt::format("a footer of {} bytes does not fit into it", footer_bytes));
  }
  ARROW_ASSIGN_OR_RAISE(const auto bytes, file->ReadAt(out->begin, footer_bytes));
  out->bytes = bytes->ToString();
  return arrow::Status::OK();
}

}  // namespace

std::string Leaf::Name() const { return fmt::format("{}", fmt::join(path, ".")); }

bool IsEncoding(int32_t number) {
  constexpr int32_t kNeverUsed = 1;
  constexpr int32_t kLastEncoding = 9;  // BYTE_STREAM_SPLIT
  return number >= 0 && number <= kLastEncoding && number != kNeverUsed;
}

int64_t BeginOf(const ColumnMetadata& metadata) {
  const int64_t dictionary = metadata.dictionary_page_offset.value_or(0);
  // A chunk without values may have only a dictionary page.
  const bool begins_with_dictionary =
      dictionary > 0 && (dictionary < metadata.data_page_offset || metadata.data_page_offset == 0);
  return begins_with_dictionary ? dictionary : metadata.data_page_offset;
}

Result<std::shared_ptr<const File>> Read(arrow::io::RandomAccessFile* file) {
  auto out = std::make_shared<File>();
  if (const arrow::Status status = ReadBytes(file, out.get()); !status.ok()) {
    return Status::IoError(status.message());
  }
  TPCH_RETURN_NOT_OK(FooterReader(out.get()).Read());
  TPCH_RETURN_NOT_OK(SchemaReader(out.get()).Read());
  TPCH_RETURN_NOT_OK(CheckCounts(*out));
  return std::shared_ptr<const File>(std::move(out));
}

}  // namespace tpch::footer
