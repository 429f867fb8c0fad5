"""Sets a source.toml as a text conversion: table rows with tabs between the cells, no geometry."""
from maker import grid as grids


def set_text(source):
    """Returns the text and per table the page numbers of its body rows (always 1)."""
    lines, places = [], []
    for item in source['item']:
        if 'text' in item:
            lines += item['text'].strip('\n').split('\n') + ['']
        else:
            lines += table_lines(item) + ['']
            places.append([1] * max(1, len(grids.parse(item.get('body', '')).rows)))
    return '\n'.join(lines).rstrip('\n') + '\n', places


def table_lines(table):
    lines = [table['marker']] if 'marker' in table else []
    lines.append(table.get('heading', '') + table['title'])
    for text in table.get('under', []):
        lines += ['', text]
    lines.append('')
    for part in (table.get('head', ''), table.get('body', '')):
        for row in grids.parse(part).rows:
            lines.append('\t'.join(' '.join(text.split()) for text in row))
    return lines + [''] + table.get('notes', []) if 'notes' in table else lines
