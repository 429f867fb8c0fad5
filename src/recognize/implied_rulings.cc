#include "recognize/implied_rulings.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "base/text.h"
#include "recognize/row_label.h"
#include "recognize/table_header.h"

namespace gongkai::recognize {
namespace {

using extract::Axis;
using extract::Ruling;

constexpr size_t kFewestRows = 3;       // lines with money, so that they are no accident
constexpr size_t kMostHeadingLines = 7;  // those of a heading of three rows, some of which wrap
constexpr size_t kMostColumns = 60;     // more than any table of a disclosure has
constexpr double kNextLine = 3.5;       // heights of a line to the next one of the same table
constexpr double kClose = 1.3;          // heights to the other lines of a heading of several lines
constexpr size_t kRestBytes = 12;       // four characters: what a heading's last line holds at most, where a row follows
constexpr double kAligned = 3.0;        // points; ends of the numbers of a column
constexpr double kCentred = 0.1;        // of their width; a heading over several columns stands in their middle
constexpr double kMargin = 3.0;         // points from the outermost text to the border

// Lines [first, end) of a page, of which those before `body` are headings.
struct Region {
  size_t first = 0;
  size_t body = 0;
  size_t end = 0;
};

struct Interval {
  double from = 0;
  double to = 0;
};

double top_of(const ChunkLine& line) {
  double top = line.front().box.top;
  for (const Chunk& chunk : line) top = std::min(top, chunk.box.top);
  return top;
}

double bottom_of(const ChunkLine& line) {
  double bottom = line.front().box.bottom;
  for (const Chunk& chunk : line) bottom = std::max(bottom, chunk.box.bottom);
  return bottom;
}

double middle_of(const ChunkLine& line) { return (top_of(line) + bottom_of(line)) / 2; }

// Money as no page number, year or code is printed.
bool is_plain_money(const Chunk& chunk) {
  return chunk.text.find_first_of(".,") != std::string::npos && is_money_text(chunk.text);
}

// Sentences, in which wide gaps stand around numbers: 比上年增加  116.78  万元，主要原因是…
bool is_prose(const ChunkLine& line) {
  static const RE2 kProse("[，。；：]|^[,;]|^(万|亿|百|千)?元|^万$|^%|、$|(为|是|增加|减少|增长|下降)$");
  return std::any_of(line.begin(), line.end(), [&](const Chunk& chunk) {
    return !is_plain_money(chunk) && &chunk != &line.front() ? RE2::PartialMatch(chunk.text, kProse)
                                                             : chunk.text.find("，") != std::string::npos;
  });
}

bool holds_money(const ChunkLine& line) {
  return !is_prose(line) && std::any_of(line.begin(), line.end(), is_plain_money);
}

// A row of its own; one whose name is wrapped around it holds money alone.
bool is_row(const ChunkLine& line) { return line.size() >= 2 && holds_money(line); }

// 单位名称：X      单位：万元, above a table.
bool declares(const ChunkLine& line) {
  static const RE2 kLabel("^(金额)?单位(名称)?[:：]|[:：]$|^(编制)?(部门|单位)[:：]");
  return std::any_of(line.begin(), line.end(), [](const Chunk& chunk) { return RE2::PartialMatch(chunk.text, kLabel); });
}

double overlap(const Box& box, const Interval& interval) {
  return std::min(box.right, interval.to) - std::max(box.left, interval.from);
}

class TableFinder {
 public:
  TableFinder(const std::vector<ChunkLine>& lines, const std::vector<Ruling>& drawn) : lines_(lines), drawn_(drawn) {}

  ImpliedTables find() {
    ImpliedTables found;
    size_t free = 0;  // lines before it belong to tables
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (!is_row(lines_[i])) continue;
      const std::optional<Region> region = region_from(i, free);
      std::optional<ImpliedTable> table = region ? table_with_joined_headings(*region) : std::nullopt;
      if (!table) {
        found.left.push_back(&lines_[i]);
        continue;
      }
      found.tables.push_back(std::move(*table));
      free = region->end;
      i = region->end - 1;
    }
    return found;
  }

