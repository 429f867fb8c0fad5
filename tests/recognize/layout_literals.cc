#include "layout_literals.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace gongkai::recognize {
namespace {

constexpr double kStep = 10;          // points between neighbouring characters of a drawing
constexpr double kColumnWidth = 100;  // points, of grids written as tables
constexpr double kRowHeight = 20;
constexpr double kLineHeight = 15;    // of lines between them, printed at 10 points

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines = split(text, '\n');
  std::erase_if(lines, [](const std::string& line) { return trimmed(line).empty(); });
  return lines;
}

// The lines of a drawing without the indentation that all of them share.
std::vector<std::string> canvas_of(std::string_view drawing) {
  if (drawing.starts_with('\n')) drawing.remove_prefix(1);
  std::vector<std::string> lines = split(drawing, '\n');
  size_t indent = std::string::npos;
  for (const std::string& line : lines) indent = std::min(indent, line.find_first_not_of(' '));
  for (std::string& line : lines) line.erase(0, indent);
  return lines;
}

// Runs of ink of at least two characters in one line or column of a drawing.
template <typename At, typename Add>
void find_runs(size_t length, At at, char ink, Add add) {
  for (size_t start = 0; start < length;) {
    size_t end = start;
    while (end < length && (at(end) == ink || at(end) == '+')) ++end;
    if (end - start >= 2) add(start, end - 1);
    start = end + 1;
  }
}

std::vector<std::vector<std::string>> fields_of(std::string_view table) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : lines_of(table)) {
    std::vector<std::string>& row = rows.emplace_back();
    for (const std::string& field : split(line, '|')) {
      std::string text = trimmed(field);
      for (size_t at = text.find("⏎"); at != std::string::npos; at = text.find("⏎")) {
        text.replace(at, std::string_view("⏎").size(), "\n");
      }
      row.push_back(std::move(text));
    }
    if (row.size() != rows.front().size()) {
      throw std::logic_error(fmt::format("the row \"{}\" has not {} cells", line, rows.front().size()));
    }
  }
  return rows;
}

LayoutGrid empty_grid(const std::vector<std::vector<std::string>>& fields, bool is_ruled) {
  LayoutGrid grid;
  grid.rows = static_cast<int>(fields.size());
  grid.columns = static_cast<int>(fields.front().size());
  grid.ruled = is_ruled;
  return grid;
}

Box shifted(const Box& box, double down) {
  return {box.left, box.top + down, box.right, box.bottom + down};
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!word.empty()) text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

std::string said(const Dimensions& set) {
  return joined({set.direction, set.phase, set.fund, set.spend_type, set.timing});
}

}  // namespace

std::vector<extract::Ruling> draw(std::string_view drawing) {
  const std::vector<std::string> lines = canvas_of(drawing);
  std::vector<extract::Ruling> rulings;
  size_t width = 0;
  const auto add = [&](extract::Axis axis, size_t at, size_t from, size_t to) {
    rulings.push_back({axis, static_cast<float>(kStep * static_cast<double>(at)),
                       static_cast<float>(kStep * static_cast<double>(from)),
                       static_cast<float>(kStep * static_cast<double>(to)), 0.5F});
  };
  for (size_t y = 0; y < lines.size(); ++y) {
    width = std::max(width, lines[y].size());
    find_runs(lines[y].size(), [&](size_t x) { return lines[y][x]; }, '-',
              [&](size_t from, size_t to) { add(extract::Axis::Horizontal, y, from, to); });
  }
  for (size_t x = 0; x < width; ++x) {
    find_runs(lines.size(), [&](size_t y) { return x < lines[y].size() ? lines[y][x] : ' '; }, '|',
              [&](size_t from, size_t to) { add(extract::Axis::Vertical, x, from, to); });
  }
  return rulings;
}

std::string spans(const Grid& grid) {
  std::string text;
  int row = 0;
  for (const GridCell& cell : grid.cells) {
    if (!text.empty()) text += cell.row == row ? " " : " / ";
    text += fmt::format("{}x{}", cell.row_span, cell.column_span);
    row = cell.row;
  }
  return text;
}

Paper& Paper::draw(double x, double y, std::string_view drawing) {
  for (extract::Ruling ruling : recognize::draw(drawing)) {
    const bool horizontal = ruling.axis == extract::Axis::Horizontal;
    ruling.at += static_cast<float>(horizontal ? y : x);
    ruling.from += static_cast<float>(horizontal ? x : y);
    ruling.to += static_cast<float>(horizontal ? x : y);
    page_.rulings.push_back(ruling);
  }
  return *this;
}

Paper& Paper::print(double x, double y, std::string_view text, float size) {
  add(x, y, text, size, false);
  return *this;
}

Paper& Paper::print_on(double gap, std::string_view text) {
  const extract::Glyph last = page_.glyphs.back();
  next_run_ = last.run;
  return print(last.box.right + gap, last.box.top, text, last.size);
}

Paper& Paper::print_apart(double x, double y, std::string_view text, float size) {
  add(x, y, text, size, true);
  return *this;
}

void Paper::add(double x, double y, std::string_view text, float size, bool apart) {
  for (const char32_t code : decode_utf8(text)) {
    const double advance = code < 0x80 ? size / 2 : size;
    extract::Glyph glyph;
    glyph.code = code;
    glyph.box = {x, y, x + advance, y + size};
    glyph.size = size;
    glyph.run = next_run_;
    glyph.anchor_x = static_cast<float>(glyph.box.center_x());
    glyph.anchor_y = static_cast<float>(glyph.box.center_y());
    page_.glyphs.push_back(glyph);
    x += advance;
    next_run_ += apart;
  }
  ++next_run_;
}

