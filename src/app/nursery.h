// Starts the processes that read documents, one each.
//
//     run ──fork──▶ nursery ──fork──▶ child, child, …     each confined; one request, one reply
//         ◀── a socket for each child ──────────┘
//
// The nursery is a process of its own, forked before the run opens anything: its children have what
// all documents need (it is made once, before the first of them) and neither the dataset nor other
// documents. And neither process pays for the pages that the other one writes to.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>

#include "app/sandbox.h"

namespace gongkai::app {

// What came of a child.
struct Ending {
  std::string reply;  // where `error` is empty
  std::string error;  // why it did not come to its end, a sentence for document.error
  double seconds = 0;  // that it took, by the clock, where a JobQueue had it done
};

class Nursery {
 public:
  using Put = std::function<void(std::string_view piece)>;

  // What a child does. What it throws is an error of that document.
  struct Work {
    // Makes the reply to a request, confined, and gives it away piece by piece.
    std::function<void(std::string request, const Put& put)> reply;
    // What comes before the child is confined, where something must: gives the request to reply to.
    std::function<std::string(std::string request)> before = nullptr;
  };

  // Forks the nursery, where `prepare` makes what the children share, before the first of them. Throws
  // std::system_error. What `prepare` throws is thrown, as a std::runtime_error, where a child is started
  // or awaited.
  // REQUIRES: this process has one thread.
  Nursery(const Limits& limits, const std::function<Work()>& prepare);

  // Ends the nursery and all children.
  ~Nursery();
  Nursery(const Nursery&) = delete;
  Nursery& operator=(const Nursery&) = delete;

  // Starts a child. The socket that is returned is the caller's: it takes the request, up to a
  // shutdown for writing, and gives the bytes that ending_of() reads, up to their end.
  int start_child();

  // `received`: all that a child's socket gave.
  Ending ending_of(std::string received) const;

  // Starts a child, waits for its end, and gives its reply to `take`, as it comes.
  Ending run_child(std::string_view request, const Put& take);

 private:
  // Why the nursery is gone, for people. REQUIRES: it is.
  std::string last_words() const;

  Limits limits_;
  pid_t process_ = 0;
  int control_ = -1;
};

}  // namespace gongkai::app
