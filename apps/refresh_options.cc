#include "apps/refresh_options.h"

#include "apps/command_line.h"
#include "apps/option_values.h"
#include "apps/parse.h"

namespace tpch {
namespace {

Status ReadSegments(const CLI::App& app, const char* option, const std::string& text,
                    std::optional<int64_t>* num_segments) {
  if (!IsGiven(app, option)) return Status::OK();
  return Assign(option, ParseInteger(text, 1, kMaxParts), num_segments);
}

}  // namespace

RefreshOptionTable::RefreshOptionTable(CLI::App* app) : app_(app) {
  using enum OptionGroup;
  AddOption(app, {kWhat, "--sets", "N|A-B", "Refresh set N, or sets A to B; they count from 1"},
            sets_);
  AddOption(app,
            {kWhat, "--insert-segments", "N",
             "dbgen's -i: cut the orders and lineitem of each set into N files"},
            insert_segments_);
  AddOption(
      app,
      {kWhat, "--delete-segments", "N", "dbgen's -d: cut the deletes of each set into N files"},
      delete_segments_);
}

Status RefreshOptionTable::Read(RefreshSelection* refresh) const {
  const Result<IntegerRange> sets = ParseIntegerRange(sets_, 1, kMaxRefreshSet);
  if (!sets.ok()) return NameOption("--sets", sets.status());
  refresh->first_set = sets->first;
  refresh->last_set = sets->last;
  TPCH_RETURN_NOT_OK(
      ReadSegments(*app_, "--insert-segments", insert_segments_, &refresh->insert_segments));
  return ReadSegments(*app_, "--delete-segments", delete_segments_, &refresh->delete_segments);
}

}  // namespace tpch
