// The files that documents were read from, found again by the paths that ingest noted, also in archives.
#pragma once

#include <list>
#include <optional>
#include <string>

#include "app/nursery.h"
#include "app/unpacked_archive.h"
#include "extract/reader.h"

namespace gongkai::app {

class OriginalFiles {
 public:
  // REQUIRES: the nursery's children do what unpack_request() asks for; it outlives this.
  explicit OriginalFiles(Nursery& nursery) : nursery_(nursery) {}

  // Nothing where there is no such file any more, or it can't be read.
  std::optional<extract::Source> at(const std::string& path);

 private:
  struct Opened {
    std::string path;
    UnpackedArchive archive;
  };

  const UnpackedArchive* opened(const std::string& path);

  Nursery& nursery_;
  std::list<Opened> opened_;  // last ones first: documents come in the order of their paths
};

}  // namespace gongkai::app
