// Runs the pages of a PDF through poppler's interpreter, as PDFDoc::displayPage() does, in less time.
//
// Poppler makes all fonts of a page anew for each page, with their maps to Unicode: a quarter of the time that
// reading a budget takes. Most pages of a document have the same fonts under the same names, so here pages of one
// size share an interpreter, which has the fonts of them all. Graphics states (ExtGState) it reads anew whenever one is set, entry by entry:
// here they lose the entries that say how colours mix.
#pragma once

#include <Object.h>

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "extract/page_report.h"

class Dict;
class Gfx;
class OutputDev;
class PDFDoc;
class Page;

namespace gongkai::extract {

class PageInterpreter {
 public:
  // Whether the device wants no more of the page; asked now and then.
  using Enough = bool (*)(void* device);

  // `handle`: the device, as `enough` takes it. `complaints`: where what poppler complains of is counted. When a page
  // is drawn, what was complained of it earlier is added. REQUIRES: all of them outlive this.
  PageInterpreter(PDFDoc& pdf, OutputDev& device, Enough enough, void* handle, Faults& complaints);
  ~PageInterpreter();
  PageInterpreter(const PageInterpreter&) = delete;
  PageInterpreter& operator=(const PageInterpreter&) = delete;

  // Draws the page at 72 dots per inch, cropped, with its annotations. `number`: from 1.
  void interpret(int number);

 private:
  // The fonts that content refers to: name → number and generation of the object.
  using Fonts = std::map<std::string, std::pair<int, int>>;
  // Fonts of pages that have no other ones under the same names.
  struct Group {
    Fonts fonts;
    bool sound = true;  // poppler makes them without a complaint
  };
  // What is known of a page before it is drawn.
  struct Outlook {
    std::optional<size_t> group;  // nothing where it can't share an interpreter
    Faults complaints;
  };
  // How pages differ for which an interpreter must be made anew.
  struct Shape {
    std::array<double, 4> box{};
    int rotation = 0;
    bool operator==(const Shape&) const = default;
  };
  struct Stage;

  void look_ahead(int number);
  // Nothing where the page can't share an interpreter.
  std::optional<Fonts> fonts_of(::Page& page) const;
  size_t join_group(const Fonts& fonts);
  Shape shape_of(::Page& page) const;
  // Null for fonts that are not sound: each page is to make them anew, so that poppler complains.
  Stage* stage_for(::Page& page, size_t group);
  void play(::Page& page, Stage& stage);
  void slim_graphics_states(Dict& resources);
  // The graphics state that `printed` is or refers to, without what changes no ink's place.
  Object slim_graphics_state(const Object& printed);

  PDFDoc& pdf_;
  OutputDev& device_;
  Enough enough_;
  void* handle_;
  Faults& complaints_;
  std::vector<Outlook> pages_;  // that were looked at, which are the first
  std::vector<Group> groups_;
  std::map<std::pair<int, int>, Object> graphics_states_;  // slim ones, by number and generation
  std::vector<std::unique_ptr<Stage>> stages_;  // one for each size of pages, the last used at the end
};

}  // namespace gongkai::extract
