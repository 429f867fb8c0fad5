// Finds the grids on a page: the lattices that its rulings draw, before anyone asks what they mean.
//
//     xs[0]   xs[1]        xs[2]
//  ys[0] ┌──────┬────────────┐      A merged cell is one cell with a span; it is not split,
//  ys[1] ├──────┼────────────┤      and its text is not repeated.
//  ys[2] └──────┴────────────┘
//
// An outer border that is not drawn (the page break cuts it off, or the template has none) lies
// where the rulings of the other direction end.
#pragma once

#include <vector>

#include "base/geometry.h"
#include "extract/document.h"

namespace gongkai::recognize {

struct GridCell {
  int row = 0;  // 0-based, of its top-left lattice square
  int column = 0;
  int row_span = 1;
  int column_span = 1;
};

struct Grid {
  std::vector<double> xs;  // column borders, ascending; xs.size() - 1 columns
  std::vector<double> ys;  // row borders
  std::vector<GridCell> cells;      // by row, then column; they tile the lattice
  std::vector<int> cell_at;         // index into cells of each lattice square, row-major
  int irregular = 0;                // merged areas that were no rectangle and were split into squares

  int rows() const { return static_cast<int>(ys.size()) - 1; }
  int columns() const { return static_cast<int>(xs.size()) - 1; }
  Box box() const { return {xs.front(), ys.front(), xs.back(), ys.back()}; }
  Box box(const GridCell& cell) const {
    return {xs[cell.column], ys[cell.row], xs[cell.column + cell.column_span],
            ys[cell.row + cell.row_span]};
  }
  // Index of the cell at a point; -1 outside of the grid.
  int find(double x, double y) const;
};

// Grids of at least two cells, by top, then left. Rulings are axis-aligned and merged.
std::vector<Grid> find_grids(const std::vector<extract::Ruling>& rulings);

}  // namespace gongkai::recognize
