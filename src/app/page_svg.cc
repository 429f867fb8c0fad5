#include "app/page_svg.h"

#include <fmt/format.h>

#include <algorithm>

namespace gongkai::app {
namespace {

constexpr double kScale = 1.5;      // screen pixels a point
constexpr double kLeastSide = 0.8;  // points; a ruling thinner than this would hardly show

constexpr const char* kStyle = R"(
  rect { stroke-width: 0.7; fill-opacity: 0.15; }
  .ruling { fill: #d00; fill-opacity: 0.8; }
  .text { fill: #08f; stroke: #08f; }
  .line { fill: #888; stroke: #888; }
  .cell { fill: #08f; fill-opacity: 0.05; stroke: #08f; }
  .entry { fill: #a0f; stroke: #a0f; }
  .amount { fill: #e80; stroke: #e80; }
  .vouched { fill: #0a0; stroke: #0a0; }
  .figure { fill: #a0f; stroke: #a0f; }
  rect:hover { fill-opacity: 0.4; }
)";

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string draw(const Mark& mark) {
  return fmt::format(
      "<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\">"
      "<title>{}</title></rect>\n",
      mark.kind, mark.box.left, mark.box.top, std::max(mark.box.width(), kLeastSide),
      std::max(mark.box.height(), kLeastSide), escaped(mark.tooltip));
}

}  // namespace

std::string draw_svg(double width, double height, const std::string& picture,
                     const std::vector<Mark>& marks) {
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0f}\" height=\"{:.0f}\" "
      "viewBox=\"0 0 {:.1f} {:.1f}\">\n<style>{}</style>\n"
      "<image width=\"{:.1f}\" height=\"{:.1f}\" href=\"{}\"/>\n",
      width * kScale, height * kScale, width, height, kStyle, width, height, picture);
  for (const Mark& mark : marks) svg += draw(mark);
  return svg + "</svg>\n";
}

}  // namespace gongkai::app
