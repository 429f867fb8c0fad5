#include "normalize/books.h"

#include <stdexcept>
#include <string>

#include "embedded/code_tables.h"

namespace gongkai::normalize {
namespace {

std::string_view table(std::string_view name) {
  for (const embedded::EmbeddedFile& file : embedded::code_tables) {
    if (file.name == name) return file.text;
  }
  throw std::logic_error("not compiled in: " + std::string(name));
}

}  // namespace

const Books& built_in_books() {
  static const Books books{
      CodeBook(table("codes/functions.csv"), table("codes/economic_department.csv"),
               table("codes/economic_government.csv"), table("codes/aliases.csv")),
      RegionBook(table("codes/regions.csv")), built_in_figure_rules()};
  return books;
}

}  // namespace gongkai::normalize
