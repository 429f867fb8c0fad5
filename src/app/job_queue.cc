#include "app/job_queue.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>
#include <vector>

#include "base/release.h"

namespace gongkai::app {
namespace {

// What may be held of children that ended before their turn; beyond it, no new one is started.
constexpr size_t kMaxHeldBytes = 256 << 20;

}  // namespace

JobQueue::~JobQueue() {
  for (const Job& job : queue_) {
    if (job.socket >= 0) close(job.socket);
  }
}

void JobQueue::add(std::string request, Finish finish) {
  while (!queue_.empty() && (running() >= jobs_ || held_bytes() > kMaxHeldBytes)) wait();
  queue_.push_back({.finish = std::move(finish), .request = std::move(request)});
  start(queue_.back(), nursery_);
}

void JobQueue::add(std::function<void()> finish) {
  queue_.push_back({.finish = [finish = std::move(finish)](const Ending&) { finish(); }});
  finish_first_ones();
}

void JobQueue::drain() {
  while (!queue_.empty()) wait();
}

size_t JobQueue::running() const {
  return static_cast<size_t>(
      std::count_if(queue_.begin(), queue_.end(), [](const Job& job) { return job.socket >= 0; }));
}

size_t JobQueue::held_bytes() const {
  size_t bytes = 0;
  for (const Job& job : queue_) bytes += job.received.size() + job.ending.reply.size();
  return bytes;
}

// Until some child takes or gives bytes. The nursery ends those that take too long.
void JobQueue::wait() {
  std::vector<pollfd> events;
  std::vector<Job*> jobs;
  for (Job& job : queue_) {
    if (job.socket < 0) continue;
    const bool sending = job.sent < job.request.size();
    events.push_back({job.socket, static_cast<short>(sending ? POLLIN | POLLOUT : POLLIN), 0});
    jobs.push_back(&job);
  }
  if (!events.empty()) poll(events.data(), events.size(), -1);
  for (size_t i = 0; i < events.size(); ++i) {
    if ((events[i].revents & POLLOUT) != 0) send(*jobs[i]);
    if ((events[i].revents & ~POLLOUT) != 0) receive(*jobs[i]);
  }
  finish_first_ones();
}

void JobQueue::start(Job& job, Nursery& nursery) {
  job.nursery = &nursery;
  job.socket = nursery.start_child();
  job.sent = 0;
  send(job);
}

void JobQueue::send(Job& job) {
  while (job.sent < job.request.size()) {
    const ssize_t count = ::send(job.socket, job.request.data() + job.sent,
                                 job.request.size() - job.sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    if (count < 0) break;  // the child is gone, and its end says why
    job.sent += static_cast<size_t>(count);
  }
  shutdown(job.socket, SHUT_WR);
  job.sent = job.request.size();
}

void JobQueue::receive(Job& job) {
  std::array<char, 1 << 16> buffer;
  for (;;) {
    const ssize_t count = recv(job.socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count > 0) {
      job.received.append(buffer.data(), static_cast<size_t>(count));
    } else if (count == 0 || (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)) {
      return end(job);
    } else if (errno != EINTR) {
      return;
    }
  }
}

// Of the job's child.
void JobQueue::end(Job& job) {
  close(std::exchange(job.socket, -1));
  job.ending = job.nursery->ending_of(std::exchange(job.received, {}));
  const bool is_unable = job.ending.error.empty() && job.ending.reply.empty();
  if (is_unable && equipped_ != nullptr && job.nursery != equipped_) return start(job, *equipped_);
  job.ending.seconds = std::chrono::duration<double>(Clock::now() - job.start).count();
  release(job.request);
}

void JobQueue::finish_first_ones() {
  while (!queue_.empty() && queue_.front().socket < 0) {
    const Job job = std::move(queue_.front());
    queue_.pop_front();
    job.finish(job.ending);
  }
}

}  // namespace gongkai::app
