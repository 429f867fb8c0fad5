#include "recognize/reading.h"

namespace gongkai::recognize {

bool names_one_budget(std::string_view fund) {
  return fund == "general_public" || fund == "government_fund" || fund == "state_capital";
}

const char* name_of(RowKind kind) {
  switch (kind) {
    case RowKind::Item: return "item";
    case RowKind::Subtotal: return "subtotal";
    case RowKind::Total: return "total";
    case RowKind::Organization: return "organization";
  }
  return "item";
}

const char* name_of(UnitSource source) {
  switch (source) {
    case UnitSource::Declared: return "declared";
    case UnitSource::Header: return "header";
    case UnitSource::Cell: return "cell";
    case UnitSource::Inferred: return "inferred";
    case UnitSource::None: return "";
  }
  return "";
}

}  // namespace gongkai::recognize
