#include "apps/option_names.h"

#include <algorithm>

#include "tpch/enum_names.h"

namespace tpch {
namespace {

// Options with other names than their fields.
constexpr EnumName<Field> kOptions[] = {{Field::kNumParts, "parts"},
                                        {Field::kParts, "part"},
                                        {Field::kTargetFileBytes, "target-file-size"},
                                        {Field::kColumnEncodings, "column-encoding"},
                                        {Field::kColumnCompressions, "column-compression"},
                                        {Field::kBloomFilterColumns, "bloom-filter"},
                                        {Field::kToStdout, "stdout"},
                                        {Field::kStorageOptions, "storage-option"},
                                        {Field::kCheckSpace, "no-space-check"},
                                        {Field::kManifestOnly, "quick"},
                                        {Field::kRunQueries, "queries"}};

std::string OptionOf(Field field) {
  const auto* const option = std::ranges::find(kOptions, field, &EnumName<Field>::value);
  if (option != std::end(kOptions)) return "--" + std::string(option->name);
  std::string name = "--" + std::string(NameOf(field));
  std::ranges::replace(name, '_', '-');
  return name;
}

}  // namespace

std::string ShowOption(const Setting& setting) {
  const std::string option = OptionOf(setting.field);
  // Flags have no value.
  const bool has_value = !setting.value.empty() && setting.field != Field::kCheckSpace;
  return has_value ? option + " " + setting.value : option;
}

std::string ShowMessage(const Message& message) { return message.ToString(ShowOption); }

}  // namespace tpch
