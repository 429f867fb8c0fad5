// Any rulings and glyphs are laid out without losing a character, and whatever tables they make
// can be read and counted.
//
// Input: one thing a line, places in points from the top left of the page.
//
//     h 100 20 300     a horizontal ruling at y 100 from x 20 to 300
//     v 20 100 140     a vertical one
//     t 25 105 合计    text whose top-left corner is there
//     p                the next page
#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "extract/document.h"
#include "extract/ruling_merge.h"
#include "fuzz_target.h"
#include "normalize/normalize.h"
#include "recognize/page_layout.h"
#include "recognize/recognize.h"

using namespace gongkai;
using extract::Axis;

namespace {

constexpr size_t kMostThings = 2000;  // a page's grid is quadratic in the rulings of both directions
constexpr float kFontSize = 10;       // points

std::optional<float> take_number(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < -10'000 || number > 10'000) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return static_cast<float>(number);
}

void add_text(float x, float y, std::string_view text, uint32_t run, extract::Page& page) {
  for (const char32_t code : decode_utf8(text)) {
    const float width = code < 0x80 ? kFontSize / 2 : kFontSize;
    extract::Glyph glyph;
    glyph.code = code;
    glyph.box = {x, y, x + width, y + kFontSize};
    glyph.size = kFontSize;
    glyph.run = run;
    glyph.anchor_x = x + width / 2;
    glyph.anchor_y = y + kFontSize / 2;
    page.glyphs.push_back(glyph);
    x += width;
  }
}

void add_ruling(Axis axis, float at, float from, float to, extract::Page& page) {
  if (from < to) page.rulings.push_back({axis, at, from, to, 0.5F});
}

void add_thing(std::string_view line, uint32_t number, extract::Page& page) {
  const char kind = line[0];
  line.remove_prefix(1);
  const auto a = take_number(line);
  const auto b = take_number(line);
  if (!a || !b) return;
  if (kind == 't') add_text(*a, *b, line, number, page);
  const auto c = take_number(line);
  if (c && kind == 'h') add_ruling(Axis::Horizontal, *a, *b, *c, page);
  if (c && kind == 'v') add_ruling(Axis::Vertical, *a, *b, *c, page);
}

extract::Document read_document(std::string_view input) {
  extract::Document document;
  document.pages.emplace_back();
  uint32_t number = 0;
  for (const std::string& line : split(input, '\n')) {
    if (line.empty() || ++number > kMostThings) continue;
    if (line[0] == 'p') {
      document.pages.emplace_back();
    } else {
      add_thing(line, number, document.pages.back());
    }
  }
  for (size_t i = 0; i < document.pages.size(); ++i) {
    extract::Page& page = document.pages[i];
    page.number = static_cast<int>(i) + 1;
    page.width = 595;
    page.height = 842;
    page.source = extract::TextSource::Text;
    page.rulings = extract::merge_rulings(std::move(page.rulings));
  }
  return document;
}

std::u32string sorted_characters(std::string_view text) {
  std::u32string codes = decode_utf8(text);
  std::erase_if(codes, is_space);
  std::sort(codes.begin(), codes.end());
  return codes;
}

void check_layout(const extract::Page& page) {
  Diagnostics diagnostics;
  std::string printed;
  for (const extract::Glyph& glyph : page.glyphs) append_utf8(printed, glyph.code);
  std::string laid_out;
  for (const recognize::Block& block : recognize::lay_out(page, diagnostics).blocks) {
    if (const auto* line = std::get_if<recognize::TextLine>(&block)) {
      laid_out += line->text;
      continue;
    }
    const auto& grid = std::get<recognize::LayoutGrid>(block);
    std::vector<int> covered(static_cast<size_t>(grid.rows * grid.columns), 0);
    for (const recognize::LayoutCell& cell : grid.cells) {
      laid_out += cell.text;
      must(cell.row + cell.row_span <= grid.rows && cell.column + cell.column_span <= grid.columns,
           "cells lie within their grid");
      for (int r = cell.row; r < cell.row + cell.row_span; ++r) {
        for (int c = cell.column; c < cell.column + cell.column_span; ++c) {
          ++covered[static_cast<size_t>(r * grid.columns + c)];
        }
      }
    }
    must(std::all_of(covered.begin(), covered.end(), [](int times) { return times == 1; }),
         "the cells of a grid tile it");
  }
  must(sorted_characters(printed) == sorted_characters(laid_out), "every character is laid out once");
}

void check_tables(const extract::Document& document) {
  const recognize::Reading reading = recognize::recognize(document, recognize::built_in_schemas());
  for (const recognize::Table& table : reading.tables) {
    for (const recognize::Entry& entry : table.entries) {
      must(std::any_of(table.cells.begin(), table.cells.end(),
                       [&](const recognize::TableCell& cell) {
                         return cell.row == entry.row && cell.column == entry.column && cell.text == entry.raw;
                       }),
           "an entry is a cell of its table");
    }
  }
  const normalize::Ledger ledger = normalize::normalize(reading, normalize::built_in_books());
  for (const normalize::CheckResult& check : ledger.checks) {
    for (const int fact : check.facts) {
      must(fact >= 0 && static_cast<size_t>(fact) < ledger.amounts.size(), "a check is about amounts");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const extract::Document document = read_document({reinterpret_cast<const char*>(data), size});
  for (const extract::Page& page : document.pages) check_layout(page);
  check_tables(document);
  return 0;
}
