#include "app/nursery.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <malloc.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <future>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <vector>

#include "app/failure.h"

namespace gongkai::app {
namespace {

using Clock = std::chrono::steady_clock;

// How a child says why it ended without a reply.
enum ChildExit { kReplied = 0, kOutOfMemory = 100, kNotConfined = 101, kWorkFailed = 102 };

// The last bytes of what a child's socket gives; the nursery writes them when the child is gone.
struct Trailer {
  int wait_status = 0;
  bool timed_out = false;
};

// The only open file of a child beside the standard ones.
constexpr int kChildSocket = 3;

struct CloseSocket {
  void operator()(const int* socket) const { close(*socket); }
};

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

std::string read_all(int file) {
  std::string bytes;
  std::array<char, 1 << 16> buffer;
  for (;;) {
    const ssize_t count = ::read(file, buffer.data(), buffer.size());
    if (count > 0) bytes.append(buffer.data(), static_cast<size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR)) return bytes;
  }
}

// Sockets travel over sockets as ancillary data (unix(7)).
union SocketMessage {
  cmsghdr header;
  std::array<char, CMSG_SPACE(sizeof(int))> bytes;
};

msghdr message_of(SocketMessage& ancillary, iovec& payload) {
  msghdr message{};
  message.msg_iov = &payload;
  message.msg_iovlen = 1;
  message.msg_control = &ancillary;
  message.msg_controllen = sizeof ancillary.bytes;
  return message;
}

bool send_socket(int channel, int socket) {
  SocketMessage ancillary{};
  char byte = 0;
  iovec payload{&byte, 1};
  const msghdr message = message_of(ancillary, payload);
  ancillary.header.cmsg_level = SOL_SOCKET;
  ancillary.header.cmsg_type = SCM_RIGHTS;
  ancillary.header.cmsg_len = CMSG_LEN(sizeof socket);
  std::memcpy(CMSG_DATA(&ancillary.header), &socket, sizeof socket);
  return sendmsg(channel, &message, MSG_NOSIGNAL) == 1;
}

// Nothing where the other end is closed.
std::optional<int> receive_socket(int channel) {
  SocketMessage ancillary{};
  char byte = 0;
  iovec payload{&byte, 1};
  msghdr message = message_of(ancillary, payload);
  if (recvmsg(channel, &message, MSG_CMSG_CLOEXEC) != 1) return std::nullopt;
  int socket = -1;
  std::memcpy(&socket, CMSG_DATA(&ancillary.header), sizeof socket);
  return socket;
}

// A new process meets every page of its memory with a page fault, and together they can take longer
// than reading the document, most of all on virtual machines. So what it allocates comes in huge
// pages, one after the other, instead of from gaps among older blocks and from new mappings.
void prepare_heap() {
  constexpr size_t kHugePage = 2 << 20;
  constexpr size_t kAhead = 24 << 20;  // most documents take less; beyond it, pages are small
  constexpr size_t kBlockHeader = 16;
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  // volatile: or the compiler sees no use for it.
  void* volatile block = std::malloc(kAhead + kHugePage);
  const auto start = reinterpret_cast<uintptr_t>(block);
  const uintptr_t first = (start + kHugePage - 1) / kHugePage * kHugePage;
  madvise(reinterpret_cast<void*>(first), kAhead, MADV_HUGEPAGE);
  std::free(block);
  block = std::malloc(first - start - kBlockHeader);  // stays, so that the next ones lie behind it
}

void confine_or_exit(const Limits& limits) {
  try {
    confine(limits, kChildSocket);
  } catch (const std::system_error& e) {
    write_all(kChildSocket, e.what());
    _exit(kNotConfined);
  }
}

// Ends the child without the destructors of this program.
[[noreturn]] void run_child(int socket, const Limits& limits, const Nursery::Work& work) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setpgid(0, 0);  // the programs that it starts end with it
  dup2(socket, kChildSocket);
  close_range(kChildSocket + 1, ~0U, 0);
  prepare_heap();
  try {
    std::string request = read_all(kChildSocket);
    if (work.before) request = work.before(std::move(request));
    confine_or_exit(limits);
    work.reply(std::move(request), [](std::string_view piece) {
      if (!write_all(kChildSocket, piece)) _exit(kWorkFailed);
    });
    _exit(kReplied);
  } catch (const std::bad_alloc&) {
    _exit(kOutOfMemory);
  } catch (const std::exception& e) {
    write_all(kChildSocket, e.what());
    _exit(kWorkFailed);
  }
}

