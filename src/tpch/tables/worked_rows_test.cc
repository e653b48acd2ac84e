// Rows of all tables, as the reference has them.

#include <string>

#include "tests/unit/table_text.h"
#include "tpch/tables/line_counts.h"

namespace tpch {
namespace {

using testing::StartsWith;

/// Returns the TBL text of base row `row` (from 1) at scale factor 1, which several rows of the
/// table may come from.
std::string Row(Table table, int64_t row) {
  return MakeText(table, ScaleFactor::FromInteger(1), {row - 1, row});
}

/// Returns line `index` (from 0) of a text, its end included.
std::string LineAt(std::string_view text, int index) {
  for (; index > 0; --index) text.remove_prefix(text.find('\n') + 1);
  return std::string(text.substr(0, text.find('\n') + 1));
}

/// Checks the first order and the first line of a part of a large scale factor.
void ExpectChunkBegin(int32_t scale_factor, RowRange chunk, std::string_view order,
                      std::string_view line) {
  const std::vector<std::string> texts =
      MakeTexts({Table::kOrders, Table::kLineitem},
                {.scale_factor = ScaleFactor::FromInteger(scale_factor), .part = chunk});
  EXPECT_EQ(LineAt(texts[0], 0), order);
  EXPECT_EQ(LineAt(texts[1], 0), line);
}

TEST(WorkedRows, Region1) {
  EXPECT_EQ(Row(Table::kRegion, 1),
            "0|AFRICA|lar deposits. blithely final packages cajole. regular waters are final "
            "requests. regular accounts are according to |\n");
}

TEST(WorkedRows, Nation5) {
  EXPECT_EQ(Row(Table::kNation, 5),
            "4|EGYPT|4|y above the carefully unusual theodolites. final dugouts are quickly across "
            "the furiously regular d|\n");
}

TEST(WorkedRows, Nation6) {
  EXPECT_EQ(Row(Table::kNation, 6), "5|ETHIOPIA|0|ven packages wake quickly. regu|\n");
}

TEST(WorkedRows, Supplier1) {
  EXPECT_EQ(Row(Table::kSupplier, 1),
            "1|Supplier#000000001| N kD4on9OM "
            "Ipw3,gf0JBoQDd7tgrzrddZ|17|27-918-335-1736|5755.94|each slyly above the careful|\n");
}

TEST(WorkedRows, Supplier5777) {
  EXPECT_EQ(Row(Table::kSupplier, 5777),
            "5777|Supplier#000005777|sqRdutBlc78lzXTqp0yAz4fm50bMfi9fZUF|6|16-259-814-4607|2086.96|"
            "ly blithely regular ideas. slyly final deposits sleep evenly a|\n");
}

TEST(WorkedRows, Customer1) {
  EXPECT_EQ(Row(Table::kCustomer, 1),
            "1|Customer#000000001|IVhzIApeRb ot,c,E|15|25-989-741-2988|711.56|BUILDING|to the "
            "even, regular platelets. regular, ironic epitaphs nag e|\n");
}

TEST(WorkedRows, Customer1741) {
  EXPECT_EQ(Row(Table::kCustomer, 1741),
            "1741|Customer#000001741|W9G "
            "SogT0038gQBdoLtFsexbHqNl|20|30-605-828-6050|-0.28|FURNITURE|sits wake carefully final "
            "Tiresias. carefully unusual requests sleep |\n");
}

TEST(WorkedRows, Customer100000) {
  EXPECT_EQ(Row(Table::kCustomer, 100000),
            "100000|Customer#000100000|Y0wsoJZmr uEKKc9sM|17|27-488-516-6598|4840.82|HOUSEHOLD| "
            "according to the regular pains. |\n");
}

TEST(WorkedRows, Part1) {
  EXPECT_EQ(Row(Table::kPart, 1),
            "1|goldenrod lavender spring chocolate lace|Manufacturer#1|Brand#13|PROMO BURNISHED "
            "COPPER|7|JUMBO PKG|901.00|ly. slyly ironi|\n");
}

TEST(WorkedRows, Part123456) {
  EXPECT_EQ(Row(Table::kPart, 123456),
            "123456|indian blue ghost cornflower lemon|Manufacturer#2|Brand#25|STANDARD POLISHED "
            "STEEL|42|LG JAR|1479.45|ly regu|\n");
}

TEST(WorkedRows, Partsupp1) {
  EXPECT_EQ(
      Row(Table::kPartsupp, 1),
      "1|2|3325|771.64|, even theodolites. regular, final theodolites eat after the carefully "
      "pending foxes. furiously regular deposits sleep slyly. carefully bold realms above the "
      "ironic dependencies haggle careful|\n"
      "1|2502|8076|993.49|ven ideas. quickly even packages print. pending multipliers must have to "
      "are fluff|\n"
      "1|5002|3956|337.09|after the fluffily ironic deposits? blithely special dependencies "
      "integrate furiously even excuses. blithely silent theodolites could have to haggle pending, "
      "express requests; fu|\n"
      "1|7502|4069|357.84|al, regular dependencies serve carefully after the quickly final pinto "
      "beans. furiously even deposits sleep quickly final, silent pinto beans. fluffily reg|\n");
}

TEST(WorkedRows, Partsupp123456) {
  EXPECT_EQ(
      Row(Table::kPartsupp, 123456),
      "123456|3457|6776|323.63|l gifts alongside of the slyly even instructions sleep blithely "
      "even deposits. pending |\n"
      "123456|5969|9397|958.99|deas wake blithely ideas. accounts integrate blithely: quickly "
      "ironic foxes affix according to the regular packages. ideas cajole slyly. quickly silent "
      "pint|\n"
      "123456|8481|5315|963.79|equests affix slyly. slyly special requests wake above the "
      "ruthlessly special requests. slyly express pinto beans are slyly according to the pending "
      "accounts. blithe|\n"
      "123456|993|4815|773.76|gainst the bold foxes haggle carefully along the carefully regular "
      "requests. slyly pending deposits hinder furiously ironic, regular dependencies! |\n");
}

TEST(WorkedRows, Order1) {
  EXPECT_EQ(Row(Table::kOrders, 1),
            "1|36901|O|173665.47|1996-01-02|5-LOW|Clerk#000000951|0|nstructions sleep furiously "
            "among |\n");
  EXPECT_EQ(Row(Table::kLineitem, 1),
            "1|155190|7706|1|17|21168.23|0.04|0.02|N|O|1996-03-13|1996-02-12|1996-03-22|DELIVER IN "
            "PERSON|TRUCK|egular courts above the|\n"
            "1|67310|7311|2|36|45983.16|0.09|0.06|N|O|1996-04-12|1996-02-28|1996-04-20|TAKE BACK "
            "RETURN|MAIL|ly final dependencies: slyly bold |\n"
            "1|63700|3701|3|8|13309.60|0.10|0.02|N|O|1996-01-29|1996-03-05|1996-01-31|TAKE BACK "
            "RETURN|REG AIR|riously. regular, express dep|\n"
            "1|2132|4633|4|28|28955.64|0.09|0.06|N|O|1996-04-21|1996-03-30|1996-05-16|NONE|AIR|"
            "lites. fluffily even de|\n"
            "1|24027|1534|5|24|22824.48|0.10|0.04|N|O|1996-03-30|1996-03-14|1996-04-01|NONE|FOB| "
            "pending foxes. slyly re|\n"
            "1|15635|638|6|32|49620.16|0.07|0.02|N|O|1996-01-30|1996-02-07|1996-02-03|DELIVER IN "
            "PERSON|MAIL|arefully slyly ex|\n");
}

TEST(WorkedRows, Order250000) {
  EXPECT_EQ(Row(Table::kOrders, 250000),
            "1000000|67081|F|41334.21|1994-08-10|2-HIGH|Clerk#000000209|0|ke blithely special "
            "platelets. depths wake furiously alon|\n");
  EXPECT_EQ(Row(Table::kLineitem, 250000),
            "1000000|39479|4486|1|31|43972.57|0.06|0.00|R|F|1994-11-14|1994-10-15|1994-11-21|"
            "DELIVER IN PERSON|RAIL|ackages against th|\n");
}

TEST(WorkedRows, Order1000000) {
  EXPECT_EQ(Row(Table::kOrders, 1000000),
            "4000000|131723|F|96769.29|1994-10-10|2-HIGH|Clerk#000000976|0|even instructions "
            "snooze carefully acr|\n");
  EXPECT_EQ(Row(Table::kLineitem, 1000000),
            "4000000|185320|7839|1|43|60428.76|0.05|0.07|R|F|1995-01-06|1994-12-22|1995-01-17|TAKE "
            "BACK RETURN|REG AIR|ng the ironic deposits. fluffily special|\n"
            "4000000|63529|6036|2|9|13432.68|0.06|0.08|A|F|1994-12-26|1994-12-20|1995-01-18|NONE|"
            "MAIL|s asymptotes cajo|\n"
            "4000000|124432|9457|3|15|21846.45|0.08|0.08|A|F|1994-10-14|1995-01-03|1994-11-07|NONE|"
            "AIR|y. final, sile|\n");
}

TEST(WorkedRows, Order1500000) {
  EXPECT_EQ(Row(Table::kOrders, 1500000),
            "6000000|110063|O|37625.29|1996-08-31|2-HIGH|Clerk#000000411|0|ess pinto beans boost "
            "slyly regular accounts! furiously even|\n");
  EXPECT_EQ(Row(Table::kLineitem, 1500000),
            "6000000|32255|2256|1|5|5936.25|0.04|0.03|N|O|1996-11-02|1996-11-19|1996-12-01|TAKE "
            "BACK RETURN|MAIL|carefully |\n"
            "6000000|96127|6128|2|28|31447.36|0.01|0.02|N|O|1996-09-22|1996-10-01|1996-10-21|NONE|"
            "AIR|ooze furiously about the pe|\n");
}

TEST(WorkedRows, LineitemFileLine1000000) {
  constexpr int64_t kOrder = 249'987;
  EXPECT_EQ(CountLines({0, kOrder - 1}) + 5, 1'000'000);
  EXPECT_EQ(LineAt(Row(Table::kLineitem, kOrder), 4),
            "999939|118515|8516|5|2|3067.02|0.01|0.06|N|O|1997-01-22|1997-01-13|1997-01-30|DELIVER "
            "IN PERSON|RAIL|ss the dependencies. slyly fi|\n");
}

TEST(WorkedRows, FirstOrdersOfScaleFactor30000) {
  const ScaleFactor scale_factor = ScaleFactor::FromInteger(30'000);
  EXPECT_EQ(MakeText(Table::kOrders, scale_factor, {0, 2}),
            "1|3898045469|O|200131.83|1996-01-02|5-LOW|Clerk#028516474|0|nstructions sleep "
            "furiously among |\n"
            "2|3778993900|O|78275.82|1996-12-01|1-URGENT|Clerk#026374644|0| foxes. pending "
            "accounts at the pending, silent asymptot|\n");
  const std::string lines = MakeText(Table::kLineitem, scale_factor, {0, 2});
  EXPECT_THAT(lines,
              StartsWith("1|2871002506|246002516|1|17|24904.32|0.04|0.02|N|O|1996-03-13|1996-02-12|"
                         "1996-03-22|DELIVER IN PERSON|TRUCK|egular courts above the|\n"
                         "1|2671473643|271473644|2|36|60590.88|0.09|0.06|N|O|1996-04-12|1996-02-28|"
                         "1996-04-20|TAKE BACK RETURN|MAIL|ly final dependencies: slyly bold |\n"
                         "1|3222086178|222086179|3|8|9624.64|0.10|0.02|N|O|1996-01-29|1996-03-05|"
                         "1996-01-31|TAKE BACK RETURN|REG AIR|riously. regular, express dep|\n"
                         "1|4178370869|53370883|4|28|54066.88|0.09|0.06|N|O|1996-04-21|1996-03-30|"
                         "1996-05-16|NONE|AIR|lites. fluffily even de|\n"
                         "1|294820316|219820317|5|24|29317.68|0.10|0.04|N|O|1996-03-30|1996-03-14|"
                         "1996-04-01|NONE|FOB| pending foxes. slyly re|\n"
                         "1|1718918019|68918030|6|32|30434.24|0.07|0.02|N|O|1996-01-30|1996-02-07|"
                         "1996-02-03|DELIVER IN PERSON|MAIL|arefully slyly ex|\n"
                         "2|1843200953|193200966|1|38|74548.40|0.00|0.05|N|O|1997-01-28|1997-01-14|"
                         "1997-02-02|TAKE BACK RETURN|RAIL|ven requests. deposits breach a|\n"));
}

TEST(WorkedRows, DeepChunkOfScaleFactor1000) {
  ExpectChunkBegin(1000, {75000000, 75001500},
                   "300000001|131691398|O|126948.50|1996-02-11|5-LOW|Clerk#000515105|0|y even "
                   "pinto beans engage about the pinto beans. blithely expr|\n",
                   "300000001|66015621|1015634|1|45|68999.40|0.04|0.01|N|O|1996-02-28|1996-05-06|"
                   "1996-03-17|NONE|RAIL|after the si|\n");
}

TEST(WorkedRows, DeepChunkOfScaleFactor20000) {
  ExpectChunkBegin(20000, {6480000, 6481500},
                   "25920001|394162714|F|198385.58|1993-09-21|4-NOT "
                   "SPECIFIED|Clerk#006796110|0|blithely slyly unusual asymptotes. theod|\n",
                   "25920001|2461286986|161287011|1|34|69697.62|0.02|0.02|R|F|1994-01-11|1993-10-"
                   "22|1994-02-04|NONE|FOB|nal decoys around the furiously |\n");
}

TEST(WorkedRows, DeepChunkOfScaleFactor30000) {
  ExpectChunkBegin(30000, {6480000, 6481500},
                   "25920001|2684507387|F|163050.98|1993-09-21|4-NOT "
                   "SPECIFIED|Clerk#010194165|0|blithely slyly unusual asymptotes. theod|\n",
                   "25920001|2780827239|230827258|1|34|41724.80|0.02|0.02|R|F|1994-01-11|1993-10-"
                   "22|1994-02-04|NONE|FOB|nal decoys around the furiously |\n");
}

TEST(WorkedRows, DeepChunkOfScaleFactor100000) {
  ExpectChunkBegin(100000, {147000, 148500},
                   "588001|1445725912|F|253675.56|1993-06-12|2-HIGH|Clerk#069373469|0|counts "
                   "against the furiously final excuses haggle about the quickly final ex|\n",
                   "588001|13989923550|489923577|1|46|67808.14|0.05|0.03|R|F|1993-10-08|1993-07-22|"
                   "1993-10-29|DELIVER IN PERSON|RAIL|ly final dependencies shall have|\n");
}

}  // namespace
}  // namespace tpch
