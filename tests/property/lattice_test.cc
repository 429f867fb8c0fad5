// Grids are found again however they were drawn: every way of merging the squares of a small
// lattice, and lattices with any edges at all, against a reference that knows what was drawn.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <random>
#include <set>
#include <string>

#include "extract/ruling_merge.h"
#include "recognize/grid_finder.h"

namespace gongkai::recognize {
namespace {

using extract::Axis;
using extract::Ruling;
using Random = std::mt19937;

constexpr double kWidth = 60;   // points, of a square
constexpr double kHeight = 18;

// ── every way of merging ────────────────────────────────────────────────────────────────────────

using Partition = std::vector<GridCell>;  // by row, then column

// All partitions of a rows × columns lattice into rectangles.
void add_partitions(int rows, int columns, std::vector<bool>& covered, Partition& cells,
                    std::vector<Partition>& partitions) {
  const auto free = std::find(covered.begin(), covered.end(), false);
  if (free == covered.end()) {
    partitions.push_back(cells);
    return;
  }
  const int square = static_cast<int>(free - covered.begin());
  const int top = square / columns;
  const int left = square % columns;
  const auto set = [&](int row_span, int column_span, bool value) {
    for (int r = top; r < top + row_span; ++r) {
      for (int c = left; c < left + column_span; ++c) covered[static_cast<size_t>(r * columns + c)] = value;
    }
  };
  int widest = 1;
  while (left + widest < columns && !covered[static_cast<size_t>(square + widest)]) ++widest;
  for (int height = 1; top + height <= rows; ++height) {
    for (int width = 1; width <= widest; ++width) {  // squares below a free one are free
      set(height, width, true);
      cells.push_back({top, left, height, width});
      add_partitions(rows, columns, covered, cells, partitions);
      cells.pop_back();
      set(height, width, false);
    }
  }
}

std::vector<Partition> all_partitions(int rows, int columns) {
  std::vector<bool> covered(static_cast<size_t>(rows * columns), false);
  Partition cells;
  std::vector<Partition> partitions;
  add_partitions(rows, columns, covered, cells, partitions);
  return partitions;
}

// Borders that no cell ends at are not drawn, and so no borders of the lattice.
Partition without_unused_borders(const Partition& cells) {
  std::set<int> rows;
  std::set<int> columns;
  for (const GridCell& cell : cells) {
    rows.insert({cell.row, cell.row + cell.row_span});
    columns.insert({cell.column, cell.column + cell.column_span});
  }
  const auto index = [](const std::set<int>& borders, int border) {
    return static_cast<int>(std::distance(borders.begin(), borders.find(border)));
  };
  Partition result;
  for (const GridCell& cell : cells) {
    const int row = index(rows, cell.row);
    const int column = index(columns, cell.column);
    result.push_back({row, column, index(rows, cell.row + cell.row_span) - row,
                      index(columns, cell.column + cell.column_span) - column});
  }
  return result;
}

std::string print(const Partition& cells) {
  std::string text;
  for (const GridCell& cell : cells) {
    for (const int value : {cell.row, cell.column, cell.row_span, cell.column_span}) {
      text += std::to_string(value) + " ";
    }
    text += "/ ";
  }
  return text;
}

// ── ways of drawing ─────────────────────────────────────────────────────────────────────────────

// Up to `points` off, as no producer's borders lie exactly.
float jittered(double value, double points, Random& random) {
  return static_cast<float>(value + points * (static_cast<double>(random() % 2001) / 1000 - 1));
}

// The four borders of each cell, each by itself, so that inner borders are drawn twice.
std::vector<Ruling> draw_cell_by_cell(const Partition& cells, double jitter, Random& random) {
  std::vector<Ruling> rulings;
  const auto add = [&](Axis axis, double at, double from, double to) {
    rulings.push_back({axis, jittered(at, jitter, random), jittered(from, jitter, random),
                       jittered(to, jitter, random), 0.5F});
  };
  for (const GridCell& cell : cells) {
    const double left = kWidth * cell.column;
    const double right = kWidth * (cell.column + cell.column_span);
    const double top = kHeight * cell.row;
    const double bottom = kHeight * (cell.row + cell.row_span);
    add(Axis::Horizontal, top, left, right);
    add(Axis::Horizontal, bottom, left, right);
    add(Axis::Vertical, left, top, bottom);
    add(Axis::Vertical, right, top, bottom);
  }
  return rulings;
}

void expect_found(const Partition& cells, double jitter, Random& random) {
  std::vector<Ruling> rulings = draw_cell_by_cell(cells, jitter, random);
  std::shuffle(rulings.begin(), rulings.end(), random);
  const std::vector<Grid> grids = find_grids(extract::merge_rulings(rulings));
  if (cells.size() == 1) {
    EXPECT_TRUE(grids.empty()) << "a box is no grid";
    return;
  }
  ASSERT_EQ(grids.size(), 1U) << print(cells);
  EXPECT_EQ(print(grids[0].cells), print(without_unused_borders(cells)));
  EXPECT_EQ(grids[0].irregular, 0);
}

TEST(FindGridsAgain, EveryMergeOfThreeByThree) {
  Random random(33);
  const std::vector<Partition> partitions = all_partitions(3, 3);
  EXPECT_EQ(partitions.size(), 322U);
  for (const Partition& cells : partitions) {
    for (const double jitter : {0.0, 0.5, 1.0}) expect_found(cells, jitter, random);
  }
}

TEST(FindGridsAgain, EveryMergeOfFourByThree) {
  Random random(43);
  const std::vector<Partition> partitions = all_partitions(4, 3);
  EXPECT_EQ(partitions.size(), 3164U);
  for (const Partition& cells : partitions) expect_found(cells, 0.5, random);
}

// ── any edges at all ────────────────────────────────────────────────────────────────────────────

// Which edges of a 4 × 3 lattice are drawn; the outer ones always are.
struct Edges {
  static constexpr int kRows = 4;
  static constexpr int kColumns = 3;
  std::array<std::array<bool, kColumns>, kRows + 1> horizontal{};  // [border][column]
  std::array<std::array<bool, kColumns + 1>, kRows> vertical{};    // [row][border]
};

Edges random_edges(Random& random) {
  Edges edges;
  for (int border = 0; border <= Edges::kRows; ++border) {
    for (bool& edge : edges.horizontal[static_cast<size_t>(border)]) {
      edge = border == 0 || border == Edges::kRows || random() % 4 != 0;
    }
  }
  for (auto& row : edges.vertical) {
    for (int border = 0; border <= Edges::kColumns; ++border) {
      row[static_cast<size_t>(border)] = border == 0 || border == Edges::kColumns || random() % 4 != 0;
    }
  }
  return edges;
}

// Every border has an edge, and no edge floats without another one to hang on.
bool is_one_lattice(const Edges& edges) {
  const auto drawn = [](bool edge) { return edge; };
  for (const auto& border : edges.horizontal) {
    if (std::none_of(border.begin(), border.end(), drawn)) return false;
  }
  for (size_t border = 0; border <= Edges::kColumns; ++border) {
    if (std::none_of(edges.vertical.begin(), edges.vertical.end(), [&](const auto& row) { return row[border]; })) {
      return false;
    }
  }
  std::vector<bool> reached(static_cast<size_t>((Edges::kRows + 1) * (Edges::kColumns + 1)), false);
  const auto point = [](size_t r, size_t c) { return r * (Edges::kColumns + 1) + c; };
  reached[0] = true;
  for (bool more = true; more;) {
    more = false;
    const auto spread = [&](size_t a, size_t b) {
      if (reached[a] == reached[b]) return;
      reached[a] = reached[b] = more = true;
    };
    for (size_t r = 0; r <= Edges::kRows; ++r) {
      for (size_t c = 0; c < Edges::kColumns; ++c) {
        if (edges.horizontal[r][c]) spread(point(r, c), point(r, c + 1));
      }
    }
    for (size_t r = 0; r < Edges::kRows; ++r) {
      for (size_t c = 0; c <= Edges::kColumns; ++c) {
        if (edges.vertical[r][c]) spread(point(r, c), point(r + 1, c));
      }
    }
  }
  return std::all_of(reached.begin(), reached.end(), drawn);
}

std::vector<Ruling> draw(const Edges& edges) {
  std::vector<Ruling> rulings;
  for (size_t r = 0; r <= Edges::kRows; ++r) {
    for (size_t c = 0; c < Edges::kColumns; ++c) {
      const auto x = static_cast<float>(kWidth * static_cast<double>(c));
      if (edges.horizontal[r][c]) {
        rulings.push_back({Axis::Horizontal, static_cast<float>(kHeight * static_cast<double>(r)), x,
                           x + static_cast<float>(kWidth), 0.5F});
      }
    }
  }
  for (size_t r = 0; r < Edges::kRows; ++r) {
    for (size_t c = 0; c <= Edges::kColumns; ++c) {
      const auto y = static_cast<float>(kHeight * static_cast<double>(r));
      if (edges.vertical[r][c]) {
        rulings.push_back({Axis::Vertical, static_cast<float>(kWidth * static_cast<double>(c)), y,
                           y + static_cast<float>(kHeight), 0.5F});
      }
    }
  }
  return rulings;
}

// Paints each area by walking from square to square where no edge stands between them.
std::array<std::array<int, Edges::kColumns>, Edges::kRows> paint_areas(const Edges& edges) {
  std::array<std::array<int, Edges::kColumns>, Edges::kRows> area{};
  int next = 0;
  const auto paint = [&](const auto& self, size_t r, size_t c) -> void {
    if (area[r][c] != 0) return;
    area[r][c] = next;
    if (r > 0 && !edges.horizontal[r][c]) self(self, r - 1, c);
    if (r + 1 < Edges::kRows && !edges.horizontal[r + 1][c]) self(self, r + 1, c);
    if (c > 0 && !edges.vertical[r][c]) self(self, r, c - 1);
    if (c + 1 < Edges::kColumns && !edges.vertical[r][c + 1]) self(self, r, c + 1);
  };
  for (size_t r = 0; r < Edges::kRows; ++r) {
    for (size_t c = 0; c < Edges::kColumns; ++c) {
      ++next;
      paint(paint, r, c);
    }
  }
  return area;
}

// Areas that are rectangles are cells, the squares of the others are cells of their own.
Partition reference_cells(const Edges& edges) {
  const auto area = paint_areas(edges);
  Partition cells;
  for (int r = 0; r < Edges::kRows; ++r) {
    for (int c = 0; c < Edges::kColumns; ++c) {
      const int own = area[static_cast<size_t>(r)][static_cast<size_t>(c)];
      int top = Edges::kRows, left = Edges::kColumns, bottom = -1, right = -1, squares = 0;
      for (int y = 0; y < Edges::kRows; ++y) {
        for (int x = 0; x < Edges::kColumns; ++x) {
          if (area[static_cast<size_t>(y)][static_cast<size_t>(x)] != own) continue;
          top = std::min(top, y);
          left = std::min(left, x);
          bottom = std::max(bottom, y);
          right = std::max(right, x);
          ++squares;
        }
      }
      const bool rectangle = squares == (bottom - top + 1) * (right - left + 1);
      if (!rectangle) cells.push_back({r, c, 1, 1});
      if (rectangle && top == r && left == c) cells.push_back({r, c, bottom - top + 1, right - left + 1});
    }
  }
  return cells;
}

TEST(FindGridsAgain, AnyEdgesAgreeWithWalkingFromSquareToSquare) {
  Random random(4303);
  int compared = 0;
  while (compared < 2000) {
    const Edges edges = random_edges(random);
    if (!is_one_lattice(edges)) continue;
    std::vector<Ruling> rulings = draw(edges);
    std::shuffle(rulings.begin(), rulings.end(), random);
    const std::vector<Grid> grids = find_grids(extract::merge_rulings(rulings));
    ASSERT_EQ(grids.size(), 1U);
    ASSERT_EQ(print(grids[0].cells), print(reference_cells(edges)));
    ++compared;
  }
}

}  // namespace
}  // namespace gongkai::recognize
