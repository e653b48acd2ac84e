// Reads a compressed text file from its beginning to its end.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "tpch/base/input_file.h"
#include "tpch/compress/decompressor.h"
#include "tpch/status.h"

namespace tpch {

/// Returns the codec of a text file; kNone if it is not compressed. Returns IoError if its name
/// shows another one, because other readers go by the name.
Result<Codec> CodecOfTextFile(const InputFile& input, const std::string& name);

/// The text in a compressed file. Not thread-safe.
class CompressedText {
 public:
  /// Opens a file of `codec`, which is not kNone. Errors call it `name`. `stop` (not owned) ends
  /// reads when it becomes true.
  static Result<std::unique_ptr<CompressedText>> Open(const std::filesystem::path& path,
                                                      const std::string& name, Codec codec,
                                                      const std::atomic<bool>* stop);

  /// Appends the next `size_bytes` of text, or fewer at its end. Returns IoError if the file is
  /// damaged, truncated, or has other bytes after its end; Cancelled after a stop.
  Status Read(size_t size_bytes, std::string* text);

  /// Returns whether a read has reached the end.
  bool is_at_end() const { return is_at_end_; }

 private:
  CompressedText(InputFile input, const std::string& name, Codec codec,
                 const std::atomic<bool>* stop)
      : input_(std::move(input)),
        name_(name),
        codec_(codec),
        decompressor_(MakeDecompressor(codec)),
        stop_(stop) {}

  // Reads more of the file if fewer than kFrameMagicBytes are left.
  Status ReadPiece();
  Status CheckFrameBegins() const;
  Status Damage(const Status& reason) const;

  InputFile input_;
  const std::string name_;
  const Codec codec_;
  std::unique_ptr<Decompressor> decompressor_;
  const std::atomic<bool>* const stop_;
  std::string bytes_;      // a piece of the file
  size_t next_ = 0;        // the first byte of the piece that is not decompressed
  int64_t piece_end_ = 0;  // in the file
  bool is_at_end_ = false;
};

}  // namespace tpch
