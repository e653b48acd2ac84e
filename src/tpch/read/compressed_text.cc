#include "tpch/read/compressed_text.h"

#include <fmt/format.h>

#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/compress/codec_suffix.h"
#include "tpch/read/column_names.h"

namespace tpch {
namespace {

constexpr int64_t kPieceBytes = int64_t{256} << 10;

}  // namespace

Result<Codec> CodecOfTextFile(const InputFile& input, const std::string& name) {
  std::string begin;
  TPCH_RETURN_NOT_OK(input.Read(0, kFrameMagicBytes, &begin));
  const std::string lower_case = ToLower(std::filesystem::path(name).filename().string());
  std::string_view rest = lower_case;
  const Codec named = TakeCodecSuffix(&rest);
  if (BeginsFrame(named, begin)) return named;
  const Codec found = RecognizeCodec(begin);
  if (named != Codec::kNone) {
    return Status::IoError(
        fmt::format("'{}' is not {} data, as its name says", name, NameOf(named, kCodecs)));
  }
  // Standard input, or a file that is called like its table.
  const bool has_no_extension = rest.find('.') == std::string_view::npos;
  if (found == Codec::kNone || has_no_extension) return found;
  return Status::IoError(fmt::format("'{}' is {} data", name, NameOf(found, kCodecs)),
                         fmt::format("add {} to its name", SuffixOf(found)));
}

Result<std::unique_ptr<CompressedText>> CompressedText::Open(const std::filesystem::path& path,
                                                             const std::string& name, Codec codec,
                                                             const std::atomic<bool>* stop) {
  TPCH_ASSIGN_OR_RETURN(InputFile input, InputFile::Open(path, name));
  return std::unique_ptr<CompressedText>(new CompressedText(std::move(input), name, codec, stop));
}

Status CompressedText::Read(size_t size_bytes, std::string* text) {
  size_t end = text->size();
  text->resize(end + size_bytes);
  while (end < text->size() && !is_at_end_) {
    if (*stop_) return Status::Cancelled("interrupted");
    TPCH_RETURN_NOT_OK(ReadPiece());
    if (decompressor_->is_after_frame()) {
      is_at_end_ = next_ == bytes_.size();
      if (is_at_end_) break;
      TPCH_RETURN_NOT_OK(CheckFrameBegins());
    }
    std::string_view rest = std::string_view(bytes_).substr(next_);
    const bool is_last = rest.empty();
    const Result<size_t> size = decompressor_->Decompress(&rest, std::span(*text).subspan(end));
    if (!size.ok()) return Damage(size.status());
    next_ = bytes_.size() - rest.size();
    end += *size;
    if (is_last && *size == 0 && !decompressor_->is_after_frame()) {
      return Status::IoError(
          fmt::format("'{}' is cut off: its {} data has no end", name_, NameOf(codec_, kCodecs)));
    }
  }
  text->resize(end);
  return Status::OK();
}

Status CompressedText::ReadPiece() {
  if (bytes_.size() - next_ >= kFrameMagicBytes) return Status::OK();
  bytes_.erase(0, std::exchange(next_, 0));
  const size_t size = bytes_.size();
  TPCH_RETURN_NOT_OK(input_.Read(piece_end_, kPieceBytes, &bytes_));
  piece_end_ += static_cast<int64_t>(bytes_.size() - size);
  return Status::OK();
}

Status CompressedText::CheckFrameBegins() const {
  const std::string_view rest = std::string_view(bytes_).substr(next_);
  if (BeginsFrame(codec_, rest)) return Status::OK();
  return Status::IoError(fmt::format("'{}' has bytes after the end of its {} data, at byte {}",
                                     name_, NameOf(codec_, kCodecs),
                                     piece_end_ - static_cast<int64_t>(rest.size())));
}

Status CompressedText::Damage(const Status& reason) const {
  const auto num_left = static_cast<int64_t>(bytes_.size() - next_);
  return Status::IoError(FormatMessage("'{}' has damaged {} data near byte {}: {}", name_,
                                       NameOf(codec_, kCodecs), piece_end_ - num_left,
                                       reason.text()));
}

}  // namespace tpch
