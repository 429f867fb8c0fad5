#!/usr/bin/env bash
# Installs what the build needs on Debian 12 and is not there yet (needs root or sudo only then), and
# fetches what reads scanned pages and what tests reports in a browser.
set -euo pipefail

packages=(
  build-essential g++ cmake ninja-build pkg-config ccache git
  libpoppler-private-dev libpoppler-cpp-dev libpoppler-dev poppler-data
  libre2-dev libsqlitecpp-dev libsqlite3-dev sqlite3
  libspdlog-dev libfmt-dev libcli11-dev libtomlplusplus-dev nlohmann-json3-dev libutf8proc-dev libssl-dev
  libseccomp-dev libarchive-dev libleptonica-dev libxlsxwriter-dev libpng-dev libreadstat-dev libdeflate-dev
  libgtest-dev libgmock-dev libbenchmark-dev zlib1g-dev clang libclang-rt-14-dev
  slurm-wlm munge
  poppler-utils qpdf python3 python3-jieba python3-onnx fonts-wqy-microhei chromium)

installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' 2>/dev/null |
            sed -n 's/^installed //p')
missing=()
for package in "${packages[@]}"; do
  grep --quiet --line-regexp --fixed-strings "$package" <<<"$installed" || missing+=("$package")
done
command -v npm >/dev/null || missing+=(npm)

if ((${#missing[@]} > 0)); then
  echo "installing: ${missing[*]}"
  as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || { echo "need root or sudo to install: ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update --quiet=2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes \
    --no-install-recommends "${missing[@]}" </dev/null
fi

"$(dirname "$0")/setup_ocr.sh" </dev/null ||
  echo "going on without OCR: scanned pages will be reported, not read" >&2
"$(dirname "$0")/setup_browser.sh" </dev/null ||
  echo "going on without the test of reports in a browser" >&2
