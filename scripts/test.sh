#!/usr/bin/env bash
# Builds and tests twice: as released, then under address and undefined behaviour sanitizers.
# CTest has the last word, so that the last line says how it went.
set -euo pipefail
cd "$(dirname "$0")/.."
CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$(nproc)}
export CTEST_PARALLEL_LEVEL

timed() {
  local start=$SECONDS
  "$@"
  echo "== $((SECONDS - start)) s: $*"
}

timed scripts/setup.sh
timed scripts/build.sh release
timed ctest --preset release
timed scripts/build.sh sanitize
ctest --preset sanitize
