// The folders of corpus/: a specimen, its source, the facts that the source gives, and goldens.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace gongkai::golden {

// Every folder of corpus/ with a source.toml, by name.
std::vector<std::string> specimen_names();

std::filesystem::path folder_of(const std::string& specimen);

// The files of a folder that are input to the program: its PDFs and texts, by name.
std::vector<std::filesystem::path> inputs_of(const std::string& specimen);

std::string read_file(const std::filesystem::path& file);

// A row of a table with a header row, by column name.
using Record = std::map<std::string, std::string>;

// The rows of a CSV file; none where the file isn't there.
std::vector<Record> read_records(const std::filesystem::path& file);

}  // namespace gongkai::golden
