#include "tpch/read/text_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "tpch/base/divide.h"
#include "tpch/base/format_message.h"
#include "tpch/base/input_file.h"
#include "tpch/compress/codec_suffix.h"
#include "tpch/read/column_names.h"
#include "tpch/read/compressed_text.h"
#include "tpch/read/line_numbers.h"
#include "tpch/read/text_fields.h"
#include "tpch/read/text_values.h"

namespace tpch {
namespace {

// Approximate size of a run: enough work for a thread.
constexpr int64_t kRunSizeBytes = int64_t{8} << 20;

// Lines of the reference are much shorter.
constexpr int64_t kMaxLineSizeBytes = int64_t{64} << 10;

// Text to decompress at once, of many lines.
constexpr size_t kCompressedPieceBytes = size_t{1} << 20;

// Bytes of text in a byte of a compressed file.
constexpr int64_t kUsualRatio = 4;

// Facts that all readers of a file share.
struct TextFileFacts {
  std::filesystem::path path;
  std::string name;  // for errors
  int64_t size_bytes;
  bool ends_with_newline;  // unknown and true for a compressed file
  TextForm form;
  LineNumbers line_numbers;  // of a file that is not compressed
  const std::atomic<bool>* stop;

  bool is_compressed() const { return form.codec != Codec::kNone; }
};

// Reads the lines that begin in [begin, end), or all lines of a compressed file.
class TextRunReader : public RunReader {
 public:
  TextRunReader(const TextFileFacts& file, Table table, const ColumnMatch& match, int64_t begin)
      : file_(file),
        table_(table),
        splitter_(file.form.delimiter, file.form.quoting),
        offset_(begin) {
    for (size_t i = 0; i < match.file_columns.size(); ++i) {
      if (match.file_columns[i] == ColumnMatch::kMissing) continue;
      fields_.push_back(
          {i, static_cast<size_t>(match.file_columns[i]), Describe(table).columns[i].storage});
    }
  }

  // Reads the bytes of the run and finds its first and last line.
  Status Load(int64_t end) {
    TPCH_ASSIGN_OR_RETURN(const InputFile input, InputFile::Open(file_.path, file_.name));
    // The byte before shows whether a line begins here.
    const int64_t begin = offset_ == 0 ? 0 : offset_ - 1;
    TPCH_RETURN_NOT_OK(input.Read(begin, end - begin, &bytes_));
    TPCH_RETURN_NOT_OK(ReadLastLine(input, begin));
    size_t first = 0;
    if (offset_ > 0 || file_.form.has_header) {
      // Skip the rest of the previous line, or the header.
      const size_t newline = bytes_.find('\n');
      first = newline == std::string::npos ? bytes_.size() : newline + 1;
    }
    offset_ = begin;
    next_ = first;
    return Status::OK();
  }

  // Opens a compressed file and finds its first line.
  Status LoadCompressed() {
    TPCH_ASSIGN_OR_RETURN(
        text_, CompressedText::Open(file_.path, file_.name, file_.form.codec, file_.stop));
    TPCH_RETURN_NOT_OK(ReadOn());
    if (!file_.form.has_header) return Status::OK();
    next_ = std::min(bytes_.find('\n'), bytes_.size()) + 1;
    ++line_number_;
    return Status::OK();
  }

  Status Next(ObservedBatch* batch) override {
    batch->Clear();
    for (ObservedColumn& column : batch->columns) column.is_present = false;
    for (const Field& field : fields_) batch->columns[field.column].is_present = true;
    if (text_ != nullptr) TPCH_RETURN_NOT_OK(ReadOn());
    while (next_ < bytes_.size() && batch->num_rows() < kObservedBatchRows) {
      const size_t newline = std::min(bytes_.find('\n', next_), bytes_.size());
      if (newline == bytes_.size() && text_ != nullptr && !text_->is_at_end()) {
        if (batch->num_rows() > 0) break;
        return LineTooLong();
      }
      const std::string_view line = std::string_view(bytes_).substr(next_, newline - next_);
      const auto position = offset_ + static_cast<int64_t>(next_);
      next_ = newline + 1;
      TPCH_RETURN_NOT_OK(AddLine(line, position, batch));
      ++line_number_;
    }
    return Status::OK();
  }

