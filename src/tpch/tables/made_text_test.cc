#include "tpch/tables/made_text.h"

#include <gtest/gtest.h>

#include <string>

#include "tpch/columns/column_batch.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

template <typename Write>
std::string Written(const Write& write) {
  char text[128 + kTextSlack];
  return {text, write(text)};
}

TEST(MadeText, AddressOfTheFirstCustomer) {
  EXPECT_EQ(Written([](char* out) { return WriteAddress(streams::kCustomerAddress.seed, out); }),
            "IVhzIApeRb ot,c,E");
}

TEST(MadeText, AddressesHaveTenToFortyCharacters) {
  uint32_t seed = streams::kSupplierAddress.seed;
  for (int i = 0; i < 10'000; ++i, seed = LehmerSkip(seed, 9)) {
    const std::string address = Written([&](char* out) { return WriteAddress(seed, out); });
    EXPECT_GE(address.size(), 10);
    EXPECT_LE(address.size(), kMaxAddressSizeBytes);
  }
}

TEST(MadeText, PhoneOfTheFirstSupplier) {
  EXPECT_EQ(Written([](char* out) { return WritePhone(streams::kSupplierPhone.seed, 17, out); }),
            "27-918-335-1736");
}

TEST(MadeText, NamesArePaddedToNineDigitsAndNeverCut) {
  const auto name = [](int64_t number) {
    return Written([&](char* out) { return WriteNumberedName("Customer#", number, out); });
  };
  EXPECT_EQ(name(1), "Customer#000000001");
  EXPECT_EQ(name(999'999'999), "Customer#999999999");
  EXPECT_EQ(name(15'000'000'000), "Customer#15000000000");
}

TEST(MadeText, NameOfTheFirstPart) {
  EXPECT_EQ(Written([](char* out) { return WritePartName(streams::kPartName.seed, out); }),
            "goldenrod lavender spring chocolate lace");
}

}  // namespace
}  // namespace tpch
