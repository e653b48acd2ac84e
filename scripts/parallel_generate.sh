#!/usr/bin/env bash
# Makes all tables by a process each: what `tpch_benchmark --parallel` does, for schedulers to copy
# from. On one machine prefer `tpch generate`, whose threads share work and text.
set -euo pipefail

usage="usage: ${0##*/} OUTPUT_DIR [OPTION OF tpch generate]...

Runs \`tpch generate --table TABLE --output-dir OUTPUT_DIR OPTION...\` for the eight tables at once.
The files lie where one run would have put them, with one manifest, which the runs share. The
environment variable TPCH names the program (tpch).

Ends with the status of the first process that failed, after all others have been ended; with 130
and 143 after SIGINT and SIGTERM. SIGKILL leaves the processes to whoever sent it."

fail() {
  echo "${0##*/}: $1" >&2
  exit 2
}

case ${1-} in
  -h | --help) echo "$usage"; exit 0 ;;
  '') echo "$usage" >&2; exit 2 ;;
  -*) fail "'$1' is no output directory; the options come after it" ;;
esac
output_dir=$1
shift
tpch=${TPCH:-tpch}
type -P "$tpch" >/dev/null || fail "TPCH: there is no program '$tpch'; name it by its path"

# The largest first, so that no small one is waited for at the end where there are few cores.
tables=(lineitem orders partsupp customer part supplier nation region)
declare -A table_of  # by process id

# Asks all processes to end; each removes what it has not finished.
end_all() {
  (( ${#table_of[@]} )) || return 0
  kill -TERM "${!table_of[@]}" 2>/dev/null || true
  wait
}
trap 'end_all; exit 130' INT
trap 'end_all; exit 143' TERM

for table in "${tables[@]}"; do
  "$tpch" generate --table "$table" --output-dir "$output_dir" "$@" &
  table_of[$!]=$table
done

while (( ${#table_of[@]} )); do
  status=0
  wait -n -p pid "${!table_of[@]}" || status=$?
  table=${table_of[$pid]}
  unset "table_of[$pid]"
  if (( status )); then
    echo "${0##*/}: $table failed with exit status $status" >&2
    end_all
    exit "$status"
  fi
done
