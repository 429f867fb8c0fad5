"""Reads Stata files with pandas, and says where they differ from the dataset that they are of.

usage: check_stata.py FOLDER DATASET
Prints one line for each mistake and exits with 1.
"""
import pathlib
import sqlite3
import sys

import pandas


def text_of(value, is_text):
    """Missing is ""; numbers are alike whatever their type, save where the file holds them as text."""
    if value is None or pandas.isna(value):
        return ""
    if isinstance(value, pandas.Timestamp):
        return value.date().isoformat()
    return str(value) if is_text or isinstance(value, str) else str(float(value))


def mistakes_in(file, dataset):
    frame = pandas.read_stata(file)
    columns = ", ".join(f'"{name}"' for name in frame.columns)
    rows = dataset.execute(f"SELECT {columns} FROM {file.stem}").fetchall()
    for place, name in enumerate(frame.columns):
        is_text = frame[name].dtype == object
        # The rows of a view come in no certain order.
        written = sorted(text_of(value, is_text) for value in frame[name])
        stored = sorted(text_of(row[place], is_text) for row in rows)
        if written != stored:
            yield f"{name}: {[pair for pair in zip(written, stored) if pair[0] != pair[1]][:3]}"
    if "" in pandas.io.stata.StataReader(file).variable_labels().values():
        yield "a variable has no label"


def main():
    folder, dataset = pathlib.Path(sys.argv[1]), sqlite3.connect(sys.argv[2])
    files = sorted(folder.glob("*.dta"))
    mistakes = [f"{file.name}: {mistake}" for file in files for mistake in mistakes_in(file, dataset)]
    tables = dataset.execute("SELECT count(*) FROM sqlite_master WHERE type IN ('table', 'view')").fetchone()[0]
    if len(files) != tables:
        mistakes.append(f"{len(files)} files of {tables} tables")
    print("\n".join(mistakes))
    return 1 if mistakes else 0


sys.exit(main())
