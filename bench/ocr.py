#!/usr/bin/env python3
"""Compares the dataset of digital documents with that of scans made of them.

Each document is rendered to grey JPEG pages (pdftoppm), which become a PDF without text; both are
ingested. Amounts are compared by page, code, dimensions and value, forms by their number and that of
their indicators' values. A wrong number counts as silent where neither `ocr.doubtful` nor a failing
check of its document's page speaks of it.

    ocr.py build/gongkai [--dpi 200] [--quality 75] [--pages 1-12] FILE…
"""
import argparse
import collections
import pathlib
import sqlite3
import struct
import subprocess
import tempfile

KEY = "page_no, coalesce(code, ''), direction, phase, fund, spend_type, timing, amount_fen"


def jpeg_size(data):
    """(width, height, colour channels) from the frame header."""
    at = 2
    while True:
        marker, length = struct.unpack(">HH", data[at:at + 4])
        if marker in (0xFFC0, 0xFFC1, 0xFFC2):
            height, width = struct.unpack(">HH", data[at + 5:at + 9])
            return width, height, data[at + 9]
        at += 2 + length


def write_pdf(pictures, dpi, path):
    objects, kids = [b"<</Type/Catalog/Pages 2 0 R>>", b""], []
    for picture in pictures:
        data = picture.read_bytes()
        width, height, channels = jpeg_size(data)
        space = b"DeviceGray" if channels == 1 else b"DeviceRGB"
        objects.append(b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%b/BitsPerComponent 8"
                       b"/Filter/DCTDecode/Length %d>>stream\n%b\nendstream" % (width, height, space, len(data), data))
        across, down = width * 72 / dpi, height * 72 / dpi
        content = b"%f 0 0 %f 0 0 cm /I Do" % (across, down)
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(content), content))
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %f %f]/Resources<</XObject<</I %d 0 R>>>>"
                       b"/Contents %d 0 R>>" % (across, down, len(objects) - 1, len(objects)))
        kids.append(len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    file, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    path.write_bytes(file + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
                     % (len(objects) + 1, table, len(objects) + 1, len(file)))


def ingest(program, file, database):
    subprocess.run([program, "ingest", "--quiet", "--db", database, file], check=False, stderr=subprocess.DEVNULL)
    return sqlite3.connect(database)


def rows(dataset, query):
    return collections.Counter(dataset.execute(query))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("file", nargs="+", type=pathlib.Path)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--quality", type=int, default=75)
    options = parser.parse_args()
    total = collections.Counter()
    for file in options.file:
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            subprocess.run(["pdftoppm", "-r", str(options.dpi), "-gray", "-jpeg", "-jpegopt",
                            f"quality={options.quality}", file, folder / "page"], check=True)
            write_pdf(sorted(folder.glob("page*.jpg")), options.dpi, folder / "scan.pdf")
            digital = ingest(options.program, file, folder / "digital.db")
            scan = ingest(options.program, folder / "scan.pdf", folder / "scan.db")
            expected, found = (rows(db, f"SELECT {KEY} FROM amount") for db in (digital, scan))
            right = sum((expected & found).values())
            values = [rows(db, "SELECT page_no, amount_fen FROM amount") for db in (digital, scan)]
            wrong = values[1] - values[0]
            flagged = {page for page, in scan.execute(
                "SELECT page_no FROM diagnostic WHERE code = 'ocr.doubtful' UNION "
                "SELECT page_no FROM check_result WHERE status = 'fail' AND NOT advisory")}
            silent = sum(count for (page, _), count in wrong.items() if page not in flagged)
            targets = [rows(db, "SELECT page_no, raw FROM indicator") for db in (digital, scan)]
            counts = {"amounts": sum(expected.values()), "right": right, "wrong value": sum(wrong.values()),
                      "silent": silent, "targets": sum(targets[0].values()),
                      "targets right": sum((targets[0] & targets[1]).values())}
            print(file.name, counts)
            total.update(counts)
    print("all", dict(total))


if __name__ == "__main__":
    main()
