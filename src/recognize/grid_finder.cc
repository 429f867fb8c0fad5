#include "recognize/grid_finder.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

namespace gongkai::recognize {
namespace {

using extract::Axis;
using extract::Ruling;

constexpr double kTouch = 3.0;    // points; rulings this near touch (corners left open by producers)
constexpr double kSnap = 2.5;     // points; positions this near are one border (double lines)
constexpr double kCovered = 0.6;  // share of a lattice edge that ink must cover to count as drawn
constexpr double kShortest = 4.0; // points; shorter rulings are ticks, glyph parts, dots

class DisjointSets {
 public:
  explicit DisjointSets(size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), size_t{0});
  }
  size_t find(size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void unite(size_t a, size_t b) { parent_[find(a)] = find(b); }

 private:
  std::vector<size_t> parent_;
};

bool touch(const Ruling& horizontal, const Ruling& vertical) {
  return vertical.at >= horizontal.from - kTouch && vertical.at <= horizontal.to + kTouch &&
         horizontal.at >= vertical.from - kTouch && horizontal.at <= vertical.to + kTouch;
}

// Verticals that no horizontal touches belong to a table beside which they run along its whole
// height: columns whose only cell a page break cuts both above and below.
void unite_open_columns(const std::vector<Ruling>& rulings, const std::vector<size_t>& verticals,
                        const std::vector<bool>& crossed, DisjointSets& sets) {
  std::multimap<double, size_t> tops;  // of the verticals of tables, so that each open one meets few
  for (const size_t v : verticals) {
    if (crossed[v]) tops.emplace(rulings[v].from, v);
  }
  for (const size_t open : verticals) {
    if (crossed[open]) continue;
    const double top = rulings[open].from;
    std::optional<size_t> beside;
    for (auto v = tops.upper_bound(top - kTouch); v != tops.end() && v->first < top + kTouch; ++v) {
      const bool same_end = std::abs(rulings[open].to - rulings[v->second].to) < kTouch;
      if (same_end && (!beside || v->second < *beside)) beside = v->second;
    }
    if (beside) sets.unite(open, *beside);
  }
}

// Rulings that hang together, by union of touching horizontals and verticals: a sweep over the
// horizontals' positions, so that each vertical meets only the horizontals in its reach.
std::vector<std::vector<Ruling>> connected_groups(const std::vector<Ruling>& rulings) {
  std::vector<size_t> horizontals;
  std::vector<size_t> verticals;
  for (size_t i = 0; i < rulings.size(); ++i) {
    if (rulings[i].to - rulings[i].from < kShortest) continue;
    (rulings[i].axis == Axis::Horizontal ? horizontals : verticals).push_back(i);
  }
  std::sort(horizontals.begin(), horizontals.end(),
            [&](size_t a, size_t b) { return rulings[a].at < rulings[b].at; });
  DisjointSets sets(rulings.size());
  std::vector<bool> crossed(rulings.size(), false);
  for (const size_t v : verticals) {
    auto h = std::lower_bound(horizontals.begin(), horizontals.end(), rulings[v].from - kTouch,
                              [&](size_t i, double y) { return rulings[i].at < y; });
    for (; h != horizontals.end() && rulings[*h].at <= rulings[v].to + kTouch; ++h) {
      if (!touch(rulings[*h], rulings[v])) continue;
      sets.unite(*h, v);
      crossed[v] = true;
    }
  }
  unite_open_columns(rulings, verticals, crossed, sets);
  std::map<size_t, std::vector<Ruling>> groups;
  for (const size_t i : horizontals) groups[sets.find(i)].push_back(rulings[i]);
  for (const size_t i : verticals) groups[sets.find(i)].push_back(rulings[i]);
  std::vector<std::vector<Ruling>> result;
  for (auto& [root, group] : groups) result.push_back(std::move(group));
  return result;
}

// Positions nearer than kSnap are one border, at the mean of the cluster.
std::vector<double> snap(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::vector<double> snapped;
  for (size_t first = 0; first < values.size();) {
    size_t last = first;
    double sum = 0;
    while (last < values.size() && values[last] - values[first] <= kSnap) sum += values[last++];
    snapped.push_back(sum / static_cast<double>(last - first));
    first = last;
  }
  return snapped;
}

size_t nearest(const std::vector<double>& borders, double value) {
  const auto above = std::lower_bound(borders.begin(), borders.end(), value);
  if (above == borders.begin()) return 0;
  if (above == borders.end()) return borders.size() - 1;
  const auto index = static_cast<size_t>(above - borders.begin());
  return borders[index] - value < value - borders[index - 1] ? index : index - 1;
}

// How much of each lattice edge is inked. For the horizontal borders: ink[border * squares + square].
class Edges {
 public:
  Edges(const std::vector<double>& across, const std::vector<double>& along)
      : across_(across), along_(along), ink_(across.size() * (along.size() - 1), 0.0) {}

  void add(const Ruling& ruling) {
    const size_t border = nearest(across_, ruling.at);
    if (std::abs(across_[border] - ruling.at) > 2 * kSnap) return;
    const auto start = std::upper_bound(along_.begin(), along_.end(), ruling.from);
    size_t square = start == along_.begin() ? 0 : static_cast<size_t>(start - along_.begin()) - 1;
    for (; square + 1 < along_.size() && along_[square] < ruling.to; ++square) {
      const double from = std::max<double>(ruling.from, along_[square]);
      const double to = std::min<double>(ruling.to, along_[square + 1]);
      if (to > from) ink_[border * squares() + square] += to - from;
    }
  }

