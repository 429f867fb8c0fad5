#include "extract/document.h"

namespace gongkai::extract {

const char* name_of(TextSource source) {
  switch (source) {
    case TextSource::Text: return "text";
    case TextSource::Ocr: return "ocr";
    case TextSource::None: return "none";
  }
  return "none";
}

Box as_displayed(const Page& page, const Box& box) {
  switch (page.rotation) {
    case 90: return {box.top, page.width - box.right, box.bottom, page.width - box.left};
    case 180:
      return {page.width - box.right, page.height - box.bottom, page.width - box.left,
              page.height - box.top};
    case 270: return {page.height - box.bottom, box.left, page.height - box.top, box.right};
    default: return box;
  }
}

}  // namespace gongkai::extract
