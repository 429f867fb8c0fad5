// How surely the text of scanned pages was read.
#pragma once

#include "extract/document.h"
#include "recognize/reading.h"

namespace gongkai::recognize {

// Whether OCR read any of the page.
bool is_read_from_picture(const extract::Page& page);

// Fills what Place says of text that was read from a picture, for cells, amounts and forms: that of
// the least sure character in its box.
void tell_legibility(const extract::Document& document, Reading& reading);

}  // namespace gongkai::recognize
