// Runs programs the way a user does.
#pragma once

#include <string>
#include <vector>

namespace gongkai::golden {

struct Output {
  int exit_code = 0;
  std::string text;  // stdout; stderr goes where the test's own goes
};

// Runs a program found on the PATH or by its full name. Arguments may hold any character but '.
Output run(const std::vector<std::string>& command);

// Runs gongkai, as just built.
Output run_gongkai(std::vector<std::string> arguments);

}  // namespace gongkai::golden
