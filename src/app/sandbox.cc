#include "app/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>
#include <vector>

namespace gongkai::app {
namespace {

// Poppler's character maps; and fonts that are not embedded, for the pictures of pages. Which of them a document
// needs depends on it, so they can't be opened beforehand.
constexpr std::array kReadable{"/usr/share/poppler", "/etc/fonts",       "/usr/share/fontconfig",
                               "/usr/share/fonts",   "/usr/local/share/fonts", "/var/cache/fontconfig"};

// The system calls of allocation, reading, clocks and the end of a process. Those that take a flag
// or a file to be looked at are in allow_with_conditions().
constexpr std::array kHarmless{SCMP_SYS(access),
                               SCMP_SYS(brk),
                               SCMP_SYS(clock_gettime),
                               SCMP_SYS(clock_getres),
                               SCMP_SYS(close),
                               SCMP_SYS(exit),
                               SCMP_SYS(exit_group),
                               SCMP_SYS(faccessat),
                               SCMP_SYS(faccessat2),
                               SCMP_SYS(fstat),
                               SCMP_SYS(futex),
                               SCMP_SYS(getcwd),
                               SCMP_SYS(getdents64),
                               SCMP_SYS(getpid),
                               SCMP_SYS(getrandom),
                               SCMP_SYS(getrlimit),
                               SCMP_SYS(getrusage),
                               SCMP_SYS(gettid),
                               SCMP_SYS(gettimeofday),
                               SCMP_SYS(lseek),
                               SCMP_SYS(lstat),
                               SCMP_SYS(madvise),
                               SCMP_SYS(mremap),
                               SCMP_SYS(munmap),
                               SCMP_SYS(newfstatat),
                               SCMP_SYS(pread64),
                               SCMP_SYS(read),
                               SCMP_SYS(readlink),
                               SCMP_SYS(readlinkat),
                               SCMP_SYS(readv),
                               SCMP_SYS(restart_syscall),
                               SCMP_SYS(rt_sigaction),
                               SCMP_SYS(rt_sigprocmask),
                               SCMP_SYS(rt_sigreturn),
                               SCMP_SYS(sched_yield),
                               SCMP_SYS(sigaltstack),
                               SCMP_SYS(stat),
                               SCMP_SYS(statx),
                               SCMP_SYS(sysinfo),
                               SCMP_SYS(uname)};

void require(bool good, int error, const char* what) {
  if (!good) throw std::system_error(error, std::generic_category(), what);
}

void limit(int resource, rlim_t soft, rlim_t hard) {
  const rlimit value{soft, hard};
  require(setrlimit(static_cast<__rlimit_resource_t>(resource), &value) == 0, errno, "setrlimit");
}

void limit_resources(uint64_t memory_mib, uint64_t cpu_seconds) {
#ifndef __SANITIZE_ADDRESS__  // whose shadow memory takes terabytes of address space
  const rlim_t bytes = memory_mib << 20;
  limit(RLIMIT_AS, bytes, bytes);
#endif
  // The soft limit's signal says why; the hard one is for who ignores it.
  limit(RLIMIT_CPU, cpu_seconds, cpu_seconds + 1);
  limit(RLIMIT_CORE, 0, 0);
}

constexpr uint64_t kAllFileRights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;  // first version
constexpr uint64_t kReadingRights = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

// What may be done below a path.
struct FileRight {
  std::filesystem::path path;  // one that does not exist is left out
  uint64_t rights = 0;
};

// Of the `handled` rights, leaves those that are granted. glibc has no wrappers for Landlock.
void limit_files(uint64_t handled, const std::vector<FileRight>& granted) {
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = handled;
  const auto rules =
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
  if (rules < 0 && (errno == ENOSYS || errno == EOPNOTSUPP)) return;  // a kernel without it
  require(rules >= 0, errno, "landlock_create_ruleset");
  for (const FileRight& right : granted) {
    landlock_path_beneath_attr beneath{};
    beneath.allowed_access = right.rights;
    beneath.parent_fd = open(right.path.c_str(), O_PATH | O_CLOEXEC);
    if (beneath.parent_fd < 0) continue;
    const auto added =
        syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    require(added == 0, errno, "landlock_add_rule");
    close(beneath.parent_fd);
  }
  require(syscall(SYS_landlock_restrict_self, rules, 0) == 0, errno, "landlock_restrict_self");
  close(rules);
}

struct ReleaseFilter {
  void operator()(void* filter) const { seccomp_release(filter); }
};

void allow_with_conditions(scmp_filter_ctx filter, int output) {
  int error = 0;
  const auto allow = [&](int call, scmp_arg_cmp condition) {
    if (error == 0) error = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &condition);
  };
  for (const int file : {output, STDERR_FILENO}) {
    allow(SCMP_SYS(write), SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(file)));
    allow(SCMP_SYS(writev), SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(file)));
  }
  constexpr scmp_datum_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC;
  allow(SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY));
  allow(SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY));
  allow(SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_GETFL));
  allow(SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  allow(SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  const auto self = static_cast<scmp_datum_t>(getpid());
  allow(SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, self));  // abort()
#ifdef __SANITIZE_ADDRESS__
  // The sanitizers find out whether memory may be read by writing it to a pipe of their own. What
  // can be written to is still only what is open: no file can be opened for writing.
  for (const int call : {SCMP_SYS(pipe), SCMP_SYS(pipe2), SCMP_SYS(write)}) {
    if (error == 0) error = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 0, nullptr);
  }
#endif
  require(error == 0, -error, "seccomp_rule_add");
}

void limit_system_calls(int output) {
  const std::unique_ptr<void, ReleaseFilter> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  require(filter != nullptr, ENOMEM, "seccomp_init");
  for (const int call : kHarmless) {
    const int error = seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 0, nullptr);
    require(error == 0, -error, "seccomp_rule_add");
  }
  allow_with_conditions(filter.get(), output);
  const int error = seccomp_load(filter.get());
  require(error == 0, -error, "seccomp_load");
}

}  // namespace

void confine(const Limits& limits, int output) {
  require(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, errno, "prctl");
  std::vector<FileRight> granted;
  for (const char* const folder : kReadable) granted.push_back({folder, kReadingRights});
  limit_files(kAllFileRights, granted);
  limit_resources(limits.memory_mib, limits.cpu_seconds);
  limit_system_calls(output);
}

void confine_converter(const Limits& limits, const std::filesystem::path& folder) {
  require(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, errno, "prctl");
  const uint64_t writing = kAllFileRights & ~(kReadingRights | LANDLOCK_ACCESS_FS_EXECUTE);
  limit_files(writing, {{folder, writing},
                        {"/dev/null", LANDLOCK_ACCESS_FS_WRITE_FILE},
                        {"/tmp", LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE}});
  limit_resources(kConverterMemoryMib, limits.cpu_seconds);
  const std::unique_ptr<void, ReleaseFilter> filter(seccomp_init(SCMP_ACT_ALLOW));
  require(filter != nullptr, ENOMEM, "seccomp_init");
  const scmp_arg_cmp other_than_unix = SCMP_A0(SCMP_CMP_NE, AF_UNIX);
  int error = seccomp_rule_add_array(filter.get(), SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1,
                                     &other_than_unix);
  if (error == 0) error = seccomp_load(filter.get());
  require(error == 0, -error, "seccomp_load");
}

}  // namespace gongkai::app
