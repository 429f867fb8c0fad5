#include "golden/program.h"

#include <sys/wait.h>

#include <cstdio>
#include <stdexcept>

namespace gongkai::golden {

Output run(const std::vector<std::string>& command) {
  std::string line;
  for (const std::string& word : command) line += "'" + word + "' ";
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("can't start " + line);
  Output output;
  char buffer[4096];
  while (const size_t size = fread(buffer, 1, sizeof buffer, pipe))
    output.text.append(buffer, size);
  const int status = pclose(pipe);
  output.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return output;
}

Output run_gongkai(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), GONGKAI_PROGRAM);
  return run(arguments);
}

}  // namespace gongkai::golden
