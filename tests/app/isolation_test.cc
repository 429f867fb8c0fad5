// A document's process: what it may do, how it ends, and that nobody notices how many there are.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <thread>

#include "../extract/pdf_builder.h"
#include "app/ingest.h"
#include "app/job_queue.h"
#include "app/reading_process.h"
#include "scratch_folder.h"

namespace gongkai::app {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

const Limits kTight{.memory_mib = 512, .cpu_seconds = 2, .wall_seconds = 30};

using Isolation = ScratchFolder;

TEST_F(Isolation, TheSameDatasetForAnyNumberOfJobs) {
  setenv("SOURCE_DATE_EPOCH", "1767225600", /*overwrite=*/1);
  std::map<size_t, std::string> datasets;
  for (int i = 0; i < 20; ++i) {
    // Of very different sizes, so that they end in another order than they begin.
    std::string content;
    for (int lines = i % 3 == 0 ? 50'000 : 1; lines > 0; --lines) {
      content += fmt::format("0 {0} m 100 {0} l S ", i);
    }
    content += fmt::format("% {}", i % 15);  // 5 twice
    make(fmt::format("in/{:02}.pdf", i), extract::PdfBuilder().page(content).bytes());
  }
  for (const size_t jobs : {1, 8}) {
    IngestOptions options;
    options.paths = {path("in")};
    options.database = path(fmt::format("{}.db", jobs));
    options.quiet = true;
    options.jobs = jobs;
    run_ingest(options);
    datasets[jobs] = content_of(options.database);
  }
  unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_TRUE(datasets[1] == datasets[8]);
}

// What a child may do, tried out: the reply says what it could.
std::string reply_of(const std::function<std::string()>& deed, const Limits& limits = kTight) {
  Nursery nursery(limits, [&] {
    return Nursery::Work{[&](const std::string&, const Nursery::Put& put) { put(deed()); }};
  });
  JobQueue jobs(1, nursery);
  std::string reply;
  jobs.add("request", [&](const Ending& ending) {
    reply = ending.error.empty() ? ending.reply : "error: " + ending.error;
  });
  jobs.drain();
  return reply;
}

std::string could(bool able) { return able ? "could" : strerror(errno); }

TEST(Confine, AChildOpensNoFiles) {
  EXPECT_NE(reply_of([] { return could(open("/etc/passwd", O_RDONLY) >= 0); }), "could");
  EXPECT_NE(reply_of([] { return could(open(GONGKAI_SOURCE_DIR "/README.md", O_RDONLY) >= 0); }),
            "could");
  EXPECT_EQ(
      reply_of([] { return could(open("/tmp/gongkai_child", O_CREAT | O_WRONLY, 0600) >= 0); }),
      "Operation not permitted");
}

TEST(Confine, ButPopplersCharacterMaps) {
  if (!std::filesystem::exists("/usr/share/poppler/cMap")) GTEST_SKIP() << "no poppler-data";
  EXPECT_EQ(reply_of([] {
              return could(open("/usr/share/poppler/cMap/Adobe-GB1/GBK-EUC-H", O_RDONLY) >= 0);
            }),
            "could");
}

TEST(Confine, AChildReachesNoNetwork) {
  EXPECT_EQ(reply_of([] { return could(socket(AF_INET, SOCK_STREAM, 0) >= 0); }),
            "Operation not permitted");
}

TEST(Confine, AChildStartsNoPrograms) {
  EXPECT_EQ(reply_of([] { return could(execl("/bin/true", "true", nullptr) == 0); }),
            "Operation not permitted");
  EXPECT_EQ(reply_of([] { return could(fork() >= 0); }), "Operation not permitted");
}

TEST(Confine, AChildHarmsNoOtherProcess) {
  EXPECT_EQ(reply_of([] { return could(kill(getppid(), SIGKILL) == 0); }),
            "Operation not permitted");
}

// It is there for what reading it makes: tables, checks, sentences and a form.
TEST(WarmUp, ReadsAWholeDisclosure) {
  const Outcome outcome = warm_up(load_knowledge({})).outcome;
  EXPECT_EQ(outcome.status, store::Status::Ok);
  EXPECT_EQ(outcome.tables, 5U);
  EXPECT_EQ(outcome.amounts, 88U);
  EXPECT_EQ(outcome.vouched, 88U);
  EXPECT_EQ(outcome.checks_failed, 0U);
}

TEST(Nursery, SaysWhyAChildEnded) {
  EXPECT_EQ(reply_of([] { return std::string("done"); }), "done");
  EXPECT_THAT(reply_of([]() -> std::string { throw std::runtime_error("no idea"); }),
              HasSubstr("gongkai made a mistake on this document (no idea)"));
  EXPECT_THAT(reply_of([]() -> std::string { throw std::bad_alloc(); }),
              HasSubstr("more than 512 MiB of memory"));
  EXPECT_THAT(
      reply_of([] { return std::string(1, *static_cast<volatile char*>(nullptr)); }),
      AnyOf(HasSubstr("crashed its reader"), HasSubstr("exit status 1")));  // sanitizers exit
}

TEST(Nursery, EndsAChildThatSleeps) {
  const auto start = std::chrono::steady_clock::now();
  const auto sleep = [] {
    for (;;) pause();
    return std::string();
  };
  EXPECT_THAT(reply_of(sleep, {.wall_seconds = 1}),
              AnyOf(HasSubstr("more than 1 s; look whether it is a budget, and raise --time-limit"),
                    HasSubstr("CPU time")));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

}  // namespace
}  // namespace gongkai::app
