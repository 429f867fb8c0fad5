// Paths of files in archives: "in/a.zip!/县财政局/预算.pdf", and "in/a.zip!/b.zip!/c.pdf" where an
// archive lies in another one.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gongkai {

// Stands between an archive and its member.
inline constexpr std::string_view kInArchive = "!/";

std::string path_in_archive(std::string_view archive, std::string_view member);

// What the order of the files in a run goes by: the names of folders and files, an archive standing
// where a folder of its name would.
std::filesystem::path reading_order(std::string_view path);

}  // namespace gongkai