// The nursery's loop.
class Attendant {
 public:
  Attendant(int control, const Limits& limits, const std::function<Nursery::Work()>& prepare)
      : control_(control), limits_(limits), prepare_(prepare) {}

  // Until the run closes its end. Children that are left then die with this process.
  void run() {
    for (;;) {
      std::vector<pollfd> events{{control_, POLLIN, 0}};
      auto next_deadline = Clock::time_point::max();
      for (const Running& child : children_) {
        events.push_back({child.ended, POLLIN, 0});
        next_deadline = std::min(next_deadline, child.deadline);
      }
      poll(events.data(), events.size(), milliseconds_until(next_deadline));
      for (size_t i = children_.size(); i-- > 0;) attend(i, events[i + 1].revents != 0);
      if (events[0].revents == 0) continue;
      const std::optional<int> socket = receive_socket(control_);
      if (!socket) return;
      start(*socket);
    }
  }

 private:
  struct Running {
    pid_t process;
    int ended;  // a pidfd: readable when it has ended
    int socket;
    Clock::time_point deadline;
  };

  static int milliseconds_until(Clock::time_point time) {
    if (time == Clock::time_point::max()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - Clock::now());
    return std::max(0, static_cast<int>(left.count()));
  }

  void start(int socket) {
    // In a thread, as malloc then puts it into a heap apart: children that allocate would otherwise
    // fill the gaps in it, and every page they touch would have to be copied.
    if (!work_) work_ = std::async(std::launch::async, prepare_).get();
    const auto deadline = Clock::now() + std::chrono::seconds(limits_.wall_seconds);
    const pid_t process = fork();
    if (process == 0) run_child(socket, limits_, *work_);
    if (process < 0) {
      finish(socket, {.wait_status = W_EXITCODE(kOutOfMemory, 0)});
    } else {
      const auto ended = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
      children_.push_back({process, ended, socket, deadline});
    }
  }

  void attend(size_t index, bool has_ended) {
    const Running child = children_[index];
    const bool timed_out = !has_ended && Clock::now() >= child.deadline;
    if (!has_ended && !timed_out) return;
    kill(-child.process, SIGKILL);  // what it has started, and the child itself if it runs
    if (timed_out) kill(child.process, SIGKILL);
    Trailer trailer{.timed_out = timed_out};
    waitpid(child.process, &trailer.wait_status, 0);
    close(child.ended);
    finish(child.socket, trailer);
    children_.erase(children_.begin() + static_cast<std::ptrdiff_t>(index));
  }

  static void finish(int socket, const Trailer& trailer) {
    write_all(socket, {reinterpret_cast<const char*>(&trailer), sizeof trailer});
    close(socket);
  }

  int control_;
  Limits limits_;
  const std::function<Nursery::Work()>& prepare_;
  std::optional<Nursery::Work> work_;
  std::vector<Running> children_;
};

[[noreturn]] void run_nursery(int control, const Limits& limits,
                              const std::function<Nursery::Work()>& prepare) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGINT, SIG_IGN);  // a terminal's, which is for the run to decide about
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    Attendant(control, limits, prepare).run();
    _exit(0);
  } catch (const std::exception& e) {
    write_all(control, describe(e));  // for last_words()
    _exit(1);
  }
}

std::string out_of_memory(const Limits& limits) {
  return fmt::format(
      "reading it takes more than {} MiB of memory; look whether it is a budget, "
      "and raise --memory-limit if it is",
      limits.memory_mib);
}

