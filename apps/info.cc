#include "apps/info.h"

#include <fmt/format.h>

#include "apps/text.h"
#include "apps/version.h"
#include "tpch/base/available_cpus.h"
#include "tpch/generator.h"
#include "tpch/io/uring_probe.h"
#include "tpch/random/kernels.h"
#include "tpch/schema/table.h"

namespace tpch {

std::string DescribeVersion() {
  const Result<std::string> arrow = ArrowVersion();
  return fmt::format("tpch {}\nArrow: {}", kVersion, arrow.ok() ? *arrow : "not in this build");
}

void PrintInfo(const ScaleFactor& scale_factor) {
  fmt::print("scale factor {}\n\n", scale_factor.ToString());
  fmt::print("{:<9} {:>19} {:>9}\n", "table", "rows", "tbl");
  double total_bytes = 0;
  for (const Table table : kAllTables) {
    const TableDescriptor& descriptor = Describe(table);
    const int64_t num_rows = NumBaseRows(table, scale_factor) * descriptor.rows_per_base_row;
    const double size_bytes =
        static_cast<double>(num_rows) * static_cast<double>(descriptor.tbl_row_size_bytes);
    total_bytes += size_bytes;
    // An order has 1 to 7 lines; four is the average.
    const char* about = table == Table::kLineitem ? "~" : "";
    fmt::print("{:<9} {:>19} {:>9}\n", descriptor.name, about + GroupDigits(num_rows),
               "~" + FormatSize(size_bytes));
  }
  fmt::print("{:<9} {:>19} {:>9}\n\n", "all", "", "~" + FormatSize(total_bytes));
  fmt::print("CPUs: {}\nCPU kernels: {}\nio_uring: {}\n{}\n", CountAvailableCpus(),
             ActiveKernels().name, DescribeUring(), DescribeVersion());
}

}  // namespace tpch
