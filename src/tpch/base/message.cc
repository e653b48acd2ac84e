#include "tpch/message.h"

#include "tpch/enum_names.h"

namespace tpch {
namespace {

constexpr EnumName<Field> kFieldNames[] = {
    {Field::kScaleFactor, "scale_factor"},
    {Field::kTables, "tables"},
    {Field::kTable, "table"},
    {Field::kNumParts, "num_parts"},
    {Field::kParts, "parts"},
    {Field::kMaxRows, "max_rows"},
    {Field::kSets, "sets"},
    {Field::kInsertSegments, "insert_segments"},
    {Field::kDeleteSegments, "delete_segments"},
    {Field::kAfterSets, "after_sets"},
    {Field::kTargetFileBytes, "target_file_bytes"},
    {Field::kFormat, "format"},
    {Field::kCompression, "compression"},
    {Field::kRowGroupRows, "row_group_rows"},
    {Field::kRowGroupBytes, "row_group_bytes"},
    {Field::kPageBytes, "page_bytes"},
    {Field::kDataPageVersion, "data_page_version"},
    {Field::kColumnEncodings, "column_encodings"},
    {Field::kColumnCompressions, "column_compressions"},
    {Field::kBloomFilterColumns, "bloom_filter_columns"},
    {Field::kOutputDir, "output_dir"},
    {Field::kToStdout, "to_stdout"},
    {Field::kStorageOptions, "storage_options"},
    {Field::kOverwrite, "overwrite"},
    {Field::kResume, "resume"},
    {Field::kCheckSpace, "check_space"},
    {Field::kIo, "io"},
    {Field::kDirect, "direct"},
    {Field::kNumThreads, "num_threads"},
    {Field::kMemoryLimit, "memory_limit"},
    {Field::kManifestOnly, "manifest_only"},
    {Field::kRunQueries, "run_queries"},
    {Field::kTempDir, "temp_dir"},
};

std::string ShowMember(const Setting& setting) {
  std::string name(NameOf(setting.field));
  if (setting.value.empty()) return name;
  return setting.field == Field::kStorageOptions ? setting.value : name + "=" + setting.value;
}

}  // namespace

std::string_view NameOf(Field field) { return NameOf(field, kFieldNames); }

void Message::AppendText(std::string text) {
  if (text.empty()) return;
  std::string* const last = empty() ? nullptr : std::get_if<std::string>(&pieces_.back());
  if (last != nullptr) {
    *last += text;
  } else {
    pieces_.emplace_back(std::move(text));
  }
}

void Message::Append(const Message& message) {
  for (const Piece& piece : message.pieces_) {
    if (const auto* const text = std::get_if<std::string>(&piece)) {
      AppendText(*text);
    } else {
      pieces_.push_back(piece);
    }
  }
}

std::string Message::ToString(const ShowSetting& show) const {
  std::string shown;
  for (const Piece& piece : pieces_) {
    const auto* const text = std::get_if<std::string>(&piece);
    shown += text != nullptr ? *text : show(std::get<Setting>(piece));
  }
  return shown;
}

std::string Message::ToString() const { return ToString(ShowMember); }

}  // namespace tpch
