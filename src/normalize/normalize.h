// From what stands on the pages to facts and checks.
#pragma once

#include "normalize/books.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// Pure. Every entry of the reading becomes an amount, a blank (no fact), or a diagnostic:
//   amount.unreadable   the cell is no amount; the message quotes it and says why
//   amount.no_unit      neither cell, heading nor table declare a unit of money
// Those of documents, codes and regions are listed in document_facts.h and classification.h.
Ledger normalize(const recognize::Reading& reading, const Books& books);

// The same, for less memory: the entries of the reading's tables are given back once they are amounts.
Ledger normalize_and_drop_entries(recognize::Reading& reading, const Books& books);

}  // namespace gongkai::normalize
