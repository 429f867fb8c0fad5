#!/usr/bin/env python3
"""Counts the numbers on the pages of performance forms that a dataset says nothing of.

Numbers are looked for in poppler's own text (pdftotext), which shares no code with the program. A
number counts as told where an indicator, a text, an amount or a task of a form, a cell of a table, a
figure of the running text or a diagnostic of the same page or its neighbours prints it. Years and
integers of one or two digits are left out: numbers of pages and tables, 分值（90）.

    form_coverage.py DB

Misses are listed one a line, the counts come last. Needs poppler-utils. Exit status 1 where more than
one number in a thousand is told by nothing.
"""
import argparse
import collections
import re
import sqlite3
import subprocess
import sys

NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")
WANTED = 0.999

FACTS = (
    "SELECT page_no, level1, level2, level3, raw, weight, actual_raw, score, deviation_reason FROM indicator"
    " WHERE document_id = ?1",
    "SELECT page_no, form_fund.label, raw FROM form_fund JOIN form USING (form_id) WHERE document_id = ?1",
    "SELECT page_no, form_field.label, value FROM form_field JOIN form USING (form_id) WHERE document_id = ?1",
    "SELECT page_no, name, content FROM form_task JOIN form USING (form_id) WHERE document_id = ?1",
    "SELECT page_no, text FROM cell JOIN budget_table USING (table_id) WHERE document_id = ?1",
    "SELECT page_no, raw FROM figure WHERE document_id = ?1",
    "SELECT page_no, message FROM diagnostic WHERE document_id = ?1 AND page_no IS NOT NULL",
    "SELECT first_page, title, project_name, project_code, unit_name, department_name, department_code, term"
    " FROM form WHERE document_id = ?1",
)
TASKS = ("SELECT page_no, total_fen, appropriation_fen, other_fen FROM form_task JOIN form USING (form_id)"
         " WHERE document_id = ?1")


def squeeze(text):
    return re.sub(r"[\s,，]", "", str(text))


def as_printed(fen):
    """An amount in the ways in which forms print it, in 万元 and in 元."""
    wan, yuan = fen / 1e6, fen / 100
    return f"{wan:g} {wan:.1f} {wan:.2f} {wan:.4f} {wan:.6f} {yuan:g} {yuan:.2f}"


def told_by_page(database, document):
    told = collections.defaultdict(str)
    for query in FACTS:
        for page, *texts in database.execute(query, (document,)):
            told[page] += " " + " ".join(squeeze(text) for text in texts if text is not None)
    for page, *amounts in database.execute(TASKS, (document,)):
        told[page] += " " + " ".join(as_printed(fen) for fen in amounts if fen is not None)
    return told


def numbers_of(path, page):
    text = subprocess.run(["pdftotext", "-f", str(page), "-l", str(page), path, "-"],
                          capture_output=True, text=True, check=True).stdout
    for number in map(squeeze, NUMBER.findall(text)):
        if len(number) > 2 and not re.fullmatch(r"20[0-4]\d", number):
            yield number


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    database = sqlite3.connect(parser.parse_args().database)
    pages = collections.defaultdict(set)
    for document, path, first, last in database.execute(
            "SELECT document_id, source_path, first_page, last_page FROM form JOIN document USING (document_id)"
            " WHERE media_type = 'application/pdf'"):
        pages[document, path].update(range(first, last + 1))
    count = missed = 0
    for (document, path), forms in pages.items():
        told = told_by_page(database, document)
        for page in sorted(forms):
            near = told[page - 1] + told[page] + told[page + 1]
            for number in numbers_of(path, page):
                count += 1
                if number not in near:
                    missed += 1
                    print(f"{path}: page {page}: {number}")
    share = 1 - missed / count if count else 0
    print(f"{sum(map(len, pages.values()))} pages of forms, {count} numbers, {missed} told by nothing ({share:.3%})")
    return 0 if share >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
