#include "apps/contradictions.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "apps/command_line.h"
#include "apps/parse.h"

namespace tpch {
namespace {

// An option, or one of its values.
struct Choice {
  const char* option;
  const char* value = "";
};

struct Contradiction {
  Choice one;
  Choice other;
  const char* way_out = "use one of them";
  const char* unless = "";  // an option that gives `one` another meaning
};

constexpr Contradiction kContradictions[] = {
    {{"--max-rows"}, {"--parts"}},
    {{"--target-file-size"}, {"--parts"}},
    {{"--target-file-size"}, {"--max-rows"}},
    {{"--target-file-size"}, {"--stdout"}},
    {{"--row-group-bytes"}, {"--row-group-rows"}},
    {{"--data-page-version", "2"}, {"--parquet-profile", "compatible"}, "use 1"},
    {{"--resume"}, {"--overwrite"}},
    {{"--parallel"}, {"--stdout"}},
    {{"--output-dir"}, {"--stdout"}},
    {{"--overwrite"}, {"--stdout"}, "use one of them", "--json"},
    {{"--resume"}, {"--stdout"}},
    {{"--no-space-check"}, {"--stdout"}},
    {{"--io"}, {"--stdout"}},
    {{"--async-io"}, {"--stdout"}},
    {{"--direct"}, {"--stdout"}},
    {{"--fsync"}, {"--stdout"}},
    {{"--storage-option"}, {"--stdout"}},
    {{"--json", "-"}, {"--stdout"}, "use a file"},
    {{"--async-io"}, {"--io", "sync"}},
    {{"--direct", "on"}, {"--io", "sync"}, "use --io uring"},
    {{"--quiet"}, {"--verbose"}},
    {{"--quick"}, {"--queries"}},
    {{"--after-sets"}, {"--parts"}},
    {{"--after-sets"}, {"--quick"}},
    {{"--after-sets"}, {"--queries"}},
    {{"--scale-factor"}, {"file"}},
    {{"--defaults"}, {"--seed"}},
    {{"--stream"}, {"--streams"}},
    {{"--dialect"}, {"--parameters"}},
    {{"--keys-only"}, {"--no-keys"}},
    {{"--load"}, {"--keys-only"}},
};

bool IsChosen(const CLI::App& app, const Choice& choice) {
  if (!IsGiven(app, choice.option)) return false;
  const std::string_view value = choice.value;
  return value.empty() || NormalizeWord(ValueOfOption(app, choice.option)) == value;
}

Status Describe(const Contradiction& contradiction) {
  const auto& [one, other, way_out, unless] = contradiction;
  const std::string_view value = one.value;
  const std::string_view name = other.option;
  return Status::Invalid(fmt::format(
      "{}: {}contradicts {}{}{}; {}", one.option, value.empty() ? "" : fmt::format("'{}' ", value),
      name == "file" ? "FILE" : name, *other.value == 0 ? "" : " ", other.value, way_out));
}

}  // namespace

Status CheckContradictions(const CLI::App& app) {
  for (const Contradiction& contradiction : kContradictions) {
    const std::string_view unless = contradiction.unless;
    if (!unless.empty() && IsGiven(app, contradiction.unless)) continue;
    if (IsChosen(app, contradiction.one) && IsChosen(app, contradiction.other)) {
      return Describe(contradiction);
    }
  }
  return Status::OK();
}

}  // namespace tpch
