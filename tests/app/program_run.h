// A test that runs the program itself, in a folder of its own.
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "app/exit_code.h"
#include "scratch_folder.h"

namespace gongkai::app {

struct Result {
  int code = 0;
  std::string out;
  std::string err;
};

class ProgramRun : public ScratchFolder {
 protected:
  // Runs the program with arguments as a shell reads them, in the scratch folder. `before` stands
  // in front of the program's name.
  Result run(const std::string& arguments, const std::string& before = "") const {
    const std::string command = fmt::format("cd '{}' && {} '{}' {} >out.txt 2>err.txt",
                                            path("").string(), before, GONGKAI_PROGRAM, arguments);
    const int status = std::system(command.c_str());
    return {WEXITSTATUS(status), content_of(path("out.txt")), content_of(path("err.txt"))};
  }
};

}  // namespace gongkai::app
