// Sorting of what is nearly always sorted: text is drawn in the order in which it is read.
#pragma once

#include <algorithm>
#include <functional>

namespace gongkai {

template <typename Items, typename Less = std::less<>>
void sort_if_needed(Items& items, const Less& less = {}) {
  if (!std::is_sorted(items.begin(), items.end(), less)) std::sort(items.begin(), items.end(), less);
}

}  // namespace gongkai