 private:
  struct Field {
    size_t column;  // in the table
    size_t index;   // in the line
    Storage storage;
  };

  // Replaces the lines that were taken by the next ones, unless many are left.
  Status ReadOn() {
    const size_t num_taken = std::min(next_, bytes_.size());
    if (text_->is_at_end() || bytes_.size() - num_taken > kMaxLineSizeBytes) return Status::OK();
    bytes_.erase(0, num_taken);
    offset_ += static_cast<int64_t>(num_taken);
    next_ -= num_taken;
    return text_->Read(kCompressedPieceBytes, &bytes_);
  }

  Status LineTooLong() const {
    return Status::IoError(
        fmt::format("'{}' has a line of more than {} bytes; it is not TBL or CSV", file_.name,
                    kMaxLineSizeBytes));
  }

  bool IsLastRun() const {
    return offset_ + static_cast<int64_t>(bytes_.size()) >= file_.size_bytes;
  }

  // Appends the rest of the line in which the bytes end.
  Status ReadLastLine(const InputFile& input, int64_t begin) {
    const size_t size = bytes_.size();
    if (size == 0 || bytes_.back() == '\n') return Status::OK();
    TPCH_RETURN_NOT_OK(input.Read(begin + static_cast<int64_t>(size), kMaxLineSizeBytes, &bytes_));
    const size_t newline = bytes_.find('\n', size);
    if (newline != std::string::npos) {
      bytes_.resize(newline + 1);
    } else if (!IsLastRun() || bytes_.size() - size >= kMaxLineSizeBytes) {
      return LineTooLong();
    }
    return Status::OK();
  }

  Status AddLine(std::string_view line, int64_t position, ObservedBatch* batch) {
    // Only the last line has no newline.
    const bool has_newline = next_ <= bytes_.size();
    if (file_.form.has_carriage_returns && has_newline) {
      if (!line.ends_with('\r')) return LineError("a line without the others' CR", position);
      line.remove_suffix(1);
    }
    if (line.empty()) return LineError("an empty line", position);
    if (line.find('\r') != std::string_view::npos) {
      return LineError("a carriage return (CR) that ends no line of the file", position);
    }
    const std::vector<std::string_view>& fields = splitter_.Split(line);
    const bool is_cut = !has_newline && IsCutInLastField(fields);
    if (!is_cut) TPCH_RETURN_NOT_OK(CheckFields(fields, position, has_newline));
    batch->places.push_back({0, text_ == nullptr ? position : line_number_});
    for (const Field& field : fields_) {
      ObservedColumn& column = batch->columns[field.column];
      if (is_cut && field.index + 1 == file_.form.columns.size()) {
        // The value is incomplete even if only the closing quote or delimiter is missing.
        column.AddOdd(field.storage, std::string(fields[field.index]));
      } else {
        AddField(field, fields[field.index], &column);
      }
    }
    return Status::OK();
  }

  // Returns whether the file ends within the last column of this line.
  bool IsCutInLastField(const std::vector<std::string_view>& fields) const {
    if (fields.size() != file_.form.columns.size()) return false;
    return splitter_.fault().empty() ? file_.form.has_trailing_delimiter()
                                     : splitter_.fault() == kUnclosedQuote;
  }

  Status CheckFields(const std::vector<std::string_view>& fields, int64_t position,
                     bool has_newline) const {
    const TextForm& form = file_.form;
    if (!splitter_.fault().empty()) return LineError(splitter_.fault(), position);
    if (fields.size() != form.num_fields) {
      const std::string what =
          fmt::format("a line of {} fields instead of {}", fields.size(), form.num_fields);
      return LineError(what, position, has_newline ? "" : "; the file seems to be cut off there");
    }
    if (form.has_trailing_delimiter() && !fields.back().empty()) {
      return LineError("text after a line's last delimiter", position);
    }
    return Status::OK();
  }

