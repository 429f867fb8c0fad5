#include "app/show.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <system_error>

#include "app/failure.h"
#include "app/page_svg.h"
#include "app/pipeline.h"
#include "app/print.h"
#include "base/text.h"
#include "extract/page_picture.h"
#include "recognize/page_layout.h"

namespace gongkai::app {
namespace {

using extract::Page;

constexpr double kPictureDpi = 108;  // 1.5 pixels a point, as the SVG is shown

// The values of the stages up to the wanted one; later ones are left empty.
Readout read_up_to(const ShowOptions& options) {
  if (options.stage == Stage::Tables || options.stage == Stage::Facts) {
    return read(extract::load(options.file), load_knowledge(options.schemas));
  }
  Readout readout;
  readout.document = extract::read_document(options.file);
  return readout;
}

// What happened on one page (0: what concerns no page).
Diagnostics on_page(const Diagnostics& all, int page) {
  Diagnostics some;
  std::copy_if(all.begin(), all.end(), std::back_inserter(some),
               [&](const Diagnostic& d) { return d.page == page; });
  return some;
}

normalize::Ledger on_page(const normalize::Ledger& all, int page) {
  normalize::Ledger some;
  some.document = all.document;
  const auto is_here = [&](const auto& fact) { return fact.place.page == page; };
  std::copy_if(all.amounts.begin(), all.amounts.end(), std::back_inserter(some.amounts), is_here);
  std::copy_if(all.figures.begin(), all.figures.end(), std::back_inserter(some.figures), is_here);
  std::copy_if(all.checks.begin(), all.checks.end(), std::back_inserter(some.checks),
               [&](const normalize::CheckResult& check) { return check.page == page; });
  some.diagnostics = on_page(all.diagnostics, page);
  return some;
}

std::optional<recognize::Table> on_page(const recognize::Table& all, int page) {
  if (page < all.first_page || page > all.last_page) return std::nullopt;
  recognize::Table some = all;
  const auto is_elsewhere = [&](const auto& part) { return part.place.page != page; };
  std::erase_if(some.cells, is_elsewhere);
  std::erase_if(some.entries, is_elsewhere);
  return some;
}

std::string text_of_page(const Readout& readout, const Page& page, Stage stage) {
  switch (stage) {
    case Stage::Ink: return print(page) + print(on_page(readout.document.diagnostics, page.number));
    case Stage::Grid: {
      Diagnostics diagnostics;
      const std::string layout = recognize::print(recognize::lay_out(page, diagnostics));
      return layout + print(diagnostics);
    }
    case Stage::Tables: {
      std::string out;
      for (const recognize::Table& table : readout.reading.tables) {
        if (const auto part = on_page(table, page.number)) out += print(*part);
      }
      return out + print(on_page(readout.reading.diagnostics, page.number));
    }
    case Stage::Facts: return print(on_page(readout.ledger, page.number));
  }
  return "";
}

std::string text_of_document(const Readout& readout, Stage stage) {
  std::string out;
  if (stage == Stage::Tables) {  // each table once, with all its pages
    for (const recognize::Table& table : readout.reading.tables) out += print(table);
    return out + print(readout.reading.diagnostics);
  }
  if (stage == Stage::Facts) return print(readout.ledger);
  for (const Page& page : readout.document.pages) out += text_of_page(readout, page, stage);
  return out;
}

// Collects marks; boxes of the upright page become those of the page as displayed.
class Marks {
 public:
  explicit Marks(const Page& page) : page_(page) {}

  void add(const std::optional<Box>& box, const char* kind, std::string tooltip) {
    if (box) marks_.push_back({extract::as_displayed(page_, *box), kind, std::move(tooltip)});
  }
  std::vector<Mark> take() { return std::move(marks_); }

