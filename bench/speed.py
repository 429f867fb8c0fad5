#!/usr/bin/env python3
"""Compares the time that `gongkai ingest` takes with that of `pdftotext -bbox-layout`, on the same files.

Both run on one core, in turns, so that what else the machine does hits both alike. pdftotext is
started once a file and writes its boxes into a file; gongkai reads the same files in processes of
their own and writes the dataset, without OCR, which pdftotext does not do either. Each pair of runs gives a ratio; the median is what counts. The
time is that of the clock; CPU time (user and system) is printed beside it, as it depends less on
what else the machine does. Files that are no PDF are left out. Needs poppler-utils.

    speed.py build/gongkai PATH…

Exit status 1 where the median of the ratios is above 1.
"""
import argparse
import os
import pathlib
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time


def find_pdfs(paths):
    files = []
    for path in map(pathlib.Path, paths):
        for file in sorted(path.rglob("*.pdf")) if path.is_dir() else [path]:
            with open(file, "rb") as content:
                if content.read(4) == b"%PDF":
                    files.append(str(file))
    return files


def measure(run):
    """(seconds by the clock, seconds of CPU time) that `run` and its processes take."""
    def cpu():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime
    start, start_cpu = time.monotonic(), cpu()
    run()
    return time.monotonic() - start, cpu() - start_cpu


def run_pdftotext(files, scratch):
    for file in files:
        subprocess.run(["pdftotext", "-bbox-layout", file, scratch / "boxes.html"],
                       stderr=subprocess.DEVNULL, check=False)


def run_gongkai(program, files, scratch):
    for left in scratch.glob("out.db*"):
        left.unlink()
    done = subprocess.run([program, "ingest", *files, "--db", scratch / "out.db", "--quiet", "--jobs", "1",
                           "--ocr", "off"],
                          stderr=subprocess.DEVNULL, check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"{program} ingest failed with exit status {done.returncode}")


def count_pages(scratch):
    with sqlite3.connect(scratch / "out.db") as dataset:
        return dataset.execute("select count(*) from page").fetchone()[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("path", nargs="+", help="PDF files, and folders of them")
    parser.add_argument("--runs", type=int, default=3, help="of each of the two")
    options = parser.parse_args()

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core, for what is started too
    files = find_pdfs(options.path)
    if not files:
        sys.exit("no PDF files there")
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        run_gongkai(options.program, files, scratch)  # so that the files are in the page cache
        pages = count_pages(scratch)
        print(f"{len(files)} files, {pages} pages")
        for _ in range(options.runs):
            theirs.append(measure(lambda: run_pdftotext(files, scratch)))
            ours.append(measure(lambda: run_gongkai(options.program, files, scratch)))
            print(f"pdftotext {theirs[-1][0]:.1f} s (CPU {theirs[-1][1]:.1f}), "
                  f"gongkai {ours[-1][0]:.1f} s (CPU {ours[-1][1]:.1f}), "
                  f"ratio {ours[-1][0] / theirs[-1][0]:.2f}", flush=True)
    ratio = statistics.median(o[0] / t[0] for o, t in zip(ours, theirs))
    cpu_ratio = statistics.median(o[1] / t[1] for o, t in zip(ours, theirs))
    print(f"median: ratio {ratio:.2f} by the clock, {cpu_ratio:.2f} of CPU time; "
          f"gongkai {pages / statistics.median(o[0] for o in ours):.0f} pages/s, "
          f"pdftotext {pages / statistics.median(t[0] for t in theirs):.0f} pages/s")
    return 0 if ratio <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
