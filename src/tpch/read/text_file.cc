#include "tpch/read/text_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "tpch/base/divide.h"
#include "tpch/read/column_names.h"
#include "tpch/read/text_fields.h"
#include "tpch/read/text_values.h"

namespace tpch {
namespace {

/// Bytes of a run, about: enough work for a thread to take at a time.
constexpr int64_t kRunSizeBytes = int64_t{8} << 20;

/// No line of the reference comes near it.
constexpr int64_t kMaxLineSizeBytes = int64_t{64} << 10;

Status ReadError(const std::string& path, int error_number) {
  return Status::FromErrno(fmt::format("cannot read '{}'", path), error_number);
}

/// An open file.
class InputFile {
 public:
  static Result<InputFile> Open(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return ReadError(path.string(), errno);
    return InputFile(path.string(), descriptor);
  }
  InputFile(InputFile&& other) noexcept
      : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}
  InputFile& operator=(InputFile&&) = delete;
  ~InputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  /// Appends bytes [offset, offset + size_bytes), or fewer at the file's end.
  Status Read(int64_t offset, int64_t size_bytes, std::string* out) const {
    const size_t begin = out->size();
    out->resize(begin + static_cast<size_t>(size_bytes));
    int64_t done = 0;
    while (done < size_bytes) {
      const ssize_t count = ::pread(descriptor_, out->data() + begin + done,
                                    static_cast<size_t>(size_bytes - done), offset + done);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return ReadError(path_, errno);
      if (count == 0) break;
      done += count;
    }
    out->resize(begin + static_cast<size_t>(done));
    return Status::OK();
  }

 private:
  InputFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

  std::string path_;
  int descriptor_;
};

/// Returns the line without its carriage return.
std::string_view WithoutCarriageReturn(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// What the readers of a file share.
struct TextFileFacts {
  std::filesystem::path path;
  int64_t size_bytes;
  TextForm form;
};

/// Reads the lines that begin in [begin, end).
class TextRunReader : public RunReader {
 public:
  TextRunReader(const TextFileFacts& file, Table table, const ColumnMatch& match, int64_t begin)
      : file_(file), table_(table), splitter_(file.form.delimiter), offset_(begin) {
    for (size_t i = 0; i < match.file_columns.size(); ++i) {
      if (match.file_columns[i] == ColumnMatch::kMissing) continue;
      fields_.push_back(
          {i, static_cast<size_t>(match.file_columns[i]), Describe(table).columns[i].storage});
    }
  }

  /// Reads the bytes of the run and finds its first and last line.
  Status Load(int64_t end) {
    TPCH_ASSIGN_OR_RETURN(const InputFile input, InputFile::Open(file_.path));
    // The byte before tells whether a line begins here.
    const int64_t begin = offset_ == 0 ? 0 : offset_ - 1;
    TPCH_RETURN_NOT_OK(input.Read(begin, end - begin, &bytes_));
    TPCH_RETURN_NOT_OK(ReadLastLine(input, begin));
    size_t first = 0;
    if (offset_ > 0 || file_.form.has_header) {
      // Behind the line that began before, or behind the header.
      const size_t newline = bytes_.find('\n');
      first = newline == std::string::npos ? bytes_.size() : newline + 1;
    }
    if (offset_ == 0 && !file_.form.has_header && bytes_.starts_with("\xEF\xBB\xBF")) first = 3;
    offset_ = begin;
    next_ = first;
    return Status::OK();
  }

  Status Next(ObservedBatch* batch) override {
    batch->Clear();
    for (ObservedColumn& column : batch->columns) column.is_present = false;
    for (const Field& field : fields_) batch->columns[field.column].is_present = true;
    while (next_ < bytes_.size() && batch->num_rows() < kObservedBatchRows) {
      const size_t newline = std::min(bytes_.find('\n', next_), bytes_.size());
      const std::string_view line =
          WithoutCarriageReturn(std::string_view(bytes_).substr(next_, newline - next_));
      const auto position = offset_ + static_cast<int64_t>(next_);
      next_ = newline + 1;
      if (line.empty() && next_ >= bytes_.size() && IsLastRun()) continue;  // an empty last line
      TPCH_RETURN_NOT_OK(AddLine(line, position, batch));
    }
    return Status::OK();
  }

 private:
  struct Field {
    size_t column;  // of the table
    size_t index;   // in the line
    Storage storage;
  };

  bool IsLastRun() const {
    return offset_ + static_cast<int64_t>(bytes_.size()) >= file_.size_bytes;
  }

  /// Appends the rest of the line that the bytes end in.
  Status ReadLastLine(const InputFile& input, int64_t begin) {
    const size_t size = bytes_.size();
    if (size == 0 || bytes_.back() == '\n') return Status::OK();
    TPCH_RETURN_NOT_OK(input.Read(begin + static_cast<int64_t>(size), kMaxLineSizeBytes, &bytes_));
    const size_t newline = bytes_.find('\n', size);
    if (newline != std::string::npos) {
      bytes_.resize(newline + 1);
    } else if (!IsLastRun() || bytes_.size() - size >= kMaxLineSizeBytes) {
      return Status::IoError(
          fmt::format("'{}' has a line of more than {} bytes; it is no TBL or CSV",
                      file_.path.string(), kMaxLineSizeBytes));
    }
    return Status::OK();
  }

  Status AddLine(std::string_view line, int64_t position, ObservedBatch* batch) {
    const std::vector<std::string_view>& fields = splitter_.Split(line);
    if (fields.size() != file_.form.num_fields && !HasColumns(fields)) {
      return Status::IoError(
          fmt::format("'{}' has a line of {} fields in place of {}, at byte {}{}",
                      file_.path.string(), fields.size(), file_.form.num_fields, position,
                      next_ > bytes_.size() ? "; the file seems to be cut off there" : ""));
    }
    batch->places.push_back({0, position});
    for (const Field& field : fields_) {
      AddField(field, fields[field.index], &batch->columns[field.column]);
    }
    return Status::OK();
  }

  /// Returns whether a line has all columns although it has not as many fields as the first one:
  /// one of the two has a delimiter at its end.
  bool HasColumns(const std::vector<std::string_view>& fields) const {
    const size_t num_columns = file_.form.columns.size();
    return fields.size() == num_columns ||
           (fields.size() == num_columns + 1 && fields.back().empty());
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
    } else {
      column->AddOdd(field.storage, text.empty() ? std::nullopt : std::optional(std::string(text)));
    }
  }

  const TextFileFacts& file_;
  Table table_;
  FieldSplitter splitter_;
  std::vector<Field> fields_;
  int64_t offset_;  // of the first byte in bytes_
  std::string bytes_;
  size_t next_ = 0;  // where the next line begins
};

class TextFile : public TableFile {
 public:
  explicit TextFile(TextFileFacts facts) : facts_(std::move(facts)) {}