 private:
  bool is_near(size_t above, size_t below, double heights) const {
    const ChunkLine& line = lines_[above];
    return middle_of(lines_[below]) - middle_of(line) < heights * (bottom_of(line) - top_of(line));
  }

  // The rows from the first one on, with the lines that wrapped names take, and the headings above.
  std::optional<Region> region_from(size_t row, size_t free) const {
    size_t rows = 1;
    size_t end = row + 1;
    for (size_t i = row + 1; i < lines_.size() && is_near(i - 1, i, kNextLine); ++i) {
      if (holds_money(lines_[i])) {
        ++rows;
        end = i + 1;
      } else if (i + 1 - end > 2 || declares(lines_[i])) {
        break;  // a name is wrapped once or twice; a unit of money belongs to the next table
      }
    }
    if (rows < kFewestRows) return std::nullopt;
    // The rest of a name that the last row wraps.
    if (end < lines_.size() && lines_[end].size() == 1 && is_near(end - 1, end, kClose)) ++end;
    size_t first = row;
    while (first > free && row - first < kMostHeadingLines && is_heading(first - 1, free)) --first;
    return Region{first, row, end};
  }

  // A line of several texts, or one of a single text that has such a line close above.
  bool is_heading(size_t line, size_t free) const {
    if (declares(lines_[line]) || !is_near(line, line + 1, kNextLine)) return false;
    if (lines_[line].size() >= 2 || stands_between(line)) return true;
    const bool rest = lines_[line].front().text.size() <= kRestBytes || is_near(line, line + 1, kClose);
    return line > free && lines_[line - 1].size() >= 2 && !declares(lines_[line - 1]) && is_near(line - 1, line, kClose) && rest;
  }

  // The only heading of its row that is not merged with the row below: those that are stand beside it, half a row lower.
  bool stands_between(size_t line) const {
    const Box& box = lines_[line].front().box;
    const ChunkLine& below = lines_[line + 1];
    const auto is_between = [&](const ChunkLine& texts) { return texts.front().box.left < box.left && box.right < texts.back().box.right; };
    return is_near(line, line + 1, kClose) && below.size() >= 2 && (is_between(below) || (line + 2 < lines_.size() && is_between(lines_[line + 2]))) &&
           std::none_of(below.begin(), below.end(), [&](const Chunk& chunk) { return overlap(chunk.box, {box.left, box.right}) > 0; });
  }

  // Columns --------------------------------------------------------------------------------------

  // What the texts of the rows cover, from the left; headings over a column of blank cells make one, too.
  std::vector<Interval> columns_of(const Region& region) const {
    std::vector<Interval> columns = united(texts_of_body(region));
    for (size_t i = region.body; i-- > region.first;) {
      for (const Chunk& chunk : lines_[i]) take_heading(chunk.box, columns);
    }
    return with_their_headings(region, columns);
  }

  bool holds_text(const Interval& column, size_t first, size_t end) const {
    for (size_t i = first; i < end; ++i) {
      if (std::any_of(lines_[i].begin(), lines_[i].end(), [&](const Chunk& chunk) { return overlap(chunk.box, column) > 0; })) return true;
    }
    return false;
  }

