"""A small PDF writer: pages of text and rulings, the same bytes for the same input.

Streams stay uncompressed, so that a specimen can be read in an editor and its diff makes sense.
Chinese is set in STSong-Light, which is not embedded: readers map it by Adobe-GB1, as they do for
many published budgets. Coordinates are points from the top-left corner of the page as displayed.
"""

# Advance widths of Helvetica, ASCII 32–126, in 1/1000 em (Adobe's core font metrics).
HELVETICA = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584]


def number(value):
    """A coordinate with two decimals at most, without trailing zeros."""
    return f'{value:.2f}'.rstrip('0').rstrip('.')


class Page:
    def __init__(self, width, height, rotate):
        self.width, self.height, self.rotate = width, height, rotate
        self.operators = []
        self.rules = set()  # drawn so far
        if rotate == 90:  # turns the upright drawing back, so that /Rotate shows it upright
            self.operators.append(f'0 1 -1 0 {number(height)} 0 cm')

    def y(self, down):
        return self.height - down

    def draw(self, operators):
        self.operators.append(operators)

    def line(self, x0, y0, x1, y1, width):
        self.draw(f'{number(width)} w {number(x0)} {number(self.y(y0))} m '
                  f'{number(x1)} {number(self.y(y1))} l S')

    def polygon(self, points):
        start, *rest = [f'{number(x)} {number(self.y(y))}' for x, y in points]
        self.draw(f'{start} m ' + ' '.join(f'{p} l' for p in rest) + ' h f')

    def box(self, x0, y0, x1, y1, paint):
        self.draw(f'{number(x0)} {number(self.y(y1))} {number(x1 - x0)} {number(y1 - y0)} re {paint}')


class Document:
    """Pages in order. `latin` names the font of ASCII characters: "Helvetica" or "song"."""

    def __init__(self, latin='Helvetica', encoding='UniGB-UTF16-H', rotate=0):
        self.latin, self.encoding, self.rotate = latin, encoding, rotate
        self.pages = []

    def add_page(self, width, height):
        self.pages.append(Page(width, height, self.rotate))
        return self.pages[-1]

    def advance(self, character, size):
        code = ord(character)
        if not 32 <= code <= 126:
            return size
        return size * (HELVETICA[code - 32] if self.latin == 'Helvetica' else 500) / 1000

    def width(self, text, size):
        return sum(self.advance(c, size) for c in text)

    def text(self, page, x, baseline, text, size, bold=''):
        """Draws one line. bold is '', 'stroke' (fill and outline) or 'double' (printed twice)."""
        for latin, run in self._runs(text):
            shown = self._show(run, latin)
            font = f'/{"L" if latin else "C"} {number(size)} Tf'
            mode = '2 Tr 0.3 w ' if bold == 'stroke' else ''
            for shift in (0, 0.3) if bold == 'double' else (0,):
                page.draw(f'q BT {mode}{font} {number(x + shift)} {number(page.y(baseline))} Td '
                          f'{shown} Tj ET Q')
            x += self.width(run, size)

    def _runs(self, text):
        """Splits into (is it set in Helvetica, characters) pieces."""
        runs = []
        for c in text:
            latin = self.latin == 'Helvetica' and 32 <= ord(c) <= 126
            if runs and runs[-1][0] == latin:
                runs[-1][1] += c
            else:
                runs.append([latin, c])
        return runs

    @staticmethod
    def _show(run, latin):
        if latin:
            return '(' + run.replace('\\', r'\\').replace('(', r'\(').replace(')', r'\)') + ')'
        return '<' + run.encode('utf-16-be').hex().upper() + '>'

    def bytes(self):
        kids = ' '.join(f'{7 + 2 * i} 0 R' for i in range(len(self.pages)))
        objects = [
            '<< /Type /Catalog /Pages 2 0 R >>',
            f'<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>',
            f'<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{self.encoding} '
            '/DescendantFonts [4 0 R] >>',
            # CIDs 1–95 are ASCII; half an em each, as in the Song fonts of office programs.
            '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo '
            '<< /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> /FontDescriptor 5 0 R '
            '/DW 1000 /W [1 95 500] >>',
            '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] '
            '/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
            '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding '
            f'/FirstChar 32 /LastChar 126 /Widths {HELVETICA} >>'.replace(',', '')]
        for i, page in enumerate(self.pages):
            width, height = (page.height, page.width) if page.rotate == 90 else (page.width, page.height)
            objects.append(f'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {number(width)} {number(height)}] '
                           f'/Rotate {page.rotate} /Resources << /Font << /C 3 0 R /L 6 0 R >> >> '
                           f'/Contents {8 + 2 * i} 0 R >>')
            stream = '\n'.join(page.operators)
            objects.append(f'<< /Length {len(stream) + 1} >>\nstream\n{stream}\nendstream')
        return assemble([o.encode('ascii') for o in objects])


def assemble(objects):
    """A PDF file of these object bodies, the first one its catalog."""
    out = bytearray(b'%PDF-1.4\n%\xe5\xe4\xe7\xe9\n')
    offsets = []
    for i, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b'%d 0 obj\n%s\nendobj\n' % (i, body)
    xref = len(out)
    out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1)
    for offset in offsets:
        out += b'%010d 00000 n \n' % offset
    out += b'trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, xref)
    return bytes(out)