  const std::vector<FileColumn>& columns() const override { return facts_.form.columns; }

  std::optional<int64_t> num_rows() const override {
    return facts_.size_bytes == 0 ? std::optional<int64_t>(0) : std::nullopt;
  }

  int64_t num_runs() const override { return DivideUp(facts_.size_bytes, kRunSizeBytes); }

  Result<std::unique_ptr<RunReader>> OpenRun(int64_t run, Table table, const ColumnMatch& match,
                                             const std::vector<size_t>& columns) const override {
    ColumnMatch wanted = match;
    for (size_t i = 0; !columns.empty() && i < wanted.file_columns.size(); ++i) {
      if (std::ranges::find(columns, i) == columns.end()) {
        wanted.file_columns[i] = ColumnMatch::kMissing;
      }
    }
    const int64_t begin = run * kRunSizeBytes;
    // Who wants the keys only wants the first of them.
    const int64_t size_bytes = columns.empty() ? kRunSizeBytes : 2 * kMaxLineSizeBytes;
    auto reader = std::make_unique<TextRunReader>(facts_, table, wanted, begin);
    TPCH_RETURN_NOT_OK(
        reader->Load(std::min({begin + size_bytes, begin + kRunSizeBytes, facts_.size_bytes})));
    return std::unique_ptr<RunReader>(std::move(reader));
  }

  Result<int64_t> RowNumber(int64_t position) const override {
    TPCH_ASSIGN_OR_RETURN(const InputFile input, InputFile::Open(facts_.path));
    int64_t num_lines = 0;
    std::string bytes;
    for (int64_t offset = 0; offset < position; offset += kRunSizeBytes) {
      bytes.clear();
      TPCH_RETURN_NOT_OK(input.Read(offset, std::min(kRunSizeBytes, position - offset), &bytes));
      num_lines += std::ranges::count(bytes, '\n');
    }
    return num_lines + 1;
  }

 private:
  const TextFileFacts facts_;
};

}  // namespace

Result<TextForm> ReadTextForm(const std::filesystem::path& path, std::optional<Table> table) {
  TPCH_ASSIGN_OR_RETURN(const InputFile input, InputFile::Open(path));
  std::string begin;
  TPCH_RETURN_NOT_OK(input.Read(0, kMaxLineSizeBytes, &begin));
  if (begin.empty()) return TextForm();
  const auto refuse = [&path](const std::string& reason) {
    return Status::IoError(fmt::format("'{}': {}", path.string(), reason));
  };
  if (begin.find('\0') != std::string::npos) {
    return refuse("neither Parquet nor Arrow nor text");
  }
  const size_t newline = begin.find('\n');
  if (newline == std::string::npos && begin.size() == kMaxLineSizeBytes) {
    return refuse(fmt::format("its first line has {} bytes and more", kMaxLineSizeBytes));
  }
  Result<TextForm> form =
      RecognizeText(WithoutCarriageReturn(std::string_view(begin).substr(0, newline)), table);
  if (!form.ok() && !table) {
    return Status::Invalid(fmt::format("'{}': {}", path.string(), form.status().message()));
  }
  if (!form.ok()) return refuse(form.status().message());
  return form;
}

Result<std::unique_ptr<TableFile>> OpenTextFile(const std::filesystem::path& path,
                                                std::optional<Table> table) {
  std::error_code error;
  const auto size_bytes = static_cast<int64_t>(std::filesystem::file_size(path, error));
  if (error) return ReadError(path.string(), error.value());
  TPCH_ASSIGN_OR_RETURN(TextForm form, ReadTextForm(path, table));
  return std::unique_ptr<TableFile>(
      std::make_unique<TextFile>(TextFileFacts{path, size_bytes, std::move(form)}));
}

}  // namespace tpch
