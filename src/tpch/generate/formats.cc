#include "tpch/generate/formats.h"

#include "tpch/encode/text_format.h"
#include "tpch/modules/module_loader.h"
#include "tpch/parquet/parquet_format.h"

namespace tpch {
namespace {

Result<std::unique_ptr<Format>> MakeText(const GenerateOptions& options) {
  const TextStyle style = MakeTextStyle(options.format, options.text);
  TPCH_RETURN_NOT_OK(CheckDelimiter(style));
  return MakeTextFormat(style);
}

}  // namespace

Result<std::unique_ptr<Format>> MakeFormat(const GenerateOptions& options) {
  if (options.format == FileFormat::kParquet) return MakeParquetFormat(options.parquet);
  if (options.format != FileFormat::kArrow) return MakeText(options);
  TPCH_ASSIGN_OR_RETURN(const FormatModule* module, LoadFormatModule());
  return module->make_arrow_format(options.arrow,
                                   options.to_stdout ? ArrowFraming::kStream : ArrowFraming::kFile);
}

Result<std::string> ArrowVersion() {
  TPCH_ASSIGN_OR_RETURN(const FormatModule* module, LoadFormatModule());
  return std::string(module->arrow_version);
}

}  // namespace tpch
