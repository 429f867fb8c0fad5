"""Tables as they are written in a source.toml.

    项目     | <        | 2026年预算数 | <           A line is a row, | separates cells.
    科目编码 | 科目名称 | 合计         | 基本支出    < widens the cell on its left, ^ the one above,
    208      | 名⏎称    | 12.00        | 12.00       ⏎ breaks a line. What follows # is for truth.py.
    ↓合计    | ↕产出指标 |             |             where a page break cuts a merged cell, its text
                                                    stands below the break, or on both sides of it
"""
import dataclasses


@dataclasses.dataclass
class Cell:
    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    part: str = ''     # ↓ ↕: where the text stands if a page break cuts the cell; '' above the break


@dataclasses.dataclass
class Grid:
    cells: list      # every cell once, merged ones with their spans
    rows: list       # the texts again, row by row; '' where another cell covers the place
    remarks: list    # per row: what followed #, '' where nothing did
    owner: dict      # (row, column) → its Cell

    def column_count(self):
        return len(self.rows[0]) if self.rows else 0


def parse(text):
    lines = [line for line in text.strip('\n').split('\n')] if text.strip() else []
    grid = Grid([], [], [], {})
    for row, line in enumerate(lines):
        body, _, remark = line.partition('#')
        texts = [t.strip(' ').replace('⏎', '\n') for t in body.split('|')]
        if grid.rows and len(texts) != grid.column_count():
            raise ValueError(f'{len(texts)} cells instead of {grid.column_count()}: {line}')
        grid.rows.append([_place(grid, row, column, text) for column, text in enumerate(texts)])
        grid.remarks.append(remark.strip())
    return grid


def _place(grid, row, column, text):
    """Adds a cell or widens its neighbour; returns the text that starts here."""
    neighbour = {'<': (row, column - 1), '^': (row - 1, column)}.get(text)
    if neighbour is None:
        cell = Cell(row, column, text.lstrip('↓↕'), part=text[:len(text) - len(text.lstrip('↓↕'))])
        text = cell.text
        grid.cells.append(cell)
    else:
        cell = grid.owner[neighbour]
        cell.row_span = max(cell.row_span, row - cell.row + 1)
        cell.column_span = max(cell.column_span, column - cell.column + 1)
        text = ''
    grid.owner[row, column] = cell
    return text


def header_path(head, column, first=0):
    """The headings above a column from row `first` down, each once, without white space."""
    path = []
    for row in range(first, len(head.rows)):
        if is_number_row(head.rows[row]):
            continue
        cell = head.owner[row, column]
        text = ''.join(cell.text.split())
        if text and (not path or path[-1][0] is not cell):
            path.append((cell, text))
    return '/'.join(text for _, text in path)


def is_number_row(texts):
    """A row that numbers the columns: 栏次, 行次, ** and small integers only."""
    filled = [''.join(t.split()) for t in texts if t.strip()]
    return bool(filled) and all(t in ('栏次', '行次', '**') or t.isdigit() for t in filled)
