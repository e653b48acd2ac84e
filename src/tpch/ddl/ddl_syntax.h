// How each SQL dialect declares tables, columns, keys and comments.

#pragma once

#include <cstdint>
#include <string_view>

#include "tpch/queries/dialect.h"

namespace tpch {

/// The types of columns. `{}` is the length of a text.
struct TypeNames {
  std::string_view int32 = "INTEGER";
  std::string_view int64 = "BIGINT";
  std::string_view decimal = "DECIMAL(15,2)";
  std::string_view date = "DATE";
  std::string_view fixed_text = "CHAR({})";
  std::string_view text = "VARCHAR({})";
};

enum class CommentStyle : uint8_t {
  kStatements,  ///< COMMENT ON
  kInline,      ///< COMMENT after each column; DdlSyntax::table_end has the table's
  kText         ///< comments of SQL, which engines ignore
};

/// The syntax of a dialect. In texts `{table}`, `{name}` of a key, `{columns}`, `{referenced}`,
/// `{referenced_columns}`, `{comment}` with quotes, and `{tables}` of a script are placeholders.
struct DdlSyntax {
  Dialect dialect;
  TypeNames types = {};
  std::string_view not_null = " NOT NULL";
  CommentStyle comments = CommentStyle::kText;
  /// After the list of columns; `{sort_key}` is the list of the primary key, or `tuple()` without
  /// keys.
  std::string_view table_end = "";
  bool has_primary_keys = true;  ///< in CREATE TABLE
  bool has_foreign_keys = true;
  /// Statements for existing tables; empty if the engine has none.
  std::string_view add_primary_key =
      "ALTER TABLE {table} ADD CONSTRAINT {name} PRIMARY KEY ({columns});\n";
  std::string_view add_foreign_key =
      "ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) "
      "REFERENCES {referenced} ({referenced_columns});\n";
  std::string_view analyze = "";  ///< after loading
};

const DdlSyntax& SyntaxOf(Dialect dialect);

}  // namespace tpch
