// The ranges that columns draw from: the number of values between both bounds, which are included.

#pragma once

#include <cstdint>

namespace tpch {

/// Ranges small enough for integer arithmetic.
inline constexpr int64_t kUsedSmallRanges[] = {
    4,        // l_suppkey, l_shipinstruct
    5,        // p_mfgr, p_brand, o_orderpriority, c_mktsegment
    7,        // number of lines, l_shipmode
    9,        // l_tax
    11,       // l_discount
    18,       // length of p_comment
    25,       // s_nationkey, c_nationkey
    30,       // l_receiptdate
    31,       // length of an address
    34,       // length of l_comment
    40,       // p_container
    50,       // p_size, l_quantity
    60,       // length of o_comment
    61,       // l_commitdate
    76,       // length of s_comment
    82,       // s_comment: gap, position
    88,       // lengths of n_comment, r_comment, c_comment; p_name, with 89 to 92
    89,       //
    90,       //
    91,       //
    92,       //
    101,      // s_comment: kind
    121,      // l_shipdate
    150,      // p_type; length of ps_comment
    900,      // phone: area, exchange
    1000,     // o_clerk at scale factors up to 1
    2406,     // o_orderdate
    9000,     // phone: line
    9999,     // ps_availqty
    10'000,   // s_comment: pick
    99'901,   // ps_supplycost
    150'000,  // o_custkey at scale factor 1
    200'000,  // l_partkey at scale factor 1
};

/// Ranges that need the reference's double arithmetic; two of them exceed 2^31.
inline constexpr int64_t kUsedLargeRanges[] = {
    1'099'999,              // s_acctbal, c_acctbal
    2'000'000,              // l_partkey at scale factor 10
    314'572'800 - 115 + 1,  // offset of n_comment
    4'000'000'000,          // l_partkey at scale factor 20 000
    4'499'850'000,          // o_custkey at scale factor 29 999
};

}  // namespace tpch
