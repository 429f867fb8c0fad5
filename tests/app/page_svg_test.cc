#include "app/page_svg.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongkai::app {
namespace {

using testing::HasSubstr;

TEST(DrawSvg, LaysMarksOverThePicture) {
  const std::string svg =
      draw_svg(595, 842, "data:image/png;base64,AAAA", {{{10, 20, 110, 40}, "cell", "合计"}});
  EXPECT_THAT(svg, HasSubstr("viewBox=\"0 0 595.0 842.0\""));
  EXPECT_THAT(svg, HasSubstr("<image width=\"595.0\" height=\"842.0\" "
                             "href=\"data:image/png;base64,AAAA\"/>"));
  EXPECT_THAT(svg, HasSubstr("<rect class=\"cell\" x=\"10.0\" y=\"20.0\" width=\"100.0\" "
                             "height=\"20.0\"><title>合计</title></rect>"));
}

TEST(DrawSvg, EscapesWhatThePageSays) {
  EXPECT_THAT(draw_svg(1, 1, "", {{{0, 0, 1, 1}, "text", "<script> & ≥95%"}}),
              HasSubstr("<title>&lt;script&gt; &amp; ≥95%</title>"));
}

TEST(DrawSvg, AHairlineStaysVisible) {
  EXPECT_THAT(draw_svg(1, 1, "", {{{0, 5, 100, 5}, "ruling", ""}}), HasSubstr("height=\"0.8\""));
}

}  // namespace
}  // namespace gongkai::app