 private:
  const Page& page_;
  std::vector<Mark> marks_;
};

void mark_ink(const Page& page, Marks& marks) {
  for (const extract::Ruling& r : page.rulings) {
    const double half = r.thickness / 2;
    const Box box = r.axis == extract::Axis::Horizontal
                        ? Box{r.from, r.at - half, r.to, r.at + half}
                        : Box{r.at - half, r.from, r.at + half, r.to};
    marks.add(box, "ruling", fmt::format("{:.1f} points thick", r.thickness));
  }
  for (const extract::Glyph& glyph : page.glyphs) {
    if (!is_space(glyph.code)) marks.add(glyph.box, "text", encode_utf8({&glyph.code, 1}));
  }
}

void mark_grid(const Page& page, Marks& marks) {
  Diagnostics ignored;  // shown as text
  for (const recognize::Block& block : recognize::lay_out(page, ignored).blocks) {
    if (const auto* line = std::get_if<recognize::TextLine>(&block)) {
      marks.add(line->place.box, "line", line->text);
      continue;
    }
    for (const recognize::LayoutCell& cell : std::get<recognize::LayoutGrid>(block).cells) {
      marks.add(cell.box, "cell", fmt::format("r{} c{}\n{}", cell.row, cell.column, cell.text));
    }
  }
}

void mark_tables(const recognize::Reading& reading, int page, Marks& marks) {
  for (const recognize::Table& table : reading.tables) {
    for (const recognize::TableCell& cell : table.cells) {
      if (cell.place.page == page) marks.add(cell.place.box, "cell", cell.text);
    }
    for (const recognize::Entry& entry : table.entries) {
      if (entry.place.page != page) continue;
      marks.add(entry.place.box, "entry",
                fmt::format("{}\n{}\n{}\n{}\n{}", entry.raw, entry.item, entry.column_label,
                            print(entry.dimensions), recognize::name_of(entry.row_kind)));
    }
  }
}

void mark_facts(const normalize::Ledger& ledger, int page, Marks& marks) {
  for (const normalize::AmountFact& fact : ledger.amounts) {
    if (fact.place.page != page) continue;
    marks.add(
        fact.place.box, fact.vouched ? "vouched" : "amount",
        fmt::format("{} = {} fen\n{} {}\n{}\n{}", fact.raw, fact.money.fen, fact.code,
                    fact.item_name, print(fact.dimensions), recognize::name_of(fact.row_kind)));
  }
  for (const normalize::Figure& figure : ledger.figures) {
    if (figure.place.page == page) marks.add(figure.place.box, "figure", figure.subject);
  }
}

std::string svg_of_page(const ShowOptions& options, const Readout& readout, const Page& page) {
  Marks marks(page);
  switch (options.stage) {
    case Stage::Ink: mark_ink(page, marks); break;
    case Stage::Grid: mark_grid(page, marks); break;
    case Stage::Tables: mark_tables(readout.reading, page.number, marks); break;
    case Stage::Facts: mark_facts(readout.ledger, page.number, marks); break;
  }
  const Box whole = extract::as_displayed(page, {0, 0, page.width, page.height});
  return draw_svg(whole.width(), whole.height(),
                  extract::page_as_data_uri(options.file, page.number, kPictureDpi), marks.take());
}

void write_output(const std::filesystem::path& output, const std::string& text) {
  if (output.empty()) {
    std::cout << text;
    return;
  }
  std::ofstream file(output, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw std::system_error(errno, std::generic_category(), output.string());
}

}  // namespace

ExitCode run_show(const ShowOptions& options) try {
  const Readout readout = read_up_to(options);
  const std::vector<Page>& pages = readout.document.pages;
  if (!options.page) {
    write_output(options.output, text_of_document(readout, options.stage));
    return kDone;
  }
  require_page(readout.document, *options.page);
  const Page& page = pages[static_cast<size_t>(*options.page - 1)];
  if (options.format == Format::Svg && readout.document.media_type != "application/pdf") {
    throw WrongUsage(
        fmt::format("{} is text and has no picture; use --as text", options.file.string()));
  }
  write_output(options.output, options.format == Format::Svg
                                   ? svg_of_page(options, readout, page)
                                   : text_of_page(readout, page, options.stage));
  return kDone;
} catch (const extract::Unreadable& e) {
  throw std::runtime_error(fmt::format("{}: {}", options.file.string(), e.what()));
}

}  // namespace gongkai::app