  // Numbers at the right of a wide column, and its heading in the middle: neither stands below the other. A column
  // without heading goes with the one before it that holds nothing else, or with the one behind it, where it is the
  // first of its neighbours.
  std::vector<Interval> with_their_headings(const Region& region, const std::vector<Interval>& columns) const {
    enum class Kind { Whole, Heading, Body };
    // A heading over several columns is not the own one of any.
    const auto is_own = [&](const Chunk& heading) {
      return std::count_if(columns.begin(), columns.end(), [&](const Interval& column) { return overlap(heading.box, column) > 0; }) == 1;
    };
    const auto kind_of = [&](size_t c) {
      if (!holds_text(columns[c], region.body, region.end)) return Kind::Heading;
      for (size_t i = region.first; i < region.body; ++i) {
        // Nor is one whose line stands above the heading of the column before it, where that is nothing but a heading.
        const bool group = c > 0 && !holds_text(columns[c - 1], region.body, region.end) && holds_text(columns[c - 1], i + 1, region.body);
        for (const Chunk& heading : lines_[i]) {
          if (overlap(heading.box, columns[c]) > 0 && is_own(heading) && !group) return Kind::Whole;
        }
      }
      return Kind::Body;
    };
    std::vector<Interval> joined;
    bool behind = false;  // headings stand to the right of their numbers
    Kind last = Kind::Whole;
    for (size_t c = 0; c < columns.size(); ++c) {
      const Kind kind = kind_of(c);
      if (last == Kind::Whole) behind = kind == Kind::Body;
      const bool pair = behind ? last == Kind::Body && kind == Kind::Heading : last == Kind::Heading && kind == Kind::Body;
      if (pair) {
        joined.back().to = columns[c].to;
        last = Kind::Heading;  // complete: what follows begins anew
        if (!behind) last = Kind::Whole;
        continue;
      }
      joined.push_back(columns[c]);
      last = kind;
    }
    return joined;
  }

  std::vector<Interval> texts_of_body(const Region& region) const {
    std::vector<Interval> covered;
    for (size_t i = region.body; i < region.end; ++i) {
      for (const Chunk& chunk : lines_[i]) covered.push_back({chunk.box.left, chunk.box.right});
    }
    return covered;
  }

  static std::vector<Interval> united(std::vector<Interval> intervals) {
    std::sort(intervals.begin(), intervals.end(), [](const Interval& a, const Interval& b) { return a.from < b.from; });
    std::vector<Interval> result;
    for (const Interval& next : intervals) {
      if (result.empty() || next.from > result.back().to) {
        result.push_back(next);
      } else {
        result.back().to = std::max(result.back().to, next.to);
      }
    }
    return result;
  }

  // A heading over one column widens it, as far as its neighbours let it; one over none makes one.
  static void take_heading(const Box& heading, std::vector<Interval>& columns) {
    std::vector<Interval*> under;
    for (Interval& column : columns) {
      if (overlap(heading, column) > 0) under.push_back(&column);
    }
    if (under.empty()) {
      columns.push_back({heading.left, heading.right});
      std::sort(columns.begin(), columns.end(), [](const Interval& a, const Interval& b) { return a.from < b.from; });
    } else if (under.size() == 1) {
      Interval* column = under.front();
      const double before = column == columns.data() ? heading.left : column[-1].to;
      const double behind = column == &columns.back() ? heading.right : column[1].from;
      column->from = std::min(column->from, std::max(heading.left, before));
      column->to = std::max(column->to, std::min(heading.right, behind));
    }
  }

  // Numbers of a column end (or begin, or stand) below each other.
  bool is_aligned(const Region& region, const std::vector<Interval>& columns) const {
    return std::any_of(columns.begin(), columns.end(), [&](const Interval& column) {
      std::vector<const Box*> numbers;
      for (size_t i = region.body; i < region.end; ++i) {
        for (const Chunk& chunk : lines_[i]) {
          if (is_plain_money(chunk) && overlap(chunk.box, column) > 0) numbers.push_back(&chunk.box);
        }
      }
      return numbers.size() >= kFewestRows && (share_place(numbers, [](const Box& box) { return box.right; }) ||
                                               share_place(numbers, [](const Box& box) { return box.left; }) ||
                                               share_place(numbers, [](const Box& box) { return box.center_x(); }));
    });
  }

  template <typename Place>
  static bool share_place(const std::vector<const Box*>& numbers, const Place& place) {
    std::vector<double> places;
    for (const Box* box : numbers) places.push_back(place(*box));
    std::sort(places.begin(), places.end());
    const double median = places[places.size() / 2];
    const auto near = std::count_if(places.begin(), places.end(),
                                    [&](double at) { return std::abs(at - median) < kAligned; });
    return 5 * static_cast<size_t>(near) >= 4 * places.size();
  }

  // Rows -----------------------------------------------------------------------------------------

