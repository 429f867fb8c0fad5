// Writes performance forms and all that hangs on them.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "normalize/ledger.h"
#include "store/insert.h"

namespace gongkai::store {

class FormWriter {
 public:
  // The box of a place on the page as displayed.
  using BoxOf = std::function<MaybeBox(const recognize::Place&)>;

  // REQUIRES: the connection outlives the writer.
  explicit FormWriter(SQLite::Database& connection);

  // Adds the forms of a document, each with its fields, funds, tasks and indicators, in their order.
  void write(int64_t document_id, const std::vector<normalize::FormFacts>& forms, const BoxOf& box_of);

 private:
  void write_parts(int64_t document_id, int64_t form_id, const normalize::FormFacts& form, const BoxOf& box_of);
  void write_indicator(int64_t document_id, int64_t form_id, int ordinal, const normalize::Indicator& indicator,
                       const BoxOf& box_of);

  Insert form_, field_, fund_, task_, indicator_;
};

}  // namespace gongkai::store
