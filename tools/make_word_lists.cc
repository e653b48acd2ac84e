// Build tool: converts the distribution data (JSON) to the C++ tables of src/tpch/words.
//
// Usage: make_word_lists distributions.json word_lists.inc

#include <fmt/format.h>

#include <cctype>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

namespace {

// "p_cntr" becomes "kPCntr".
std::string ConstantName(const std::string& list) {
  std::string name = "k";
  bool upper = true;
  for (const char c : list) {
    if (c != '_') name += upper ? static_cast<char>(std::toupper(c)) : c;
    upper = c == '_';
  }
  return name;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: make_word_lists INPUT.json OUTPUT.inc\n");
    return 2;
  }
  std::ifstream input(argv[1]);
  const auto lists = nlohmann::ordered_json::parse(input);
  std::ofstream output(argv[2]);
  for (const auto& [list, entries] : lists.items()) {
    output << fmt::format("constexpr WeightedWord {}[] = {{\n", ConstantName(list));
    for (const auto& entry : entries) {
      output << fmt::format("    {{\"{}\", {}}},\n", entry.at("value").get<std::string>(),
                            entry.at("weight").get<int>());
    }
    output << "};\n";
  }
  output.close();
  return output ? 0 : 1;
}
