// All random streams with the reference's values: draws per row, and the states after the first
// five steps from the seed.

#pragma once

#include <array>
#include <cstdint>

#include "tpch/random/stream.h"
#include "tpch/tables/streams.h"
#include "tpch/text/grammar.h"

namespace tpch {

struct ReferenceStream {
  const char* column;
  StreamId id;  ///< our stream
  int32_t draws_per_row;
  std::array<uint32_t, 5> first_states;
};

// clang-format off
inline constexpr ReferenceStream kReferenceStreams[] = {
    {"p_name", streams::kPartName, 92, {761329009, 949085437, 1917893390, 304664260, 891203372}},
    {"p_mfgr", streams::kPartManufacturer, 1, {16807, 282475249, 1622650073, 984943658, 1144108930}},
    {"p_brand", streams::kPartBrand, 1, {1121266256, 952962167, 502101443, 1355703438, 506187796}},
    {"p_type", streams::kPartType, 1, {1923580149, 1392742305, 248167835, 543560371, 223721059}},
    {"p_size", streams::kPartSize, 1, {292346222, 20368818, 888824253, 572971639, 617663525}},
    {"p_container", streams::kPartContainer, 1, {1567676268, 458171233, 1755038536, 1244783007, 282309575}},
    {"p_comment", streams::kPartComment, 2, {1398041960, 1272639893, 321557531, 1348567665, 834335217}},
    {"ps_availqty", streams::kPartsuppAvailQty, 4, {714099657, 1734315763, 849488010, 873698814, 1910272359}},
    {"ps_supplycost", streams::kPartsuppSupplyCost, 4, {1656578299, 2133471585, 722475136, 767070614, 811476557}},
    {"ps_comment", streams::kPartsuppComment, 8, {1991083534, 2050768384, 151695538, 483818177, 1159013297}},
    {"s_address", streams::kSupplierAddress, 9, {1748407791, 1471001436, 1289390588, 530130639, 2143481917}},
    {"s_nationkey", streams::kSupplierNationKey, 1, {1485005646, 434946888, 118012228, 1304109815, 955559423}},
    {"s_phone", streams::kSupplierPhone, 3, {1954068475, 561445754, 175642560, 1381974942, 1817207889}},
    {"s_acctbal", streams::kSupplierAcctBal, 1, {1318933106, 982508208, 1013690073, 1101285260, 139811327}},
    {"s_comment", streams::kSupplierComment, 2, {1351463382, 110526955, 53178030, 409953058, 953506230}},
    {"s_comment pick", streams::kSupplierMessagePick, 1, {307000206, 1496742148, 121840478, 1220998155, 2109744000}},
    {"s_comment kind", streams::kSupplierMessageKind, 1, {632779787, 790860165, 1210501872, 1792374673, 1688012642}},
    {"s_comment gap", streams::kSupplierMessageGap, 1, {1267176113, 833603892, 197299816, 303256544, 854040677}},
    {"s_comment position", streams::kSupplierMessagePosition, 1, {1113173374, 227364154, 935928265, 1976119227, 1801247334}},
    {"c_address", streams::kCustomerAddress, 9, {530788159, 309518675, 874977691, 1929521628, 319448449}},
    {"c_nationkey", streams::kCustomerNationKey, 1, {1311534362, 1185869326, 110034275, 362639858, 329503220}},
    {"c_phone", streams::kCustomerPhone, 3, {2122914496, 1530623014, 474388885, 1594692531, 1401453957}},
    {"c_acctbal", streams::kCustomerAcctBal, 1, {334139865, 218974150, 1659051739, 754904725, 350326599}},
    {"c_mktsegment", streams::kCustomerMktSegment, 1, {532314182, 187583472, 209420108, 2145541370, 1715888813}},
    {"c_comment", streams::kCustomerComment, 2, {1445418811, 818941613, 728996068, 842708741, 751158022}},
    {"n_comment", streams::kNationComment, 2, {389359385, 580511286, 634975481, 1186667224, 635404079}},
    {"r_comment", streams::kRegionComment, 2, {765743545, 2129747991, 417056541, 82660779, 2005276691}},
    {"o_custkey", streams::kOrderCustKey, 1, {528280723, 1116714763, 1765430608, 1958161704, 636868853}},
    {"o_orderdate", streams::kOrderDate, 1, {1305170527, 1603076831, 582463355, 1231144459, 839983568}},
    {"o_orderpriority", streams::kOrderPriority, 1, {1936537413, 122146359, 2066972828, 1916846324, 2033978821}},
    {"o_clerk", streams::kOrderClerk, 1, {2041288703, 1887970496, 2049241847, 264991943, 1985985770}},
    {"o_comment", streams::kOrderComment, 2, {1684339107, 557936595, 1326749363, 1353837140, 1351572015}},
    {"number of lines", streams::kOrderLineCount, 1, {1737461060, 25403514, 1755097692, 91534252, 817882112}},
    {"l_quantity", streams::kLineQuantity, 7, {730058666, 1521924151, 301486440, 1168673807, 1015238787}},
    {"l_discount", streams::kLineDiscount, 7, {915219669, 1819097069, 1987239991, 1876850593, 1988109415}},
    {"l_tax", streams::kLineTax, 7, {673332512, 1608193141, 672939645, 1447728413, 981716781}},
    {"l_shipinstruct", streams::kLineShipInstruct, 7, {182038142, 1498339266, 1194798940, 2013685130, 1811186837}},
    {"l_shipmode", streams::kLineShipMode, 7, {966167950, 1260880683, 253010585, 331281035, 1562742221}},
    {"l_partkey", streams::kLinePartKey, 7, {1666332895, 722725738, 683971134, 22886747, 257984016}},
    {"l_suppkey", streams::kLineSuppKey, 7, {888289477, 174925995, 76085222, 1011556189, 1744318871}},
    {"l_shipdate", streams::kLineShipDate, 7, {1243339306, 1787830632, 478243200, 1949655326, 1551578156}},
    {"l_commitdate", streams::kLineCommitDate, 7, {415704151, 975362166, 1169246411, 2049059627, 1497387697}},
    {"l_receiptdate", streams::kLineReceiptDate, 7, {628166356, 562336640, 116378033, 1755481861, 105811694}},
    {"l_returnflag", streams::kLineReturnFlag, 7, {1700359115, 1370755176, 77678016, 2011841183, 884740666}},
    {"l_comment", streams::kLineComment, 14, {1060696471, 863834350, 1474466730, 1548528377, 762114246}},
    {"text pool", StreamId{kTextPoolSeed, 1}, 1, {1300982664, 2084623741, 75514182, 4021497, 1017307022}},
};
// clang-format on

}  // namespace tpch
