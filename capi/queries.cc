#include "tpch/queries/queries.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "apps/command_line.h"
#include "apps/option_names.h"
#include "apps/queries_command.h"
#include "apps/schema_command.h"
#include "apps/text.h"
#include "capi/calls.h"
#include "capi/options.h"
#include "tpch/queries/query_templates.h"

namespace tpch {
namespace {

// Shows a message with the names that positional arguments have here.
std::string Show(const Status& status) {
  std::string message = EscapeText(ShowMessage(status.text()));
  for (const auto& [argument, name] :
       {std::pair("QUERY: ", "numbers: "), {"TABLE: ", "tables: "}}) {
    if (message.starts_with(argument)) message.replace(0, std::strlen(argument), name);
  }
  return message;
}

// A query, and its texts: question, SQL, names and values of parameters.
struct Texts {
  int number;
  int max_rows;
  std::vector<std::string> texts;
};

Texts TextsOf(const ChosenQuery& query, Dialect dialect) {
  const QueryTemplate& description = DescribeQuery(query.number);
  Texts texts{query.number,
              description.max_rows,
              {std::string(description.question), FormatQuery(query, dialect)}};
  for (int i = 0; i < description.num_parameters; ++i) {
    texts.texts.emplace_back(description.names[static_cast<size_t>(i)]);
  }
  texts.texts.insert(texts.texts.end(), query.parameters.begin(), query.parameters.end());
  return texts;
}

// Copies queries into one block of malloc: structs, then pointers to texts, then texts.
tpch_query* CopyQueries(const std::vector<Texts>& queries) {
  size_t num_texts = 0;
  size_t num_chars = 0;
  for (const Texts& query : queries) {
    num_texts += query.texts.size();
    for (const std::string& text : query.texts) num_chars += text.size() + 1;
  }
  void* const block = std::malloc(queries.size() * sizeof(tpch_query) +
                                  num_texts * sizeof(const char*) + num_chars);
  if (block == nullptr) throw std::bad_alloc();
  auto* const structs = static_cast<tpch_query*>(block);
  auto* pointers = reinterpret_cast<const char**>(structs + queries.size());
  auto* chars = reinterpret_cast<char*>(pointers + num_texts);
  for (size_t i = 0; i < queries.size(); ++i) {
    const std::vector<std::string>& texts = queries[i].texts;
    const size_t num_parameters = (texts.size() - 2) / 2;
    new (&structs[i]) tpch_query{queries[i].number,
                                 queries[i].max_rows,
                                 chars,
                                 chars + texts[0].size() + 1,
                                 pointers + 2,
                                 pointers + 2 + num_parameters,
                                 num_parameters};
    for (const std::string& text : texts) {
      *pointers++ = chars;
      std::memcpy(chars, text.c_str(), text.size() + 1);
      chars += text.size() + 1;
    }
  }
  return structs;
}

Result<std::vector<Texts>> MakeQueries(const tpch_option* options, size_t num_options) {
  TPCH_RETURN_NOT_OK(CheckNames(
      options, num_options, {"scale-factor", "seed", "defaults", "stream", "dialect", "numbers"}));
  const std::shared_ptr<CLI::App> program = MakeProgram("tpch", "");
  const QueriesCommand command(AddCommand(program.get(), "queries", ""));
  TPCH_RETURN_NOT_OK(
      Parse(program.get(), MakeArguments("queries", options, num_options, "numbers")));
  TPCH_ASSIGN_OR_RETURN(const QueryOptions parsed, command.MakeOptions());
  TPCH_ASSIGN_OR_RETURN(const std::vector<ChosenQuery> queries, QueriesCommand::Choose(parsed));
  std::vector<Texts> texts;
  texts.reserve(queries.size());
  for (const ChosenQuery& query : queries) texts.push_back(TextsOf(query, parsed.dialect));
  return texts;
}

Result<std::string> MakeSchema(const tpch_option* options, size_t num_options) {
  TPCH_RETURN_NOT_OK(CheckNames(options, num_options,
                                {"dialect", "tables", "no-keys", "keys-only", "load", "format"}));
  const std::shared_ptr<CLI::App> program = MakeProgram("tpch", "");
  const SchemaCommand command(AddCommand(program.get(), "schema", ""));
  TPCH_RETURN_NOT_OK(Parse(program.get(), MakeArguments("schema", options, num_options, "tables")));
  return command.MakeText();
}

char* Copy(const std::string& text) {
  char* const copy = ::strdup(text.c_str());
  if (copy == nullptr) throw std::bad_alloc();
  return copy;
}

}  // namespace
}  // namespace tpch

tpch_status tpch_queries(const tpch_option* options, size_t num_options, tpch_query** queries,
                         size_t* num_queries, tpch_error** error) {
  const auto call = [&]() -> tpch::Status {
    TPCH_ASSIGN_OR_RETURN(const auto made, tpch::MakeQueries(options, num_options));
    *queries = tpch::CopyQueries(made);
    *num_queries = made.size();
    return tpch::Status::OK();
  };
  return tpch::Run(error, call, tpch::Show);
}

void tpch_queries_free(tpch_query* queries) { std::free(queries); }

tpch_status tpch_answer(int32_t number, char** text, tpch_error** error) {
  const auto call = [&]() -> tpch::Status {
    tpch::QueryOptions options;
    options.numbers = {number};
    TPCH_RETURN_NOT_OK(tpch::ChooseQueries(options).status());
    *text = tpch::Copy(tpch::FormatAnswers(options.numbers));
    return tpch::Status::OK();
  };
  return tpch::Run(error, call, tpch::Show);
}

tpch_status tpch_schema(const tpch_option* options, size_t num_options, char** text,
                        tpch_error** error) {
  const auto call = [&]() -> tpch::Status {
    TPCH_ASSIGN_OR_RETURN(const std::string made, tpch::MakeSchema(options, num_options));
    *text = tpch::Copy(made);
    return tpch::Status::OK();
  };
  return tpch::Run(error, call, tpch::Show);
}
