#!/usr/bin/env bash
# usage: fuzz.sh SECONDS: runs every fuzz target that long, from its seeds; stops at the first finding.
# What is found on the way is kept in build/fuzz/corpus/ for the next run.
set -euo pipefail
cd "$(dirname "$0")/.."

for target in build/fuzz/tests/fuzz/fuzz_*; do
  [[ -f $target && -x $target ]] || continue
  name=${target##*/fuzz_}
  mkdir -p "build/fuzz/corpus/$name"
  "$target" -max_total_time="$1" -print_final_stats=1 "build/fuzz/corpus/$name" "tests/fuzz/seeds/$name"
done
