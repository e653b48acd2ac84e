/**
 * @file
 * The C library of tpch: the tables of the TPC-H benchmark, described, as Arrow record batches in
 * this process, and as files.
 *
 *     struct ArrowArrayStream stream;
 *     tpch_error* error = NULL;
 *     if (tpch_open_stream("lineitem", "1", NULL, 0, NULL, &stream, &error) != TPCH_OK) {
 *       fprintf(stderr, "%s\n", tpch_error_message(error));
 *       tpch_error_free(error);
 *     }
 *
 * Strings are UTF-8 and end with a NUL. Tables are given by their lower-case names, scale factors
 * as decimals such as "1" or "0.01". Pointers to results are not NULL unless said otherwise. No
 * exception leaves the library.
 *
 * Threads: all functions are thread-safe. A stream is for one thread at a time.
 *
 * Errors: a function that can fail returns a tpch_status. If it is not TPCH_OK, nothing else is
 * returned, except that `*error`, unless `error` is NULL, is set to an object that the caller frees
 * with tpch_error_free. On success `*error` is not changed.
 *
 * Needs C99 or C++11.
 */

#ifndef TPCH_TPCH_H_
#define TPCH_TPCH_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TPCH_API __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

/* The Arrow C data and stream interfaces, as Apache Arrow's documentation defines them. */

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif /* ARROW_C_DATA_INTERFACE */

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};

#endif /* ARROW_C_STREAM_INTERFACE */

/** The result of a function. The errors show who can act. */
typedef enum tpch_status {
  TPCH_OK = 0,
  TPCH_IO_ERROR = 1,     /**< the environment failed: disk, memory, network */
  TPCH_INVALID = 2,      /**< the request is wrong */
  TPCH_CANCELLED = 3,    /**< the caller stopped the run */
  TPCH_OUTPUT_CLOSED = 4 /**< the reader of standard output closed it */
} tpch_status;

/** The description of an error. */
typedef struct tpch_error tpch_error;

/** Returns one line without a newline, valid until the error is freed. */
TPCH_API const char* tpch_error_message(const tpch_error* error);

/** Frees an error; NULL is allowed. */
TPCH_API void tpch_error_free(tpch_error* error);

/** Returns the version of the library, such as "0.2.0". */
TPCH_API const char* tpch_version(void);

/* --- Tables ----------------------------------------------------------------------------------- */

/** The size of a buffer for any scale factor, with its NUL. */
#define TPCH_SCALE_FACTOR_SIZE 32

/**
 * Checks a scale factor, 0.0005 to 100000 with at most 15 significant digits, and writes its
 * shortest decimal ("1e3" becomes "1000") to `shortest`, which may be NULL.
 */
TPCH_API tpch_status tpch_parse_scale_factor(const char* text,
                                             char shortest[TPCH_SCALE_FACTOR_SIZE],
                                             tpch_error** error);

/** Returns the names of the eight tables, and NULL after the last one. The names are static. */
TPCH_API const char* const* tpch_table_names(void);

/** Sets `*num_rows` to the exact number of rows of a table. Takes about 2 ms at most. */
TPCH_API tpch_status tpch_count_rows(const char* table, const char* scale_factor, int64_t* num_rows,
                                     tpch_error** error);

/** The type of a column. */
typedef enum tpch_type {
  TPCH_TYPE_INT32 = 0,
  TPCH_TYPE_INT64 = 1,
  TPCH_TYPE_DECIMAL = 2, /**< decimal(15, 2); in Arrow decimal128 */
  TPCH_TYPE_DATE = 3,    /**< in Arrow date32 */
  TPCH_TYPE_STRING = 4   /**< in Arrow utf8 */
} tpch_type;

/** One column of a table. */
typedef struct tpch_column {
  const char* name;
  tpch_type type;
  /**
   * TPCH_TYPE_STRING: N of the standard's char(N) or varchar(N); s_name, c_name and o_clerk are
   * longer at the largest scale factors. Other types: bytes of a value in Arrow.
   */
  int32_t width;
  bool nullable; /**< false for all columns of today's tables */
} tpch_column;

/**
 * Sets `*columns` to the static columns of a table, in order. Here and in tpch_export_schema,
 * "delete" is the keys to delete of refresh sets.
 */
TPCH_API tpch_status tpch_table_columns(const char* table, const tpch_column** columns,
                                        size_t* num_columns, tpch_error** error);

/** Sets `*schema` to a struct of the table's columns, which the caller releases. */
TPCH_API tpch_status tpch_export_schema(const char* table, struct ArrowSchema* schema,
                                        tpch_error** error);