  bool drawn(size_t border, size_t square) const {
    return ink_[border * squares() + square] >= kCovered * (along_[square + 1] - along_[square]);
  }

 private:
  size_t squares() const { return along_.size() - 1; }
  const std::vector<double>& across_;
  const std::vector<double>& along_;
  std::vector<double> ink_;
};

// Squares with no drawn edge between them are one cell; what is no rectangle falls back to squares.
void build_cells(const Edges& horizontal, const Edges& vertical, Grid& grid) {
  const auto rows = static_cast<size_t>(grid.rows());
  const auto columns = static_cast<size_t>(grid.columns());
  DisjointSets sets(rows * columns);
  for (size_t r = 0; r < rows; ++r) {
    for (size_t c = 0; c < columns; ++c) {
      if (c + 1 < columns && !vertical.drawn(c + 1, r)) sets.unite(r * columns + c, r * columns + c + 1);
      if (r + 1 < rows && !horizontal.drawn(r + 1, c)) sets.unite(r * columns + c, (r + 1) * columns + c);
    }
  }
  struct Extent {
    size_t top, left, bottom, right, squares;
  };
  std::map<size_t, Extent> extents;
  for (size_t r = 0; r < rows; ++r) {
    for (size_t c = 0; c < columns; ++c) {
      const auto [it, added] = extents.try_emplace(sets.find(r * columns + c), Extent{r, c, r, c, 0});
      Extent& e = it->second;
      e.left = std::min(e.left, c);
      e.bottom = std::max(e.bottom, r);
      e.right = std::max(e.right, c);
      ++e.squares;
    }
  }
  grid.cell_at.assign(rows * columns, -1);
  const auto add = [&](size_t top, size_t left, size_t bottom, size_t right) {
    grid.cells.push_back({static_cast<int>(top), static_cast<int>(left),
                          static_cast<int>(bottom - top + 1), static_cast<int>(right - left + 1)});
  };
  for (size_t r = 0; r < rows; ++r) {
    for (size_t c = 0; c < columns; ++c) {
      const Extent& e = extents.at(sets.find(r * columns + c));
      const bool rectangle = e.squares == (e.bottom - e.top + 1) * (e.right - e.left + 1);
      if (rectangle && e.top == r && e.left == c) add(r, c, e.bottom, e.right);
      if (!rectangle) {
        add(r, c, r, c);
        grid.irregular += e.top == r && e.left == c;
      }
    }
  }
  for (size_t i = 0; i < grid.cells.size(); ++i) {
    const GridCell& cell = grid.cells[i];
    for (int r = cell.row; r < cell.row + cell.row_span; ++r) {
      for (int c = cell.column; c < cell.column + cell.column_span; ++c) {
        grid.cell_at[static_cast<size_t>(r) * columns + static_cast<size_t>(c)] = static_cast<int>(i);
      }
    }
  }
}

// Borders of one direction: where rulings of that direction lie, and where those of the other
// direction end beyond the outermost of them.
std::vector<double> borders(const std::vector<Ruling>& group, Axis axis) {
  std::vector<double> positions;
  double low = 1e9;
  double high = -1e9;
  for (const Ruling& ruling : group) {
    if (ruling.axis == axis) {
      positions.push_back(ruling.at);
    } else {
      low = std::min<double>(low, ruling.from);
      high = std::max<double>(high, ruling.to);
    }
  }
  if (positions.empty()) return {};
  const auto [first, last] = std::minmax_element(positions.begin(), positions.end());
  const double top = *first;
  const double bottom = *last;
  if (low < top - kTouch) positions.push_back(low);
  if (high > bottom + kTouch) positions.push_back(high);
  return snap(std::move(positions));
}

// Where several verticals run on beyond the last horizontal, the border that is missing is real;
// a single one is a tick or an underline's neighbour. The lattice takes both: an empty strip
// holds no text and is dropped by the caller.
Grid build_grid(const std::vector<Ruling>& group) {
  Grid grid;
  grid.xs = borders(group, Axis::Vertical);
  grid.ys = borders(group, Axis::Horizontal);
  if (grid.xs.size() < 2 || grid.ys.size() < 2) return grid;
  Edges horizontal(grid.ys, grid.xs);
  Edges vertical(grid.xs, grid.ys);
  for (const Ruling& ruling : group) {
    (ruling.axis == Axis::Horizontal ? horizontal : vertical).add(ruling);
  }
  build_cells(horizontal, vertical, grid);
  return grid;
}

}  // namespace

int Grid::find(double x, double y) const {
  if (xs.size() < 2 || ys.size() < 2 || !box().contains(x, y)) return -1;
  const auto column = std::min<size_t>(
      static_cast<size_t>(std::upper_bound(xs.begin(), xs.end(), x) - xs.begin()), xs.size() - 1) - 1;
  const auto row = std::min<size_t>(
      static_cast<size_t>(std::upper_bound(ys.begin(), ys.end(), y) - ys.begin()), ys.size() - 1) - 1;
  return cell_at[row * static_cast<size_t>(columns()) + column];
}

std::vector<Grid> find_grids(const std::vector<Ruling>& rulings) {
  std::vector<Grid> grids;
  for (const std::vector<Ruling>& group : connected_groups(rulings)) {
    Grid grid = build_grid(group);
    if (grid.cells.size() >= 2) grids.push_back(std::move(grid));
  }
  std::sort(grids.begin(), grids.end(), [](const Grid& a, const Grid& b) {
    return std::pair(a.ys.front(), a.xs.front()) < std::pair(b.ys.front(), b.xs.front());
  });
  return grids;
}

}  // namespace gongkai::recognize
