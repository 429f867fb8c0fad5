#!/usr/bin/env bash
# Installs what the build needs on Debian 12 and is not there yet. Needs root or sudo only then.
set -euo pipefail

packages=(
  build-essential g++ cmake ninja-build pkg-config ccache git
  libpoppler-private-dev libpoppler-cpp-dev libpoppler-dev poppler-data
  libre2-dev libsqlitecpp-dev libsqlite3-dev sqlite3
  libspdlog-dev libfmt-dev libcli11-dev libtomlplusplus-dev nlohmann-json3-dev libutf8proc-dev libssl-dev
  libseccomp-dev
  libgtest-dev libgmock-dev libbenchmark-dev clang libclang-rt-14-dev
  poppler-utils qpdf python3 fonts-wqy-microhei)

installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' 2>/dev/null |
            sed -n 's/^installed //p')
missing=()
for package in "${packages[@]}"; do
  grep --quiet --line-regexp --fixed-strings "$package" <<<"$installed" || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
  exit 0
fi

echo "installing: ${missing[*]}"
as_root=()
if ((EUID != 0)); then
  command -v sudo >/dev/null || { echo "need root or sudo to install: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update --quiet=2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes \
  --no-install-recommends "${missing[@]}" </dev/null
