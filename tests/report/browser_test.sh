#!/usr/bin/env bash
# browser_test.sh PROGRAM: makes a report of specimens and looks at it in Chromium. Exits with 77, which
# CTest takes for "skipped", where there is nothing to look with.
set -euo pipefail
program=$1

skip() { echo "skipped: $1 (scripts/setup.sh installs it)"; exit 77; }
[[ -x /usr/bin/chromium ]] || skip "chromium is not installed"
command -v node >/dev/null || skip "node is not installed"
[[ -f .browser/complete ]] || skip "playwright-core is not there"

folder=$(mktemp --directory)
trap 'rm --recursive --force "$folder"' EXIT
printf '%s\n' '某某县教育局2026年部门预算' '支出总表' '单位：万元' $'科目编码\t科目名称\t合计' \
  $'205\t<img src=x onerror="console.error(1)">\t1.00' >"$folder/hostile.txt"
"$program" ingest corpus/{form-hunan,beijing-codes,unknown-table,shandong-rotated,final-accounts}/*.pdf corpus/text-conversion-gbk/*.txt \
  "$folder/hostile.txt" --db "$folder/county.db" --quiet
# The first amount of the form's document is corrected, and a target that is not there.
sqlite3 -csv -header "$folder/county.db" >"$folder/corrections.csv" "
  SELECT sha256, page_no AS page, 't1r' || row_no || 'c' || col_no AS locator, raw AS old_raw, '7.77万元' AS new_value,
         '王芳' AS who, 'misprint' AS why
  FROM amount JOIN document USING (document_id)
  WHERE table_id = (SELECT min(table_id) FROM budget_table JOIN document USING (document_id) WHERE source_path LIKE '%平江县%')
  GROUP BY table_id HAVING amount_id = min(amount_id)"
sed --quiet '2s/,t[^,]*,[^,]*,[^,]*,/,f1i99,0,1人,/p' "$folder/corrections.csv" >>"$folder/corrections.csv"
"$program" correct "$folder/county.db" "$folder/corrections.csv" >"$folder/said" || [[ $? == 3 ]]
"$program" report "$folder/county.db" -o "$folder/site"
node tests/report/browser_test.mjs "$folder/site"
