#!/usr/bin/env python3
"""Counts what a dataset made of the ruled budget tables of its PDFs, by other means than ours.

Tables are looked for in the rendered page (pdftoppm), numbers among poppler's own words
(pdftotext -bbox); neither shares code with the program. Then the dataset is asked:

    pages    of the pages with ruled budget tables, how many ended in tables whose kind is not
             "other"
    numbers  of the words in those tables that are money, how many lie in the box of an amount
             that prints them, or else are named by a diagnostic. Money is what is printed as
             1,234 or 12.34, and integers of three digits or more in line with such words; not
             in columns whose headings speak of percentages, counts, prices or texts
    targets  of the pages with ruled performance targets, how many belong to a form or to a table
             of a known kind (lists of projects that name the goals of each)

Misses are listed one a line, the counts come last. Needs poppler-utils. Exit status 1 where less
than 98 % of the pages or not all of the numbers are covered.
"""
import argparse
import collections
import concurrent.futures
import html
import os
import re
import sqlite3
import subprocess
import sys
import unicodedata

DPI = 100
INK = 215            # of 255; borders may be as light as grey 0.76
SHORTEST = 20        # points; strokes of characters are shorter
TOUCH = 3            # points; corners are not always closed
PAGES_WANTED = 0.98

TITLE_SPACE = 60     # points above a table in which its title stands

# What budget tables say somewhere, and what only performance forms and lists of targets say.
BUDGET_WORDS = re.compile("合计|总计|小计|科目|预算数|决算数|金额|支出|收入|经费")
TARGET_WORDS = re.compile("[一二三]级指标|指标值|绩效指标|指标名称|自评|得分|评分|"
                          "(数量|质量|时效|成本|产出|效益|满意度)指标")
MONEY = re.compile(r"[-+(△▲]?-?(\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d+)\)?(元|万元)?")
INTEGER = re.compile(r"(?!20[0-3]\d$)-?[1-9]\d{2,}")  # no years
# Headings of columns whose numbers are no money.
NO_MONEY_WORDS = re.compile("比例|占比|比重|幅度|率|%|数量|单价|人数|面积|辆|台|批次|序号|编码|代码|权重|"
                            "简介|内容|说明|备注|目标|依据|用途")

Box = collections.namedtuple("Box", "left top right bottom")
Word = collections.namedtuple("Word", "text box")
Page = collections.namedtuple("Page", "number tables targets words")  # boxes of both kinds of tables


def fold(text):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def inside(box, word, slack=0.0):
    x = (word.box.left + word.box.right) / 2
    y = (word.box.top + word.box.bottom) / 2
    return (box.left - slack <= x <= box.right + slack and
            box.top - slack <= y <= box.bottom + slack)


# ── what is on the page ──────────────────────────────────────────────────────────────────────────

def read_words(pdf):
    """The words of each page."""
    out = subprocess.run(["pdftotext", "-q", "-bbox", pdf, "-"], capture_output=True, check=True)
    text = out.stdout.decode("utf-8", "replace")
    word = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>')
    return [[Word(fold(html.unescape(m[5])), Box(*map(float, m.groups()[:4])))
             for m in word.finditer(page)]
            for page in text.split("<page ")[1:]]


def read_pictures(pdf):
    """(width, height, grey pixels) of each page."""
    command = ["pdftoppm", "-q", "-gray", "-r", str(DPI), pdf]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as render:
        while render.stdout.readline().strip() == b"P5":
            width, height = map(int, render.stdout.readline().split())
            render.stdout.readline()  # greatest grey value
            yield width, height, render.stdout.read(width * height)