  // The lines of the body between each two rulings that are drawn across it.
  std::vector<Interval> bands_of(const Region& region, const std::vector<double>& drawn) const {
    std::vector<Interval> bands;
    auto last = drawn.end();
    for (size_t i = region.body; i < region.end; ++i) {
      const auto below = std::lower_bound(drawn.begin(), drawn.end(), middle_of(lines_[i]));
      if (bands.empty() || below != last) bands.push_back({top_of(lines_[i]), bottom_of(lines_[i])});
      last = below;
      bands.back().from = std::min(bands.back().from, top_of(lines_[i]));
      bands.back().to = std::max(bands.back().to, bottom_of(lines_[i]));
    }
    return bands;
  }

  // Rows whose amounts are blank: lines that begin as an item does, or as far from their neighbours as rows stand.
  std::vector<size_t> starts_without_money(const Region& region, const std::vector<size_t>& starts) const {
    constexpr double kOfPitch = 0.9;
    std::vector<double> pitches;
    for (size_t i = 1; i < starts.size(); ++i) {
      if (starts[i] == starts[i - 1] + 1) pitches.push_back(distance(starts[i], starts[i - 1]));
    }
    std::sort(pitches.begin(), pitches.end());
    const double pitch = pitches.empty() ? 0 : pitches[pitches.size() / 2];
    std::vector<size_t> found;
    for (size_t i = region.body; i < region.end; ++i) {
      if (holds_money(lines_[i])) continue;
      const bool item = std::any_of(lines_[i].begin(), lines_[i].end(), [](const Chunk& chunk) { return begins_item(chunk.text); });
      const bool apart = pitch > 0 && (i == region.body || distance(i, i - 1) >= kOfPitch * pitch) &&
                         (i + 1 == region.end || distance(i, i + 1) >= kOfPitch * pitch);
      if (item || apart) found.push_back(i);
    }
    return found;
  }

  // 1.因公出国, （二）政府性基金, 其中：…, 2080505
  static bool begins_item(const std::string& text) {
    static const RE2 kCode("^[1-5]\\d{2}(\\d{2}){0,2}($|\\D)");
    const RowLabel label = parse_row_label(text);
    return label.ordinal > 0 || label.of_which || RE2::PartialMatch(text, kCode);
  }

  // Lines of each row: another line without money is the rest of the row that it stands nearer to.
  std::vector<Interval> rows_of(const Region& region, const std::vector<double>& drawn) const {
    std::vector<Interval> rows;
    for (size_t i = region.first; i < region.body; ++i) rows.push_back({top_of(lines_[i]), bottom_of(lines_[i])});
    const size_t headings = rows.size();
    std::vector<size_t> starts;
    for (size_t i = region.body; i < region.end; ++i) {
      if (holds_money(lines_[i])) starts.push_back(i);
    }
    if (std::vector<Interval> bands = bands_of(region, drawn); bands.size() >= starts.size()) {
      rows.insert(rows.end(), bands.begin(), bands.end());
      return rows;
    }
    for (const size_t i : starts_without_money(region, starts)) starts.push_back(i);
    if (starts.empty() && region.body < region.end) starts.push_back(region.body);
    std::sort(starts.begin(), starts.end());
    for (const size_t i : starts) rows.push_back({top_of(lines_[i]), bottom_of(lines_[i])});
    size_t next = 0;  // of starts, behind the line
    for (size_t i = region.body; i < region.end; ++i) {
      while (next < starts.size() && starts[next] <= i) ++next;
      if (next > 0 && starts[next - 1] == i) continue;
      const bool below = next == 0 || (next < starts.size() && distance(i, starts[next]) < distance(i, starts[next - 1]));
      Interval& row = rows[headings + (below ? next : next - 1)];
      row.from = std::min(row.from, top_of(lines_[i]));
      row.to = std::max(row.to, bottom_of(lines_[i]));
    }
    return rows;
  }

  double distance(size_t a, size_t b) const { return std::abs(middle_of(lines_[a]) - middle_of(lines_[b])); }

