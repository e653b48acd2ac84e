#include "apps/process_role.h"

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <vector>

#include "apps/parse.h"

namespace tpch {
namespace {

constexpr int64_t kMaxDescriptor = std::numeric_limits<int>::max();

Status NoRole(std::string_view text) {
  return Status::Invalid(fmt::format(
      "'{}' is no part of a run; the program starts such processes itself, with --parallel", text));
}

}  // namespace

std::string FormatProcessRole(const ProcessRole& role) {
  const RunShare& share = role.share;
  return fmt::format("{},{},{},{}", Describe(share.table).name,
                     share.text_pool == TextPoolKind::kWide ? "wide" : "compact",
                     share.text_descriptor, role.report_descriptor);
}

Result<ProcessRole> ParseProcessRole(std::string_view text) {
  const std::vector<std::string> words = ParseColumns(text);
  if (words.size() != 4) return NoRole(text);
  const std::optional<Table> table = FindTable(words[0]);
  const auto text_descriptor = ParseInteger(words[2], 0, kMaxDescriptor);
  const auto report_descriptor = ParseInteger(words[3], 0, kMaxDescriptor);
  const bool is_pool = words[1] == "wide" || words[1] == "compact";
  if (!table || !is_pool || !text_descriptor.ok() || !report_descriptor.ok()) return NoRole(text);
  return ProcessRole{{*table, words[1] == "wide" ? TextPoolKind::kWide : TextPoolKind::kCompact,
                      static_cast<int>(*text_descriptor)},
                     static_cast<int>(*report_descriptor)};
}

}  // namespace tpch
