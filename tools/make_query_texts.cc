// Build tool: generates the texts of the 22 queries, with their default parameters, and their
// answers at scale factor 1. Usage: make_query_texts FOLDER OUTPUT

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

// Replaces `{name}` with the parameters.
std::string Substitute(std::string text, const nlohmann::json& parameters) {
  for (size_t i = 0; i < parameters.at("names").size(); ++i) {
    const std::string place = fmt::format("{{{}}}", parameters["names"][i].get<std::string>());
    const auto value = parameters.at("default")[i].get<std::string>();
    for (size_t at = text.find(place); at != std::string::npos; at = text.find(place, at)) {
      text.replace(at, place.size(), value);
    }
  }
  return text;
}

// Returns the text as consecutive literals that form one string view.
std::string ToLiterals(const std::string& text) {
  std::string literals;
  for (size_t begin = 0; begin < text.size(); begin += kMaxLiteralSize) {
    literals += fmt::format("R\"__({})__\"\n", text.substr(begin, kMaxLiteralSize));
  }
  return literals + "\"\"sv";
}

void MakeQueries(const std::filesystem::path& folder, const char* output) {
  const auto parameters = nlohmann::json::parse(ReadFile(folder / "queries" / "parameters.json"));
  std::ofstream out(output);
  for (int number = 1; number <= kNumQueries; ++number) {
    const std::string query = ReadFile(folder / "queries" / fmt::format("q{:02}.sql", number));
    const std::string answer = ReadFile(folder / "answers" / fmt::format("q{:02}.psv", number));
    out << "{" << number << ",\n"
        << ToLiterals(Substitute(query, parameters.at(std::to_string(number)))) << ",\n"
        << ToLiterals(answer) << "},\n";
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
