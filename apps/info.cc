#include "apps/info.h"

#include <fmt/format.h>
#include <gnu/libc-version.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string_view>

#include "apps/option_names.h"
#include "apps/standard_streams.h"
#include "apps/text.h"
#include "apps/version.h"
#include "tpch/base/available_cpus.h"
#include "tpch/base/size_text.h"
#include "tpch/compress/codec_versions.h"
#include "tpch/generate.h"
#include "tpch/io/uring.h"
#include "tpch/modules/module_loader.h"
#include "tpch/random/kernels.h"
#include "tpch/schema/table.h"
#include "tpch/verify.h"

namespace tpch {
namespace {

// Returns a line for each column, with all its row groups.
std::string FormatColumns(const FileDescription& file) {
  size_t name_size = 0;
  size_t type_size = 0;
  size_t encodings_size = 0;
  for (const ColumnChunksDescription& column : file.columns) {
    name_size = std::max(name_size, EscapeText(column.name).size());
    type_size = std::max(type_size, column.type.size());
    encodings_size = std::max(encodings_size, column.encodings.size());
  }
  const auto line = [&](std::string_view name, std::string_view type, std::string_view encodings,
                        std::string_view codecs, std::string_view size,
                        std::string_view uncompressed, std::string_view share) {
    return fmt::format("{:<{}}  {:<{}}  {:<{}}  {:<12} {:>9} {:>12} {:>6}\n", name, name_size, type,
                       type_size, encodings, encodings_size, codecs, size, uncompressed, share);
  };
  std::string text =
      line("column", "type", "encodings", "compression", "bytes", "uncompressed", "share");
  for (const ColumnChunksDescription& column : file.columns) {
    const auto size_bytes = static_cast<double>(column.size_bytes);
    const double share = size_bytes / static_cast<double>(std::max<int64_t>(file.size_bytes, 1));
    text += line(EscapeText(column.name), column.type, column.encodings, column.codecs,
                 FormatSize(size_bytes),
                 FormatSize(static_cast<double>(column.uncompressed_size_bytes)),
                 fmt::format("{:.1f} %", share * 100));
  }
  return text;
}

// The newest version of glibc whose symbols the program uses.
#if __GLIBC_PREREQ(2, 38)
constexpr const char* kNeededGlibc = "2.38";
#else
constexpr const char* kNeededGlibc = "2.34";
#endif

// Lists the modules and where they are.
std::string DescribeModules() {
  std::string text;
  for (const ModuleFile& module : FindModules()) {
    text += fmt::format("{}: {}\n", module.name,
                        module.path.empty() ? "not installed" : EscapeText(module.path.string()));
  }
  return text;
}

}  // namespace

std::string DescribeVersion() {
  const Result<std::string> arrow = ArrowVersion();
  const bool is_missing = arrow.status().code() == StatusCode::kInvalid;
  return fmt::format("tpch {}\nArrow: {}", kVersion,
                     arrow.ok()   ? *arrow
                     : is_missing ? "not installed"
                                  : EscapeText(ShowMessage(arrow.status().text())));
}

Status PrintInfo(const ScaleFactor& scale_factor) {
  std::string text;
  text += fmt::format("scale factor {}\n\n", scale_factor.ToString());
  text += fmt::format("{:<9} {:>19} {:>9}\n", "table", "rows", "tbl");
  double total_bytes = 0;
  for (const Table table : kAllTables) {
    const TableDescriptor& descriptor = Describe(table);
    const int64_t num_rows = NumBaseRows(table, scale_factor) * descriptor.rows_per_base_row;
    const double size_bytes =
        static_cast<double>(num_rows) * static_cast<double>(descriptor.tbl_row_size_bytes);
    total_bytes += size_bytes;
    // An order has 1 to 7 lines, 4 on average.
    const char* about = table == Table::kLineitem ? "~" : "";
    text += fmt::format("{:<9} {:>19} {:>9}\n", descriptor.name, about + GroupDigits(num_rows),
                        "~" + FormatSize(size_bytes));
  }
  text += fmt::format("{:<9} {:>19} {:>9}\n\n", "all", "", "~" + FormatSize(total_bytes));
  text += fmt::format(
      "CPUs: {}\nCPU kernels: {}\nio_uring: {}\nCodecs: {}\n{}\n{}glibc: {}, needs {}\n",
      CountAvailableCpus(), ActiveKernels().name, DescribeUring(), DescribeCodecLibraries(),
      DescribeVersion(), DescribeModules(), ::gnu_get_libc_version(), kNeededGlibc);
  return PrintToStdout(text);
}

Status PrintFileInfo(const std::filesystem::path& path) {
  TPCH_ASSIGN_OR_RETURN(const FileDescription file, DescribeFile(path));
  std::string text = fmt::format(
      "{}: {} rows, {}, of which the footer {}\nwritten by {}\n\n", EscapeText(path.string()),
      GroupDigits(file.num_rows), FormatSize(static_cast<double>(file.size_bytes)),
      FormatSize(static_cast<double>(file.footer_size_bytes)), EscapeText(file.created_by));
  text += fmt::format("{:<9} {:>15} {:>9} {:>12}\n", "row group", "rows", "bytes", "uncompressed");
  for (size_t i = 0; i < file.row_groups.size(); ++i) {
    const RowGroupDescription& group = file.row_groups[i];
    text += fmt::format("{:<9} {:>15} {:>9} {:>12}\n", i, GroupDigits(group.num_rows),
                        FormatSize(static_cast<double>(group.size_bytes)),
                        FormatSize(static_cast<double>(group.uncompressed_size_bytes)));
  }
  return PrintToStdout(text + "\n" + FormatColumns(file));
}

}  // namespace tpch
