#!/usr/bin/env python3
"""Compares the dataset of digital documents with those of scans made of them.

Pages are rendered to grey pictures (pdftoppm), worn as a scanner would (bench_scans) and put into PDFs
without text. Both kinds are ingested; one line is printed for each variant, which is a resolution with
a kind of wear (200-grey, 200-fax). Needs poppler-utils.

    ocr.py build [--variant 200-grey]… [--sample DATASET --each 2 [--last]] [--list cells]… [--keep DIR] PATH…

The sample of a dataset that was made of digital documents: of each folder (a place) one document, the first by
path that has pages of both kinds, else the first that has any; of it the first `--each` pages with 10 amounts or
more in tables, and the first with 5 targets or more in forms. With --last, instead the last such document and the last
such pages, but for those of the first sample: what nobody has looked at. With --keep, scans that are there are not made
anew.

`cells`: numbers of tables, as printed, found on their page. `amounts`: those that have the same value,
code and dimensions. `silent`: values that the digital page does not have, which no doubt (`ocr.doubtful`,
a confidence below 0.8, `page.needs_review`) and no failing check speaks of. `targets`: indicators printed
alike, spaces and widths folded. `shapes`: tables and forms of the same kind with as many rows and columns,
or fields and indicators.
"""
import argparse
import collections
import pathlib
import re
import resource
import sqlite3
import statistics
import subprocess
import tempfile
import unicodedata

VARIANTS = ["300-grey", "200-grey", "150-grey", "200-jpeg", "200-skew", "200-noise", "200-side", "200-left", "200-over",
            "200-stamp", "200-seal", "200-faint", "200-bilevel", "200-fax"]
NAME = "replace(source_path, rtrim(source_path, replace(source_path, '/', '')), '')"  # of the file, without folders
NUMBER = re.compile("[-.,%]*[0-9][-0-9.,%]*")


def ingest(program, folder, database):
    database.unlink(missing_ok=True)
    subprocess.run([program, "ingest", "--quiet", "--jobs", "1", "--cpu-limit", "900", "--time-limit", "3000", "--db", database, folder],
                   check=False, stderr=subprocess.DEVNULL)
    dataset = sqlite3.connect(database)
    dataset.execute(f"CREATE TEMP VIEW doc AS SELECT *, {NAME} AS name FROM document")
    return dataset


