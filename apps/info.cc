#include "apps/info.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>

#include "apps/text.h"
#include "apps/version.h"
#include "tpch/base/available_cpus.h"
#include "tpch/generator.h"
#include "tpch/io/uring.h"
#include "tpch/random/kernels.h"
#include "tpch/schema/table.h"

namespace tpch {

std::string DescribeVersion() {
  const Result<std::string> arrow = ArrowVersion();
  return fmt::format("tpch {}\nArrow: {}", kVersion, arrow.ok() ? *arrow : "not in this build");
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
    // An order has 1 to 7 lines; four is the average.
    const char* about = table == Table::kLineitem ? "~" : "";
    text += fmt::format("{:<9} {:>19} {:>9}\n", descriptor.name, about + GroupDigits(num_rows),
                        "~" + FormatSize(size_bytes));
  }
  text += fmt::format("{:<9} {:>19} {:>9}\n\n", "all", "", "~" + FormatSize(total_bytes));
  text += fmt::format("CPUs: {}\nCPU kernels: {}\nio_uring: {}\n{}\n", CountAvailableCpus(),
                      ActiveKernels().name, DescribeUring(), DescribeVersion());
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (std::fflush(stdout) == 0) return Status::OK();
  return Status::FromErrno("cannot write to standard output", errno);
}

}  // namespace tpch
