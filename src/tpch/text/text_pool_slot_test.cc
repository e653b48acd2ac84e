#include "tpch/text/text_pool_slot.h"

#include <array>
#include <utility>

#include "tests/unit/status_matchers.h"
#include "tests/unit/threads.h"

namespace tpch {
namespace {

TEST(TextPoolSlot, IsMadeOnceAndByWhoeverAsksFirst) {
  TextPoolSlot slot;
  EXPECT_EQ(slot.held_kind(), std::nullopt);
  std::array<std::shared_ptr<TextPool>, 8> pools;
  RunThreads(static_cast<int>(pools.size()), [&](int thread) {
    pools[static_cast<size_t>(thread)] = ValueOf(slot.Get(TextPoolKind::kCompact));
  });
  for (const auto& pool : pools) EXPECT_EQ(pool, pools.front());
  EXPECT_EQ(slot.held_kind(), TextPoolKind::kCompact);
}

TEST(TextPoolSlot, OtherKindTakesThePlaceOfAPoolThatLivesOnWhereItIsUsed) {
  TextPoolSlot slot;
  const auto compact = ValueOf(slot.Get(TextPoolKind::kCompact));
  std::weak_ptr<TextPool> wide = ValueOf(slot.Get(TextPoolKind::kWide));
  EXPECT_EQ(slot.held_kind(), TextPoolKind::kWide);
  EXPECT_EQ(compact.use_count(), 1);
  EXPECT_NE(ValueOf(slot.Get(TextPoolKind::kCompact)), compact);
  EXPECT_TRUE(wide.expired());
}

TEST(TextPoolSlot, APoolWithoutMemoryTakesNoPlace) {
  TextPoolSlot slot;
  const auto wide = ValueOf(slot.Get(TextPoolKind::kWide));
  EXPECT_EQ(ValueOf(slot.Get(TextPoolKind::kNone))->kind(), TextPoolKind::kNone);
  EXPECT_EQ(ValueOf(slot.Get(TextPoolKind::kWide)), wide);
}

TEST(Session, KeepsItsPoolWhenItIsMoved) {
  Session session;
  const auto pool = ValueOf(session.text_pool().Get(TextPoolKind::kCompact));
  Session moved = std::move(session);
  EXPECT_EQ(ValueOf(moved.text_pool().Get(TextPoolKind::kCompact)), pool);
}

}  // namespace
}  // namespace tpch
