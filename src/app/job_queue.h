// Work done in child processes, some at a time; what comes of it is handed out in the order in
// which it was added, whatever ended first, so that a run gives the same for any number of
// processes.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <string>

#include "app/nursery.h"

namespace gongkai::app {

class JobQueue {
 public:
  using Finish = std::function<void(const Ending&)>;

  // At most `jobs` children run at a time. Where a child of the nursery replies nothing, it can't: a child of the
  // `equipped` one, if there is one, gets the same request. REQUIRES: the nurseries outlive the queue.
  JobQueue(size_t jobs, Nursery& nursery, Nursery* equipped = nullptr)
      : jobs_(jobs), nursery_(nursery), equipped_(equipped) {}
  ~JobQueue();
  JobQueue(const JobQueue&) = delete;
  JobQueue& operator=(const JobQueue&) = delete;

  // Gives the request to a child, and calls `finish` with what came of it. Waits until a child may
  // be started, and calls the `finish` of earlier jobs meanwhile.
  void add(std::string request, Finish finish);

  // Calls `finish` when the turn comes, without a child.
  void add(std::function<void()> finish);

  // Waits for all that was added.
  void drain();

 private:
  using Clock = std::chrono::steady_clock;

  struct Job {
    Finish finish;
    Nursery* nursery = nullptr;  // of its child
    int socket = -1;             // to its child; -1: there is none, or none any more
    std::string request = {};
    size_t sent = 0;
    std::string received = {};
    Ending ending = {};
    Clock::time_point start = Clock::now();
  };

  size_t running() const;
  size_t held_bytes() const;
  void wait();
  void start(Job& job, Nursery& nursery);
  static void send(Job& job);
  void receive(Job& job);
  void end(Job& job);
  void finish_first_ones();

  size_t jobs_;
  Nursery& nursery_;
  Nursery* equipped_;
  std::deque<Job> queue_;
};

}  // namespace gongkai::app
