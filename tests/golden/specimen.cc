#include "golden/specimen.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/csv.h"

namespace gongkai::golden {

namespace fs = std::filesystem;

std::vector<std::string> specimen_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(GONGKAI_SOURCE_DIR) / "corpus"))
    if (fs::exists(entry.path() / "source.toml")) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

fs::path folder_of(const std::string& specimen) {
  return fs::path(GONGKAI_SOURCE_DIR) / "corpus" / specimen;
}

std::vector<fs::path> inputs_of(const std::string& specimen) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder_of(specimen))) {
    const std::string extension = entry.path().extension();
    if (extension == ".pdf" || extension == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Record> read_records(const fs::path& file) {
  const auto rows = parse_csv(read_file(file));
  std::vector<Record> records;
  for (size_t row = 1; row < rows.size(); ++row) {
    Record& record = records.emplace_back();
    for (size_t column = 0; column < rows[0].size(); ++column)
      record[rows[0][column]] = rows[row].at(column);
  }
  return records;
}

}  // namespace gongkai::golden