  Status LineError(std::string_view what, int64_t position, std::string_view remark = "") const {
    int64_t number = line_number_;
    if (text_ == nullptr) {
      TPCH_ASSIGN_OR_RETURN(number, file_.line_numbers.NumberOf(position));
    }
    return Status::IoError(fmt::format("'{}' has {}, at byte {}, line {}{}", file_.name, what,
                                       position, number, remark));
  }

  void AddField(const Field& field, std::string_view text, ObservedColumn* column) {
    if (IsText(field.storage)) {
      // The splitter's own copies do not outlive the line.
      const bool in_line =
          text.data() >= bytes_.data() && text.data() < bytes_.data() + bytes_.size();
      if (in_line) {
        column->AddText(text);
      } else {
        column->AddOwnText(std::string(text));
      }
      return;
    }
    const auto number = ParseNumberText(field.storage, text, &column->dates_have_time);
    if (number) {
      column->AddNumber(*number);
      column->numbers_are_respelled |= !IsUsualSpelling(field.storage, text);
    } else {
      column->AddOdd(field.storage, text.empty() ? std::nullopt : std::optional(std::string(text)));
    }
  }

  const TextFileFacts& file_;
  Table table_;
  FieldSplitter splitter_;
  std::vector<Field> fields_;
  int64_t offset_;  // of the first byte of bytes_
  std::string bytes_;
  size_t next_ = 0;                       // where the next line begins
  std::unique_ptr<CompressedText> text_;  // only for a compressed file
  int64_t line_number_ = 1;               // of the next line, in a compressed file
};

class TextFile : public TableFile {
 public:
  TextFile(const std::filesystem::path& path, const std::string& name, int64_t size_bytes,
           bool ends_with_newline, TextForm form, const std::atomic<bool>* stop)
      : facts_{path, name, size_bytes, ends_with_newline, std::move(form), {path, name, stop},
               stop} {}

  const std::vector<FileColumn>& columns() const override { return facts_.form.columns; }

  std::optional<int64_t> num_rows() const override {
    return is_empty() ? std::optional<int64_t>(0) : std::nullopt;
  }

  int64_t EstimateTextBytes() const override {
    return facts_.is_compressed() ? kUsualRatio * facts_.size_bytes : facts_.size_bytes;
  }

  int64_t num_runs() const override {
    if (facts_.is_compressed()) return is_empty() ? 0 : 1;
    return DivideUp(facts_.size_bytes, kRunSizeBytes);
  }

  Result<std::unique_ptr<RunReader>> OpenRun(int64_t run, Table table, const ColumnMatch& match,
                                             const std::vector<size_t>& columns) const override {
    ColumnMatch wanted = match;
    for (size_t i = 0; !columns.empty() && i < wanted.file_columns.size(); ++i) {
      if (std::ranges::find(columns, i) == columns.end()) {
        wanted.file_columns[i] = ColumnMatch::kMissing;
      }
    }
    if (facts_.is_compressed()) {
      auto reader = std::make_unique<TextRunReader>(facts_, table, wanted, 0);
      TPCH_RETURN_NOT_OK(reader->LoadCompressed());
      return std::unique_ptr<RunReader>(std::move(reader));
    }
    const int64_t begin = run * kRunSizeBytes;
    // To read keys only, callers need just the first rows.
    const int64_t size_bytes = columns.empty() ? kRunSizeBytes : 2 * kMaxLineSizeBytes;
    auto reader = std::make_unique<TextRunReader>(facts_, table, wanted, begin);
    TPCH_RETURN_NOT_OK(
        reader->Load(std::min({begin + size_bytes, begin + kRunSizeBytes, facts_.size_bytes})));
    return std::unique_ptr<RunReader>(std::move(reader));
  }

  // In a compressed file, positions are line numbers.
  Result<int64_t> RowNumber(int64_t position) const override {
    if (facts_.is_compressed()) return position;
    return facts_.line_numbers.NumberOf(position);
  }