  // The y of the rulings that run across most of a width, in order.
  std::vector<double> drawn_across(const Interval& width) const {
    std::vector<double> across;
    for (const Ruling& ruling : drawn_) {
      const double shared = std::min<double>(ruling.to, width.to) - std::max<double>(ruling.from, width.from);
      if (ruling.axis == Axis::Horizontal && 2 * shared > width.to - width.from) across.push_back(ruling.at);
    }
    std::sort(across.begin(), across.end());
    return across;
  }

  // From border to border: where the texts end, or the rulings above and below them.
  Interval width_of(const Interval& texts, double top, double bottom) const {
    Interval width = texts;
    for (const Ruling& ruling : drawn_) {
      const double shared = std::min<double>(ruling.to, texts.to) - std::max<double>(ruling.from, texts.from);
      const bool across = ruling.axis == Axis::Horizontal && 2 * shared > texts.to - texts.from;
      if (!across || ruling.at < top || ruling.at > bottom) continue;
      width.from = std::min<double>(width.from, ruling.from);
      width.to = std::max<double>(width.to, ruling.to);
    }
    return width;
  }

  // Borders of the rows, from the top one to the bottom one; a ruling that is drawn between two of them
  // is their border.
  static std::vector<double> borders_of(const std::vector<Interval>& rows, const std::vector<double>& drawn) {
    std::vector<double> borders;
    for (size_t i = 0; i <= rows.size(); ++i) {
      const double above = i == 0 ? rows.front().from - 4 * kMargin : rows[i - 1].to - kMargin;
      const double below = i == rows.size() ? rows.back().to + 4 * kMargin : rows[i].from + kMargin;
      const auto ruling = std::lower_bound(drawn.begin(), drawn.end(), above);
      if (ruling != drawn.end() && *ruling < below) {
        borders.push_back(*ruling);
      } else if (i == 0) {
        borders.push_back(rows.front().from - kMargin);
      } else {
        borders.push_back(i == rows.size() ? rows.back().to + kMargin : (rows[i - 1].to + rows[i].from) / 2);
      }
    }
    return borders;
  }

  // Headings --------------------------------------------------------------------------------------

  // Lines of a heading that its column wraps stand nearer to each other than rows do: they are one text.
  std::optional<ImpliedTable> table_with_joined_headings(const Region& region) const {
    std::vector<ChunkLine> lines(lines_.begin() + static_cast<long>(region.first), lines_.begin() + static_cast<long>(region.end));
    const size_t headings = region.body - region.first;
    const double pitch = least_pitch(region);
    for (size_t below = headings; below-- > 1;) {
      std::erase_if(lines[below], [&](const Chunk& rest) { return goes_on_above(rest, lines, below, pitch); });
    }
    if (headings >= 3) {
      if (rules_headings(region)) lower_middle_lines(lines, headings, pitch);
      else lower_headings(region, lines, headings);
    }
    size_t kept = 0;
    for (size_t i = 0; i < headings; ++i) kept += !lines[i].empty();
    std::erase_if(lines, [](const ChunkLine& line) { return line.empty(); });
    return TableFinder(lines, drawn_).table_of({0, kept, lines.size()});
  }

  // Headings that are merged over several rows are printed in the middle of them, half a row or more above those of
  // the lowest row: they are moved there.
  void lower_headings(const Region& region, std::vector<ChunkLine>& lines, size_t headings) const {
    size_t lowest = headings;
    while (lowest > 0 && lines[lowest - 1].empty()) --lowest;
    if (lowest < 3) return;
    const std::vector<Interval> body = united(texts_of_body(region));
    ChunkLine& last = lines[lowest - 1];
    for (size_t k = 1; k + 1 < lowest; ++k) {
      for (size_t i = 0; i < lines[k].size();) {
        if (!is_lowest(lines[k][i], lines, k + 1, lowest) || !has_column(lines[k][i].box, last, body)) {
          ++i;
          continue;
        }
        last.push_back(std::move(lines[k][i]));
        lines[k].erase(lines[k].begin() + static_cast<long>(i));
        std::sort(last.begin(), last.end(), [](const Chunk& one, const Chunk& other) { return one.box.left < other.box.left; });
      }
    }
  }

