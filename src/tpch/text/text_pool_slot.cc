#include "tpch/text/text_pool_slot.h"

#include <utility>

namespace tpch {

std::optional<TextPoolKind> TextPoolSlot::held_kind() const {
  const std::lock_guard lock(mutex_);
  if (pool_ == nullptr) return std::nullopt;
  return pool_->kind();
}

Result<std::shared_ptr<TextPool>> TextPoolSlot::Get(TextPoolKind kind) {
  if (kind == TextPoolKind::kNone) {
    TPCH_ASSIGN_OR_RETURN(std::shared_ptr<TextPool> pool, TextPool::Make(kind));
    return pool;
  }
  const std::lock_guard lock(mutex_);
  if (pool_ == nullptr || pool_->kind() != kind) {
    pool_.reset();  // before the other pool needs memory
    TPCH_ASSIGN_OR_RETURN(pool_, TextPool::Make(kind));
  }
  return pool_;
}

Session::Session()
    : text_pool_(std::make_unique<TextPoolSlot>()),
      num_draws_(std::make_shared<std::atomic<int64_t>>(0)) {}
Session::~Session() = default;
Session::Session(Session&& other) noexcept = default;
Session& Session::operator=(Session&& other) noexcept = default;

}  // namespace tpch