def folded(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


def fold_last(row):
    return (*row[:-1], folded(row[-1]) if isinstance(row[-1], str) else row[-1])


def rows(dataset, query):
    return collections.Counter(map(fold_last, dataset.execute(query)))


def sample(dataset, each, last, target):
    """Cuts the sample's pages out of their files, by the rule that is written above."""
    pages = sqlite3.connect(dataset).execute("""
        WITH page AS (
          SELECT document_id, page_no, 0 AS is_form, count(*) AS facts FROM amount WHERE confidence IS NULL GROUP BY 1, 2
          UNION ALL SELECT document_id, page_no, 1, count(raw) FROM indicator WHERE confidence IS NULL GROUP BY 1, 2)
        SELECT source_path, is_form, page_no FROM page JOIN document USING (document_id)
        WHERE facts >= CASE is_form WHEN 1 THEN 5 ELSE 10 END AND media_type = 'application/pdf'
        ORDER BY source_path, is_form, page_no""").fetchall()
    documents = collections.defaultdict(lambda: ([], []))
    for path, is_form, page in pages:
        documents[pathlib.Path(path)][is_form].append(page)
    folders = collections.defaultdict(list)
    for path in documents:
        folders[path.parent].append(path)
    for folder in sorted(folders):
        with_both = [path for path in folders[folder] if all(documents[path])]
        candidates = with_both or folders[folder]
        path = candidates[-1 if last else 0]
        taken = set()  # a page with both is one document: datasets have equal files once
        for pages, kind in zip(documents[path], ("table", "form")):
            seen = taken.union(pages[:each] if last and path == candidates[0] else [])
            for page in (page for page in (pages[-each:] if last else pages[:each]) if page not in seen):
                taken.add(page)
                file = target / f"{folder.name}-{kind}-{page:03}.pdf"
                subprocess.run(["pdfseparate", "-f", str(page), "-l", str(page), path, file], check=True)


def scan(maker, digital, variant, work):
    """The folder with a scan of each digital document."""
    dpi, wear = variant.split("-")
    target = work / variant
    target.mkdir(exist_ok=True)
    for file in sorted(digital.glob("*.pdf")):
        if (target / file.name).exists():
            continue
        pictures = work / "pictures" / dpi / file.stem
        if not pictures.exists():
            pictures.mkdir(parents=True)
            subprocess.run(["pdftoppm", "-r", dpi, "-gray", file, pictures / "page"], check=True, stderr=subprocess.DEVNULL)
        subprocess.run([maker, wear, dpi, target / file.name, *sorted(pictures.glob("*"))], check=True)
    return target


DOUBT = """
    SELECT name, page_no, {number} FROM {table} JOIN doc USING (document_id) WHERE confidence >= 0.8 AND NOT EXISTS (
      SELECT 1 FROM diagnostic d WHERE d.document_id = {table}.document_id AND d.page_no = {table}.page_no
        AND (d.code = 'page.needs_review' OR d.code LIKE 'ocr.%' AND instr(d.message, '"' || {table}.raw || '"')))"""
UNDOUBTED = {
    "amount": DOUBT.format(table="amount", number="amount_fen") + """
      AND NOT EXISTS (SELECT 1 FROM check_amount JOIN check_result USING (check_id)
                      WHERE check_amount.amount_id = amount.amount_id AND status = 'fail')""",
    "target": DOUBT.format(table="indicator", number="raw") + " AND raw GLOB '*[0-9]*'"}
QUERIES = {
    "cells": """SELECT name, page_no, text FROM cell JOIN budget_table USING (table_id) JOIN doc USING (document_id)
        WHERE text IS NOT NULL""",
    "amounts": """SELECT name, page_no, kind, coalesce(code, ''), direction, phase, fund, spend_type, timing, amount_fen
        FROM (SELECT amount.*, t.kind FROM amount JOIN budget_table t USING (table_id)) a
        JOIN (SELECT document_id, name FROM doc) USING (document_id)""",
    "values": "SELECT name, page_no, amount_fen FROM amount JOIN doc USING (document_id)",
    "targets": "SELECT name, page_no, raw FROM indicator JOIN doc USING (document_id) WHERE raw IS NOT NULL",
    "shapes": """SELECT name, first_page, t.kind, row_count, column_count FROM budget_table t JOIN doc USING (document_id)
        UNION ALL SELECT name, first_page, f.kind, (SELECT count(*) FROM form_field WHERE form_id = f.form_id),
          (SELECT count(*) FROM indicator WHERE form_id = f.form_id) FROM form f JOIN doc USING (document_id)"""}


def facts(dataset):
    found = {what: rows(dataset, query) for what, query in QUERIES.items()}
    found["cells"] = collections.Counter({row: n for row, n in found["cells"].items() if NUMBER.fullmatch(row[-1])})
    return found


def in_tiny_print(folder):
    """The files with most words lower than 5 points: at 200 dpi, their strokes are a pixel apart or less."""
    tiny = set()
    for file in folder.glob("*.pdf"):
        words = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=False).stdout
        heights = [float(bottom) - float(top) for top, bottom in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', words)]
        if heights and statistics.median(heights) < 5:
            tiny.add(file.name)
    return tiny


def shares_of(expected, found, tiny):
    """`found` among `expected`, of all files, and of those that are not in tiny print where there are some."""
    texts = []
    for what in ("cells", "amounts", "targets", "shapes"):
        counts = []
        for left_out in (set(), tiny) if tiny else (set(),):
            wanted = collections.Counter({row: n for row, n in expected[what].items() if row[0] not in left_out})
            counts.append(f"{100 * sum((wanted & found[what]).values()) / max(1, sum(wanted.values())):.1f} % of {sum(wanted.values())}")
        texts.append(f"{what} {' / '.join(counts)}")
    return "  ".join(texts)


def compare(expected, dataset, lists, tiny):
    found = facts(dataset)
    silent = rows(dataset, UNDOUBTED["amount"]) - expected["values"]
    silent_targets = rows(dataset, UNDOUBTED["target"]) - expected["targets"]
    silent &= found["values"] - expected["values"]
    wrong = sum((found["values"] - expected["values"]).values())
    for what in lists:
        if what == "silent":
            print(*silent, *silent_targets, sep="\n")
        else:
            for sign, rest in (("-", expected[what] - found[what]), ("+", found[what] - expected[what])):
                print(*(f"{sign} {what} {row}" for row in sorted(rest.elements(), key=str)), sep="\n")
    return shares_of(expected, found, tiny), wrong, sum(silent.values()), sum(silent_targets.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("path", nargs="*", type=pathlib.Path)
    parser.add_argument("--variant", action="append", help=f"any of 150, 200, 300 with any wear; else {' '.join(VARIANTS)}")
    parser.add_argument("--sample", type=pathlib.Path, metavar="DATASET")
    parser.add_argument("--each", type=int, default=2)
    parser.add_argument("--last", action="store_true")
    parser.add_argument("--keep", type=pathlib.Path, metavar="DIR")
    parser.add_argument("--list", action="append", default=[], choices=["silent", "cells", "amounts", "targets", "shapes"])
    options = parser.parse_args()
    program, maker = options.build / "gongkai", options.build / "bench" / "bench_scans"
    with tempfile.TemporaryDirectory() as temporary:
        work = options.keep or pathlib.Path(temporary)
        digital = work / "digital"
        digital.mkdir(parents=True, exist_ok=True)
        for path in options.path:
            for file in sorted(path.rglob("*.pdf")) if path.is_dir() else [path]:
                if subprocess.run(["pdfinfo", file], capture_output=True, check=False).returncode == 0:
                    (digital / file.name).unlink(missing_ok=True)
                    (digital / file.name).symlink_to(file.resolve())
        if options.sample:
            sample(options.sample, options.each, options.last, digital)
        truth = ingest(program, digital, work / "digital.db")
        expected = facts(truth)
        pages = truth.execute("SELECT count(*) FROM page").fetchone()[0]
        tiny = in_tiny_print(digital)
        print(f"{pages} pages; in print of less than 5 points, and left out after each /: {' '.join(sorted(tiny)) or 'none'}", flush=True)
        for variant in options.variant or VARIANTS:
            folder = scan(maker, digital, variant, work)
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            dataset = ingest(program, folder, work / f"{variant}.db")
            seconds = (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before) / pages
            shares, wrong, silent, silent_targets = compare(expected, dataset, options.list, tiny)
            print(f"{variant:9}  {shares}  wrong values {wrong}, silent {silent}, silent targets {silent_targets}  "
                  f"{seconds:.1f} s a page", flush=True)


if __name__ == "__main__":
    main()
