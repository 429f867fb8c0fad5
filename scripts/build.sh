#!/usr/bin/env bash
# usage: build.sh PRESET [TARGET…]: configures and builds a preset of CMakePresets.json.
set -euo pipefail
cd "$(dirname "$0")/.."

preset=$1
shift
targets=()
for target in "$@"; do
  targets+=(--target "$target")
done
cmake --preset "$preset" --log-level=WARNING
cmake --build --preset "$preset" "${targets[@]}"