  // Where rulings are drawn among the headings, a line of such headings alone, between two others.
  static void lower_middle_lines(std::vector<ChunkLine>& lines, size_t headings, double pitch) {
    constexpr double kOfPitch = 1.3;
    for (size_t k = 1; k + 1 < headings; ++k) {
      if (lines[k - 1].empty() || lines[k].empty() || lines[k + 1].empty()) continue;
      if (middle_of(lines[k + 1]) - middle_of(lines[k - 1]) > kOfPitch * pitch) continue;
      const bool stands_over = std::any_of(lines[k].begin(), lines[k].end(), [&](const Chunk& chunk) {
        const auto meets = [&](const Chunk& other) { return overlap(other.box, {chunk.box.left, chunk.box.right}) > 0; };
        return std::any_of(lines[k + 1].begin(), lines[k + 1].end(), meets) || std::any_of(lines[k - 1].begin(), lines[k - 1].end(), meets);
      });
      if (stands_over) continue;
      ChunkLine& below = lines[k + 1];
      below.insert(below.end(), lines[k].begin(), lines[k].end());
      std::sort(below.begin(), below.end(), [](const Chunk& a, const Chunk& b) { return a.box.left < b.box.left; });
      lines[k].clear();
    }
  }

  // Rulings are drawn among the headings. REQUIRES: there are headings.
  bool rules_headings(const Region& region) const {
    const double top = top_of(lines_[region.first]), bottom = bottom_of(lines_[region.body - 1]);
    return std::any_of(drawn_.begin(), drawn_.end(), [&](const Ruling& ruling) {
      return ruling.axis == Axis::Horizontal && ruling.at > top && ruling.at < bottom;
    });
  }

  static bool is_lowest(const Chunk& heading, const std::vector<ChunkLine>& lines, size_t from, size_t to) {
    for (size_t i = from; i < to; ++i) {
      for (const Chunk& below : lines[i]) {
        if (overlap(below.box, {heading.box.left, heading.box.right}) > 0) return false;
      }
    }
    return true;
  }

  // Texts of the body stand below the heading; or between the headings beside it, one more than those have.
  static bool has_column(const Box& heading, const ChunkLine& beside, const std::vector<Interval>& body) {
    double left = 0, right = std::numeric_limits<double>::max();
    for (const Chunk& other : beside) {
      if (other.box.right < heading.left) left = std::max(left, other.box.right);
      if (other.box.left > heading.right) right = std::min(right, other.box.left);
    }
    int between = 0;
    for (const Interval& column : body) {
      if (overlap(heading, column) > 0) return true;
      const double middle = (column.from + column.to) / 2;
      between += middle > left && middle < right;
    }
    return between >= 2;
  }

  // From one line with money to the next.
  double least_pitch(const Region& region) const {
    double least = std::numeric_limits<double>::max();
    size_t last = region.body;
    for (size_t i = region.body + 1; i < region.end; ++i) {
      if (!holds_money(lines_[i])) continue;
      least = std::min(least, distance(last, i));
      last = i;
    }
    return least;
  }

  // Joins the text to the one that it goes on, which begins or is centred over it.
  static bool goes_on_above(const Chunk& rest, std::vector<ChunkLine>& lines, size_t below, double pitch) {
    constexpr double kOfPitch = 0.85;
    for (size_t above = below; above-- > 0;) {
      for (Chunk& chunk : lines[above]) {
        const double height = rest.box.height();
        const double down = rest.box.bottom - chunk.box.bottom;
        const bool near = down > 0.5 * height && down < kOfPitch * pitch && rest.box.top - chunk.box.bottom < 0.5 * height;
        const bool in_line = std::abs(rest.box.left - chunk.box.left) < kAligned || std::abs(rest.box.center_x() - chunk.box.center_x()) < kAligned;
        if (!near || !in_line) continue;
        chunk.text += rest.text;
        chunk.box = unite(chunk.box, rest.box);
        return true;
      }
    }
    return false;
  }

