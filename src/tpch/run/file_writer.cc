#include "tpch/run/file_writer.h"

#include <utility>

namespace tpch {

FileWriter::FileWriter(EncoderMaker make_encoder, SinkOpener open_sink, NamingDecision name_file,
                       int64_t num_units, bool closed, DigestKind digest, ByteBudget* budget)
    : make_encoder_(std::move(make_encoder)),
      open_sink_(std::move(open_sink)),
      name_file_(std::move(name_file)),
      num_units_(num_units),
      digest_kind_(digest),
      budget_(budget),
      placing_(!closed) {}

Status FileWriter::Put(int64_t index, Chunk chunk) {
  return placing_.Park(index, std::move(chunk)) ? PlaceChunks() : Status::OK();
}

Status FileWriter::Open() { return placing_.Open() ? PlaceChunks() : Status::OK(); }

void FileWriter::Abort() {
  if (sink_ != nullptr && !complete()) sink_->Abort();
}

// Each step ends before the next one begins, so that another thread can come after this one.

Status FileWriter::PlaceChunks() {
  bool digests = false;
  while (std::optional<Chunk> chunk = placing_.TakeNext()) {
    TPCH_ASSIGN_OR_RETURN(PlacedChunk placed, Place(std::move(*chunk)));
    if (digesting_.Park(num_placed_++, std::move(placed))) digests = true;
  }
  return digests ? DigestChunks() : Status::OK();
}

Status FileWriter::DigestChunks() {
  const bool in_order = sink_->write_order() == WriteOrder::kSequential;
  bool writes = false;
  std::vector<PlacedChunk> chunks;
  while (std::optional<PlacedChunk> placed = digesting_.TakeNext()) {
    Digest(*placed);
    ++num_digested_;
    if (in_order) {
      if (writing_.Park(num_digested_ - 1, std::move(*placed))) writes = true;
    } else {
      chunks.push_back(std::move(*placed));
      num_passed_.store(num_digested_, std::memory_order_release);
    }
  }
  if (!in_order) return WriteChunks(std::move(chunks));
  return writes ? WriteChunksInOrder() : Status::OK();
}

Status FileWriter::WriteChunksInOrder() {
  while (std::optional<PlacedChunk> placed = writing_.TakeNext()) {
    TPCH_RETURN_NOT_OK(Write(std::move(*placed)));
    num_passed_.fetch_add(1, std::memory_order_release);
    TPCH_RETURN_NOT_OK(FinishIfDone(1));
  }
  return Status::OK();
}

Status FileWriter::WriteChunks(std::vector<PlacedChunk> chunks) {
  for (PlacedChunk& placed : chunks) TPCH_RETURN_NOT_OK(Write(std::move(placed)));
  return FinishIfDone(static_cast<int64_t>(chunks.size()));
}

Result<FileWriter::PlacedChunk> FileWriter::Place(Chunk chunk) {
  PlacedChunk placed;
  if (sink_ == nullptr) TPCH_RETURN_NOT_OK(Begin(&placed));
  totals_.num_rows += chunk.num_rows;
  // What the encoder holds back leaves the budget until it is ready: it would starve the units
  // that must follow before it can be.
  budget_->Add(-TotalSize(chunk.buffers));
  std::vector<ByteBuffer> ready;
  TPCH_RETURN_NOT_OK(encoder_->Append(std::move(chunk), totals_.size_bytes, &ready));
  for (ByteBuffer& buffer : ready) Place(std::move(buffer), &placed);
  return placed;
}

Status FileWriter::Begin(PlacedChunk* placed) {
  encoder_ = make_encoder_();
  if (digest_kind_ == DigestKind::kXxh3) digest_.emplace();
  TPCH_ASSIGN_OR_RETURN(sink_, open_sink_());
  ByteBuffer buffer;
  TPCH_RETURN_NOT_OK(encoder_->Begin(&buffer));
  Place(std::move(buffer), placed);
  return Status::OK();
}

void FileWriter::Place(ByteBuffer buffer, PlacedChunk* placed) {
  const int64_t offset = totals_.size_bytes;
  totals_.size_bytes += static_cast<int64_t>(buffer.size());
  budget_->Add(static_cast<int64_t>(buffer.size()));
  placed->push_back({std::move(buffer), offset});
}

void FileWriter::Digest(const PlacedChunk& placed) {
  if (!digest_) return;
  for (const PlacedBuffer& write : placed) digest_->Update(write.buffer.view());
}

Status FileWriter::Write(PlacedChunk placed) {
  for (auto& [buffer, offset] : placed) {
    const auto size_bytes = static_cast<int64_t>(buffer.size());
    TPCH_RETURN_NOT_OK(sink_->Write(std::move(buffer), offset));
    budget_->Add(-size_bytes);
  }
  return Status::OK();
}

Status FileWriter::FinishIfDone(int64_t num_units_done) {
  // The thread whose units make the count complete knows that every write of the file is over.
  const int64_t done = num_units_written_.fetch_add(num_units_done, std::memory_order_acq_rel);
  return done + num_units_done == num_units_ ? Complete() : Status::OK();
}

Status FileWriter::Complete() {
  std::vector<ByteBuffer> ready;
  TPCH_RETURN_NOT_OK(encoder_->Finish(totals_.size_bytes, &ready));
  PlacedChunk placed;
  for (ByteBuffer& buffer : ready) Place(std::move(buffer), &placed);
  Digest(placed);
  TPCH_RETURN_NOT_OK(Write(std::move(placed)));
  TPCH_RETURN_NOT_OK(sink_->Finish(totals_.size_bytes, encoder_->magic()));
  if (digest_) totals_.xxh3 = digest_->value();
  encoder_.reset();
  digest_.reset();
  return name_file_(totals_, [this] {
    TPCH_RETURN_NOT_OK(sink_->GiveName());
    sink_.reset();
    complete_.store(true, std::memory_order_release);
    return Status::OK();
  });
}

}  // namespace tpch
