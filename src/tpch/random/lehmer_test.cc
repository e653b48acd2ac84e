#include "tpch/random/lehmer.h"

#include <gtest/gtest.h>

#include "tests/unit/random_numbers.h"

namespace tpch {
namespace {

/// The definition, by the processor's own division.
uint32_t MultiplyByDefinition(uint64_t a, uint64_t b) {
  return static_cast<uint32_t>(a * b % 2147483647);
}

TEST(Lehmer, ProductsAreReducedExactly) {
  std::mt19937_64 random = MakeRandom();
  for (int i = 0; i < 100'000; ++i) {
    const uint32_t a = random() % kLehmerModulus;
    const uint32_t b = random() % kLehmerModulus;
    ASSERT_EQ(LehmerMultiply(a, b), MultiplyByDefinition(a, b)) << a << " * " << b;
  }
  for (const uint32_t a : {0U, 1U, 2U, 16807U, kLehmerModulus - 2, kLehmerModulus - 1}) {
    for (const uint32_t b : {0U, 1U, 2U, 16807U, kLehmerModulus - 2, kLehmerModulus - 1}) {
      EXPECT_EQ(LehmerMultiply(a, b), MultiplyByDefinition(a, b)) << a << " * " << b;
    }
  }
}

TEST(Lehmer, SkippingEqualsStepping) {
  uint32_t state = 12345;
  for (int64_t num_draws = 0; num_draws < 2000; ++num_draws) {
    ASSERT_EQ(LehmerSkip(12345, num_draws), state);
    state = LehmerStep(state);
  }
}

TEST(Lehmer, SkipsAddUp) {
  std::mt19937_64 random = MakeRandom();
  for (int i = 0; i < 1000; ++i) {
    const auto a = static_cast<int64_t>(random() >> 3);
    const auto b = static_cast<int64_t>(random() >> 3);
    EXPECT_EQ(LehmerSkip(LehmerSkip(1, a), b), LehmerSkip(1, a + b)) << a << " + " << b;
  }
}

TEST(Lehmer, PeriodIsTheModulusMinusOne) {
  EXPECT_EQ(LehmerPower(kLehmerModulus - 1), 1);
  EXPECT_NE(LehmerPower((kLehmerModulus - 1) / 2), 1);
}

}  // namespace
}  // namespace tpch
