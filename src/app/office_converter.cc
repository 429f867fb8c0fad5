#include "app/office_converter.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <system_error>

#include "base/text.h"
#include "extract/office_type.h"

namespace gongkai::app {
namespace {

namespace fs = std::filesystem;

// A sheet that is wider than paper would otherwise go on on pages further behind, without its
// headings. LibreOffice 7.4 and later.
constexpr const char* kWholeSheets =
    R"(pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}})";

// Ends the process.
[[noreturn]] void run_program(const OfficeConverter& converter, const fs::path& folder,
                              const fs::path& document, const Limits& limits) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int nothing = open("/dev/null", O_RDWR);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nothing, stream);
  close_range(STDERR_FILENO + 1, ~0U, 0);
  try {
    confine_converter(limits, folder);
  } catch (const std::system_error&) {
    _exit(127);
  }
  const std::string profile = "-env:UserInstallation=file://" + (folder / "profile").string();
  const char* format =
      extract::is_spreadsheet(document.extension().string().substr(1)) ? kWholeSheets : "pdf";
  const std::string home = "HOME=" + folder.string();
  const std::string temporary = "TMPDIR=" + folder.string();
  const std::array<const char*, 5> environment{home.c_str(), temporary.c_str(),
                                               "PATH=/usr/local/bin:/usr/bin:/bin",
                                               "LC_ALL=C.UTF-8", nullptr};
  const std::array<const char*, 10> arguments{converter.program.c_str(),
                                              profile.c_str(),
                                              "--headless",
                                              "--norestore",
                                              "--convert-to",
                                              format,
                                              "--outdir",
                                              folder.c_str(),
                                              document.c_str(),
                                              nullptr};
  execve(converter.program.c_str(), const_cast<char* const*>(arguments.data()),
         const_cast<char* const*>(environment.data()));
  _exit(127);
}

// Returns its wait status.
int wait_for_program(const OfficeConverter& converter, const fs::path& folder, const fs::path& document,
                     const Limits& limits) {
  const pid_t process = fork();
  if (process == 0) run_program(converter, folder, document, limits);
  int status = 0;
  while (process > 0 && waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::string meaning_of(int wait_status) {
  if (WIFSIGNALED(wait_status))
    return fmt::format("it ended with signal {}", WTERMSIG(wait_status));
  return fmt::format("exit status {}", WEXITSTATUS(wait_status));
}

// A folder that is removed with all that is in it.
class WorkFolder {
 public:
  explicit WorkFolder(fs::path path) : path_(std::move(path)) { fs::create_directories(path_); }
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

fs::path find_office_program() {
  const char* path = std::getenv("PATH");
  for (const std::string& folder : split(path == nullptr ? "" : path, ':')) {
    const fs::path program = fs::path(folder) / "soffice";
    if (folder.empty() || access(program.c_str(), X_OK) != 0) continue;
    // What the script starts by way of others. Started by us, it ends when we do, however we end.
    fs::path itself = fs::canonical(program).parent_path() / "soffice.bin";
    return access(itself.c_str(), X_OK) == 0 ? itself : fs::absolute(program);
  }
  return {};
}

std::string convert_to_pdf(const OfficeConverter& converter, const extract::Source& document,
                           const Limits& limits) {
  const WorkFolder folder(converter.folder / std::to_string(getpid()));
  const fs::path input =
      folder.path() /
      ("document." + extract::office_extension(document.identity.media_type, document.bytes));
  std::ofstream(input, std::ios::binary) << document.bytes;
  int status = wait_for_program(converter, folder.path(), input, limits);
  // LibreOffice has made its profile and asks to be started again.
  constexpr int kRestart = 81;
  if (WIFEXITED(status) && WEXITSTATUS(status) == kRestart)
    status = wait_for_program(converter, folder.path(), input, limits);
  try {
    return extract::load(folder.path() / "document.pdf").bytes;
  } catch (const std::system_error&) {
    throw extract::Unreadable(fmt::format(
        "LibreOffice made no PDF of it ({}); open it, look what it is, and save it as PDF",
        meaning_of(status)));
  }
}

}  // namespace gongkai::app
