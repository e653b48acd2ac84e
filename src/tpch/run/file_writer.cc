#include "tpch/run/file_writer.h"

#include <utility>

namespace tpch {

Status FileWriter::Put(int64_t index, Chunk chunk, ByteBudget::Claim claim) {
  const bool places = placing_.Park(index, {std::move(chunk), std::move(claim)});
  return places ? PlaceChunks() : Status::OK();
}

Status FileWriter::Open() { return placing_.Open() ? PlaceChunks() : Status::OK(); }

void FileWriter::Abort() {
  if (sink_ != nullptr && !complete()) sink_->Abort();
}

// Each step ends before the next one starts, so that another thread can follow this one.

Status FileWriter::PlaceChunks() {
  bool digests = false;
  while (std::optional<ClaimedChunk> claimed = placing_.TakeNext()) {
    TPCH_ASSIGN_OR_RETURN(PlacedChunk placed, Place(std::move(*claimed)));
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

Result<FileWriter::PlacedChunk> FileWriter::Place(ClaimedChunk claimed) {
  auto& [chunk, claim] = claimed;
  std::vector<ByteBuffer> ready;
  if (sink_ == nullptr) TPCH_RETURN_NOT_OK(Begin(&ready.emplace_back()));
  totals_.num_rows += chunk.num_rows;
  const int64_t offset = totals_.size_bytes + TotalSize(ready);
  TPCH_RETURN_NOT_OK(encoder_->Append(std::move(chunk), offset, &ready));
  // Held-back chunks leave the budget until they are ready: otherwise they would starve the units
  // that must arrive before that.
  claim.Resize(TotalSize(ready));
  return Place(std::move(ready), std::move(claim));
}

Status FileWriter::Begin(ByteBuffer* header) {
  encoder_ = context_.format->MakeFileEncoder(
      {context_.scale_factor, file_.table, file_.part, file_.num_parts});
  if (context_.digest == DigestKind::kXxh3) digest_.emplace();
  TPCH_ASSIGN_OR_RETURN(sink_, context_.output->OpenSink(file_));
  return encoder_->Begin(header);
}

FileWriter::PlacedChunk FileWriter::Place(std::vector<ByteBuffer> buffers,
                                          ByteBudget::Claim claim) {
  PlacedChunk placed;
  for (ByteBuffer& buffer : buffers) {
    const auto size_bytes = static_cast<int64_t>(buffer.size());
    placed.push_back({std::move(buffer), totals_.size_bytes, claim.Split(size_bytes)});
    totals_.size_bytes += size_bytes;
  }
  return placed;
}

void FileWriter::Digest(const PlacedChunk& placed) {
  if (!digest_) return;
  for (const PlacedBuffer& write : placed) digest_->Update(write.buffer.view());
}

Status FileWriter::Write(PlacedChunk placed) {
  for (auto& [buffer, offset, claim] : placed) {
    TPCH_RETURN_NOT_OK(sink_->Write(std::move(buffer), offset));
    claim.Resize(0);
  }
  return Status::OK();
}

Status FileWriter::FinishIfDone(int64_t num_units_done) {
  // The thread that completes the count knows that all writes of the file are done.
  const int64_t done = num_units_written_.fetch_add(num_units_done, std::memory_order_acq_rel);
  return done + num_units_done == num_units_ ? Complete() : Status::OK();
}

Status FileWriter::Complete() {
  std::vector<ByteBuffer> ready;
  TPCH_RETURN_NOT_OK(encoder_->Finish(totals_.size_bytes, &ready));
  ByteBudget::Claim claim(context_.budget);
  claim.Resize(TotalSize(ready));
  PlacedChunk placed = Place(std::move(ready), std::move(claim));
  Digest(placed);
  TPCH_RETURN_NOT_OK(Write(std::move(placed)));
  TPCH_RETURN_NOT_OK(sink_->Finish(totals_.size_bytes, encoder_->magic()));
  if (digest_) totals_.xxh3 = digest_->value();
  encoder_.reset();
  digest_.reset();
  Status named = context_.output->NameFile(file_, totals_, sink_.get());
  if (sink_->has_name()) {
    sink_.reset();
    complete_.store(true, std::memory_order_release);
  }
  return named;
}

}  // namespace tpch
