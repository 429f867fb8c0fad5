#!/usr/bin/env bash
# usage: fuzz.sh SECONDS [TARGET…]: runs every fuzz target (or those named) that long, from its seeds;
# stops at the first finding, whose input is then in build/fuzz/: it becomes a seed in tests/fuzz/seeds. What
# is found on the way is kept in build/fuzz/corpus/ for the next run.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=$1
shift
if (($# == 0)); then
  for source in tests/fuzz/*_fuzz.cc; do
    set -- "$@" "$(basename "$source" _fuzz.cc)"
  done
fi

for name in "$@"; do
  seeds=("tests/fuzz/seeds/$name")
  limits=(-timeout=60 "-artifact_prefix=build/fuzz/$name-")
  case $name in
    pdf) seeds+=(corpus) limits+=(-max_len=131072 -rss_limit_mb=2048) ;;
    text_reader) seeds+=(corpus/text-conversion corpus/text-conversion-gbk) ;;
  esac
  mkdir -p "build/fuzz/corpus/$name"
  "build/fuzz/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -print_final_stats=1 "${limits[@]}" \
    "build/fuzz/corpus/$name" "${seeds[@]}"
done
