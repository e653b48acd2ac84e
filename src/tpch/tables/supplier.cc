#include "tpch/tables/supplier.h"

#include <algorithm>
#include <cstring>

#include "tpch/random/bounded.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

// The column after those of ContactColumns.
constexpr size_t kComment = 6;

constexpr TextLength kCommentLength{25, 100};

constexpr std::string_view kMessageSubject = "Customer ";
constexpr std::string_view kComplaint = "Complaints";
constexpr std::string_view kRecommendation = "Recommends";
constexpr int64_t kMessageSizeBytes = 19;

// Draws the only value of a row.
int64_t DrawFirst(uint32_t seed, int64_t low, int64_t high) {
  return Draw(LehmerStep(seed), low, high);
}

// The row seeds of the streams that choose a message and its position.
struct MessageSeeds {
  uint32_t kind;
  uint32_t gap;
  uint32_t position;
};

// Writes a message over a comment (spec clause 4.2.3, S_COMMENT); the text between its two words
// does not change.
void OverlayMessage(const MessageSeeds& seeds, char* comment, int64_t size_bytes) {
  const int64_t gap = DrawFirst(seeds.gap, 0, size_bytes - kMessageSizeBytes);
  const int64_t position = DrawFirst(seeds.position, 0, size_bytes - kMessageSizeBytes - gap);
  const bool complaint = DrawFirst(seeds.kind, 0, 100) < 50;
  char* const subject = comment + position;
  std::memcpy(subject, kMessageSubject.data(), kMessageSubject.size());
  std::memcpy(subject + kMessageSubject.size() + gap,
              (complaint ? kComplaint : kRecommendation).data(), kComplaint.size());
}

// Copies slices of the text pool to the column's own text: messages overwrite some of them.
void MakeTextOwn(int64_t num_rows, Column* column) {
  if (column->text_base() == column->own_text()) return;
  char* const text = column->OwnText(0);
  char* out = text;
  auto* slices = column->values<TextSlice>();
  for (int64_t row = 0; row < num_rows; ++row) {
    char* const begin = out;
    out = std::ranges::copy(column->text(row), out).out;
    slices[row].offset = static_cast<uint32_t>(begin - text);
  }
  column->set_text_base(text);
}

}  // namespace

SupplierGenerator::SupplierGenerator(const DataSet& data_set, ColumnSet wanted)
    : wanted_(wanted),
      contact_("Supplier#",
               {streams::kSupplierAddress, streams::kSupplierNationKey, streams::kSupplierPhone,
                streams::kSupplierAcctBal},
               wanted),
      comment_(streams::kSupplierComment, kCommentLength, data_set.text_pool),
      message_pick_(streams::kSupplierMessagePick),
      message_kind_(streams::kSupplierMessageKind),
      message_gap_(streams::kSupplierMessageGap),
      message_position_(streams::kSupplierMessagePosition) {}

std::vector<ColumnBatch> SupplierGenerator::MakeBatches(int64_t max_base_rows) const {
  std::vector<ColumnBatch> batches;
  batches.push_back(contact_.MakeBatch(Table::kSupplier, max_base_rows));
  return batches;
}

void SupplierGenerator::StartUnit(const Unit& unit) { contact_.StartAt(unit.base_rows.begin); }

std::vector<RowStream*> SupplierGenerator::RandomStreams() {
  std::vector<RowStream*> streams = contact_.RandomStreams();
  streams.insert(streams.end(), {comment_.stream(), &message_pick_, &message_kind_, &message_gap_,
                                 &message_position_});
  return streams;
}

void SupplierGenerator::Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) {
  ColumnBatch& batch = batches[0];
  contact_.Fill(num_base_rows, &batch);
  if (wanted_.Has(kComment)) FillComments(num_base_rows, &batch.column(kComment));
  batch.set_num_rows(num_base_rows);
}

void SupplierGenerator::FillComments(int64_t num_rows, Column* column) {
  comment_.Fill(0, num_rows, column);
  MakeTextOwn(num_rows, column);
  const auto* slices = column->values<TextSlice>();
  for (int64_t row = 0; row < num_rows; ++row) {
    // All streams advance at every row, whether or not the row has a message.
    const MessageSeeds seeds{message_kind_.NextSeed(), message_gap_.NextSeed(),
                             message_position_.NextSeed()};
    const bool has_message = DrawFirst(message_pick_.NextSeed(), 1, 10'000) <= 10;
    if (!has_message) continue;
    OverlayMessage(seeds, column->own_text() + slices[row].offset, slices[row].size_bytes);
  }
}

}  // namespace tpch
