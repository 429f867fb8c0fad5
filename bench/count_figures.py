#!/usr/bin/env python3
"""Counts how many amounts and percentages of running text a dataset holds, by other means than ours.

The text is poppler's own (pdftotext -bbox); tables are looked for in the rendered page as in
coverage.py, and what stands in them is left out. Of the rest, lines are joined, page numbers taken
off, and every number with 万元, 亿元, 元, % or 个百分点 behind it is counted. Each must be the value
of a figure of the same document; figures that say "no change" in words do not count.

    figures  of the numbers in running text, how many are figures of the dataset

Misses are listed one a line, the counts come last. Needs poppler-utils. Exit status 1 where less
than 95 % are found.
"""
import collections
import concurrent.futures
import decimal
import re
import sys

import coverage

WANTED = 0.95
NUMBER = re.compile(r"(?<![\d.,A-Za-z])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(万元|亿元|千元|元|%|个百分点)")
ZERO_CHANGE = re.compile(r"[增减升降长][加少长升降]?0(?:\.0+)?(?:万|亿)?元")
PAGE_NUMBER = re.compile(r"-*\d{1,3}-*|第?\d+页")
FEN = {"元": 100, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}


def value_of(number, unit):
    """'f' and 分, or 'p' and percent; without sign, for a change may be told in words."""
    amount = decimal.Decimal(number.replace(",", ""))
    if unit in FEN:
        return "f", int(amount * FEN[unit])
    return "p", float(amount)


def line_key(word):
    return round((word.box.top + word.box.bottom) / 2 / 4)


def join_lines(words):
    """The words of a page that stand outside tables, without its page number."""
    lines = []
    for word in words:
        if lines and line_key(lines[-1][-1]) == line_key(word):
            lines[-1].append(word)
        else:
            lines.append([word])
    texts = ["".join(word.text for word in line) for line in lines]
    for edge in (0, -1):
        if texts and PAGE_NUMBER.fullmatch(texts[edge]):
            texts.pop(edge)
    return "".join(texts)


def read_text(pdf):
    """The running text of a PDF; '' where it speaks of no budget."""
    pages = coverage.read_words(pdf)
    if not any(re.search("预算|决算", word.text) for words in pages for word in words):
        return ""
    text = []
    for words, picture in zip(pages, coverage.read_pictures(pdf)):
        tables = coverage.find_lattices(*picture)
        text.append(join_lines([word for word in words
                                if not any(coverage.inside(box, word, 2) for box in tables)]))
    return "".join(text)


def figures_of(connection, document):
    """How often each value stands among the figures."""
    count = collections.Counter()
    unchanged = collections.Counter()  # by sentence: changes of 0, in figures or in words
    for fen, percent, measure, raw in connection.execute(
            "select amount_fen, percent, measure, raw from figure where document_id = ?", (document,)):
        if fen == 0 and measure in ("change_amount", "difference_amount"):
            unchanged[raw] += 1
        elif fen is not None:
            count["f", abs(fen)] += 1
        if percent is not None:
            count["p", abs(percent)] += 1
    for raw, times in unchanged.items():
        count["f", 0] += min(times, len(ZERO_CHANGE.findall(coverage.fold(raw))))
    return count


def judge(connection, document, path, text):
    """(numbers in the text, those that are figures); misses are printed."""
    figures = figures_of(connection, document)
    messages = " ".join(row[0] for row in connection.execute(
        "select message from diagnostic where document_id = ? and code like 'figure.%'", (document,)))
    numbers = found = 0
    for match in NUMBER.finditer(text):
        numbers += 1
        value = value_of(*match.groups())
        if figures[value] > 0:
            figures[value] -= 1
            found += 1
        elif match[0] in messages.replace(" ", ""):
            found += 1
        else:
            context = text[max(0, match.start() - 30):match.end() + 10]
            print(f"{path}: {match[0]} is no figure: …{context}…")
    return numbers, found


def main():
    options = coverage.read_options(__doc__)
    dataset = coverage.Dataset(options.database)
    connection, documents = dataset.connection, dataset.documents(options.only)
    numbers = found = 0
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        texts = pool.map(read_text, [path for _, path in documents])
        for (document, path), text in zip(documents, texts):
            counted = judge(connection, document, path, text)
            numbers += counted[0]
            found += counted[1]
    print(f"numbers of running text that are figures: {coverage.share(found, numbers)}")
    return 0 if found >= WANTED * numbers else 1


if __name__ == "__main__":
    sys.exit(main())
