// Small questions about the texts of a form.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "recognize/form_schema.h"
#include "recognize/reading.h"

namespace gongkai::recognize {

inline constexpr size_t kLongestLabel = 90;  // bytes, 30 characters

// The folded text without a colon at its end.
std::string fold_label(std::string_view text);

// The lines of a cell as one text, characters as printed.
std::string joined_lines(std::string_view text);

// As above, without a colon at its end.
std::string label_text(std::string_view text);

// Label and text of a cell that holds both, set off by a colon or a blank: 项目名称 伯乐奖 →
// {"项目名称", "伯乐奖"}. Both are empty for other cells.
std::pair<std::string, std::string> split_label(std::string_view text);

// Nothing is filled in: blank, "-", "/", 无, 不适用, or what a template leaves to be filled in
// (目标1：, ……, XX). For folded texts.
bool is_blank_slot(std::string_view folded);
bool is_placeholder(std::string_view folded);

// A cell that an amount may stand in: one does, or nothing is filled in.
bool is_amount_place(std::string_view folded);

// A line that is a form's title: …绩效目标表, …绩效自评表.
bool is_form_title(std::string_view text, const FormWords& words);

// The year of "（2026年度）"; 0 for any other line.
int year_line(std::string_view folded);

// Takes title, kind and year from a line that is a title or names the year; false for other lines.
bool read_title(const std::string& line, const FormWords& words, Form& form);

}  // namespace gongkai::recognize