def find_runs(scan_lines):
    """(at, from, to) in points of the inked runs along scan lines; a thick line gives several."""
    run = re.compile(b"#{%d,}" % (SHORTEST * DPI // 72))
    scale = 72 / DPI
    return [(at * scale, m.start() * scale, m.end() * scale)
            for at, line in enumerate(scan_lines) for m in run.finditer(line)]


def find_lattices(width, height, pixels):
    """Boxes of the connected lattices of at least two rows and one column."""
    ink = pixels.translate(bytes(ord("#") if grey < INK else ord(".") for grey in range(256)))
    across = find_runs(ink[y * width:(y + 1) * width] for y in range(height))
    down = find_runs(ink[x::width] for x in range(width))
    lines = [("h", *run) for run in across] + [("v", *run) for run in down]
    group = list(range(len(lines)))

    def root(i):
        while group[i] != i:
            group[i] = i = group[group[i]]
        return i

    for i, (_, y, left, right) in enumerate(lines[:len(across)]):
        for j, (_, x, top, bottom) in enumerate(lines[len(across):], len(across)):
            if left - TOUCH <= x <= right + TOUCH and top - TOUCH <= y <= bottom + TOUCH:
                group[root(i)] = root(j)
    groups = collections.defaultdict(list)
    for i, line in enumerate(lines):
        groups[root(i)].append(line)
    return [lattice_box(members) for members in groups.values() if is_lattice(members)]


def count_positions(lines, axis):
    """Lines at different places: those within 3 points are one."""
    count, last = 0, -100.0
    for at in sorted(line[1] for line in lines if line[0] == axis):
        count += at - last > 3
        last = at
    return count


def is_lattice(lines):
    return count_positions(lines, "h") >= 3 and count_positions(lines, "v") >= 2


def lattice_box(lines):
    across = [line for line in lines if line[0] == "h"]
    down = [line for line in lines if line[0] == "v"]
    return Box(min(l[2] for l in across), min(l[2] for l in down),
               max(l[3] for l in across), max(l[3] for l in down))


def texts_in(box, words):
    return "".join(word.text for word in words if inside(box, word))


def is_targets(box, words):
    above = Box(box.left, box.top - TITLE_SPACE, box.right, box.top)
    return bool(TARGET_WORDS.search(texts_in(box, words)) or
                re.search("绩效目标表|自评表", texts_in(above, words)))


def read_pages(pdf):
    """The pages with ruled tables of budgets or targets; none of a PDF that speaks of no budget."""
    all_words = read_words(pdf)
    if not any(re.search("预算|决算", word.text) for words in all_words for word in words):
        return []
    pages = []
    for number, (words, picture) in enumerate(zip(all_words, read_pictures(pdf)), 1):
        lattices = find_lattices(*picture)
        targets = [box for box in lattices if is_targets(box, words)]
        tables = [box for box in lattices
                  if box not in targets and BUDGET_WORDS.search(texts_in(box, words))]
        if tables or targets:
            pages.append(Page(number, tables, targets, words))
    return pages


def in_line(a, b):
    return a.left < b.right and a.right > b.left


def find_money(page):
    """The words in budget tables that are money by their look and by the headings above them."""
    for table in page.tables:
        words = [word for word in page.words if inside(table, word)]
        certain = [word for word in words if MONEY.fullmatch(word.text)]
        for word in words:
            money = word in certain or (INTEGER.fullmatch(word.text) and
                                        any(in_line(word.box, other.box) for other in certain))
            heads = "".join(head.text for head in words if head.box.bottom <= word.box.top and
                            in_line(head.box, word.box) and not re.search(r"\d\d", head.text))
            if money and not NO_MONEY_WORDS.search(heads):
                yield word


# ── what the dataset says ────────────────────────────────────────────────────────────────────────

class Dataset:
    def __init__(self, path):
        self.connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def documents(self, only):
        """(document_id, path) of the PDFs that were read and whose paths hold `only`."""
        return [row for row in self.connection.execute(
            "select document_id, source_path from document "
            "where media_type = 'application/pdf' and status <> 'failed' order by source_path")
                if only in row[1]]

    def cells(self, document, page):
        """(kind of table, box) of each cell of the page."""
        return [(kind, Box(*box)) for kind, *box in self.connection.execute(
            "select t.kind, c.x0, c.y0, c.x1, c.y1 from cell c join budget_table t using (table_id) "
            "where t.document_id = ? and c.page_no = ?", (document, page))]

    def amounts(self, document, page):
        return [(fold(raw), Box(*box)) for raw, *box in self.connection.execute(
            "select raw, x0, y0, x1, y1 from amount where document_id = ?1 and page_no = ?2 "
            "union all select u.raw, u.x0, u.y0, u.x1, u.y1 from form_fund u join form using (form_id) "
            "where document_id = ?1 and page_no = ?2", (document, page))]

    def messages(self, document, page):
        """Of the diagnostics that speak of single cells."""
        return fold("\n".join(row[0] for row in self.connection.execute(
            "select message from diagnostic where document_id = ? and page_no = ? "
            "and code like 'amount.%'", (document, page))))

    def reported_cells(self, document, page):
        """Boxes of the cells whose whole table was reported as not understood."""
        return [Box(*row) for row in self.connection.execute(
            "select c.x0, c.y0, c.x1, c.y1 from cell c join budget_table t using (table_id) "
            "where t.document_id = ?1 and c.page_no = ?2 and exists ("
            "  select 1 from diagnostic d where d.document_id = ?1 and d.page_no = t.first_page"
            "  and d.code in ('table.unknown', 'table.no_header')"
            "  and instr(d.message, coalesce(t.title, 'without title')))", (document, page))]

    def in_form(self, document, page):
        return self.connection.execute(
            "select 1 from form where document_id = ?1 and ?2 between first_page and last_page",
            (document, page)).fetchone() is not None


# ── the count ────────────────────────────────────────────────────────────────────────────────────

def holds_any(box, cells):
    return any(inside(box, Word("", cell)) for cell in cells)


def judge_numbers(dataset, document, page):
    """Counts of 'amount', 'diagnostic' and 'missed'; the words that were missed."""
    amounts = dataset.amounts(document, page.number)
    messages = dataset.messages(document, page.number)
    reported = dataset.reported_cells(document, page.number)
    verdicts, missed = collections.Counter(), []
    for word in find_money(page):
        digits = re.sub("[元万]", "", word.text)
        if any(digits in raw and inside(box, word, 1) for raw, box in amounts):
            verdicts["amount"] += 1
        elif digits in messages or any(inside(box, word) for box in reported):
            verdicts["diagnostic"] += 1
        else:
            verdicts["missed"] += 1
            missed.append(word)
    return verdicts, missed


def judge_page(dataset, document, page, path, count):
    """Adds a page to the count and prints its misses."""
    where = f"{path} p.{page.number}"
    cells = dataset.cells(document, page.number)
    if page.tables:
        known = [box for kind, box in cells if kind != "other"]
        recognized = all(holds_any(table, known) for table in page.tables)
        count["pages"] += 1
        count["recognized"] += recognized
        if not recognized:
            print(f"{where}: a table has no kind")
    if page.targets:
        known = [box for kind, box in cells if kind != "other"]
        recognized = (dataset.in_form(document, page.number) or
                      any(holds_any(target, known) for target in page.targets))
        count["target pages"] += 1
        count["recognized targets"] += recognized
        if not recognized:
            print(f"{where}: targets belong to no form and no table")
    verdicts, missed = judge_numbers(dataset, document, page)
    count.update(verdicts)
    for word in missed:
        print(f"{where}: {word.text} at {word.box.left:.0f},{word.box.top:.0f} is no amount")


def share(part, whole):
    return f"{part} of {whole} ({part / whole:.2%})" if whole else "none"


def read_options(description):
    """What all scripts that hold a dataset against its PDFs can be told."""
    parser = argparse.ArgumentParser(description=description,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--only", default="", help="only documents whose path holds this")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="PDFs read at a time")
    return parser.parse_args()


def main():
    options = read_options(__doc__)
    dataset = Dataset(options.database)
    documents = dataset.documents(options.only)
    count = collections.Counter()
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        found = pool.map(read_pages, [path for _, path in documents])
        for (document, path), pages in zip(documents, found):
            for page in pages:
                judge_page(dataset, document, page, path, count)

    covered = count["amount"] + count["diagnostic"]
    numbers = covered + count["missed"]
    print(f"pages with ruled budget tables that are recognized: "
          f"{share(count['recognized'], count['pages'])}")
    print(f"numbers in money columns that are amounts or diagnostics: {share(covered, numbers)}; "
          f"{count['diagnostic']} of them diagnostics")
    print(f"pages with ruled performance targets that are recognized: "
          f"{share(count['recognized targets'], count['target pages'])}")
    enough = count["recognized"] >= PAGES_WANTED * count["pages"] and covered == numbers
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
