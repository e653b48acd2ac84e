// Build tool: generates the 22 queries with their parameters and answers, and the text of the
// script that runs them. Usage: make_query_texts FOLDER SCRIPT.py QUERIES.inc SCRIPT.inc

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string>

namespace {

constexpr int kNumQueries = 22;

// Compilers must accept only literals of up to 64 KiB.
constexpr size_t kMaxLiteralSize = 16'000;

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return text.str();
}

// Returns the text as consecutive literals that form one string view.
std::string ToLiterals(const std::string& text) {
  std::string literals;
  for (size_t begin = 0; begin < text.size(); begin += kMaxLiteralSize) {
    literals += fmt::format("R\"__({})__\"\n", text.substr(begin, kMaxLiteralSize));
  }
  return literals + "\"\"sv";
}

// Returns strings as the elements of an array.
std::string ToElements(const nlohmann::json& strings) {
  std::string elements;
  for (const auto& text : strings) elements += fmt::format("\"{}\", ", text.get<std::string>());
  return "{{" + elements + "}}";
}

// Returns a QueryTemplate (src/tpch/queries/query_templates.h).
std::string MakeQuery(const std::filesystem::path& folder, int number,
                      const nlohmann::json& query) {
  const std::string sql = ReadFile(folder / "queries" / fmt::format("q{:02}.sql", number));
  const std::string answer = ReadFile(folder / "answers" / fmt::format("q{:02}.psv", number));
  return fmt::format("{{{}, \"{}\", {},\n{}, {}, {},\n{},\n{}}},\n", number,
                     query.at("question").get<std::string>(), query.at("names").size(),
                     ToElements(query["names"]), ToElements(query.at("default")),
                     query.value("limit", 0), ToLiterals(sql), ToLiterals(answer));
}

void MakeQueries(const std::filesystem::path& folder, const char* output) {
  const auto parameters = nlohmann::json::parse(ReadFile(folder / "queries" / "parameters.json"));
  std::ofstream out(output);
  for (int number = 1; number <= kNumQueries; ++number) {
    out << MakeQuery(folder, number, parameters.at(std::to_string(number)));
  }
  if (!out.flush()) throw std::runtime_error("cannot write the output");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    fmt::print(stderr, "usage: make_query_texts FOLDER SCRIPT.py QUERIES.inc SCRIPT.inc\n");
    return 2;
  }
  try {
    MakeQueries(argv[1], argv[3]);
    std::ofstream(argv[4]) << ToLiterals(ReadFile(argv[2]));
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "make_query_texts: %s\n", exception.what());
    return 1;
  }
  return 0;
}
