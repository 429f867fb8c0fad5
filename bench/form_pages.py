#!/usr/bin/env python3
"""Looks for performance forms that a dataset has lost, by other means than ours.

The text is poppler's own (pdftotext -bbox), page by page and word by word.

    pages    of those that speak of indicators (三级指标, 指标值) or print several operators (≥95%, or
             ≥ in a column of its own), how many belong to a form, to a table of a known kind (lists
             of projects with goals) or have a diagnostic that names the page (blank templates,
             running text)
    targets  of the comparisons printed on forms' pages (≥95%, ≤3天), how many stand in an
             indicator, a labelled text or a task of a form there, or in a cell of a table, which
             counts as often as it is printed

Misses are listed one a line, the counts come last. Needs poppler-utils. Exit status 1 where a page
is left without form and diagnostic, or less than 99 % of the targets are found.
"""
import collections
import concurrent.futures
import re
import sys

import coverage

WANTED_TARGETS = 0.99
INDICATORS = re.compile("三级指标|指标值")
MANY_TARGETS = 4  # on a page: fewer may stand in running text
OPERATOR = re.compile(r"(?:>=|<=|[≥≤≧≦><=])[\d.,]*")
TARGET = re.compile(r"(?:>=|<=|[≥≤≧≦><=])\d[\d,.]*")
FORM_TEXTS = """
    select i.page_no, coalesce(i.level3, '') || ' ' || coalesce(i.raw, '') || ' ' || coalesce(i.actual_raw, '')
        || ' ' || coalesce(i.deviation_reason, '') from indicator i where i.document_id = :document
    union all select t.page_no, t.value from form_field t join form using (form_id) where form.document_id = :document
    union all select t.page_no, coalesce(t.name, '') || ' ' || coalesce(t.content, '')
        from form_task t join form using (form_id) where form.document_id = :document
    union all select c.page_no, coalesce(c.text, '') from cell c join budget_table using (table_id)
        where budget_table.document_id = :document"""


def read_pages(pdf):
    """The folded words of each page."""
    return [[word.text for word in words] for words in coverage.read_words(pdf)]


def targets_of(words):
    return collections.Counter(target for word in words for target in TARGET.findall(word))


def missing(printed, held):
    """Targets that are printed more often than held; one that a line break cuts (≥10 00) is held by
    any that begins with it."""
    left = held - printed
    lost = collections.Counter()
    for target, times in (printed - held).items():
        for longer in [longer for longer in left if longer.startswith(target)]:
            taken = min(times, left[longer])
            left[longer] -= taken
            times -= taken
        if times:
            lost[target] = times
    return lost


def pages_of(connection, document, source):
    source += "" if source.endswith(" and") else " where"
    query = f"select first_page, last_page from {source} document_id = ?"
    return {page for first, last in connection.execute(query, (document,)) for page in range(first, last + 1)}


def judge_pages(connection, document, path, pages):
    """(pages that speak of indicators, those accounted for, pages of forms)."""
    of_forms = pages_of(connection, document, "form")
    of_tables = pages_of(connection, document, "budget_table where kind <> 'other' and")
    reported = {row[0] for row in connection.execute(
        "select page_no from diagnostic where document_id = ? and code like 'form.%'", (document,))}
    speaking = [page for page, words in enumerate(pages, 1)
                if INDICATORS.search("".join(words)) or
                sum(OPERATOR.match(word) is not None for word in words) >= MANY_TARGETS]
    of_tables -= {page for page in speaking if INDICATORS.search("".join(pages[page - 1]))}
    lost = [page for page in speaking if page not in of_forms | of_tables | reported]
    for page in lost:
        print(f"{path}: page {page} seems to hold indicators, but has neither form nor diagnostic")
    return len(speaking), len(speaking) - len(lost), of_forms


def judge_targets(connection, document, path, pages, of_forms):
    """(comparisons on the pages of forms, those that the dataset holds). A merged cell may stand on
    the page before or after, so that a document's pages are counted as one."""
    printed = collections.Counter()
    for page in of_forms:
        printed += targets_of(pages[page - 1])
    held = collections.Counter()
    for _, text in connection.execute(FORM_TEXTS, {"document": document}):
        held += targets_of([coverage.fold(text or "")])
    lost = missing(printed, held)
    for target, times in lost.items():
        where = [page for page in sorted(of_forms) if target in targets_of(pages[page - 1])]
        print(f"{path}: {target} is printed {times} times more than it is held, pages {where}")
    return sum(printed.values()), sum(printed.values()) - sum(lost.values())


def main():
    options = coverage.read_options(__doc__)
    dataset = coverage.Dataset(options.database)
    connection, documents = dataset.connection, dataset.documents(options.only)
    pages = pages_found = targets = targets_found = 0
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        all_words = pool.map(read_pages, [path for _, path in documents])
        for (document, path), words in zip(documents, all_words):
            speaking, accounted, of_forms = judge_pages(connection, document, path, words)
            printed, held = judge_targets(connection, document, path, words, of_forms)
            pages, pages_found = pages + speaking, pages_found + accounted
            targets, targets_found = targets + printed, targets_found + held
    print(f"pages that speak of indicators and are accounted for: {coverage.share(pages_found, pages)}")
    print(f"targets on forms' pages that are held: {coverage.share(targets_found, targets)}")
    return 0 if pages_found == pages and targets_found >= WANTED_TARGETS * targets else 1


if __name__ == "__main__":
    sys.exit(main())
