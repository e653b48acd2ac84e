// Messages to the user in which options have no fixed names: each program shows its own.

#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tpch {

/// A member of GenerateOptions, VerifyOptions or their members that a message can name.
enum class Field : uint8_t {
  kScaleFactor,
  kTables,
  kTable,
  kNumParts,
  kParts,
  kMaxRows,
  kSets,
  kInsertSegments,
  kDeleteSegments,
  kAfterSets,
  kTargetFileBytes,
  kFormat,
  kCompression,
  kRowGroupRows,
  kRowGroupBytes,
  kPageBytes,
  kDataPageVersion,
  kColumnEncodings,
  kColumnCompressions,
  kBloomFilterColumns,
  kOutputDir,
  kToStdout,
  kStorageOptions,
  kOverwrite,
  kResume,
  kCheckSpace,
  kIo,
  kDirect,
  kNumThreads,
  kMemoryLimit,
  kManifestOnly,
  kRunQueries,
  kTempDir  ///< the last
};

/// Returns the member's name, such as `output_dir`.
std::string_view NameOf(Field field);

/// A field with its actual or required value, such as `io=sync`, or only its name. Values of
/// kStorageOptions are `KEY=VALUE`.
struct Setting {
  Field field;
  std::string value;  ///< empty: only the field
};

/// Text in pieces: arbitrary words, and settings, which each program shows in its own way.
class Message {
 public:
  using Piece = std::variant<std::string, Setting>;

  /// Returns a program's text for a setting.
  using ShowSetting = std::function<std::string(const Setting&)>;

  Message() = default;
  template <std::convertible_to<std::string> Text>
  Message(Text&& text) {  // NOLINT: implicit by design
    AppendText(std::forward<Text>(text));
  }
  Message(Field field) : pieces_{Setting{field, {}}} {}             // NOLINT: as above
  Message(Setting setting) : pieces_{Piece(std::move(setting))} {}  // NOLINT: as above

  void Append(const Message& message);

  bool empty() const { return pieces_.empty(); }
  const std::vector<Piece>& pieces() const { return pieces_; }

  /// Return the text; settings appear as a program shows them, or by the names of the members.
  std::string ToString(const ShowSetting& show) const;
  std::string ToString() const;

 private:
  void AppendText(std::string text);

  std::vector<Piece> pieces_;
};

}  // namespace tpch