/* --- Calls ------------------------------------------------------------------------------------ */

/** An option. The library copies both strings. */
typedef struct tpch_option {
  const char* name;
  const char* value; /**< NULL for an option without a value */
} tpch_option;

/**
 * The data that calls share, so that it is made only once: the text of all comments, up to 300 MiB.
 * Where a function takes a session, NULL makes it for this call alone.
 */
typedef struct tpch_session tpch_session;

/** Returns a session, which allocates no text yet, or NULL if memory runs out. */
TPCH_API tpch_session* tpch_session_new(void);

/** Frees a session; NULL is allowed. Streams that use it keep its text. */
TPCH_API void tpch_session_free(tpch_session* session);

/**
 * Returns the number of rows for which the streams of a session have drawn random numbers, over all
 * random sequences of dbgen, to make complete record batches. Sequences of lineitem and partsupp
 * have a row for each order or part. So the number shows what columns, keys, dates and numbers of
 * rows leave out. Rows that are only counted, and the 64-bit sequences of scale factors from 30000,
 * are not included.
 */
TPCH_API int64_t tpch_session_num_draws(const tpch_session* session);

/**
 * Sets `*stream` to a table's rows as record batches, which the caller releases. Options, each at
 * most once:
 *
 *     set                the rows of this refresh set, from 1; then the table is "orders" or
 *                        "lineitem", which RF1 inserts, or "delete", the keys of the orders that
 *                        RF2 deletes, and there are no parts
 *     columns            only these, in this order, separated by commas: "l_shipdate,l_discount";
 *                        "" for rows without columns. Nothing else is generated.
 *     part, parts        only part `part` (from 1) of `parts`, cut as by dbgen
 *     min-key, max-key   only rows whose first column of the primary key is in this range, both
 *                        included; no others are generated
 *     min-date, max-date only rows of orders and lineitem whose date is in this range of
 *                        YYYY-MM-DD, both included. Orders that are too early or late to have such
 *                        rows take about 1 ns each, from scale factor 30000 about 20 ns.
 *     date-column        the date: o_orderdate (the default of orders), l_shipdate (that of
 *                        lineitem), l_commitdate or l_receiptdate
 *     max-rows           only the first of these rows
 *     batch-rows         rows of each record batch but the last, 1 to 8388608; default 122880, a
 * row group of DuckDB. With dates, batches have up to this many rows, and none is empty. threads
 * threads that generate; default: as many as this process has CPUs max-queued-bytes   size of the
 * record batches that threads are making or that wait for get_next, such as "64MiB"; one may be
 * larger; as much memory of released ones is kept for later ones; default: 48MiB a thread
 *     dictionary         without a value: string columns of few values are dictionary(int8, utf8),
 *                        p_type dictionary(int16, utf8)
 *     string-view        without a value: comments are utf8_view, and views of the session's text,
 *                        up to 300 MiB, which is not copied (except s_comment)
 *
 * Without `dictionary` and `string-view` the schema is that of tpch_export_schema, with the columns
 * asked for.
 *
 * The first get_next starts the threads, which work ahead of the reader; the record batches do not
 * depend on their number. With one thread, or one record batch, get_next itself generates, and no
 * thread is started. The stream may be released by any thread at any time, also if it was not read
 * to its end, unless get_next is running; then its threads have ended.
 *
 * Record batches and their columns own their memory, or keep the text that they view: they may be
 * released in any order, on any thread, before or after stream and session.
 *
 * A child of fork may open streams of its own, with a session of its own, and read streams that
 * nobody had begun to read. A stream that had threads gives it an error (EINVAL) and may be
 * released; the child then keeps its memory.
 */
TPCH_API tpch_status tpch_open_stream(const char* table, const char* scale_factor,
                                      const tpch_option* options, size_t num_options,
                                      const tpch_session* session, struct ArrowArrayStream* stream,
                                      tpch_error** error);

/** How far a run is, over all its tables. */
typedef struct tpch_progress {
  int64_t planned_rows; /**< an estimate; 0 until the run has a plan */
  int64_t num_rows;     /**< made so far */
  int64_t size_bytes;   /**< encoded so far */
} tpch_progress;

/** Returns 0 to go on, or another value to end the run early. */
typedef int (*tpch_on_progress)(void* context, const tpch_progress* progress);

