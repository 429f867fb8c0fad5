"""Sets a source.toml on pages: running text, titles and ruled tables, top to bottom."""
import dataclasses

from maker import grid as grids
from maker import pdf

A4 = (595, 842)
MARGIN_TOP, MARGIN_BOTTOM = 56, 50
PADDING = 2.5  # between a cell's text and its ruling


@dataclasses.dataclass
class Style:
    """How one publisher's program prints; a table may override each field."""
    size: float = 9          # of table text
    row_height: float = 16   # at least
    rules: str = 'stroke'    # stroke · cells · thin_box · trapezoid
    rule_width: float = 0.5
    rule_grey: float = 0     # 0 black … 1 white
    head_fill: float = 1     # grey behind the heading, 1 for none
    head_bold: str = ''
    title_size: float = 16
    title_bold: str = ''
    marker: str = 'left'     # where 表一 stands: left · right · title (in front of the title)
    repeat: str = 'none'     # on the next page: none · head · title


class Setter:
    def __init__(self, source):
        self.source = source
        self.style = Style(**source.get('style', {}))
        paper = source.get('paper', 'portrait')
        self.width, self.height = A4 if paper == 'portrait' else A4[::-1]
        self.margin = source.get('margin', 56)
        self.document = pdf.Document(source.get('latin', 'Helvetica'),
                                     source.get('encoding', 'UniGB-UTF16-H'), source.get('rotate', 0))
        self.page = None
        self.down = 0

    def set(self):
        """Draws every item. Returns per table the page numbers of its body rows."""
        self.new_page()
        places = []
        for item in self.source['item']:
            if item.get('new_page') and self.down > MARGIN_TOP:
                self.new_page()
            if 'text' in item:
                self.paragraphs(item)
            else:
                places.append(self.table(item))
        return places

    # Pages and text

    def new_page(self):
        self.page = self.document.add_page(self.width, self.height)
        self.down = MARGIN_TOP
        if head := self.source.get('running_head'):
            self.put(head, self.margin, self.width - self.margin, MARGIN_TOP - 18, 9, 'center')
        if foot := self.source.get('page_number'):
            self.put(foot.replace('N', str(len(self.document.pages))), self.margin,
                     self.width - self.margin, self.height - 28, 10, 'center')

    def put(self, text, left, right, baseline, size, align, bold=''):
        width = self.document.width(text, size)
        x = {'left': left, 'right': right - width, 'center': (left + right - width) / 2}[align]
        self.document.text(self.page, x, baseline, text, size, bold)

    def line(self, text, size, align='left', bold='', leading=1.6):
        if self.down + size * leading > self.height - MARGIN_BOTTOM:
            self.new_page()
        self.down += size * leading
        self.put(text, self.margin, self.width - self.margin, self.down - size * 0.35, size, align, bold)

    def paragraphs(self, item):
        size = item.get('size', 12)
        self.down += item.get('space', 0)
        for paragraph in item['text'].strip('\n').split('\n'):
            for line in self.wrap(paragraph, size, self.width - 2 * self.margin):
                self.line(line, size, item.get('align', 'left'), item.get('bold', ''))

    def wrap(self, text, size, width):
        lines = []
        for piece in text.split('\n'):
            lines.append('')
            for c in piece:
                if lines[-1] and self.document.width(lines[-1] + c, size) > width + 0.01:
                    lines.append('')
                lines[-1] += c
        return lines

    # Tables

    def table(self, table):
        style = dataclasses.replace(self.style, **table.get('style', {}))
        head, body = grids.parse(table.get('head', '')), grids.parse(table.get('body', ''))
        self.heading(table, style)
        pages = self.body(table, style, head, body)
        for note in table.get('notes', []):
            self.line(note, style.size)
        self.down += table.get('space_after', 14)
        return pages

    def heading(self, table, style):
        """Marker, title and unit line; the title may stand alone at the foot of a page."""
        marker, title = table.get('marker'), table.get('title')
        if style.marker == 'title':  # on one line: 预算01表 收支总表
            marker, title = None, f'{marker} {title}'
        if marker:
            self.line(marker, style.size + 1, style.marker)
        if title and not table.get('title_in_head'):
            self.line(title, style.title_size, 'center', style.title_bold, 1.9)
        if table.get('title_at_foot'):
            self.new_page()
        if under := table.get('under'):
            self.line(under[0], style.size)
            self.put(under[-1], self.margin, self.width - self.margin,
                     self.down - style.size * 0.35, style.size, 'right')
            self.down += 3

    def body(self, table, style, head, body):
        """Draws head and rows, breaking between rows. Returns the page number of each body row."""
        edges = self.edges(table['widths'])
        heights = self.heights(table, style, body, edges)
        head_heights = self.heights(table, style, head, edges, center=True)
        pages, first, forced = [], 0, table.get('break_before', [])
        self.draw_rows(table, style, head, 0, len(head.rows), edges, head_heights, is_head=True)
        for row in range(len(body.rows)):
            used = sum(heights[first:row + 1])
            if (row in forced or self.down + used > self.height - MARGIN_BOTTOM) and row > first:
                self.draw_rows(table, style, body, first, row, edges, heights)
                self.continue_on_next_page(table, style, head, edges, head_heights)
                first = row
            pages.append(len(self.document.pages))
        self.draw_rows(table, style, body, first, len(body.rows), edges, heights)
        return pages or [len(self.document.pages)]

    def continue_on_next_page(self, table, style, head, edges, head_heights):
        self.new_page()
        if style.repeat == 'title':
            self.heading(table, style)
        if style.repeat in ('title', 'head'):
            self.draw_rows(table, style, head, 0, len(head.rows), edges, head_heights, is_head=True)

    def edges(self, widths):
        """x of the column borders: the given proportions over the width between the margins."""
        scale = (self.width - 2 * self.margin) / sum(widths)
        edges = [self.margin]
        for width in widths:
            edges.append(edges[-1] + width * scale)
        return edges

    def heights(self, table, style, grid, edges, center=False):
        heights = [style.row_height] * len(grid.rows)
        for cell in grid.cells:
            width = edges[cell.column + cell.column_span] - edges[cell.column] - 2 * PADDING
            needed = len(self.wrap(cell.text, style.size, width)) * style.size * 1.25 + 4
            last = cell.row + cell.row_span - 1
            heights[last] += max(0, needed - sum(heights[cell.row:last + 1]))
        return heights

    def draw_rows(self, table, style, grid, first, last, edges, heights, is_head=False):
        """Draws the rows [first, last); a merged cell that a page break cuts prints its text once,
        above the break unless its part says otherwise."""
        tops = [self.down]
        for row in range(first, last):
            tops.append(tops[-1] + heights[row])
        for cell in grid.cells:
            from_row, to_row = max(cell.row, first), min(cell.row + cell.row_span, last)
            if from_row >= to_row:
                continue
            box = (edges[cell.column], tops[from_row - first],
                   edges[cell.column + cell.column_span], tops[to_row - first])
            if is_head and style.head_fill < 1:
                self.page.draw(f'q {style.head_fill} g')
                self.page.box(*box, 'f')
                self.page.draw('Q')
            self.border(box, style)
            align = 'center' if is_head else self.alignment(table, cell)
            cut_above, cut_below = cell.row < first, cell.row + cell.row_span > last
            if cell.part == '↕' or not (cut_below if cell.part == '↓' else cut_above):
                self.cell_text(cell.text, box, style, align, style.head_bold if is_head else '')
        self.down = tops[-1]

    @staticmethod
    def alignment(table, cell):
        if table.get('align'):
            return {'l': 'left', 'c': 'center', 'r': 'right'}[table['align'][cell.column]]
        if 'columns' not in table:  # a form
            return 'left' if len(cell.text) > 24 else 'center'
        role = table['columns'][cell.column].split()[0]
        centered = role in ('class', 'section', 'item', 'line') or cell.column_span > 1
        return 'right' if role == 'money' else 'center' if centered else 'left'

    def cell_text(self, text, box, style, align, bold):
        left, top, right, bottom = box
        indent = 0
        while text.startswith('\u3000'):  # a hanging indent: moved, no space printed
            text, indent = text[1:], indent + style.size
        lines = self.wrap(text, style.size, right - left - 2 * PADDING - indent)
        leading = style.size * 1.25
        baseline = (top + bottom) / 2 - leading * (len(lines) - 1) / 2 + style.size * 0.36
        for i, line in enumerate(lines):
            self.put(line, left + PADDING + indent, right - PADDING, baseline + i * leading,
                     style.size, align, bold)

    def border(self, box, style):
        left, top, right, bottom = box
        half = style.rule_width / 2
        self.page.draw(f'q {style.rule_grey} g {style.rule_grey} G')
        if style.rules == 'cells':
            self.page.draw(f'{style.rule_width} w')
            self.page.box(*box, 'S')
        else:
            for x0, y0, x1, y1 in ((left, top, right, top), (right, top, right, bottom),
                                   (left, bottom, right, bottom), (left, top, left, bottom)):
                self.rule(x0, y0, x1, y1, style.rules, style.rule_width, half)
        self.page.draw('Q')

    def rule(self, x0, y0, x1, y1, kind, width, half):
        if (x0, y0, x1, y1) in self.page.rules:  # the neighbour's side
            return
        self.page.rules.add((x0, y0, x1, y1))
        if kind == 'stroke':
            self.page.line(x0, y0, x1, y1, width)
        elif kind == 'thin_box':
            self.page.box(x0 - half, y0 - half, x1 + half, y1 + half, 'f*')
        elif y0 == y1:  # trapezoid: mitred ends
            self.page.polygon([(x0 - half, y0 - half), (x1 + half, y0 - half), (x1 - half, y0 + half),
                               (x0 + half, y0 + half)])
        else:
            self.page.polygon([(x0 - half, y0 - half), (x0 + half, y0 + half), (x0 + half, y1 - half),
                               (x0 - half, y1 + half)])
