#!/usr/bin/env bash
# Fetches into .browser/, once, what drives Debian's Chromium in tests/report: playwright-core
# (Apache-2.0). Its archive must be the one of scripts/browser.lock. Needs npm.
set -euo pipefail
cd "$(dirname "$0")/.."

[[ ! -f .browser/complete ]] || ! cmp --silent .browser/complete scripts/browser.lock || exit 0
rm --recursive --force .browser
mkdir -p .browser/node_modules
scripts/fetch_npm.sh scripts/browser.lock .browser/node_modules
cp scripts/browser.lock .browser/complete
