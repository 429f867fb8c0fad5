// Any text is a schema file or a SchemaError that names it.
//
// Input: a line with the file's name, then its text.
#include <string_view>

#include "fuzz_target.h"
#include "recognize/schema.h"

using namespace gongkai;
using namespace gongkai::recognize;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t line_end = std::min(input.find('\n'), input.size());
  const std::string name(input.substr(0, line_end));
  if (name.find('\0') != std::string::npos) return 0;  // no file is called so
  const std::string text(input.substr(std::min(line_end + 1, input.size())));
  try {
    match_title(parse_schemas({{name, text}}), "2026年部门收支总表");
  } catch (const SchemaError& error) {
    must(std::string_view(error.what()).starts_with("schemas/" + name + ":"), "an error names its file");
  }
  return 0;
}
