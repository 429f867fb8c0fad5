#!/usr/bin/env python3
"""usage: bench/growth.py build/gongkai [FOLDER]: what a document costs as the dataset grows.

Makes 20,000 small disclosures in FOLDER (else in a temporary one), each a copy of a specimen with a unit of
its own, ingests them in steps into one dataset, and prints for each step the seconds and the milliseconds a
document, by the clock and of processor time. The dataset, growth.db, stays in a FOLDER that is named.
"""
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

UNIT = "蒲县梨果贮藏技术服务站"
SPECIMEN = Path(__file__).parent.parent / "corpus/text-conversion" / f"{UNIT}2026年度单位预算公开.txt"
STEPS = (1_000, 5_000, 10_000, 15_000, 20_000)  # documents


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(gongkai, folder):
    text = SPECIMEN.read_text()
    print("documents   s  ms/document  CPU ms/document  MiB of dataset")
    begun = 0
    for end in STEPS:
        part = folder / f"{end:06}"
        part.mkdir()
        for i in range(begun, end):
            (part / f"{i:06}.txt").write_text(text.replace(UNIT, f"{UNIT}第{i}分站"))
        clock, processor = time.monotonic(), processor_seconds()
        database = folder / "growth.db"
        subprocess.run([gongkai, "ingest", "--quiet", "--db", database, part], check=True)
        clock, processor = time.monotonic() - clock, processor_seconds() - processor
        each = 1000 / (end - begun)
        size = database.stat().st_size / 2**20
        print(f"{end:9} {clock:3.0f} {clock * each:12.2f} {processor * each:16.2f} {size:15.0f}", flush=True)
        begun = end


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as name:
            measure(sys.argv[1], Path(name))
