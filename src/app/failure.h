// What ends a run, as one sentence: where, what, what to try.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>

namespace gongkai::app {

// The command line asks for what can't be; nothing was done (exit status 2).
struct WrongUsage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// "site/index.html: no space left on device; look whether the disk is full …". What is written for people
// already stays as it is.
std::string describe(const std::exception& failure);

}  // namespace gongkai::app
