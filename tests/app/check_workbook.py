"""Reads a workbook as what it is, XML in a zip, and compares it with the dataset that it was made from.

usage: check_workbook.py FILE DATASET
Prints what differs and exits with 1; prints the number of cells where nothing does.
"""
import re
import sqlite3
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def column_of(reference):
    number = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def number_of(value):
    return float(f"{value:.15g}")  # what Excel keeps of one


def text_of(element):
    return "".join(part.text or "" for part in element.iter(MAIN + "t"))


def read_rows(sheet, strings):
    rows = []
    for row in sheet.iter(MAIN + "row"):
        cells = {}
        for cell in row.iter(MAIN + "c"):
            kind, value = cell.get("t"), cell.find(MAIN + "v")
            if kind == "inlineStr":
                cells[column_of(cell.get("r"))] = text_of(cell)
            elif kind == "s":
                cells[column_of(cell.get("r"))] = strings[int(value.text)]
            elif value is not None:
                cells[column_of(cell.get("r"))] = number_of(float(value.text))
        rows.append(cells)
    return rows


def expected_rows(dataset, name):
    views = [row[0] for row in dataset.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    query = f"SELECT * FROM {name}" if name in views else "SELECT * FROM v_amount WHERE table_kind = ?"
    rows = dataset.execute(query + " ORDER BY 1", [] if name in views else [name])
    heading = {i: column[0] for i, column in enumerate(rows.description)}
    return [heading] + [
        {i: number_of(v) if isinstance(v, (int, float)) else v for i, v in enumerate(row) if v is not None}
        for row in rows
    ]


def main(file, dataset):
    book = zipfile.ZipFile(file)
    names = [s.get("name") for s in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet")]
    strings = []
    if "xl/sharedStrings.xml" in book.namelist():
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        strings = [text_of(item) for item in shared.iter(MAIN + "si")]
    mistakes, count = [], 0
    for number, name in enumerate(names[:-1], 1):  # the last one says what the columns are
        sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
        found, expected = read_rows(sheet, strings), expected_rows(dataset, name)
        count += sum(map(len, found))
        if sheet.find(f".//{MAIN}pane[@state='frozen']") is None:
            mistakes.append(f"{name}: its heading does not stay")
        if len(found) != len(expected):
            mistakes.append(f"{name}: {len(found)} rows, not {len(expected)}")
        for a, b in zip(found, expected):
            mistakes += [f"{name}: {a.get(i)!r} is not {b.get(i)!r}" for i in a | b if a.get(i) != b.get(i)]
        links = [link.get("location") for link in sheet.iter(MAIN + "hyperlink") if link.get(LINKED)]
        if len(links) != len(expected) - 1 or not all(re.fullmatch(r"page=\d+", link) for link in links):
            mistakes.append(f"{name}: {len(links)} links: {links[:3]}")
    if names[-1] != "columns":
        mistakes.append(f"no sheet says what the columns are: {names}")
    print("\n".join(mistakes) or count)
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sqlite3.connect(sys.argv[2])))
