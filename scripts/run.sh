#!/usr/bin/env bash
# usage: run.sh DB PATH…: ingests, then shows what came out and how to ask for more.
set -euo pipefail
cd "$(dirname "$0")/.."

database=$1
shift
# Exit code 3: all done, some documents failed or are partial. The summary below says which.
build/gongkai ingest "$@" --db "$database" || (($? == 3))

echo
echo "$database:"
sqlite3 -box "$database" "
  select status, count(*) as documents, sum(page_count) as pages,
         (select count(*) from amount a join document b using (document_id) where b.status = d.status)
           as amounts
  from document d group by status"

query="select unit_name, region_name, fiscal_year, max(amount_wan) as expenditure_wan
  from v_amount
  where table_kind = 'expenditure_summary' and row_kind = 'total' and spend_type = 'all'
  group by document_id order by expenditure_wan desc limit 10"
echo
echo "sqlite3 -box $database \"$query\""
sqlite3 -box "$database" "$query"
