#include "recognize/page_layout.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <tuple>

#include "base/sorting.h"
#include "base/text.h"
#include "recognize/grid_finder.h"
#include "recognize/implied_rulings.h"
#include "recognize/table_header.h"

namespace gongkai::recognize {
namespace {

using extract::Glyph;
using extract::Page;

constexpr double kSameLineEm = 0.5;   // glyph centres within half an em stand on one line
constexpr double kSpaceEm = 0.3;      // a gap this wide between glyphs is a space
constexpr double kRunBreakEm = 1.0;   // a gap this wide inside one text operator: two cells' texts
constexpr double kContiguousEm = 0.15;  // characters that go on with others are this near
constexpr double kGhostWidth = 8.0;   // points; a narrower column without text of its own is an
constexpr double kGhostHeight = 5.0;  //   artefact of borders that don't quite meet

using GlyphIndices = std::vector<size_t>;

bool is_numeric(char32_t code) {
  return (code >= U'0' && code <= U'9') || code == U'.' || code == U',' || code == U'-' ||
         code == U'%' || code == U'(' || code == U')';
}

// Whether one text operator printed both, side by side without a gap.
bool is_one_run(const Glyph& before, const Glyph& here) {
  return before.run == here.run && !is_space(before.code) && !is_space(here.code) &&
         std::abs(before.box.center_y() - here.box.center_y()) < kSameLineEm * here.size &&
         std::abs(here.box.left - before.box.right) < kRunBreakEm * here.size;
}

// Where each glyph of a run belongs: by its anchor, save that text which overflows its cell stays
// together: a number where most of it is, words where they begin.
struct Seat {
  int grid = -1;
  int cell = -1;
  bool operator==(const Seat&) const = default;
};

Seat find_seat(const std::vector<Grid>& grids, const Glyph& glyph) {
  Seat best;
  double smallest = 0;
  for (size_t g = 0; g < grids.size(); ++g) {
    const int cell = grids[g].find(glyph.anchor_x, glyph.anchor_y);
    const Box box = grids[g].box();
    // A cell that the page's end cuts prints its whole text on both pages: what lies below the
    // grid is seen on the next one.
    const double y = glyph.box.center_y();
    if (cell < 0 || (glyph.anchor_y < static_cast<float>(y) && y > box.bottom)) continue;
    const double area = box.width() * box.height();
    if (best.grid < 0 || area < smallest) {  // the inner one of nested grids
      best = {static_cast<int>(g), cell};
      smallest = area;
    }
  }
  return best;
}

// `seats`: where each of the run's glyphs lies by itself.
Seat seat_of_run(std::span<const Seat> seats, std::span<const Glyph> run) {
  const bool number = std::all_of(run.begin(), run.end(), [](const Glyph& glyph) { return is_numeric(glyph.code); });
  if (!number) return seats.front();
  Seat best = seats.front();
  long most = 0;
  for (const Seat& seat : seats) {
    const long votes = std::count(seats.begin(), seats.end(), seat);
    if (votes > most) {
      most = votes;
      best = seat;
    }
  }
  return best;
}

// Producers that draw each character by itself leave no runs to tell overflow by. A few characters
// just behind a border that go on with the words before it belong to those words.
void reseat_overflow(const Page& page, const std::vector<Grid>& grids, std::vector<Seat>& seats) {
  constexpr size_t kLongestTail = 3;  // characters; more than that may be a neighbour's own text
  std::vector<std::tuple<double, double, size_t>> places;  // row, left, glyph
  const auto row_of = [&](size_t i) { return std::round(page.glyphs[i].box.center_y()); };
  for (size_t i = 0; i < page.glyphs.size(); ++i) {
    if (seats[i].grid >= 0 && !is_space(page.glyphs[i].code)) places.emplace_back(row_of(i), page.glyphs[i].box.left, i);
  }
  sort_if_needed(places);
  std::vector<size_t> order;
  for (const auto& [row, left, i] : places) order.push_back(i);
  const auto follows = [&](size_t a, size_t b) {  // b is printed directly behind a
    const Glyph& left = page.glyphs[a];
    const Glyph& right = page.glyphs[b];
    return std::abs(right.box.left - left.box.right) < kContiguousEm * left.size &&
           std::abs(left.size - right.size) < 0.1F && row_of(a) == row_of(b);
  };
  for (size_t k = 1; k < order.size(); ++k) {
    const size_t before = order[k - 1];
    const size_t first = order[k];
    if (seats[before] == seats[first] || seats[before].grid != seats[first].grid ||
        page.glyphs[before].run == page.glyphs[first].run || !is_han(page.glyphs[before].code) ||
        !is_han(page.glyphs[first].code) || !follows(before, first)) {
      continue;
    }
    const Grid& grid = grids[static_cast<size_t>(seats[first].grid)];
    const GridCell& left = grid.cells[static_cast<size_t>(seats[before].cell)];
    const GridCell& right = grid.cells[static_cast<size_t>(seats[first].cell)];
    if (left.column + left.column_span != right.column || left.row != right.row) continue;
    size_t end = k + 1;
    while (end < order.size() && seats[order[end]] == seats[first] && follows(order[end - 1], order[end])) ++end;
    const bool words = std::all_of(order.begin() + static_cast<long>(k), order.begin() + static_cast<long>(end),
                                   [&](size_t i) { return is_han(page.glyphs[i].code); });
    if (end - k > kLongestTail || !words) continue;
    const Seat seat = seats[before];
    for (size_t t = k; t < end; ++t) seats[order[t]] = seat;
  }
}

// Between the second decimal of an amount and a further amount, which go on without a gap where the columns are as
// narrow as their numbers: "174,900.64101,833.84".
bool is_between_amounts(std::span<const Glyph> run, size_t k, const Glyph* behind) {
  if (k < 3 || run[k - 3].code != U'.' || !is_digit(run[k - 2].code) || !is_digit(run[k - 1].code)) return false;
  if (!is_digit(run[k].code) && run[k].code != U'-') return false;
  for (const Glyph& glyph : run.subspan(k + 1)) {
    if (glyph.code == U'.' || glyph.code == U',') return true;
    if (!is_numeric(glyph.code)) return false;
  }
  // Else further decimals, unless another operator goes on with the number: "653.6832" "," "571.60".
  if (behind == nullptr) return false;
  const Glyph& last = run.back();
  return (behind->code == U',' || behind->code == U'.') &&
         std::abs(behind->box.left - last.box.right) < kSpaceEm * last.size &&
         std::abs(behind->box.center_y() - last.box.center_y()) < kSpaceEm * last.size;
}

// Where the glyphs of a run belong. `own`: where each lies by itself. `behind`: what is printed next, may be null.
void seat_run(std::span<const Glyph> run, std::span<const Seat> own, const Glyph* behind, std::span<Seat> seats) {
  const auto place = [&](size_t from, size_t to) {
    const Seat seat = seat_of_run(own.subspan(from, to - from), run.subspan(from, to - from));
    std::fill(seats.begin() + static_cast<long>(from), seats.begin() + static_cast<long>(to), seat);
  };
  // Some producers print a whole row in one operator: where a number meets words or a number at a border,
  // or a gap lies there, neither has run over.
  size_t first = 0;
  for (size_t k = 1; k < run.size(); ++k) {
    if (own[k - 1] == own[k]) continue;
    const bool gap = run[k].box.left - run[k - 1].box.right > kSpaceEm * run[k].size;
    if (gap || is_numeric(run[k - 1].code) != is_numeric(run[k].code) || is_between_amounts(run, k, behind)) {
      place(first, k);
      first = k;
    }
  }
  place(first, run.size());
}

// Digits with a point, or with commas between groups of three: nothing that two numbers side by side look like.
bool is_one_number(std::span<const Glyph> glyphs) {
  static const RE2 kNumber("-?(?:[1-9]\\d{0,2}(?:,\\d{3})+(?:\\.\\d+)?|(?:0|[1-9]\\d*)\\.\\d+)");
  std::string text;
  for (const Glyph& glyph : glyphs) append_utf8(text, glyph.code);
  return RE2::FullMatch(text, kNumber);
}

// Printed to the right of it without a gap; characters of condensed fonts reach into each other.
bool goes_on(const Glyph& before, const Glyph& here) {
  return !is_space(before.code) && !is_space(here.code) &&
         std::abs(before.box.center_y() - here.box.center_y()) < kSameLineEm * here.size &&
         here.box.left - before.box.right < kContiguousEm * here.size && here.box.center_x() > before.box.center_x();
}

bool is_cut(std::span<const Seat> seats) {
  return std::adjacent_find(seats.begin(), seats.end(), std::not_equal_to()) != seats.end();
}

// 123|45: the digits, with the borders between them.
std::string cut_text(std::span<const Glyph> number, std::span<const Seat> seats) {
  std::string text;
  for (size_t k = 0; k < number.size(); ++k) {
    if (k > 0 && seats[k] != seats[k - 1]) text += '|';
    append_utf8(text, number[k].code);
  }
  return text;
}

// 610.50|302: the left one ends with its second decimal at the border itself, where the next begins: an amount and
// what stands in the cell beside it, as much as a number with five decimals.
bool meet_at_border(std::span<const Glyph> number, std::span<const Seat> seats, const std::vector<Grid>& grids) {
  constexpr double kReach = 0.1;  // em that a number in its own cell may reach over the border
  for (size_t k = 3; k < number.size(); ++k) {
    const Seat& left = seats[k - 1];
    if (left == seats[k] || left.grid < 0 || left.grid != seats[k].grid) continue;
    if (number[k - 3].code != U'.' || !is_digit(number[k - 2].code) || !is_digit(number[k - 1].code)) continue;
    const Grid& grid = grids[static_cast<size_t>(left.grid)];
    const double border = grid.box(grid.cells[static_cast<size_t>(left.cell)]).right;
    const double reach = kReach * number[k].size;
    if (number[k - 1].box.right < border + reach && number[k].box.left > border - reach) return true;
  }
  return false;
}

// Producers that draw each character by itself leave no runs to tell overflow by. A number whose digits go on over a
// border belongs where most of it is (Chromium, where a cell is narrower than its number). Returns those of which
// nothing tells whether they are one number or two.
std::vector<std::string> reseat_cut_numbers(std::span<const Glyph> glyphs, std::span<Seat> seats, const std::vector<Grid>& grids) {
  std::vector<std::string> unclear;
  const auto goes_on_behind = [&](size_t i) { return i > 0 && i < glyphs.size() && goes_on(glyphs[i - 1], glyphs[i]); };
  for (size_t first = 0, end = 0; first < glyphs.size(); first = end) {
    end = first + 1;
    if (!is_numeric(glyphs[first].code)) continue;
    while (goes_on_behind(end) && is_numeric(glyphs[end].code)) ++end;
    const auto number = glyphs.subspan(first, end - first);
    const auto its_seats = seats.subspan(first, end - first);
    if (!is_cut(its_seats) || goes_on_behind(first) || goes_on_behind(end)) continue;  // 0.00|3、建设: words begin there
    size_t from = 0;
    for (size_t k = 1; k <= number.size(); ++k) {
      if (k < number.size() && !is_between_amounts(number, k, nullptr)) continue;
      const auto part = number.subspan(from, k - from);
      const auto part_seats = its_seats.subspan(from, k - from);
      from = k;
      if (!is_cut(part_seats)) continue;
      if (is_one_number(part) && !meet_at_border(part, part_seats, grids)) {
        const Seat seat = seat_of_run(part_seats, part);
        std::fill(part_seats.begin(), part_seats.end(), seat);
      } else {
        unclear.push_back(cut_text(part, part_seats));
      }
    }
  }
  return unclear;
}

struct SeatedGlyphs {
  std::vector<Seat> seats;           // of each
  std::vector<std::string> unclear;  // see reseat_cut_numbers
};

SeatedGlyphs seat_glyphs(const Page& page, const std::vector<Grid>& grids) {
  const std::span<const Glyph> glyphs = page.glyphs;
  std::vector<Seat> own;  // where each glyph lies by itself
  for (const Glyph& glyph : glyphs) own.push_back(find_seat(grids, glyph));
  std::vector<Seat> seats(glyphs.size());
  for (size_t first = 0; first < glyphs.size();) {
    size_t end = first + 1;
    while (end < glyphs.size() && is_one_run(glyphs[end - 1], glyphs[end])) ++end;
    const size_t count = end - first;
    seat_run(glyphs.subspan(first, count), std::span(own).subspan(first, count),
             end < glyphs.size() ? &glyphs[end] : nullptr, std::span(seats).subspan(first, count));
    first = end;
  }
  std::vector<std::string> unclear = reseat_cut_numbers(glyphs, seats, grids);
  reseat_overflow(page, grids, seats);
  return {std::move(seats), std::move(unclear)};
}

// Glyphs sorted into lines, top to bottom, each from left to right.
std::vector<GlyphIndices> text_lines(const std::vector<Glyph>& glyphs, GlyphIndices indices) {
  sort_if_needed(indices, [&](size_t a, size_t b) {
    return std::pair(glyphs[a].box.center_y(), a) < std::pair(glyphs[b].box.center_y(), b);
  });
  std::vector<GlyphIndices> lines;
  double center = 0;
  for (const size_t i : indices) {
    const double y = glyphs[i].box.center_y();
    if (lines.empty() || y - center > kSameLineEm * std::max(glyphs[i].size, 4.0F)) {
      lines.emplace_back();
      center = y;
    }
    lines.back().push_back(i);
  }
  for (GlyphIndices& line : lines) {
    sort_if_needed(line, [&](size_t a, size_t b) {
      return std::pair(glyphs[a].box.left, a) < std::pair(glyphs[b].box.left, b);
    });
  }
  return lines;
}

std::string line_text(const std::vector<Glyph>& glyphs, const GlyphIndices& line) {
  std::string text;
  const Glyph* last = nullptr;
  bool space = false;
  for (const size_t i : line) {
    const Glyph& glyph = glyphs[i];
    if (is_space(glyph.code)) {
      space = true;
      continue;
    }
    if (last != nullptr && (space || glyph.box.left - last->box.right > kSpaceEm * glyph.size)) {
      text += ' ';
    }
    append_utf8(text, glyph.code);
    last = &glyph;
    space = false;
  }
  return text;
}

std::string cell_text(const std::vector<Glyph>& glyphs, const GlyphIndices& indices);

// Narrow headings that are written up or down their cell, sideways: as they read when the paper is turned.
std::string sideways_text(const std::vector<Glyph>& glyphs, const GlyphIndices& indices, bool upwards) {
  std::vector<Glyph> turned;
  GlyphIndices all;
  for (const size_t i : indices) {
    Glyph glyph = glyphs[i];
    const Box& box = glyphs[i].box;
    glyph.box = upwards ? Box{-box.bottom, box.left, -box.top, box.right} : Box{box.top, -box.right, box.bottom, -box.left};
    glyph.rotation = 0;
    all.push_back(turned.size());
    turned.push_back(glyph);
  }
  return cell_text(turned, all);
}

// Whether all of the text was turned by so many quarters.
bool are_turned(const std::vector<Glyph>& glyphs, const GlyphIndices& indices, uint8_t quarters) {
  return !indices.empty() && std::all_of(indices.begin(), indices.end(), [&](size_t i) {
    return glyphs[i].rotation == quarters || is_space(glyphs[i].code);
  });
}

std::string cell_text(const std::vector<Glyph>& glyphs, const GlyphIndices& indices) {
  if (indices.size() > 1 && glyphs[indices.front()].rotation % 2 == 1) {
    const uint8_t quarters = glyphs[indices.front()].rotation;
    if (are_turned(glyphs, indices, quarters)) return sideways_text(glyphs, indices, quarters == 3);
  }
  std::string text;
  for (const GlyphIndices& line : text_lines(glyphs, indices)) {
    const std::string piece = line_text(glyphs, line);
    if (piece.empty()) continue;
    if (!text.empty()) text += '\n';
    text += piece;
  }
  return text;
}

// One line of a cell, for telling whether it ran over from the cell above or below.
struct CellLine {
  GlyphIndices glyphs;
  double center = 0;
  double top = 0;
  double bottom = 0;
  float size = 0;
};

std::vector<CellLine> cell_lines(const std::vector<Glyph>& glyphs, const GlyphIndices& indices) {
  std::vector<CellLine> lines;
  for (GlyphIndices& indices_of_line : text_lines(glyphs, indices)) {
    CellLine line;
    for (const size_t i : indices_of_line) {
      const Glyph& glyph = glyphs[i];
      if (is_space(glyph.code)) continue;
      line.top = line.size == 0 ? glyph.box.top : std::min(line.top, glyph.box.top);
      line.bottom = std::max(line.bottom, glyph.box.bottom);
      line.center = glyph.box.center_y();
      line.size = std::max(line.size, glyph.size);
    }
    line.glyphs = std::move(indices_of_line);
    if (line.size > 0) lines.push_back(std::move(line));
  }
  return lines;
}

// Text that is higher than its cell runs over into the row below (or above): its last line crosses
// the border and goes on at the pitch of the lines before it. It belongs to those lines.
void reseat_vertical_overflow(const Grid& grid, const std::vector<Glyph>& glyphs,
                              std::vector<GlyphIndices>& contents) {
  constexpr double kCrossesEm = 0.15;
  constexpr double kSamePitchEm = 0.2;
  const auto move = [&](size_t from, size_t to, const CellLine& line) {
    std::erase_if(contents[from], [&](size_t i) {
      return std::find(line.glyphs.begin(), line.glyphs.end(), i) != line.glyphs.end();
    });
    contents[to].insert(contents[to].end(), line.glyphs.begin(), line.glyphs.end());
  };
  const auto goes_on = [&](const CellLine& line, const std::vector<CellLine>& own, bool below) {
    if (own.size() < 2) return false;
    const CellLine& last = below ? own.back() : own.front();
    const CellLine& before = below ? own[own.size() - 2] : own[1];
    const double pitch = std::abs(last.center - before.center);
    return std::abs(std::abs(line.center - last.center) - pitch) < kSamePitchEm * line.size &&
           std::abs(line.size - last.size) < 0.1F;
  };
  for (size_t c = 0; c < grid.cells.size(); ++c) {
    const Box box = grid.box(grid.cells[c]);
    const bool crosses = std::any_of(contents[c].begin(), contents[c].end(), [&](size_t i) {
      const Glyph& g = glyphs[i];
      return is_han(g.code) && (g.box.top < box.top - kCrossesEm * g.size ||
                                g.box.bottom > box.bottom + kCrossesEm * g.size);
    });
    if (!crosses) continue;
    const std::vector<CellLine> lines = cell_lines(glyphs, contents[c]);
    if (lines.size() < 2) continue;  // a cell's only line is its own, however it stands
    const GridCell& cell = grid.cells[c];
    const auto neighbour = [&](int row) {
      return row < 0 || row >= grid.rows() ? -1 : grid.cell_at[static_cast<size_t>(row * grid.columns() + cell.column)];
    };
    const CellLine& first = lines.front();
    if (const int above = neighbour(cell.row - 1); above >= 0 && first.top < box.top - kCrossesEm * first.size &&
        goes_on(first, cell_lines(glyphs, contents[static_cast<size_t>(above)]), true)) {
      move(c, static_cast<size_t>(above), first);
      continue;
    }
    const CellLine& last = lines.back();
    if (const int below = neighbour(cell.row + cell.row_span); below >= 0 && last.bottom > box.bottom + kCrossesEm * last.size &&
        goes_on(last, cell_lines(glyphs, contents[static_cast<size_t>(below)]), false)) {
      move(c, static_cast<size_t>(below), last);
    }
  }
}

// Of the first line: the ones it was broken into begin at the border.
// A cell that the page's end cuts prints its whole text on both pages. Where none of it is seen on
// this one, it stands on the other.
void drop_unseen_texts(const std::vector<Glyph>& glyphs, std::vector<GlyphIndices>& contents) {
  for (GlyphIndices& cell : contents) {
    const bool seen = std::any_of(cell.begin(), cell.end(),
                                  [&](size_t i) { return !glyphs[i].hidden && !is_space(glyphs[i].code); });
    if (!seen) cell.clear();
  }
}

double indent_of(const std::vector<Glyph>& glyphs, const GlyphIndices& indices, const Box& box) {
  double top = box.bottom;
  for (const size_t i : indices) {
    if (!is_space(glyphs[i].code)) top = std::min(top, glyphs[i].box.center_y());
  }
  double left = box.right;
  for (const size_t i : indices) {
    const Glyph& g = glyphs[i];
    if (!is_space(g.code) && g.box.center_y() < top + g.box.height() / 2) left = std::min(left, g.box.left);
  }
  return std::max(0.0, left - box.left);
}

LayoutGrid fill_grid(const Grid& grid, const std::vector<Glyph>& glyphs,
                     const std::vector<GlyphIndices>& contents) {
  LayoutGrid result;
  result.rows = grid.rows();
  result.columns = grid.columns();
  result.box = grid.box();
  result.xs = grid.xs;
  for (size_t i = 0; i < grid.cells.size(); ++i) {
    const GridCell& cell = grid.cells[i];
    const Box box = grid.box(cell);
    result.cells.push_back({cell.row, cell.column, cell.row_span, cell.column_span,
                            cell_text(glyphs, contents[i]), box,
                            indent_of(glyphs, contents[i], box)});
  }
  return result;
}

// Takes one lattice column (or row) out of the grid: cells that cover it and more shrink.
void remove_column(LayoutGrid& grid, int column) {
  std::erase_if(grid.cells, [&](const LayoutCell& c) { return c.column == column && c.column_span == 1; });
  for (LayoutCell& cell : grid.cells) {
    if (cell.column > column) {
      --cell.column;
    } else if (cell.column + cell.column_span > column) {
      --cell.column_span;
    }
  }
  grid.xs.erase(grid.xs.begin() + (column == 0 ? 0 : column + (column + 1 < grid.columns ? 0 : 1)));
  --grid.columns;
}

void remove_row(LayoutGrid& grid, int row) {
  std::erase_if(grid.cells, [&](const LayoutCell& c) { return c.row == row && c.row_span == 1; });
  for (LayoutCell& cell : grid.cells) {
    if (cell.row > row) {
      --cell.row;
    } else if (cell.row + cell.row_span > row) {
      --cell.row_span;
    }
  }
  --grid.rows;
}

// Borders that don't quite meet from one row to the next leave slivers in the lattice. A column or
// row too thin for text, with no text of its own, is one.
void drop_slivers(LayoutGrid& grid, const std::vector<double>& ys) {
  std::vector<bool> row_used(static_cast<size_t>(grid.rows), false);
  std::vector<bool> column_used(static_cast<size_t>(grid.columns), false);
  for (const LayoutCell& cell : grid.cells) {
    if (cell.text.empty()) continue;
    if (cell.row_span == 1) row_used[static_cast<size_t>(cell.row)] = true;
    if (cell.column_span == 1) column_used[static_cast<size_t>(cell.column)] = true;
  }
  for (int c = grid.columns - 1; c >= 0 && grid.columns > 1; --c) {
    const auto i = static_cast<size_t>(c);
    if (!column_used[i] && grid.xs[i + 1] - grid.xs[i] < kGhostWidth) remove_column(grid, c);
  }
  for (int r = grid.rows - 1; r >= 0 && grid.rows > 1; --r) {
    const auto i = static_cast<size_t>(r);
    if (!row_used[i] && ys[i + 1] - ys[i] < kGhostHeight) remove_row(grid, r);
  }
}

// A box around running text, or ornament, is no table.
bool is_table_like(const LayoutGrid& grid) {
  const auto filled = std::count_if(grid.cells.begin(), grid.cells.end(),
                                    [](const LayoutCell& cell) { return !cell.text.empty(); });
  return grid.columns >= 2 && filled >= 1;
}

void add_lines(const std::vector<Glyph>& glyphs, const GlyphIndices& indices, int page,
               std::vector<Block>& blocks) {
  for (const GlyphIndices& line : text_lines(glyphs, indices)) {
    TextLine text;
    text.text = line_text(glyphs, line);
    if (text.text.empty()) continue;
    std::optional<Box> box;
    for (const size_t i : line) {
      if (is_space(glyphs[i].code)) continue;
      box = box ? unite(*box, glyphs[i].box) : glyphs[i].box;
      text.font_size = std::max<double>(text.font_size, glyphs[i].size);
    }
    text.place = {page, box};
    blocks.emplace_back(std::move(text));
  }
}

// The grids of a page's rulings, filled, and what stands outside of them.
struct FilledGrids {
  std::vector<LayoutGrid> grids;
  int irregular = 0;  // areas of them, see Grid
  std::vector<std::string> unclear;  // numbers over their borders, see reseat_cut_numbers
  GlyphIndices outside;
};

FilledGrids fill_grids(const Page& page, const std::vector<extract::Ruling>& rulings) {
  FilledGrids filled;
  const std::vector<Grid> grids = find_grids(rulings);
  auto [seats, unclear] = seat_glyphs(page, grids);
  filled.unclear = std::move(unclear);
  std::vector<std::vector<GlyphIndices>> contents(grids.size());
  for (size_t g = 0; g < grids.size(); ++g) contents[g].resize(grids[g].cells.size());
  GlyphIndices& outside = filled.outside;
  for (size_t i = 0; i < page.glyphs.size(); ++i) {
    if (seats[i].grid < 0) {
      outside.push_back(i);
    } else {
      contents[static_cast<size_t>(seats[i].grid)][static_cast<size_t>(seats[i].cell)].push_back(i);
    }
  }
  for (size_t g = 0; g < grids.size(); ++g) {
    reseat_vertical_overflow(grids[g], page.glyphs, contents[g]);
    drop_unseen_texts(page.glyphs, contents[g]);
    LayoutGrid grid = fill_grid(grids[g], page.glyphs, contents[g]);
    drop_slivers(grid, grids[g].ys);
    if (!is_table_like(grid)) {
      for (const GlyphIndices& cell : contents[g]) outside.insert(outside.end(), cell.begin(), cell.end());
      continue;
    }
    filled.irregular += grids[g].irregular;
    filled.grids.push_back(std::move(grid));
  }
  sort_if_needed(outside);
  return filled;
}

// Behind a whole amount, text of another column: a name, or behind decimals another amount.
bool may_follow_money(char32_t next, const std::string& text) {
  const bool name = is_han(next) || next == U'（' || next == U'(';
  const bool number = is_digit(next) || next == U'-';
  if (text.empty() || !is_digit(text.back()) || !(name || number)) return false;
  return text.find_first_of(name ? ".," : ".") != std::string::npos && is_money_text(text);
}

std::vector<ChunkLine> chunk_lines(const std::vector<Glyph>& glyphs, const GlyphIndices& indices) {
  constexpr double kColumnGapEm = 1.0;  // a gap this wide in a line parts two columns;
  constexpr double kRunGapEm = 0.4;     //   this wide where another text operator begins, too,
  constexpr double kMoneyGapEm = 0.28;  //   and this wide behind an amount, see below
  std::vector<ChunkLine> lines;
  for (const GlyphIndices& line : text_lines(glyphs, indices)) {
    ChunkLine chunks;
    uint32_t run = 0;
    for (const size_t i : line) {
      const Glyph& glyph = glyphs[i];
      if (is_space(glyph.code) || glyph.hidden) continue;
      double gap = (glyph.run == run ? kColumnGapEm : kRunGapEm) * glyph.size;
      if (glyph.run != run && !chunks.empty() && may_follow_money(glyph.code, chunks.back().text)) gap = kMoneyGapEm * glyph.size;
      if (chunks.empty() || glyph.box.left - chunks.back().box.right > gap) chunks.push_back({glyph.box, ""});
      run = glyph.run;
      chunks.back().box = unite(chunks.back().box, glyph.box);
      append_utf8(chunks.back().text, glyph.code);
    }
    if (!chunks.empty()) lines.push_back(std::move(chunks));
  }
  return lines;
}

// Adds the tables whose columns white space alone tells.
FilledGrids fill_implied_grids(const Page& page, FilledGrids drawn, Diagnostics& diagnostics) {
  const std::vector<ChunkLine> lines = chunk_lines(page.glyphs, drawn.outside);
  const ImpliedTables implied = imply_rulings(lines, page.rulings);
  if (!implied.left.empty()) {
    std::string example;
    for (const Chunk& chunk : *implied.left.front()) example += (example.empty() ? "" : " ") + chunk.text;
    diagnostics.push_back({Severity::Warning, page.number, "page.loose_amounts",
                           fmt::format("{} lines outside of tables print amounts beside other texts, the first is "
                                       "\"{}\"; they are no table that could be told and were read as running text",
                                       implied.left.size(), example)});
  }
  if (implied.tables.empty()) return drawn;
  std::vector<extract::Ruling> rulings = page.rulings;
  for (const ImpliedTable& table : implied.tables) {
    rulings.insert(rulings.end(), table.rulings.begin(), table.rulings.end());
    diagnostics.push_back({Severity::Warning, page.number, "grid.implied",
                           fmt::format("a table of {} rows and {} columns prints no rulings between its columns; "
                                       "they were told by the white space, compare it with the page",
                                       table.rows, table.columns)});
  }
  FilledGrids filled = fill_grids(page, rulings);
  for (LayoutGrid& grid : filled.grids) {
    grid.implied = std::any_of(implied.tables.begin(), implied.tables.end(), [&](const ImpliedTable& table) {
      return grid.box->contains(table.box.center_x(), table.box.center_y());
    });
  }
  return filled;
}

// Two grids beside each other, with the lines over each of them: read one after the other.
struct SideBySide {
  double from = 0, to = 0;  // the gap between them
  double top = 0, bottom = 0;
  bool spans(double y) const { return y > top && y < bottom; }
};

// Over two grids, the lines that leave the gap between them open belong to the one or the other.
std::vector<SideBySide> find_pairs(const std::vector<Glyph>& glyphs, const FilledGrids& filled) {
  constexpr double kIntoGap = 1;  // points that a glyph at a grid's edge may stick out
  std::vector<SideBySide> pairs;
  for (const LayoutGrid& left : filled.grids) {
    for (const LayoutGrid& right : filled.grids) {
      const double shared = std::min(left.box->bottom, right.box->bottom) - std::max(left.box->top, right.box->top);
      if (left.box->right > right.box->left || shared < std::min(left.box->height(), right.box->height()) / 2) continue;
      SideBySide pair{left.box->right, right.box->left, 0, std::max(left.box->bottom, right.box->bottom)};
      const double first = std::min(left.box->top, right.box->top);
      for (const LayoutGrid& grid : filled.grids) {
        if (grid.box->bottom < first) pair.top = std::max(pair.top, grid.box->bottom);
      }
      for (const size_t i : filled.outside) {
        const Glyph& glyph = glyphs[i];
        const double inside = std::min(glyph.box.right, pair.to) - std::max(glyph.box.left, pair.from);
        const bool in_gap = inside > kIntoGap && !is_space(glyph.code);
        if (in_gap && glyph.box.center_y() < first) pair.top = std::max(pair.top, glyph.box.bottom);
      }
      pairs.push_back(pair);
    }
  }
  return pairs;
}

// Glyphs outside of grids, those at the right of a gap apart from the others.
std::vector<GlyphIndices> part_at_gaps(const std::vector<Glyph>& glyphs, const GlyphIndices& outside,
                                       const std::vector<SideBySide>& pairs) {
  std::vector<GlyphIndices> parts(pairs.size() + 1);
  for (const size_t i : outside) {
    size_t part = 0;
    for (size_t p = 0; p < pairs.size() && part == 0; ++p) {
      const SideBySide& pair = pairs[p];
      if (pair.spans(glyphs[i].box.center_y()) && glyphs[i].box.center_x() > (pair.from + pair.to) / 2) part = p + 1;
    }
    parts[part].push_back(i);
  }
  return parts;
}

// From top to bottom, and what stands at the right of a gap behind what stands at its left.
std::tuple<double, bool, double> reading_order(const Block& block, const std::vector<SideBySide>& pairs) {
  const auto* line = std::get_if<TextLine>(&block);
  const Box& box = line != nullptr ? *line->place.box : *std::get<LayoutGrid>(block).box;
  for (const SideBySide& pair : pairs) {
    if (pair.spans(box.center_y())) return {pair.top, box.left >= (pair.from + pair.to) / 2, box.top};
  }
  return {box.top, false, box.top};
}

PageLayout lay_out_ink(const Page& page, Diagnostics& diagnostics) {
  PageLayout layout{page.number, page.width, page.height, {}};
  FilledGrids filled = fill_implied_grids(page, fill_grids(page, page.rulings), diagnostics);
  if (filled.irregular > 0) {
    diagnostics.push_back({Severity::Info, page.number, "grid.irregular",
                           fmt::format("{} merged areas of tables are no rectangles and were read square by square",
                                       filled.irregular)});
  }
  if (!filled.unclear.empty()) {
    diagnostics.push_back({Severity::Warning, page.number, "number.cut",
                           fmt::format("digits touch over the border between two cells in {}, the first is \"{}\": nothing "
                                       "tells whether they are one number or two; compare them with the page",
                                       counted(filled.unclear.size(), "place"), filled.unclear.front())});
  }
  const std::vector<SideBySide> pairs = find_pairs(page.glyphs, filled);
  for (const GlyphIndices& part : part_at_gaps(page.glyphs, filled.outside, pairs)) {
    add_lines(page.glyphs, part, page.number, layout.blocks);
  }
  for (LayoutGrid& grid : filled.grids) layout.blocks.emplace_back(std::move(grid));
  std::stable_sort(layout.blocks.begin(), layout.blocks.end(),
                   [&](const Block& a, const Block& b) { return reading_order(a, pairs) < reading_order(b, pairs); });
  return layout;
}

bool is_blank(const extract::TextLine& line) {
  return std::all_of(line.fields.begin(), line.fields.end(),
                     [](const std::string& field) { return trimmed(field).empty(); });
}

LayoutGrid text_grid(std::vector<const extract::TextLine*>& rows) {
  LayoutGrid grid;
  grid.ruled = false;
  grid.rows = static_cast<int>(rows.size());
  for (const auto* row : rows) grid.columns = std::max(grid.columns, static_cast<int>(row->fields.size()));
  for (int r = 0; r < grid.rows; ++r) {
    const auto& fields = rows[static_cast<size_t>(r)]->fields;
    for (int c = 0; c < grid.columns; ++c) {
      LayoutCell cell{r, c, 1, 1, {}, std::nullopt, 0};
      if (static_cast<size_t>(c) < fields.size()) {
        cell.text = trimmed(fields[static_cast<size_t>(c)]);
        cell.indent = static_cast<double>(fields[static_cast<size_t>(c)].find_first_not_of(' '));
      }
      grid.cells.push_back(std::move(cell));
    }
  }
  rows.clear();
  return grid;
}

// Lines with tabs that follow each other are one grid; blank lines between them are page breaks.
PageLayout lay_out_text(const Page& page) {
  PageLayout layout{page.number, 0, 0, {}};
  std::vector<const extract::TextLine*> rows;
  for (const extract::TextLine& line : page.lines) {
    if (line.fields.size() > 1) {
      rows.push_back(&line);
      continue;
    }
    if (is_blank(line)) continue;
    if (!rows.empty()) layout.blocks.emplace_back(text_grid(rows));
    layout.blocks.emplace_back(TextLine{trimmed(line.fields.front()), {page.number, std::nullopt}, 0});
  }
  if (!rows.empty()) layout.blocks.emplace_back(text_grid(rows));
  return layout;
}

}  // namespace

PageLayout lay_out(const Page& page, Diagnostics& diagnostics) {
  return page.lines.empty() ? lay_out_ink(page, diagnostics) : lay_out_text(page);
}

std::vector<PageLayout> lay_out(const extract::Document& document, Diagnostics& diagnostics) {
  std::vector<PageLayout> layouts;
  layouts.reserve(document.pages.size());
  for (const Page& page : document.pages) layouts.push_back(lay_out(page, diagnostics));
  return layouts;
}

std::string print(const PageLayout& layout) {
  std::string out = fmt::format("page {}\n", layout.page);
  for (const Block& block : layout.blocks) {
    if (const auto* line = std::get_if<TextLine>(&block)) {
      out += fmt::format("line  {}\n", line->text);
      continue;
    }
    const auto& grid = std::get<LayoutGrid>(block);
    out += fmt::format("grid  {} x {}\n", grid.rows, grid.columns);
    int row = -1;
    for (const LayoutCell& cell : grid.cells) {
      if (cell.row != row) {
        out += fmt::format("{}  r{}:", row < 0 ? "" : "\n", cell.row);
        row = cell.row;
      }
      std::string text;
      for (const char c : cell.text) text += c == '\n' ? "⏎" : std::string(1, c);
      const bool merged = cell.row_span > 1 || cell.column_span > 1;
      out += fmt::format(" |{}{}", text,
                         merged ? fmt::format(" ({}x{})", cell.row_span, cell.column_span) : "");
    }
    out += '\n';
  }
  return out;
}

}  // namespace gongkai::recognize