std::string out_of_time(uint64_t seconds, const char* of_what, const char* option) {
  return fmt::format(
      "reading it takes more than {} s{}; look whether it is a budget, and raise {} "
      "if it is",
      seconds, of_what, option);
}

std::string meaning_of_signal(int signal, const Limits& limits) {
  switch (signal) {
    case SIGXCPU: return out_of_time(limits.cpu_seconds, " of CPU time", "--cpu-limit");
    case SIGABRT: return out_of_memory(limits);  // poppler aborts where it gets no memory
    case SIGKILL:
      return "its reader was killed, most likely because the machine ran out of memory; run "
             "gongkai again with fewer --jobs";
    default:
      return fmt::format("it crashed its reader (signal {}, {}); please report it", signal,
                         strsignal(signal));
  }
}

std::string meaning_of_exit(int code, const std::string& reply, const Limits& limits) {
  switch (code) {
    case kReplied: return "";
    case kOutOfMemory: return out_of_memory(limits);
    case kNotConfined: return fmt::format("its reader could not be confined ({})", reply);
    default:
      return fmt::format("gongkai made a mistake on this document ({}); please report it",
                         code == kWorkFailed ? reply : fmt::format("exit status {}", code));
  }
}

}  // namespace

Nursery::Nursery(const Limits& limits, const std::function<Work()>& prepare) : limits_(limits) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw_errno("socketpair");
  }
  process_ = fork();
  if (process_ == 0) {
    close(ends[0]);
    run_nursery(ends[1], limits, prepare);
  }
  close(ends[1]);
  control_ = ends[0];
  if (process_ < 0) {
    close(control_);
    throw_errno("fork");
  }
}

Nursery::~Nursery() {
  close(control_);
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

int Nursery::start_child() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw_errno("socketpair");
  }
  const bool sent = send_socket(control_, ends[1]);
  close(ends[1]);
  if (!sent) {
    close(ends[0]);
    throw std::runtime_error(last_words());
  }
  return ends[0];
}

std::string Nursery::last_words() const {
  const std::string words = read_all(control_);
  return words.empty() ? "the process that starts readers was ended; run the same command again"
                       : words;
}

Ending Nursery::run_child(std::string_view request, const Put& take) {
  const int socket = start_child();
  const std::unique_ptr<const int, CloseSocket> closing(&socket);
  while (!request.empty()) {
    const ssize_t count = send(socket, request.data(), request.size(), MSG_NOSIGNAL);
    if (count < 0 && errno != EINTR) break;  // the child is gone, and its end says why
    if (count > 0) request.remove_prefix(static_cast<size_t>(count));
  }
  shutdown(socket, SHUT_WR);
  std::string held;  // what may be the trailer
  std::array<char, 1 << 16> buffer;
  for (;;) {
    const ssize_t count = recv(socket, buffer.data(), buffer.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    held.append(buffer.data(), static_cast<size_t>(count));
    if (held.size() <= sizeof(Trailer)) continue;
    take(std::string_view(held).substr(0, held.size() - sizeof(Trailer)));
    held.erase(0, held.size() - sizeof(Trailer));
  }
  return ending_of(std::move(held));
}

Ending Nursery::ending_of(std::string received) const {
  Trailer trailer;
  if (received.size() < sizeof trailer) {
    throw std::runtime_error(last_words());
  }
  const size_t reply_bytes = received.size() - sizeof trailer;
  std::memcpy(&trailer, received.data() + reply_bytes, sizeof trailer);
  received.resize(reply_bytes);
  std::string error;
  if (trailer.timed_out) {
    error = out_of_time(limits_.wall_seconds, "", "--time-limit");
  } else if (WIFSIGNALED(trailer.wait_status)) {
    error = meaning_of_signal(WTERMSIG(trailer.wait_status), limits_);
  } else {
    error = meaning_of_exit(WEXITSTATUS(trailer.wait_status), received, limits_);
  }
  return {.reply = std::move(received), .error = std::move(error)};
}

}  // namespace gongkai::app
