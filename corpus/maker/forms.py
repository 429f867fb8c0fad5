"""What a reader must find in the performance forms of a specimen, written beside them in its source.

A form is an item with `form` and a `body` as grid.py reads it: labels, headings and indicators alike.
Each [[item.expect]] is one form; a list of projects has several, each with its `rows` of the body.

    kind, project_name, department_name …   columns of `form` in docs/dataset.md
    fields      lines of  section | label | value
    funds       lines of  section | phase | source | raw | amount_fen
    tasks       lines of  name | content | total_fen | appropriation_fen | other_fen
    indicators  lines of  section | level1 | level2 | level3 | raw | weight | inferred

An empty place is NULL, * means that the contract leaves the value open.
"""

FORM = ['form', 'kind', 'fiscal_year', 'project_name', 'project_code', 'department_code',
        'department_name', 'unit_name', 'attribute', 'term', 'filled_at', 'listed_name',
        'first_page', 'last_page']
FIELDS = ['form', 'section', 'label', 'value']
FUNDS = ['form', 'section', 'phase', 'source', 'raw', 'amount_fen']
TASKS = ['form', 'name', 'content', 'total_fen', 'appropriation_fen', 'other_fen']
INDICATORS = ['form', 'section', 'level1', 'level2', 'level3', 'raw', 'weight', 'inferred']
FILES = {'forms.csv': FORM, 'form_fields.csv': FIELDS, 'form_funds.csv': FUNDS,
         'form_tasks.csv': TASKS, 'indicators.csv': INDICATORS}


def expected(items_with_pages):
    """File name → rows, for the items that are forms with the page of each row of their body."""
    rows = {name: [] for name in FILES}
    number = 0
    for item, pages in items_with_pages:
        for expect in item.get('expect', []):
            number += 1
            first, last = expect.get('rows', [0, len(pages) - 1])
            known = {'form': number, 'first_page': pages[first], 'last_page': pages[last], **expect}
            rows['forms.csv'].append([str(known.get(column, '')) for column in FORM])
            for name, key in (('form_fields.csv', 'fields'), ('form_funds.csv', 'funds'),
                              ('form_tasks.csv', 'tasks'), ('indicators.csv', 'indicators')):
                rows[name] += [[str(number)] + values
                               for values in lines(expect.get(key, ''), len(FILES[name]) - 1)]
    return rows


def lines(text, columns):
    result = []
    for line in text.strip('\n').split('\n') if text.strip() else []:
        values = [value.strip() for value in line.split('|')]
        values += [''] * (columns - len(values))
        if len(values) != columns:
            raise ValueError(f'{len(values)} values instead of {columns}: {line}')
        result.append(values)
    return result
