#include "tpch/queries/query_templates.h"

namespace tpch {
namespace {

using std::string_view_literals::operator""sv;

constexpr QueryTemplate kQueries[] = {
#include "query_templates.inc"
};

}  // namespace

const QueryTemplate& DescribeQuery(int number) { return kQueries[number - 1]; }

}  // namespace tpch
