"""Files that are no readable budget: each must end as one clear sentence, never as a crash."""
from maker import pdf

HTML = '''<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>预算公开专栏</title></head>
<body><p>您访问的页面已搬家，请稍后再来。</p></body></html>
'''


def image_only():
    """A scanned page: one picture, no text. A coarse picture of rulings is enough."""
    width, height = 200, 280
    rows = bytearray()
    for y in range(height):
        dark = y in range(40, 240, 20)
        rows += bytes(0x00 if dark else 0x7f if x in (2, 12, 22) else 0xff for x in range(width // 8))
    image = (f'<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray '
             f'/BitsPerComponent 1 /Filter /ASCIIHexDecode /Length {2 * len(rows) + 1} >>\nstream\n')
    content = 'q 595 0 0 842 0 0 cm /I Do Q'
    return pdf.assemble([
        b'<< /Type /Catalog /Pages 2 0 R >>',
        b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 5 0 R >> >> '
        b'/Contents 4 0 R >>',
        f'<< /Length {len(content)} >>\nstream\n{content}\nendstream'.encode(),
        image.encode() + rows.hex().encode() + b'>\nendstream'])


def truncated():
    """The first half of a sound file, as a broken download leaves it."""
    document = pdf.Document()
    page = document.add_page(595, 842)
    for line in range(40):
        document.text(page, 56, 80 + 18 * line, '二〇二六年度单位预算公开 1,234.56 万元', 12)
    whole = document.bytes()
    return whole[:len(whole) // 2]


MAKERS = {'html': lambda: HTML.encode(), 'empty': lambda: b'', 'image_only': image_only,
          'truncated': truncated}
