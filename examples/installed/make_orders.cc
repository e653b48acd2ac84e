// Makes orders as a TBL file with the C++ library.
//
//   make_orders SCALE_FACTOR DIRECTORY

#include <tpch/generate.h>

#include <cstdio>

int main(int argc, char** argv) {
  const auto scale_factor = tpch::ScaleFactor::Parse(argc == 3 ? argv[1] : "");
  if (!scale_factor.ok()) {
    std::fputs("Usage: make_orders SCALE_FACTOR DIRECTORY\n", stderr);
    return 2;
  }
  tpch::GenerateOptions options;
  options.selection.scale_factor = *scale_factor;
  options.selection.tables = {tpch::Table::kOrders};
  options.format = tpch::FileFormat::kTbl;
  options.output_dir = argv[2];
  const tpch::GenerateReport report = tpch::Generate(options);
  if (!report.status.ok()) {
    std::fprintf(stderr, "make_orders: %s\n", report.status.message().c_str());
    return 1;
  }
  for (const tpch::GeneratedFile& file : report.files) {
    std::printf("%s: %lld rows\n", file.path.c_str(), static_cast<long long>(file.num_rows));
  }
  return 0;
}
