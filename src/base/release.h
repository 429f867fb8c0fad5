// Memory given back.
#pragma once

namespace gongkai {

// Empties a string or a container and gives its memory back. Assigning {} keeps the memory: it is an empty list, of
// which the elements are copied.
template <typename Container>
void release(Container& container) {
  Container().swap(container);
}

}  // namespace gongkai