  // The table -------------------------------------------------------------------------------------

  std::optional<ImpliedTable> table_of(Region region) const {
    while (region.body > region.first && begins_first_row(region)) --region.body;
    const std::vector<Interval> columns = columns_of(region);
    if (columns.size() < 2 || columns.size() > kMostColumns || !is_aligned(region, columns)) return std::nullopt;
    const Interval texts{columns.front().from - kMargin, columns.back().to + kMargin};
    const std::vector<double> drawn = drawn_across(texts);
    const std::vector<Interval> rows = rows_of(region, drawn);
    const Interval width = width_of(texts, rows.front().from - 4 * kMargin, rows.back().to + 4 * kMargin);
    const std::vector<double> borders = borders_of(rows, drawn);
    ImpliedTable table{{width.from, borders.front(), width.to, borders.back()},
                       static_cast<int>(rows.size()), static_cast<int>(columns.size()), {}};
    const auto draw = [&](Axis axis, double at, double from, double to) {
      table.rulings.push_back({axis, static_cast<float>(at), static_cast<float>(from), static_cast<float>(to), 0});
    };
    for (const double y : borders) {
      if (!std::binary_search(drawn.begin(), drawn.end(), y)) draw(Axis::Horizontal, y, width.from, width.to);
    }
    draw(Axis::Vertical, width.from, borders.front(), borders.back());
    draw(Axis::Vertical, width.to, borders.front(), borders.back());
    const size_t headings = region.body - region.first;
    std::vector<std::vector<Span>> spans;
    for (size_t r = 0; r < headings; ++r) spans.push_back(spans_of(region, region.first + r, columns));
    for (size_t c = 1; c < columns.size(); ++c) {
      const double x = (columns[c - 1].to + columns[c].from) / 2;
      for (size_t r = 0; r < headings; ++r) {
        const bool together = std::any_of(spans[r].begin(), spans[r].end(), [&](const Span& span) { return span.first < c && c <= span.second; });
        if (!together) draw(Axis::Vertical, x, borders[r], borders[r + 1]);
      }
      draw(Axis::Vertical, x, borders[headings], borders.back());
    }
    return table;
  }

  // The line above the first one with money is the beginning of its names: it begins as an item does, or no ruling
  // parts it from the body, as rulings part the rows.
  bool begins_first_row(const Region& region) const {
    const ChunkLine& line = lines_[region.body - 1];
    if (std::any_of(line.begin(), line.end(), [](const Chunk& chunk) { return begins_item(chunk.text); })) return true;
    Interval texts{line.front().box.left, line.back().box.right};
    for (size_t i = region.first; i < region.end; ++i) {
      texts = {std::min(texts.from, lines_[i].front().box.left), std::max(texts.to, lines_[i].back().box.right)};
    }
    const std::vector<double> drawn = drawn_across(texts);
    const auto below = [&](size_t i) { return std::lower_bound(drawn.begin(), drawn.end(), middle_of(lines_[i])); };
    return below(region.body - 1) == below(region.body) && below(region.body) != below(region.end - 1);
  }

  using Span = std::pair<size_t, size_t>;  // the first and the last column

  // The columns that each heading of line `at` stands over; none is below two of them.
  std::vector<Span> spans_of(const Region& region, size_t at, const std::vector<Interval>& columns) const {
    std::vector<Span> spans;
    for (const Chunk& chunk : lines_[at]) {
      spans.push_back(span_of(chunk, region, at, columns, spans.empty() ? 0 : spans.back().second + 1));
    }
    return spans;
  }

