// The rows of performance forms and of all that hangs on them.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "normalize/ledger.h"
#include "store/rows.h"

namespace gongkai::store {

// The box of a place on the page as displayed.
using BoxOf = std::function<MaybeBox(const recognize::Place&)>;

// Adds the forms of a document, each with its fields, funds, tasks and indicators, in their order.
void add_forms(int64_t document, const std::vector<normalize::FormFacts>& forms,
               const BoxOf& box_of, Rows& rows);

}  // namespace gongkai::store
