// TBL with units and batches of a few base rows, so that small tables have many of them.

#pragma once

#include <memory>

#include "tpch/encode/text_format.h"

namespace tpch {

class SmallUnitsFormat : public Format {
 public:
  explicit SmallUnitsFormat(int64_t unit_base_rows) : unit_base_rows_(unit_base_rows) {}

  std::string_view name() const override { return text_->name(); }
  std::string_view extension() const override { return text_->extension(); }
  DataOptions DescribeOptions() const override { return text_->DescribeOptions(); }
  int64_t UnitBaseRows(Table /*table*/) const override { return unit_base_rows_; }
  int64_t BatchBaseRows() const override { return 20; }

  /// At most a thousand, so that a plan can have too many.
  Status CheckFiles(std::span<const FileBaseRows> files) const override {
    for (const FileBaseRows& file : files) {
      if (file.num_base_rows > 1000 * unit_base_rows_) return Status::Invalid("too many units");
    }
    return Status::OK();
  }

  int64_t EstimateSizeBytes(Table table, int64_t num_rows) const override {
    return text_->EstimateSizeBytes(table, num_rows);
  }

  FormatMemory EstimateMemory(Table table, int64_t unit_rows, int64_t file_rows) const override {
    return text_->EstimateMemory(table, unit_rows, file_rows);
  }

  std::unique_ptr<UnitEncoder> MakeUnitEncoder(Table table, BufferPool* pool) const override {
    return text_->MakeUnitEncoder(table, pool);
  }

  std::unique_ptr<FileEncoder> MakeFileEncoder(const FileContents& contents) const override {
    return text_->MakeFileEncoder(contents);
  }

 private:
  int64_t unit_base_rows_;
  std::unique_ptr<Format> text_ = MakeTextFormat(kTblStyle);
};

}  // namespace tpch