std::string layout_of(const Paper& paper) {
  Diagnostics diagnostics;
  const std::string text = print(lay_out(paper.page(), diagnostics));
  return text.substr(text.find('\n') + 1);
}

LayoutGrid ruled(std::string_view table) {
  const auto fields = fields_of(table);
  LayoutGrid grid = empty_grid(fields, true);
  std::vector<size_t> at(static_cast<size_t>(grid.rows * grid.columns));  // cell at each square
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      const std::string& text = fields[static_cast<size_t>(row)][static_cast<size_t>(column)];
      size_t& here = at[static_cast<size_t>(row * grid.columns + column)];
      if (text == "<" || text == "^") {
        here = at[static_cast<size_t>(text == "<" ? row * grid.columns + column - 1
                                                  : (row - 1) * grid.columns + column)];
        LayoutCell& cell = grid.cells[here];
        cell.row_span = row - cell.row + 1;
        cell.column_span = std::max(cell.column_span, column - cell.column + 1);
      } else {
        here = grid.cells.size();
        grid.cells.push_back({row, column, 1, 1, text, std::nullopt, 0});
      }
    }
  }
  for (int column = 0; column <= grid.columns; ++column) grid.xs.push_back(kColumnWidth * column);
  grid.box = Box{0, 0, kColumnWidth * grid.columns, kRowHeight * grid.rows};
  for (LayoutCell& cell : grid.cells) {
    cell.box = Box{kColumnWidth * cell.column, kRowHeight * cell.row,
                   kColumnWidth * (cell.column + cell.column_span),
                   kRowHeight * (cell.row + cell.row_span)};
  }
  return grid;
}

LayoutGrid tabbed(std::string_view table) {
  const auto fields = fields_of(table);
  LayoutGrid grid = empty_grid(fields, false);
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      grid.cells.push_back({row, column, 1, 1,
                            fields[static_cast<size_t>(row)][static_cast<size_t>(column)],
                            std::nullopt, 0});
    }
  }
  return grid;
}

PageLayout page(int number, const std::vector<Piece>& pieces) {
  PageLayout layout{number, 595, 842, {}};
  const bool has_boxes = std::none_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
    const auto* grid = std::get_if<LayoutGrid>(&piece);
    return grid != nullptr && !grid->ruled;
  });
  double y = 50;
  for (const Piece& piece : pieces) {
    if (const auto* text = std::get_if<const char*>(&piece)) {
      TextLine line{*text, {number, std::nullopt}, 0};
      if (has_boxes) {
        line.place.box = Box{50, y, 550, y + 10};
        line.font_size = 10;
      }
      layout.blocks.emplace_back(std::move(line));
      y += kLineHeight;
      continue;
    }
    LayoutGrid grid = std::get<LayoutGrid>(piece);
    if (has_boxes) {
      grid.box = shifted(*grid.box, y);
      for (LayoutCell& cell : grid.cells) cell.box = shifted(*cell.box, y);
      y = grid.box->bottom + kLineHeight;
    }
    layout.blocks.emplace_back(std::move(grid));
  }
  return layout;
}

std::vector<ReadTable> read_tables(const std::vector<PageLayout>& pages) {
  Diagnostics diagnostics;
  JoinedDocument document = join_tables(pages, built_in_schemas(), diagnostics);
  std::vector<ReadTable> tables;
  for (JoinedTable& joined_table : document.tables) {
    ReadTable table{std::move(joined_table), {}, {}};
    table.columns = read_columns(table.joined, built_in_schemas(), diagnostics);
    table.entries = read_rows(table.joined, table.columns, built_in_schemas());
    tables.push_back(std::move(table));
  }
  return tables;
}

ReadTable read_table(const char* title, std::string_view table) {
  std::vector<ReadTable> tables = read_tables({page(1, {title, "单位：万元", ruled(table)})});
  if (tables.size() != 1) throw std::logic_error(fmt::format("{} tables, not one", tables.size()));
  return std::move(tables.front());
}

std::vector<std::string> facts(const ReadTable& table) {
  std::vector<std::string> result;
  for (const Entry& entry : table.entries) {
    const std::string kind = entry.row_kind == RowKind::Item ? "" : fmt::format("({})", name_of(entry.row_kind));
    const std::string item = entry.three_public.empty() ? "" : "=" + entry.three_public;
    result.push_back(joined({entry.raw, entry.item}) + ": " +
                     joined({said(entry.dimensions), kind, entry.memo ? "memo" : "", item}));
  }
  return result;
}

std::vector<std::string> headings(const ReadTable& table) {
  std::vector<std::string> result;
  for (const Column& column : table.columns) {
    const std::string item = column.meaning.three_public.empty() ? "" : "=" + column.meaning.three_public;
    const bool label = column.role == ColumnRole::Code || column.role == ColumnRole::CodePart ||
                       column.role == ColumnRole::Name;
    result.push_back(column.label + ": " +
                     joined({std::string(name_of(column.role)), label ? column.meaning.system : "",
                             column.role == ColumnRole::Money ? said(column.meaning.set) : "", column.meaning.memo ? "memo" : "", item,
                             column.unit}));
  }
  return result;
}

std::vector<std::string> labels(const ReadTable& table) {
  std::vector<std::string> result;
  for (const Entry& entry : table.entries) {
    std::vector<std::string> words{entry.raw};
    for (const Label& label : entry.labels) words.push_back(label.text);
    result.push_back(joined(words));
  }
  return result;
}

}  // namespace gongkai::recognize
