#!/usr/bin/env python3
"""Writes the specimens: for every corpus/NAME/source.toml its PDF or text file and what must be found.

usage: make_specimens.py [--check] [NAME…]
  --check  write nothing; fail if a committed file differs from what the source gives

Beside the specimen itself stand, derived from the source alone and never from the program's output:
  documents.csv  file, status and what the title page says
  tables.csv     every table: kind, title, printed number, unit, pages, emptiness
  amounts.csv    every money cell with its dimensions; * leaves a value open
  forms.csv, form_fields.csv, form_funds.csv, form_tasks.csv, indicators.csv
                 the performance forms, where the specimen has some (see maker/forms.py)
Needs Python 3.11 or newer, nothing else.
"""
import csv
import io
import pathlib
import sys
import tomllib

from maker import damaged, forms, grid, layout, text, truth

HERE = pathlib.Path(__file__).resolve().parent
DOCUMENT_COLUMNS = ['file', 'status', 'kind', 'fiscal_year', 'unit_code', 'unit_name', 'region_code',
                    'failed_rules']
TABLE_COLUMNS = ['kind', 'title', 'printed_no', 'unit', 'first_page', 'last_page', 'is_empty',
                 'amounts']


def as_csv(columns, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator='\n')
    writer.writerows([columns, *rows])
    return out.getvalue().encode()


def render(source):
    """The bytes of one specimen and, per table, the pages of its rows."""
    if source['file'].endswith('.txt'):
        content, places = text.set_text(source)
        return content.encode(source.get('encoding', 'utf-8')), places
    setter = layout.Setter(source)
    places = setter.set()
    return setter.document.bytes(), places


def table_row(source, table, pages, facts):
    first = table.get('title_page', pages[0])
    unit = table.get('unit', source.get('unit', '万元'))
    return [table['kind'], table.get('title', ''), table.get('marker', ''), unit, first,
            pages[-1], table.get('is_empty', int(not facts)), len(facts)]


def files_of(source):
    """Name → bytes of everything that one source gives."""
    if 'damaged' in source:
        rows = [[d['file'], d['status'], d.get('kind', '*'), '', '', '', '', ''] for d in source['damaged']]
        files = {d['file']: damaged.MAKERS[d['maker']]() for d in source['damaged']}
        return {**files, 'documents.csv': as_csv(DOCUMENT_COLUMNS, rows)}
    content, places = render(source)
    document = {'status': 'ok', **source['document']}
    tables, amounts = [], []
    with_pages = list(zip([i for i in source['item'] if 'text' not in i], places))
    for table, pages in [p for p in with_pages if 'kind' in p[0]]:
        unit = table.get('unit', source.get('unit', '万元'))
        defaults = {'direction': 'expenditure', 'phase': source.get('phase', 'approved'), 'fund': 'all',
                    'spend_type': 'all', 'timing': 'all', 'memo': '0', 'unit': unit}
        facts = truth.amounts(table, pages, defaults)
        tables.append(table_row(source, table, pages, facts))
        amounts += facts
    form_files = {}
    if any('form' in item for item, _ in with_pages):
        expected = forms.expected([p for p in with_pages if 'form' in p[0]])
        form_files = {name: as_csv(columns, expected[name]) for name, columns in forms.FILES.items()}
    return {source['file']: content, **form_files,
            'documents.csv': as_csv(DOCUMENT_COLUMNS, [[source['file']] + [document.get(c, '') for c in DOCUMENT_COLUMNS[1:]]]),
            'tables.csv': as_csv(TABLE_COLUMNS, tables),
            'amounts.csv': as_csv(truth.COLUMNS, amounts)}


def main(arguments):
    check = '--check' in arguments
    names = [a for a in arguments if a != '--check']
    different = []
    for path in sorted(HERE.glob('*/source.toml')):
        if names and path.parent.name not in names:
            continue
        for name, content in files_of(tomllib.loads(path.read_text('utf-8'))).items():
            target = path.parent / name
            if check and (not target.exists() or target.read_bytes() != content):
                different.append(str(target.relative_to(HERE)))
            elif not check:
                target.write_bytes(content)
    if different:
        sys.exit('not what the source gives, run corpus/make_specimens.py: ' + ', '.join(different))


if __name__ == '__main__':
    main(sys.argv[1:])
