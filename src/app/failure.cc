#include "app/failure.h"

#include <fmt/format.h>

#include <cctype>
#include <filesystem>
#include <new>
#include <system_error>

namespace gongkai::app {
namespace {

const char* remedy_for(const std::error_code& code) {
  switch (static_cast<std::errc>(code.value())) {
    case std::errc::no_space_on_device:
    case std::errc::file_too_large:
    case std::errc::io_error:
      return "look whether the disk is full, or a limit on the size of files is reached";
    case std::errc::permission_denied:
    case std::errc::operation_not_permitted:
    case std::errc::read_only_file_system: return "change its permissions, or name another place";
    case std::errc::no_such_file_or_directory: return "look whether it, or its folder, is there";
    case std::errc::not_a_directory: return "a part of the path is a file; name another place";
    case std::errc::is_a_directory:
    case std::errc::file_exists:
    case std::errc::directory_not_empty: return "name another place";
    case std::errc::too_many_files_open:
      return "raise the limit on open files (ulimit -n), or lower --jobs";
    case std::errc::resource_unavailable_try_again:
    case std::errc::not_enough_memory: return "close other programs, or lower --jobs";
    default: return "run the same command again";
  }
}

std::string with_remedy(const std::string& where, const std::error_code& code) {
  std::string what = code.message();  // "No such file or directory"
  what.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(what.front())));
  return fmt::format("{}: {}; {}", where, what, remedy_for(code));
}

// Where it failed: std::system_error has it in front of ": No such file or directory".
std::string place_of(const std::system_error& failure) {
  const std::string text = failure.what();
  if (text.starts_with("cannot write to file")) return "standard output";  // fmt::print
  return text.substr(0, text.rfind(": " + failure.code().message()));
}

}  // namespace

std::string describe(const std::exception& failure) {
  if (const auto* e = dynamic_cast<const std::filesystem::filesystem_error*>(&failure)) {
    const auto& file = e->path2().empty() ? e->path1() : e->path2();
    return with_remedy(file.string(), e->code());
  }
  if (const auto* e = dynamic_cast<const std::system_error*>(&failure))
    return with_remedy(place_of(*e), e->code());
  if (dynamic_cast<const std::bad_alloc*>(&failure) != nullptr) {
    return "the machine has no memory left; close other programs, or lower --jobs";
  }
  if (dynamic_cast<const std::logic_error*>(&failure) != nullptr) {
    return fmt::format("gongkai made a mistake ({}); please report it", failure.what());
  }
  return failure.what();
}

}  // namespace gongkai::app
