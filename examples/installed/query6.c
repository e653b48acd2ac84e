/* Answers TPC-H query 6 from lineitem in memory, in C and without any other library.
 *
 *   query6 SCALE_FACTOR
 */

#include <inttypes.h>
#include <stdio.h>
#include <tpch/tpch.h>

/* Days since 1970-01-01. */
enum { FIRST_DAY_OF_1994 = 8766, FIRST_DAY_OF_1995 = 9131 };

/* The columns that the query needs; nothing else is generated. */
static const tpch_option columns = {"columns", "l_quantity,l_extendedprice,l_discount,l_shipdate"};
enum { L_QUANTITY, L_EXTENDEDPRICE, L_DISCOUNT, L_SHIPDATE };

/* Returns a decimal(15,2) in hundredths: the low half of its 128 bits. */
static int64_t hundredths(const struct ArrowArray* column, int64_t row) {
  return ((const int64_t*)column->buffers[1])[2 * row];
}

/* Returns the revenue of a record batch in ten-thousandths. */
static int64_t revenue_of(const struct ArrowArray* lineitem) {
  const int32_t* ship_days = lineitem->children[L_SHIPDATE]->buffers[1];
  int64_t revenue = 0;
  for (int64_t row = 0; row < lineitem->length; ++row) {
    const int64_t percent = hundredths(lineitem->children[L_DISCOUNT], row);
    if (ship_days[row] >= FIRST_DAY_OF_1994 && ship_days[row] < FIRST_DAY_OF_1995 &&
        percent >= 5 && percent <= 7 && hundredths(lineitem->children[L_QUANTITY], row) < 2400) {
      revenue += hundredths(lineitem->children[L_EXTENDEDPRICE], row) * percent;
    }
  }
  return revenue;
}

static int fail(tpch_error* error) {
  fprintf(stderr, "query6: %s\n", tpch_error_message(error));
  tpch_error_free(error);
  return 1;
}

int main(int argc, char** argv) {
  struct ArrowArrayStream stream;
  struct ArrowArray batch;
  tpch_error* error = NULL;
  int64_t revenue = 0;
  int64_t num_rows = 0;
  int failed;
  if (argc != 2) {
    fprintf(stderr, "Usage: query6 SCALE_FACTOR\n");
    return 2;
  }
  if (tpch_open_stream("lineitem", argv[1], &columns, 1, NULL, &stream, &error) != TPCH_OK) {
    return fail(error);
  }
  while ((failed = stream.get_next(&stream, &batch)) == 0 && batch.release != NULL) {
    revenue += revenue_of(&batch);
    num_rows += batch.length;
    batch.release(&batch);
  }
  if (failed) fprintf(stderr, "query6: %s\n", stream.get_last_error(&stream));
  stream.release(&stream);
  if (failed) return 1;
  printf("%" PRId64 " rows, revenue %" PRId64 ".%04d\n", num_rows, revenue / 10000,
         (int)(revenue % 10000));
  return 0;
}
