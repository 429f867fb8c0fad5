#!/usr/bin/env bash
# Checks format and clang-tidy's rules; needs clang-format-14 and clang-tidy-14 and a release build.
set -euo pipefail
cd "$(dirname "$0")/.."

git ls-files '*.cc' '*.h' | xargs clang-format-14 --dry-run --Werror
scripts/build.sh release
run-clang-tidy-14 -p build -quiet "$PWD/(src|tests|bench)/.*" 2>/dev/null
