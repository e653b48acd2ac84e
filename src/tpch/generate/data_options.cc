#include "tpch/generate/data_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "tpch/compress/codec_suffix.h"
#include "tpch/encode/text_format.h"

namespace tpch {
namespace {

struct UsualValue {
  std::string_view name;
  std::string_view value = "default";
};

// The options of all formats, in the order of the manifest.
constexpr UsualValue kFormatOptions[] = {{"compression"},
                                         {"delimiter"},
                                         {"no-header"},
                                         {"no-trailing-delimiter"},
                                         {"row-group-rows", "1048576"},
                                         {"row-group-bytes"},
                                         {"page-bytes", "1MiB"},
                                         {"data-page-version", "1"},
                                         {"page-checksums"},
                                         {"parquet-profile"},
                                         {"column-encoding"},
                                         {"column-compression"},
                                         {"bloom-filter"}};

std::string DescribeNumber(const std::optional<int64_t>& number) {
  return number ? fmt::format("{}", *number) : "none";
}

}  // namespace

DataOptions DescribeData(const Selection& selection, const Format& format) {
  DataOptions described = {
      {"version", TPCH_VERSION},
      {"scale-factor", selection.scale_factor.ToString()},
      {"parts", DescribeNumber(selection.num_parts)},
      {"max-rows", selection.max_rows == kAllRows ? "none" : fmt::format("{}", selection.max_rows)},
      {"format", std::string(format.name())}};
  const DataOptions of_format = format.DescribeOptions();
  for (const auto& [name, value] : kFormatOptions) {
    const auto found = std::ranges::find(of_format, name, &DataOption::name);
    described.push_back(found == of_format.end() ? DataOption{std::string(name), std::string(value)}
                                                 : *found);
  }
  if (const auto& refresh = selection.refresh) {
    described.push_back({"insert-segments", DescribeNumber(refresh->insert_segments)});
    described.push_back({"delete-segments", DescribeNumber(refresh->delete_segments)});
  }
  return described;
}

std::string ExtensionOf(const Manifest& manifest) {
  std::string extension = FindOption(manifest, "format").value_or("");
  // Other formats compress parts of a file, which then keeps its extension.
  if (extension != kCsvStyle.format && extension != kTblStyle.format) return extension;
  const std::string compression = FindOption(manifest, "compression").value_or("");
  const std::string codec = compression.substr(0, compression.find(':'));
  if (const CodecDescriptor* const known = FindByName(codec, kCodecs)) {
    extension += SuffixOf(known->value);
  }
  return extension;
}

}  // namespace tpch
