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
#include <array>
#include <string_view>
#include <utility>

#include "extract/page_content.h"

namespace gongkai::extract {
namespace {

constexpr double kResolution = 72;  // so that device units are points
constexpr size_t kMaxStages = 4;    // upright and lying pages alternate; more sizes are rare
// Fonts of a group, unless a single page has more: each may take some hundred KB.
constexpr size_t kMaxFonts = 16;
constexpr int kLookAhead = 100;  // pages whose fonts are looked at together
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
  size_t group = 0;
  size_t fonts = 0;  // of the group when this was made
  std::unique_ptr<Gfx> gfx;
};

PageInterpreter::PageInterpreter(PDFDoc& pdf, OutputDev& device, Enough enough, void* handle, Faults& complaints)
    : pdf_(pdf), device_(device), enough_(enough), handle_(handle), complaints_(complaints) {}

PageInterpreter::~PageInterpreter() = default;

void PageInterpreter::interpret(int number) {
  look_ahead(number);
  const Outlook& outlook = pages_[static_cast<size_t>(number - 1)];
  if (complaints_.count == 0) complaints_.first = outlook.complaints.first;
  complaints_.count += outlook.complaints.count;
  if (outlook.group) {
    ::Page& page = *pdf_.getPage(number);
    if (Stage* const stage = stage_for(page, *outlook.group)) return play(page, *stage);
  }
  pdf_.displayPage(&device_, number, kResolution, kResolution, 0, /*useMediaBox=*/false, /*crop=*/true,
                   /*printing=*/false, enough_, handle_);
}

// Layers may be hidden by one page and, where it does not end what it hides, be so on the next.
std::optional<PageInterpreter::Fonts> PageInterpreter::fonts_of(::Page& page) const {
  Dict* const resources = page.getResourceDict();
  if (resources == nullptr || pdf_.getCatalog()->getOptContentConfig() != nullptr) return std::nullopt;
  const Object dictionary = resources->lookup("Font");
  if (!dictionary.isDict() || dictionary.dictGetLength() == 0) return std::nullopt;
  const Dict& named = *dictionary.getDict();
  Fonts fonts;
  for (int i = 0; i < named.getLength(); ++i) {
    const Object& font = named.lookupNF(named.getKey(i));
    if (!font.isRef()) return std::nullopt;
    fonts.insert({named.getKey(i), {font.getRef().num, font.getRef().gen}});
  }
  return fonts;
}

// Which fonts pages have, up to this one and somewhat beyond it.
void PageInterpreter::look_ahead(int number) {
  if (static_cast<size_t>(number) <= pages_.size()) return;
  const int last = std::max(number, std::min(pdf_.getNumPages(), number + kLookAhead - 1));
  while (pages_.size() < static_cast<size_t>(last)) {
    const Faults before = std::exchange(complaints_, {});
    ::Page* const page = pdf_.getPage(static_cast<int>(pages_.size()) + 1);
    const std::optional<Fonts> fonts = page != nullptr && page->isOk() ? fonts_of(*page) : std::nullopt;
    pages_.push_back({fonts ? std::optional(join_group(*fonts)) : std::nullopt, std::exchange(complaints_, before)});
  }
}

// The first of the last groups with room that has no other font under any of the names; or a new one.
size_t PageInterpreter::join_group(const Fonts& fonts) {
  for (size_t i = groups_.size() - std::min(groups_.size(), kMaxStages); i < groups_.size(); ++i) {
    Fonts all = groups_[i].fonts;
    all.insert(fonts.begin(), fonts.end());
    const bool has_all = std::includes(all.begin(), all.end(), fonts.begin(), fonts.end());
    if (!has_all || all.size() > std::max(kMaxFonts, fonts.size())) continue;
    groups_[i].fonts = std::move(all);
    return i;
  }
  groups_.push_back({fonts});
  return groups_.size() - 1;
}

PageInterpreter::Shape PageInterpreter::shape_of(::Page& page) const {
  PDFRectangle box;
  bool crop = true;
  const int rotation = (page.getRotate() % 360 + 360) % 360;
  page.makeBox(kResolution, kResolution, rotation, /*useMediaBox=*/false, device_.upsideDown(), -1, -1, -1, -1, &box,
               &crop);
  return {{box.x1, box.y1, box.x2, box.y2}, rotation};
}

PageInterpreter::Stage* PageInterpreter::stage_for(::Page& page, size_t group) {
  if (!groups_[group].sound) return nullptr;
  const Shape shape = shape_of(page);
  const Fonts& fonts = groups_[group].fonts;
  const auto fits = [&](const std::unique_ptr<Stage>& stage) { return stage->shape == shape && stage->group == group; };
  const auto known = std::find_if(stages_.begin(), stages_.end(), fits);
  if (known != stages_.end()) {
    std::rotate(known, known + 1, stages_.end());
    if (stages_.back()->fonts == fonts.size()) return stages_.back().get();
    stages_.pop_back();
  } else if (stages_.size() >= kMaxStages) {
    stages_.erase(stages_.begin());
  }
  XRef* const objects = pdf_.getXRef();
  auto* const named = new Dict(objects);
  for (const auto& [name, object] : fonts) named->add(name.c_str(), Object(Ref{object.first, object.second}));
  Object resources(new Dict(objects));
  resources.dictAdd("Font", Object(named));
  const PDFRectangle box(shape.box[0], shape.box[1], shape.box[2], shape.box[3]);
  const Faults before = std::exchange(complaints_, {});
  auto gfx = std::make_unique<Gfx>(&pdf_, &device_, page.getNum(), resources.getDict(), kResolution, kResolution, &box,
                                   nullptr, shape.rotation, enough_, handle_, objects);
  groups_[group].sound = std::exchange(complaints_, before).count == 0;
  if (!groups_[group].sound) return nullptr;
  stages_.push_back(std::make_unique<Stage>(Stage{shape, group, fonts.size(), std::move(gfx)}));
  return stages_.back().get();
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
  if (enough_(handle_)) stages_.pop_back();  // stopped in the middle, with what is open there
}

}  // namespace gongkai::extract