  std::vector<std::string> remarks() const override {
    if (facts_.ends_with_newline || is_empty()) return {};
    return {fmt::format("'{}' does not end with a newline", facts_.name)};
  }

 private:
  // A file with text has columns.
  bool is_empty() const { return facts_.form.columns.empty(); }

  const TextFileFacts facts_;
};

// Returns whether the name is that of a TBL file, with or without a part number.
bool IsTblName(std::string_view name) {
  (void)TakeCodecSuffix(&name);
  const size_t last_other = name.find_last_not_of("0123456789");
  if (last_other != std::string_view::npos && name[last_other] == '.') {
    name = name.substr(0, last_other);
  }
  return name.ends_with(".tbl");
}

// Reads the first lines of a file.
Result<std::string> ReadBegin(const InputFile& input, const std::filesystem::path& path,
                              const std::string& name, Codec codec, const std::atomic<bool>* stop) {
  std::string begin;
  if (codec == Codec::kNone) {
    TPCH_RETURN_NOT_OK(input.Read(0, kMaxLineSizeBytes, &begin));
  } else {
    TPCH_ASSIGN_OR_RETURN(const auto text, CompressedText::Open(path, name, codec, stop));
    TPCH_RETURN_NOT_OK(text->Read(kMaxLineSizeBytes, &begin));
  }
  return begin;
}

Result<TextForm> ReadForm(const InputFile& input, const std::filesystem::path& path,
                          const std::string& name, std::optional<Table> table,
                          const std::atomic<bool>* stop) {
  TPCH_ASSIGN_OR_RETURN(const Codec codec, CodecOfTextFile(input, name));
  TPCH_ASSIGN_OR_RETURN(const std::string begin, ReadBegin(input, path, name, codec, stop));
  if (begin.empty()) {
    TextForm empty;
    empty.codec = codec;
    return empty;
  }
  const auto refuse = [&name](const Message& reason) {
    return Status::IoError(FormatMessage("'{}': {}", name, reason));
  };
  if (begin.find('\0') != std::string::npos) {
    return refuse("neither Parquet nor Arrow nor text");
  }
  if (begin.find('\n') == std::string::npos && begin.size() == kMaxLineSizeBytes) {
    return refuse(fmt::format("its first line has {} bytes and more", kMaxLineSizeBytes));
  }
  Result<TextForm> form = RecognizeText(
      begin, table, IsTblName(ToLower(name)) ? Quoting::kNone : Quoting::kDoubleQuotes);
  if (!form.ok() && !table) {
    return Status::Invalid(FormatMessage("'{}': {}", name, form.status().text()));
  }
  if (!form.ok()) return refuse(form.status().text());
  form->codec = codec;
  return form;
}

}  // namespace

Result<TextForm> ReadTextForm(const std::filesystem::path& path, const std::string& name,
                              std::optional<Table> table, const std::atomic<bool>* stop) {
  TPCH_ASSIGN_OR_RETURN(const InputFile input, InputFile::Open(path, name));
  return ReadForm(input, path, name, table, stop);
}

Result<std::unique_ptr<TableFile>> OpenTextFile(const std::filesystem::path& path,
                                                const std::string& name, std::optional<Table> table,
                                                const std::atomic<bool>* stop) {
  TPCH_ASSIGN_OR_RETURN(const InputFile input, InputFile::Open(path, name));
  TPCH_ASSIGN_OR_RETURN(TextForm form, ReadForm(input, path, name, table, stop));
  std::string last_byte = "\n";
  if (form.codec == Codec::kNone && input.size_bytes() > 0) {
    last_byte.clear();
    TPCH_RETURN_NOT_OK(input.Read(input.size_bytes() - 1, 1, &last_byte));
  }
  return std::unique_ptr<TableFile>(std::make_unique<TextFile>(
      path, name, input.size_bytes(), last_byte == "\n", std::move(form), stop));
}

}  // namespace tpch
