// The values between the stages as stable text: what `gongkai show` prints and golden files hold.
// One thing a line, numbers with fixed decimals, nothing that depends on the machine or the run.
// (The layout of a page prints itself: recognize/page_layout.h.)
#pragma once

#include <string>

#include "extract/document.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::app {

std::string print(const extract::Page& page);        // stage ink
std::string print(const recognize::Table& table);    // stage tables
std::string print(const normalize::Ledger& ledger);  // stage facts
std::string print(const Diagnostics& diagnostics);

// Where a money cell stands in the world of its table: "expenditure approved all basic current".
std::string print(const recognize::Dimensions& dimensions);

}  // namespace gongkai::app
