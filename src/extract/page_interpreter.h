// Runs the pages of a PDF through poppler's interpreter, as PDFDoc::displayPage() does, in less time.
//
// Poppler makes all fonts of a page anew for each page, with their maps to Unicode: a quarter of the time that
// reading a budget takes. Most pages of a document have the same fonts under the same names, so here pages of one
// size share an interpreter, and its fonts. Graphics states (ExtGState) it reads anew whenever one is set, entry by entry:
// here they lose the entries that say how colours mix.
#pragma once

#include <Object.h>

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

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

  // `handle`: the device, as `enough` takes it. `complaints`: how many poppler has made so far; fonts that it
  // complains of are made anew for each page, so that it does. REQUIRES: `pdf` and the device outlive this.
  PageInterpreter(PDFDoc& pdf, OutputDev& device, Enough enough, void* handle, std::function<size_t()> complaints);
  ~PageInterpreter();
  PageInterpreter(const PageInterpreter&) = delete;
  PageInterpreter& operator=(const PageInterpreter&) = delete;

  // Draws the page at 72 dots per inch, cropped, with its annotations. `number`: from 1.
  void interpret(int number);

 private:
  // The fonts that content refers to: name → number and generation of the object.
  using Fonts = std::map<std::string, std::pair<int, int>>;
  // How pages differ for which an interpreter must be made anew.
  struct Shape {
    std::array<double, 4> box{};
    int rotation = 0;
    bool operator==(const Shape&) const = default;
  };
  struct Stage;

  bool can_share(::Page& page, Fonts& fonts) const;
  Shape shape_of(::Page& page) const;
  Stage& stage_for(::Page& page, const Fonts& fonts);
  void play(::Page& page, Stage& stage);
  void slim_graphics_states(Dict& resources);
  // The graphics state that `printed` is or refers to, without what changes no ink's place.
  Object slim_graphics_state(const Object& printed);

  PDFDoc& pdf_;
  OutputDev& device_;
  Enough enough_;
  void* handle_;
  std::function<size_t()> complaints_;
  std::map<std::pair<int, int>, Object> graphics_states_;  // slim ones, by number and generation
  std::vector<std::unique_ptr<Stage>> stages_;  // one for each size of pages, the last used at the end
};

}  // namespace gongkai::extract
