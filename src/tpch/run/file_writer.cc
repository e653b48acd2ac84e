#include "tpch/run/file_writer.h"

#include <utility>

namespace tpch {

FileWriter::FileWriter(EncoderMaker make_encoder, SinkOpener open_sink,
                       CompletionListener on_complete, int64_t num_units, bool closed,
                       ByteBudget* budget)
    : make_encoder_(std::move(make_encoder)),
      open_sink_(std::move(open_sink)),
      on_complete_(std::move(on_complete)),
      num_units_(num_units),
      budget_(budget),
      sequencer_(!closed) {}

Status FileWriter::Put(int64_t index, Chunk chunk) {
  return sequencer_.Park(index, std::move(chunk)) ? Drain() : Status::OK();
}

Status FileWriter::Open() { return sequencer_.Open() ? Drain() : Status::OK(); }

void FileWriter::Abort() {
  if (sink_ != nullptr && !complete()) sink_->Abort();
}

Status FileWriter::Drain() {
  std::vector<PlacedBuffer> writes;
  int64_t num_units = 0;
  while (std::optional<Chunk> chunk = sequencer_.TakeNext()) {
    TPCH_RETURN_NOT_OK(PassChunk(std::move(*chunk), &writes));
    ++num_units;
  }
  // From here on another thread may be the drainer, and several may write.
  for (PlacedBuffer& write : writes) {
    TPCH_RETURN_NOT_OK(Write(std::move(write.buffer), write.offset));
  }
  return FinishIfDone(num_units);
}

Status FileWriter::PassChunk(Chunk chunk, std::vector<PlacedBuffer>* writes) {
  if (sink_ == nullptr) TPCH_RETURN_NOT_OK(Begin(writes));
  totals_.num_rows += chunk.num_rows;
  // What the encoder holds back leaves the budget until it is ready: it would starve the units
  // that must follow before it can be.
  budget_->Add(-TotalSize(chunk.buffers));
  std::vector<ByteBuffer> ready;
  TPCH_RETURN_NOT_OK(encoder_->Append(std::move(chunk), totals_.size_bytes, &ready));
  for (ByteBuffer& buffer : ready) TPCH_RETURN_NOT_OK(Place(std::move(buffer), writes));
  return Status::OK();
}

Status FileWriter::Begin(std::vector<PlacedBuffer>* writes) {
  encoder_ = make_encoder_();
  digest_.emplace();
  TPCH_ASSIGN_OR_RETURN(sink_, open_sink_());
  ByteBuffer buffer;
  TPCH_RETURN_NOT_OK(encoder_->Begin(&buffer));
  return Place(std::move(buffer), writes);
}

Status FileWriter::Place(ByteBuffer buffer, std::vector<PlacedBuffer>* writes) {
  const int64_t offset = totals_.size_bytes;
  totals_.size_bytes += static_cast<int64_t>(buffer.size());
  budget_->Add(static_cast<int64_t>(buffer.size()));
  digest_->Update(buffer.view());
  if (sink_->write_order() == WriteOrder::kSequential) return Write(std::move(buffer), offset);
  writes->push_back({std::move(buffer), offset});
  return Status::OK();
}

Status FileWriter::Write(ByteBuffer buffer, int64_t offset) {
  const auto size_bytes = static_cast<int64_t>(buffer.size());
  TPCH_RETURN_NOT_OK(sink_->Write(std::move(buffer), offset));
  budget_->Add(-size_bytes);
  return Status::OK();
}

Status FileWriter::FinishIfDone(int64_t num_units_done) {
  // The thread whose units make the count complete knows that every write of the file is over.
  const int64_t done = num_units_written_.fetch_add(num_units_done, std::memory_order_acq_rel);
  const bool last = num_units_done > 0 && done + num_units_done == num_units_;
  return last ? Complete() : Status::OK();
}

Status FileWriter::Complete() {
  std::vector<ByteBuffer> ready;
  TPCH_RETURN_NOT_OK(encoder_->Finish(totals_.size_bytes, &ready));
  std::vector<PlacedBuffer> writes;
  for (ByteBuffer& buffer : ready) TPCH_RETURN_NOT_OK(Place(std::move(buffer), &writes));
  for (PlacedBuffer& write : writes) {
    TPCH_RETURN_NOT_OK(Write(std::move(write.buffer), write.offset));
  }
  TPCH_RETURN_NOT_OK(sink_->Commit(totals_.size_bytes));
  totals_.xxh3 = digest_->value();
  encoder_.reset();
  sink_.reset();
  digest_.reset();
  complete_.store(true, std::memory_order_release);
  return on_complete_(totals_);
}

}  // namespace tpch