/**
 * Makes files as `tpch generate` does with these options: the same names without dashes
 * ("scale-factor", "output-dir"), defaults, checks and messages. An option without a value, such as
 * "overwrite", has the value NULL. The options of reporting ("json", "verbose") do not exist.
 *
 * If `on_progress` is not NULL, the calling thread calls it with `context` about ten times a second
 * and once at the end, and other threads do the work. After a stop the call returns TPCH_CANCELLED;
 * complete files stay and are listed in the directory's manifest, and others are removed.
 *
 * Calls with different directories may run at the same time. With "stdout", ignore SIGPIPE, so that
 * a closed pipe is an error rather than the end of the process.
 */
TPCH_API tpch_status tpch_generate(const tpch_option* options, size_t num_options,
                                   const tpch_session* session, tpch_on_progress on_progress,
                                   void* context, tpch_error** error);

/**
 * Makes the same files, and sets `*json` to the summary that `tpch generate --json` writes, also
 * after a failure that left complete files; otherwise to NULL. Free it with tpch_text_free.
 */
TPCH_API tpch_status tpch_generate_report(const tpch_option* options, size_t num_options,
                                          const tpch_session* session, tpch_on_progress on_progress,
                                          void* context, char** json, tpch_error** error);

/**
 * Makes files of refresh sets as `tpch refresh` does with these options ("sets", "scale-factor",
 * "output-dir"). Otherwise like tpch_generate_report; `json` may be NULL.
 */
TPCH_API tpch_status tpch_generate_refresh(const tpch_option* options, size_t num_options,
                                           const tpch_session* session,
                                           tpch_on_progress on_progress, void* context, char** json,
                                           tpch_error** error);

/** Frees a text that a function returned; NULL is allowed. */
TPCH_API void tpch_text_free(char* text);

/**
 * Runs the program `tpch` with this command line, of which argv[0] is the program's name, and
 * returns its exit status. For a process that does nothing else, since the program handles signals.
 */
TPCH_API int tpch_run_program(int argc, const char* const* argv);

/* --- Queries and schemas ---------------------------------------------------------------------- */

/** One of the 22 queries, with parameters by qgen's rules. */
typedef struct tpch_query {
  int32_t number;
  int32_t max_rows;                   /**< the rows that it returns; 0: all */
  const char* question;               /**< what it answers, in a few words */
  const char* sql;                    /**< after a comment line; ends with a semicolon */
  const char* const* parameter_names; /**< as in the standard */
  const char* const* parameters;      /**< as qgen prints them */
  size_t num_parameters;
} tpch_query;

/**
 * Sets `*queries` to an array of `*num_queries` queries, which lasts, with its texts, until it is
 * passed to tpch_queries_free. Options as of `tpch queries`, with the same defaults and messages:
 * "scale-factor", "seed", "defaults", "stream", "dialect", and "numbers", the queries or their
 * positions in the stream, such as "1,6".
 */
TPCH_API tpch_status tpch_queries(const tpch_option* options, size_t num_options,
                                  tpch_query** queries, size_t* num_queries, tpch_error** error);

/** Frees queries; NULL is allowed. */
TPCH_API void tpch_queries_free(tpch_query* queries);

/**
 * Sets `*text` to the reference's answer to a query with its default parameters at scale factor 1:
 * a comment line, the names of the columns, and the rows, with "|" between fields. Free it with
 * tpch_text_free.
 */
TPCH_API tpch_status tpch_answer(int32_t number, char** text, tpch_error** error);

/**
 * Sets `*text` to the statements that `tpch schema` prints. Options as of that command: "dialect",
 * "no-keys", "keys-only", "load", "format", and "tables", such as "orders,lineitem". Free the text
 * with tpch_text_free.
 */
TPCH_API tpch_status tpch_schema(const tpch_option* options, size_t num_options, char** text,
                                 tpch_error** error);

/* --- Python ----------------------------------------------------------------------------------- */

/**
 * These functions are for a process of CPython, whose functions they call. They return a new
 * PyCapsule of Arrow's PyCapsule interface, into which the content of the struct moves and which
 * releases it unless a consumer has moved it on. If they fail, they return NULL and leave the
 * struct as it was. Call them with a thread state attached, as ctypes.PyDLL does.
 *
 * An interruptible stream ends with EINTR if SIGINT has arrived for Python, and the main thread
 * reads the stream or executes something else than Python. To notice this, the handler of SIGINT is
 * extended.
 */
TPCH_API void* tpch_python_schema(struct ArrowSchema* schema);
TPCH_API void* tpch_python_array(struct ArrowArray* array);
TPCH_API void* tpch_python_stream(struct ArrowArrayStream* stream, int is_interruptible);

#ifdef __cplusplus
}
#endif

#endif /* TPCH_TPCH_H_ */
