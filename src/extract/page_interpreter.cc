#include "extract/page_interpreter.h"

#include <Annot.h>
#include <Catalog.h>
#include <Dict.h>
#include <Gfx.h>
#include <GfxState.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "extract/page_content.h"

namespace gongkai::extract {
namespace {

constexpr double kResolution = 72;  // so that device units are points
constexpr size_t kMaxStages = 4;    // upright and lying pages alternate; more sizes are rare
// Fonts of earlier pages that are kept beside a page's own; documents that number all their fonts anew on each
// page would otherwise collect them.
constexpr size_t kMaxOtherFonts = 12;

// Graphics states that are kept; documents may number them anew on each page, too.
constexpr size_t kMaxGraphicsStates = 1000;

// Entries of graphics states (ISO 32000-1, 8.4.5) that say how colours mix and lines are smoothed, not where ink stands.
bool is_about_colour(std::string_view entry) {
  constexpr std::array<std::string_view, 18> kEntries{"Type", "BM", "SA", "OP",  "op", "OPM", "AIS", "TK", "RI",
                                                      "FL",   "SM", "HT", "BG2", "BG", "UCR", "UCR2", "TR", "TR2"};
  return std::find(kEntries.begin(), kEntries.end(), entry) != kEntries.end();
}

// A path that a page clips to and does not end would clip the next page.
void end_path(Gfx& gfx, XRef* objects) {
  static constexpr char operators[] = "n";
  Object content(static_cast<Stream*>(new MemStream(operators, 0, 1, Object(new Dict(objects)))));
  gfx.display(&content);
}

}  // namespace

struct PageInterpreter::Stage {
  Shape shape;
  Fonts fonts;
  std::unique_ptr<Gfx> gfx;
  bool sound = true;  // its fonts were made without a complaint
};

PageInterpreter::PageInterpreter(PDFDoc& pdf, OutputDev& device, Enough enough, void* handle,
                                 std::function<size_t()> complaints)
    : pdf_(pdf), device_(device), enough_(enough), handle_(handle), complaints_(std::move(complaints)) {}

PageInterpreter::~PageInterpreter() = default;

void PageInterpreter::interpret(int number) {
  ::Page* const page = pdf_.getPage(number);
  Fonts fonts;
  if (page != nullptr && page->isOk() && can_share(*page, fonts)) return play(*page, stage_for(*page, fonts));
  pdf_.displayPage(&device_, number, kResolution, kResolution, 0, /*useMediaBox=*/false, /*crop=*/true,
                   /*printing=*/false, enough_, handle_);
}

// Layers may be hidden by one page and, where it does not end what it hides, be so on the next.
bool PageInterpreter::can_share(::Page& page, Fonts& fonts) const {
  Dict* const resources = page.getResourceDict();
  if (resources == nullptr || pdf_.getCatalog()->getOptContentConfig() != nullptr) return false;
  const Object dictionary = resources->lookup("Font");
  if (!dictionary.isDict()) return false;
  const Dict& named = *dictionary.getDict();
  for (int i = 0; i < named.getLength(); ++i) {
    const Object& font = named.lookupNF(named.getKey(i));
    if (!font.isRef()) return false;
    fonts.insert({named.getKey(i), {font.getRef().num, font.getRef().gen}});
  }
  return !fonts.empty();
}

PageInterpreter::Shape PageInterpreter::shape_of(::Page& page) const {
  PDFRectangle box;
  bool crop = true;
  const int rotation = (page.getRotate() % 360 + 360) % 360;
  page.makeBox(kResolution, kResolution, rotation, /*useMediaBox=*/false, device_.upsideDown(), -1, -1, -1, -1, &box,
               &crop);
  return {{box.x1, box.y1, box.x2, box.y2}, rotation};
}

PageInterpreter::Stage& PageInterpreter::stage_for(::Page& page, const Fonts& fonts) {
  const Shape shape = shape_of(page);
  const auto has_shape = [&](const std::unique_ptr<Stage>& stage) { return stage->shape == shape; };
  const auto known = std::find_if(stages_.begin(), stages_.end(), has_shape);
  Fonts wanted = fonts;
  if (known != stages_.end()) {
    std::rotate(known, known + 1, stages_.end());
    const Fonts& there = stages_.back()->fonts;
    if (std::includes(there.begin(), there.end(), fonts.begin(), fonts.end())) return *stages_.back();
    // A name that stands for another font here is this page's.
    Fonts all = fonts;
    all.insert(there.begin(), there.end());
    if (all.size() <= fonts.size() + kMaxOtherFonts) wanted = std::move(all);
    stages_.pop_back();
  } else if (stages_.size() >= kMaxStages) {
    stages_.erase(stages_.begin());
  }
  XRef* const objects = pdf_.getXRef();
  auto* const named = new Dict(objects);
  for (const auto& [name, object] : wanted) named->add(name.c_str(), Object(Ref{object.first, object.second}));
  Object resources(new Dict(objects));
  resources.dictAdd("Font", Object(named));
  const PDFRectangle box(shape.box[0], shape.box[1], shape.box[2], shape.box[3]);
  const size_t complaints = complaints_();
  auto gfx = std::make_unique<Gfx>(&pdf_, &device_, page.getNum(), resources.getDict(), kResolution, kResolution, &box,
                                   nullptr, shape.rotation, enough_, handle_, objects);
  const bool sound = complaints_() == complaints;
  stages_.push_back(std::make_unique<Stage>(Stage{shape, std::move(wanted), std::move(gfx), sound}));
  return *stages_.back();
}

void PageInterpreter::slim_graphics_states(Dict& resources) {
  const Object states = resources.lookup("ExtGState");
  if (!states.isDict()) return;
  auto* const slim = new Dict(pdf_.getXRef());
  for (int i = 0; i < states.dictGetLength(); ++i) slim->add(states.dictGetKey(i), slim_graphics_state(states.dictGetValNF(i)));
  resources.set("ExtGState", Object(slim));
}

Object PageInterpreter::slim_graphics_state(const Object& printed) {
  const std::pair<int, int> number = printed.isRef() ? std::pair(printed.getRefNum(), printed.getRefGen()) : std::pair(-1, -1);
  if (const auto known = graphics_states_.find(number); known != graphics_states_.end()) return known->second.copy();
  const Object state = printed.fetch(pdf_.getXRef());
  if (!state.isDict()) return printed.copy();
  auto* const slim = new Dict(pdf_.getXRef());
  for (int i = 0; i < state.dictGetLength(); ++i) {
    if (!is_about_colour(state.dictGetKey(i))) slim->add(state.dictGetKey(i), state.dictGetValNF(i).copy());
  }
  Object result(slim);
  if (!printed.isRef()) return result;
  if (graphics_states_.size() >= kMaxGraphicsStates) graphics_states_.clear();
  graphics_states_.emplace(number, result.copy());
  return result;
}

// As ::Page::displaySlice() does. Fonts are found in the resources below the page's own.
void PageInterpreter::play(::Page& page, Stage& stage) {
  Gfx& gfx = *stage.gfx;
  XRef* const objects = pdf_.getXRef();
  GfxState* const state = gfx.getState();
  device_.startPage(page.getNum(), state, objects);
  device_.setDefaultCTM(state->getCTM());
  device_.updateAll(state);
  Object resources(page.getResourceDict()->copy(objects));
  resources.getDict()->remove("Font");
  slim_graphics_states(*resources.getDict());
  gfx.pushResources(resources.getDict());
  gfx.saveState();
  PageContent content(pdf_, page);
  if (!content.object().isNull()) gfx.display(&content.object());
  end_path(gfx, objects);
  gfx.restoreState();
  for (Annot* annotation : page.getAnnots()->getAnnots()) annotation->draw(&gfx, /*printing=*/false);
  gfx.popResources();
  const bool stopped = enough_(handle_);  // in the middle, with what is open there
  if (stopped || !stage.sound) stages_.pop_back();
}

}  // namespace gongkai::extract
