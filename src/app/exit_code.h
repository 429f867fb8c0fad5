// What the program's exit status says (docs/cli.md).
#pragma once

namespace gongkai::app {

enum ExitCode {
  kDone = 0,
  kRunFailed = 1,   // nothing can be said about the documents
  kDifferent = 1,   // of diff alone
  kUsage = 2,       // the command line is wrong; nothing was done
  kIncomplete = 3,  // done, but documents failed or are partial, checks fail, or nothing was found
};

}  // namespace gongkai::app
