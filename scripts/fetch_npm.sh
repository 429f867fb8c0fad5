#!/usr/bin/env bash
# fetch_npm.sh LOCK FOLDER: fetches the packages of a lock file (package, version, SHA-512 of its archive)
# with npm and unpacks each into FOLDER/package. Fails for an archive that is another one.
set -euo pipefail
lock=$1
folder=$(realpath "$2")

while read -r package version hash; do
  [[ $package != \#* ]] || continue
  archive=$(cd "$folder" && npm pack --loglevel=error "$package@$version")
  sha512sum --check --status <<<"$hash  $folder/$archive" || {
    echo "$package $version is not the archive that $lock names" >&2
    exit 1
  }
  mkdir -p "$folder/$package"
  tar --extract --gzip --file="$folder/$archive" --directory="$folder/$package" --strip-components=1
  rm "$folder/$archive"
done <"$lock"
