// The random streams of the TPC-H columns.

#pragma once

#include "tpch/random/stream.h"

namespace tpch {

/// The seeds and budgets of dbgen's columns. The base row is the order for lineitem streams, and
/// the part for partsupp streams.
namespace streams {

inline constexpr StreamId kPartName{709314158, 92};
inline constexpr StreamId kPartManufacturer{1, 1};
inline constexpr StreamId kPartBrand{46831694, 1};
inline constexpr StreamId kPartType{1841581359, 1};
inline constexpr StreamId kPartSize{1193163244, 1};
inline constexpr StreamId kPartContainer{727633698, 1};
inline constexpr StreamId kPartComment{804159733, 2};

inline constexpr StreamId kPartsuppAvailQty{1671059989, 4};
inline constexpr StreamId kPartsuppSupplyCost{1051288424, 4};
inline constexpr StreamId kPartsuppComment{1961692154, 8};

inline constexpr StreamId kSupplierAddress{706178559, 9};
inline constexpr StreamId kSupplierNationKey{110356601, 1};
inline constexpr StreamId kSupplierPhone{884434366, 3};
inline constexpr StreamId kSupplierAcctBal{962338209, 1};
inline constexpr StreamId kSupplierComment{1341315363, 2};
inline constexpr StreamId kSupplierMessagePick{202794285, 1};
inline constexpr StreamId kSupplierMessageKind{753643799, 1};
inline constexpr StreamId kSupplierMessageGap{263032577, 1};
inline constexpr StreamId kSupplierMessagePosition{715851524, 1};

inline constexpr StreamId kCustomerAddress{881155353, 9};
inline constexpr StreamId kCustomerNationKey{1489529863, 1};
inline constexpr StreamId kCustomerPhone{1521138112, 3};
inline constexpr StreamId kCustomerAcctBal{298370230, 1};
inline constexpr StreamId kCustomerMktSegment{1140279430, 1};
inline constexpr StreamId kCustomerComment{1335826707, 2};

inline constexpr StreamId kNationComment{606179079, 2};
inline constexpr StreamId kRegionComment{1500869201, 2};

inline constexpr StreamId kOrderCustKey{851767375, 1};
inline constexpr StreamId kOrderDate{1066728069, 1};
inline constexpr StreamId kOrderPriority{591449447, 1};
inline constexpr StreamId kOrderClerk{1171034773, 1};
inline constexpr StreamId kOrderComment{276090261, 2};
inline constexpr StreamId kOrderLineCount{1434868289, 1};

inline constexpr StreamId kLineQuantity{209208115, 7};
inline constexpr StreamId kLineDiscount{554590007, 7};
inline constexpr StreamId kLineTax{721958466, 7};
inline constexpr StreamId kLineShipInstruct{1371272478, 7};
inline constexpr StreamId kLineShipMode{675466456, 7};
inline constexpr StreamId kLinePartKey{1808217256, 7};
inline constexpr StreamId kLineSuppKey{2095021727, 7};
inline constexpr StreamId kLineShipDate{1769349045, 7};
inline constexpr StreamId kLineCommitDate{904914315, 7};
inline constexpr StreamId kLineReceiptDate{373135028, 7};
inline constexpr StreamId kLineReturnFlag{717419739, 7};
inline constexpr StreamId kLineComment{1095462486, 14};

}  // namespace streams

}  // namespace tpch
