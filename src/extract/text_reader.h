// Reads a converted .txt or .md of a disclosure (design, decision 8).
//
//     ### 2026年预算收入总表         →  one field: 2026年预算收入总表
//     科目编码⇥科目名称⇥合计         →  three fields
//     | 208 | 教育支出 | 17.55 |     →  three fields; the row |---|---|---| is dropped
//
// There is no geometry: rows and fields are all that is known of a table.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"

namespace gongkai::extract {

// See prepare() in reader.h.
void prepare_text();

enum class Ending { Whole, MayBeCut };

// `bytes` as UTF-8 without byte order mark: UTF-16 by its mark, UTF-8 and GB18030 (GBK, GB 2312) by
// being valid. Nothing where it is none of them, or where control characters say that it is no
// text. MayBeCut allows an incomplete character at the end.
std::optional<std::string> decode_text(std::string_view bytes, Ending ending);

// The pages of a text, which form feeds separate; lines are counted through the whole text. Marks
// of Markdown and HTML (headings, bold, line breaks) are dropped, everything else is as printed.
std::vector<Page> pages_of_text(std::string_view text);

// Fills document.pages. Throws Unreadable where the bytes are no text.
void read_text(std::string_view bytes, Document& document);

}  // namespace gongkai::extract