  // The columns that a heading of line `at` stands over: those that it touches and, where they have
  // headings of their own below, those beside them that the line says nothing else of: to the right of a
  // heading that begins where its column does, else so many that it stands in their middle.
  // None of them is before `from`, unless it touches them.
  Span span_of(const Chunk& chunk, const Region& region, size_t at, const std::vector<Interval>& columns, size_t from) const {
    size_t first = 0;
    while (first + 1 < columns.size() && overlap(chunk.box, columns[first]) <= 0) ++first;
    size_t last = first;
    while (last + 1 < columns.size() && overlap(chunk.box, columns[last + 1]) > 0) ++last;
    if (!is_headed(columns[first], at + 1, region.body)) return {first, last};
    const auto is_free = [&](size_t c) {
      const bool taken = std::any_of(lines_[at].begin(), lines_[at].end(), [&](const Chunk& other) {
        return &other != &chunk && overlap(other.box, columns[c]) > 0;
      });
      return !taken && is_headed_below(chunk, columns[c], at + 1, region.body);
    };
    size_t left = first;
    size_t right = last;
    while (right + 1 < columns.size() && is_free(right + 1)) ++right;
    if (begins_with(chunk, columns[first], region)) return {first, right};
    while (left > from && is_free(left - 1)) --left;

    return centred(chunk, {first, last}, {left, right}, columns, [&](size_t c) { return middle_of_heading(columns[c], at + 1, region.body); });
  }

  // Of the spans between the narrowest and the widest, the one that the heading stands in the middle of: of its columns,
  // or of their headings, as numbers at the right of a column say nothing of its left. The narrowest counts only where
  // none does.
  template <typename MiddleOfHeading>
  static Span centred(const Chunk& chunk, Span narrowest, Span widest, const std::vector<Interval>& columns,
                      const MiddleOfHeading& middle_of_heading) {
    Span best = narrowest;
    double least = kCentred;
    for (size_t left = widest.first; left <= narrowest.first; ++left) {
      for (size_t right = narrowest.second; right <= widest.second; ++right) {
        const double width = columns[right].to - columns[left].from;
        const double off = std::abs((columns[left].from + columns[right].to) / 2 - chunk.box.center_x()) / width;
        const double off_headings = std::abs((middle_of_heading(left) + middle_of_heading(right)) / 2 - chunk.box.center_x()) / width;
        if (Span(left, right) == narrowest || std::min(off, off_headings) >= least) continue;
        least = std::min(off, off_headings);
        best = {left, right};
      }
    }
    return best;
  }

  double middle_of_heading(const Interval& column, size_t first, size_t end) const {
    for (size_t line = end; line-- > first;) {
      for (const Chunk& heading : lines_[line]) {
        if (overlap(heading.box, column) > 0) return heading.box.center_x();
      }
    }
    return (column.from + column.to) / 2;
  }

  // The next heading of the column stands below the line of `upper`: one that is merged over the rows of both is
  // printed between them.
  bool is_headed_below(const Chunk& upper, const Interval& column, size_t first, size_t end) const {
    constexpr double kReach = 0.1;  // of its height
    for (size_t line = first; line < end; ++line) {
      for (const Chunk& heading : lines_[line]) {
        if (overlap(heading.box, column) > 0) return heading.box.top > upper.box.bottom - kReach * upper.box.height();
      }
    }
    return false;
  }

  bool is_headed(const Interval& column, size_t first, size_t end) const {
    for (size_t line = first; line < end; ++line) {
      const bool here = std::any_of(lines_[line].begin(), lines_[line].end(),
                                    [&](const Chunk& heading) { return overlap(heading.box, column) > 0; });
      if (here) return true;
    }
    return false;
  }

  // The heading and most texts of its column begin at the same place.
  bool begins_with(const Chunk& heading, const Interval& column, const Region& region) const {
    size_t texts = 0;
    size_t near = 0;
    for (size_t i = region.body; i < region.end; ++i) {
      for (const Chunk& chunk : lines_[i]) {
        if (overlap(chunk.box, column) <= 0) continue;
        ++texts;
        near += std::abs(chunk.box.left - heading.box.left) < kAligned;
      }
    }
    return 2 * near > texts;
  }

  const std::vector<ChunkLine>& lines_;
  const std::vector<Ruling>& drawn_;
};

}  // namespace

ImpliedTables imply_rulings(const std::vector<ChunkLine>& lines, const std::vector<Ruling>& drawn) {
  return TableFinder(lines, drawn).find();
}

}  // namespace gongkai::recognize
