// What a process that reads a document may still do. Documents come from anywhere, and poppler is a
// large program: whatever a document makes of it must stay in that process.
#pragma once

#include <cstdint>
#include <filesystem>

namespace gongkai::app {

// Of one document.
struct Limits {
  uint64_t memory_mib = 1024;   // address space
  uint64_t cpu_seconds = 180;   // some 60 scanned pages; digital ones take milliseconds
  uint64_t wall_seconds = 540;  // more than the CPU's, as machines are shared
};

// Confines this process for the rest of its life:
// - memory and CPU time as said (the wall time is the parent's to watch);
// - of the file system, it can read what poppler needs at run time, its character maps and the fonts
//   of the system, and nothing else (Landlock; on a kernel without it, it can read whatever its user can, but write nothing);
// - no network, no other programs or processes, no writing but to `output` and standard error
//   (seccomp: every system call that reading takes no part in fails with EPERM).
// Throws std::system_error where the kernel refuses.
void confine(const Limits& limits, int output);

// Confines this process and the programs that it starts, for LibreOffice, which needs more: it can
// read whatever its user can, and start its own parts, but
// - write nothing outside of `folder`, save the socket that it insists on having in /tmp, where it
//   can therefore remove files, too (Landlock; not on a kernel without it);
// - reach no network (seccomp);
// - take more than the CPU time that is said, each process, and kConverterMemoryMib.
// Throws std::system_error where the kernel refuses.
void confine_converter(const Limits& limits, const std::filesystem::path& folder);

// LibreOffice maps a gigabyte before it reads anything.
inline constexpr uint64_t kConverterMemoryMib = 6144;

}  // namespace gongkai::app
