#include "base/text.h"

#include <gtest/gtest.h>

namespace gongkai {
namespace {

using namespace std::string_literals;

TEST(DecodeUtf8, ReadsCharactersOfEveryLength) {
  EXPECT_EQ(decode_utf8("a£元𠮷"), U"a£元𠮷");
  EXPECT_EQ(decode_utf8(""), U"");
}

TEST(DecodeUtf8, MarksEachInvalidByte) {
  EXPECT_EQ(decode_utf8("万\xE5\x85"), U"万\uFFFD\uFFFD");  // cut character
  EXPECT_EQ(decode_utf8("\xC0\x80"), U"\uFFFD\uFFFD");      // overlong
  EXPECT_EQ(decode_utf8("\xB5\xA5"), U"\uFFFD\uFFFD");      // GBK for 单
}

TEST(EncodeUtf8, IsTheInverseOfDecoding) {
  for (char32_t code = 1; code <= 0x10FFFF; code += 61) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    const std::u32string one(1, code);
    ASSERT_EQ(decode_utf8(encode_utf8(one)), one) << static_cast<uint32_t>(code);
  }
}

TEST(EncodeUtf8, MarksWhatIsNoCharacter) {
  EXPECT_EQ(encode_utf8(std::u32string(1, 0xD800)), "\uFFFD");
  EXPECT_EQ(encode_utf8(std::u32string(1, 0x110000)), "\uFFFD");
}

TEST(IsValidUtf8, TellsUtf8FromOtherBytes) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("单位：万元"));
  EXPECT_FALSE(is_valid_utf8("\xB5\xA5\xCE\xBB"));  // GBK for 单位
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));      // a surrogate
}

TEST(IsHan, KnowsIdeographs) {
  EXPECT_TRUE(is_han(U'万'));
  EXPECT_TRUE(is_han(U'〇'));
  EXPECT_TRUE(is_han(U'𠮷'));
  EXPECT_FALSE(is_han(U'0'));
  EXPECT_FALSE(is_han(U'，'));
  EXPECT_FALSE(is_han(U'Ａ'));
}

TEST(IsSpace, KnowsFullWidthAndZeroWidthSpace) {
  for (const char32_t code : U" \t\r\n\u00A0\u3000\u200B\uFEFF"s) {
    EXPECT_TRUE(is_space(code)) << static_cast<uint32_t>(code);
  }
  EXPECT_FALSE(is_space(U'_'));
  EXPECT_FALSE(is_space(U'·'));
}

TEST(Fold, DropsSpaceAndQuotes) {
  EXPECT_EQ(fold("合    计"), "合计");
  EXPECT_EQ(fold("合　计\n"), "合计");
  EXPECT_EQ(fold("“三公”经费"), "三公经费");
  EXPECT_EQ(fold("\"三公\"经费"), "三公经费");
  EXPECT_EQ(fold(" 1,234.50 "), "1,234.50");
  EXPECT_EQ(fold(""), "");
}

TEST(Fold, MakesFullWidthHalfWidth) {
  EXPECT_EQ(fold("（２０２６）年：ＡＢ％"), "(2026)年:AB%");
  EXPECT_EQ(fold("①"), "1");
  EXPECT_EQ(fold("㎡"), "m2");
}

TEST(Fold, HasOneDash) {
  EXPECT_EQ(fold("132-高平"), "132-高平");
  EXPECT_EQ(fold("132—高平"), "132-高平");
  EXPECT_EQ(fold("132－高平"), "132-高平");
  EXPECT_EQ(fold("−5"), "-5");
  EXPECT_EQ(fold("\u00AD5"), "-5");  // a soft hyphen
}

TEST(Fold, MakesRadicalsIdeographs) {
  EXPECT_EQ(fold("⼀般公共预算⽀出"), "一般公共预算支出");  // Kangxi radicals
  EXPECT_EQ(fold("⻚"), "页");                              // CJK Radicals Supplement
  EXPECT_EQ(fold("\uF98E"), "年");                          // a compatibility ideograph
}

TEST(Fold, LeavesIdeographsAndSignsAlone) {
  EXPECT_EQ(fold("≥95%，其中：《办法》"), "≥95%,其中:《办法》");
  EXPECT_EQ(fold("臺灣"), "臺灣");
}

TEST(Fold, IsIdempotent) {
  for (const char* text : {"（２０２６）年 “三公”—⼀般 ㎡", "ﾊﾝｶｸ", "①②", "½"}) {
    EXPECT_EQ(fold(fold(text)), fold(text)) << text;
  }
}

TEST(WithoutSpace, KeepsEverythingElseAsPrinted) {
  EXPECT_EQ(without_space("（一） 因公\n出国　费"), "（一）因公出国费");
}

TEST(Trimmed, KeepsInnerSpace) {
  EXPECT_EQ(trimmed("　 合 计\r\n"), "合 计");
  EXPECT_EQ(trimmed("　\n"), "");
  EXPECT_EQ(trimmed("年 "), "年");
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a\t\tb\t", '\t'), (std::vector<std::string>{"a", "", "b", ""}));
  EXPECT_EQ(split("", '\t'), std::vector<std::string>{""});
}

}  // namespace
}  // namespace gongkai
