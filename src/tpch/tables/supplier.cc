#include "tpch/tables/supplier.h"

#include <cstring>

#include "tpch/random/bounded.h"
#include "tpch/tables/made_text.h"
#include "tpch/tables/text_column_writer.h"

namespace tpch {
namespace {

enum : size_t { kSuppKey, kName, kAddress, kNationKey, kPhone, kAcctBal, kComment };

constexpr TextLength kCommentLength{25, 100};

constexpr std::string_view kMessageSubject = "Customer ";
constexpr std::string_view kComplaint = "Complaints";
constexpr std::string_view kRecommendation = "Recommends";
constexpr int64_t kMessageSizeBytes = 19;

/// Draws the one value of a row.
int64_t DrawFirst(uint32_t seed, int64_t low, int64_t high) {
  return Draw(LehmerStep(seed), low, high);
}

/// The row seeds of the streams that place a message.
struct MessageSeeds {
  uint32_t kind;
  uint32_t gap;
  uint32_t position;
};

/// Writes a message over a comment (spec clause 4.2.3, S_COMMENT): the text between its two words
/// stays.
void OverlayMessage(const MessageSeeds& seeds, char* comment, int64_t size_bytes) {
  const int64_t gap = DrawFirst(seeds.gap, 0, size_bytes - kMessageSizeBytes);
  const int64_t position = DrawFirst(seeds.position, 0, size_bytes - kMessageSizeBytes - gap);
  const bool complaint = DrawFirst(seeds.kind, 0, 100) < 50;
  char* const subject = comment + position;
  std::memcpy(subject, kMessageSubject.data(), kMessageSubject.size());
  std::memcpy(subject + kMessageSubject.size() + gap,
              (complaint ? kComplaint : kRecommendation).data(), kComplaint.size());
}

}  // namespace

SupplierGenerator::SupplierGenerator(const DataSet& data_set)
    : text_pool_(data_set.text_pool),
      address_(streams::kSupplierAddress),
      nation_key_(streams::kSupplierNationKey, 0, 24),
      phone_(streams::kSupplierPhone),
      acctbal_(streams::kSupplierAcctBal, -99'999, 999'999),
      comment_(streams::kSupplierComment, kCommentLength, data_set.text_pool),
      message_pick_(streams::kSupplierMessagePick),
      message_kind_(streams::kSupplierMessageKind),
      message_gap_(streams::kSupplierMessageGap),
      message_position_(streams::kSupplierMessagePosition) {}

std::vector<ColumnBatch> SupplierGenerator::MakeBatches(int64_t max_base_rows) const {
  std::vector<ColumnBatch> batches;
  ColumnBatch& batch = batches.emplace_back(Table::kSupplier, max_base_rows);
  batch.column(kName).AllocateText(max_base_rows * kMaxNumberedNameSizeBytes);
  batch.column(kAddress).AllocateText(max_base_rows * kMaxAddressSizeBytes);
  batch.column(kPhone).AllocateText(max_base_rows * kPhoneSizeBytes);
  batch.column(kComment).AllocateText(max_base_rows * kCommentLength.max);
  return batches;
}

void SupplierGenerator::Start(const Unit& unit) {
  next_row_ = unit.base_rows.begin;
  nation_key_.Seek(next_row_);
  acctbal_.Seek(next_row_);
  comment_.Seek(next_row_);
  for (RowStream* stream :
       {&address_, &phone_, &message_pick_, &message_kind_, &message_gap_, &message_position_}) {
    stream->Seek(next_row_);
  }
}

void SupplierGenerator::Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) {
  ColumnBatch& batch = batches[0];
  auto* keys = batch.column(kSuppKey).values<int64_t>();
  auto* nation_keys = batch.column(kNationKey).values<int64_t>();
  nation_key_.Fill(num_base_rows, nation_keys);
  acctbal_.Fill(num_base_rows, batch.column(kAcctBal).values<int64_t>());

  TextColumnWriter names(&batch.column(kName));
  TextColumnWriter addresses(&batch.column(kAddress));
  TextColumnWriter phones(&batch.column(kPhone));
  for (int64_t row = 0; row < num_base_rows; ++row) {
    keys[row] = next_row_ + row + 1;
    names.EndRow(WriteNumberedName("Supplier#", keys[row], names.next()));
    addresses.EndRow(WriteAddress(address_.NextSeed(), addresses.next()));
    phones.EndRow(WritePhone(phone_.NextSeed(), nation_keys[row], phones.next()));
  }
  FillComments(num_base_rows, &batch.column(kComment));
  batch.set_num_rows(num_base_rows);
  next_row_ += num_base_rows;
}

void SupplierGenerator::FillComments(int64_t num_rows, Column* column) {
  auto* slices = column->values<TextSlice>();
  comment_.Fill(num_rows, slices);
  TextColumnWriter comments(column);
  for (int64_t row = 0; row < num_rows; ++row) {
    char* const comment = comments.next();
    comments.Append({text_pool_->data() + slices[row].offset, slices[row].size_bytes});
    // All streams move on at every row, whether or not the row has a message.
    const MessageSeeds seeds{message_kind_.NextSeed(), message_gap_.NextSeed(),
                             message_position_.NextSeed()};
    const bool has_message = DrawFirst(message_pick_.NextSeed(), 1, 10'000) <= 10;
    if (has_message) OverlayMessage(seeds, comment, comments.next() - comment);
  }
}

}  // namespace tpch
