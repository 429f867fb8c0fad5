#!/usr/bin/env bash
# usage: submit.sh FOLDER OUT.db TASKS [SBATCH-OPTION…]
# Has a folder that all nodes see read by TASKS tasks, and their datasets joined into OUT.db. Prints
# the numbers of the two jobs. The same command again goes on where failed tasks ended.
#
# GONGKAI   the program, on all nodes (default: gongkai)
# ATTEMPTS  how often a task tries (default: 3)
# PAUSE     seconds between two attempts (default: 60)
set -euo pipefail

if (($# < 3)); then
  sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
FOLDER=$(realpath "$1")
OUTPUT=$(realpath "$2")
TASKS=$3
shift 3
scripts=$(dirname "$(realpath "$0")")
SHARDS=$OUTPUT.shards
GONGKAI=${GONGKAI:-gongkai}
ATTEMPTS=${ATTEMPTS:-3}
PAUSE=${PAUSE:-60}
export FOLDER OUTPUT TASKS SHARDS GONGKAI ATTEMPTS PAUSE
mkdir -p "$SHARDS"

options=(--parsable --export=ALL --output="$SHARDS/%x-%A_%a.log" "$@")
array=$(sbatch "${options[@]}" --array="1-$TASKS" "$scripts/ingest.sbatch")
options=(--parsable --export=ALL --output="$SHARDS/%x-%j.log" "$@")
merge=$(sbatch "${options[@]}" --dependency="afterok:$array" --kill-on-invalid-dep=yes \
        "$scripts/merge.sbatch")
echo "ingest $array merge $merge"
