#!/usr/bin/env python3
"""usage: bench/million.py build/gongkai DB [RESULT]: what questions cost in a dataset of a million amounts.

Merges copies of DB, each with documents of its own by their hashes and units, until there are a million amounts,
and prints how long that takes; then how long each example query of docs/dataset.md takes: the seconds of the
second of two runs, by the clock, with every row fetched. The dataset stays where RESULT is named.
"""
import math
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DOCUMENTATION = Path(__file__).parent.parent / "docs/dataset.md"
AMOUNTS = 1_000_000


def count(dataset):
    return dataset.execute("SELECT count(*) FROM amount").fetchone()[0]


def copies_of(database, folder):
    with sqlite3.connect(database) as dataset:
        times = math.ceil(AMOUNTS / count(dataset))
    for i in range(times):
        copy = folder / f"{i:03}.db"
        shutil.copy(database, copy)
        with sqlite3.connect(copy) as dataset:
            dataset.execute("UPDATE document SET sha256 = printf('%04x', ?) || substr(sha256, 5), "
                            "source_path = ? || '/' || source_path, unit_name = unit_name || ?", (i, i, i))
            dataset.execute("DELETE FROM source_file")
        dataset.close()
        yield copy


def merge(gongkai, database, result):
    with tempfile.TemporaryDirectory(dir=result.parent) as folder:
        inputs = list(copies_of(database, Path(folder)))
        start = time.monotonic()
        subprocess.run([gongkai, "merge", "--force", result, *inputs], check=True)
        seconds = time.monotonic() - start
    size = result.stat().st_size / 2**20
    print(f"merged {len(inputs)} datasets into {size:.0f} MiB in {seconds:.1f} s, {size / seconds:.0f} MiB/s")


def questions():
    """The sentence in front of each query, and the query."""
    return re.findall(r"^(\S[^\n]*)\n\n```sql\n(.*?)```", DOCUMENTATION.read_text(), re.MULTILINE | re.DOTALL)


def ask(dataset, query):
    for _ in range(2):
        start = time.monotonic()
        rows = sum(1 for _ in dataset.execute(query))
    return time.monotonic() - start, rows


def measure(gongkai, database, result):
    merge(gongkai, database, result)
    dataset = sqlite3.connect(f"file:{result}?mode=ro", uri=True)
    print(f"{count(dataset)} amounts\n seconds    rows")
    for question, query in questions():
        print("{:8.3f} {:7}  {}".format(*ask(dataset, query), question), flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        measure(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        with tempfile.TemporaryDirectory() as name:
            measure(sys.argv[1], Path(sys.argv[2]), Path(name) / "million.db")
