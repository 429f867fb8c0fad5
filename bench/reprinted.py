#!/usr/bin/env python3
"""Compares the dataset of documents with that of the same documents printed anew by other means.

What a page says does not depend on who printed it: cairo draws bold characters as edges and shapes, names characters in its own
way and cuts text into other pieces; pages may be turned, or as small or large as they like. What differs is listed
for each document: amounts with their dimensions, and targets, that one of the two lacks. Needs pdftocairo and
pdfinfo (poppler-utils), and qpdf.

    reprinted.py build/gongkai WAY FILE…

WAY: cairo, turned, small (0.6 of the size) or large (2.2).
"""
import collections
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

SCALES = {"small": 0.6, "large": 2.2}
AMOUNTS = """
SELECT a.document_id, t.kind, a.page_no, a.direction, a.phase, a.fund, a.spend_type, a.timing, a.row_kind, a.memo,
       a.unit_name, a.code, a.item_name, a.amount_fen
FROM amount a JOIN budget_table t USING (table_id)"""
TARGETS = "SELECT document_id, level1, level2, level3, raw, op, value FROM indicator"


def print_anew(way, file, result):
    command = ["pdftocairo", "-pdf", file, result]
    if way == "turned":
        command = ["qpdf", "--rotate=+90", file, result]
    elif way in SCALES:
        info = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=False).stdout
        size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", info)
        if not size:
            return
        width, height = (str(int(float(side) * SCALES[way])) for side in size.groups())
        command[2:2] = ["-expand", "-paperw", width, "-paperh", height]
    subprocess.run(command, stderr=subprocess.DEVNULL, check=False, timeout=120)


def ingest(program, files, database):
    done = subprocess.run([program, "ingest", *files, "--db", database, "--quiet", "--ocr", "off"],
                          stderr=subprocess.DEVNULL, check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"{program} ingest failed with exit status {done.returncode}")


def facts(database):
    """For each file's name: its amounts, its targets, and how many amounts are vouched for."""
    with sqlite3.connect(database) as dataset:
        found = {}
        for document, path in dataset.execute("SELECT document_id, source_path FROM document").fetchall():
            vouched = dataset.execute("SELECT count(*) FROM amount WHERE document_id = ? AND vouched",
                                      (document,)).fetchone()[0]
            found[document] = (pathlib.Path(path).name, collections.Counter(), collections.Counter(), vouched)
        for place, query in ((1, AMOUNTS), (2, TARGETS)):
            for document, *fact in dataset.execute(query):
                found[document][place][tuple(fact)] += 1
    return {name: parts for name, *parts in found.values()}


def main():
    if len(sys.argv) < 4 or sys.argv[2] not in ("cairo", "turned", *SCALES):
        sys.exit(__doc__)
    program, way, *files = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        printed = []
        for i, file in enumerate(files):
            # The position keeps apart files of one name.
            original, again = folder / "a" / f"{i:04}.pdf", folder / "b" / f"{i:04}.pdf"
            original.parent.mkdir(exist_ok=True)
            again.parent.mkdir(exist_ok=True)
            print_anew(way, file, again)
            if again.exists():
                original.symlink_to(pathlib.Path(file).resolve())
                printed.append((file, original, again))
        ingest(program, [original for _, original, _ in printed], folder / "a.db")
        ingest(program, [again for _, _, again in printed], folder / "b.db")
        before, after = facts(folder / "a.db"), facts(folder / "b.db")
    total = collections.Counter()
    for file, original, _ in printed:
        (amounts, targets, vouched), (amounts2, targets2, vouched2) = before[original.name], after[original.name]
        lost, new = (sum((x - y).values()) for x, y in ((amounts, amounts2), (amounts2, amounts)))
        gone, came = (sum((x - y).values()) for x, y in ((targets, targets2), (targets2, targets)))
        total.update(documents=1, amounts=sum(amounts.values()), lost=lost, new=new, targets=sum(targets.values()),
                     targets_lost=gone, targets_new=came, vouched=vouched, vouched_after=vouched2)
        if lost or new or gone or came:
            print(f"{file}: amounts lost {lost}, new {new}; targets lost {gone}, new {came}; "
                  f"vouched {vouched} → {vouched2}")
    print(", ".join(f"{name} {count:,}" for name, count in total.items()))


if __name__ == "__main__":
    main()
