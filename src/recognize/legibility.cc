#include "recognize/legibility.h"

#include <algorithm>
#include <map>
#include <vector>

#include "base/text.h"

namespace gongkai::recognize {
namespace {

using extract::Glyph;
using extract::Page;

// What was read from the picture of one page, top to bottom.
class ScannedPage {
 public:
  explicit ScannedPage(const Page& page) {
    for (const Glyph& glyph : page.glyphs) {
      if (glyph.from_picture && !is_space(glyph.code)) glyphs_.push_back(&glyph);
    }
    std::sort(glyphs_.begin(), glyphs_.end(),
              [](const Glyph* a, const Glyph* b) { return a->anchor_y < b->anchor_y; });
  }

  void tell(Place& place) const {
    const Box& box = *place.box;
    const auto first = std::lower_bound(glyphs_.begin(), glyphs_.end(), box.top,
                                        [](const Glyph* glyph, double y) { return glyph->anchor_y < y; });
    std::vector<const Glyph*> inside;
    for (auto it = first; it != glyphs_.end() && (*it)->anchor_y <= box.bottom; ++it) {
      if ((*it)->anchor_x >= box.left && (*it)->anchor_x <= box.right) inside.push_back(*it);
    }
    if (inside.empty()) return;
    const Glyph& least = **std::min_element(inside.begin(), inside.end(), [](const Glyph* a, const Glyph* b) {
      return a->confidence < b->confidence;
    });
    place.confidence = least.confidence;
    place.least_sure = least.code;
    place.other = least.other;
    const bool one_line = inside.back()->anchor_y - inside.front()->anchor_y < least.size / 2;
    if (one_line) {
      place.position = static_cast<int>(std::count_if(inside.begin(), inside.end(), [&](const Glyph* glyph) {
        return glyph->anchor_x < least.anchor_x;
      }));
    }
  }

 private:
  std::vector<const Glyph*> glyphs_;
};

class Legibility {
 public:
  explicit Legibility(const extract::Document& document) {
    for (const Page& page : document.pages) {
      if (is_read_from_picture(page)) pages_.emplace(page.number, page);
    }
  }

  bool is_needed() const { return !pages_.empty(); }

  void tell(Place& place) const {
    const auto page = pages_.find(place.page);
    if (page != pages_.end() && place.box) page->second.tell(place);
  }

  template <typename Item>
  void tell(std::vector<Item>& items) const {
    for (Item& item : items) tell(item.place);
  }

 private:
  std::map<int, ScannedPage> pages_;
};

}  // namespace

bool is_read_from_picture(const Page& page) {
  return std::any_of(page.glyphs.begin(), page.glyphs.end(), [](const Glyph& glyph) { return glyph.from_picture; });
}

void tell_legibility(const extract::Document& document, Reading& reading) {
  const Legibility legibility(document);
  if (!legibility.is_needed()) return;
  for (Table& table : reading.tables) {
    legibility.tell(table.cells);
    legibility.tell(table.entries);
  }
  for (Form& form : reading.forms) {
    legibility.tell(form.fields);
    legibility.tell(form.funds);
    legibility.tell(form.tasks);
    legibility.tell(form.indicators);
    for (FormIndicator& indicator : form.indicators) legibility.tell(indicator.value_place);
  }
}

}  // namespace gongkai::recognize
