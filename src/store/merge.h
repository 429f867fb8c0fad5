// Joins datasets that were made apart (gongkai ingest --shard) into the one that a single run over
// all files would have made.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

namespace gongkai::store {

struct MergeCounts {
  size_t documents = 0;
  size_t duplicates = 0;  // contents that were in an earlier input, too
};

// Makes the dataset `out` of the documents of all inputs, ordered by their source_path; ids are
// numbered anew in that order. A content that several inputs have is taken once: as far as it could
// be read (ok, partial, failed), then under the first path. Rows are copied by SQLite, whole
// documents at a time. What is said across documents (document.version, B14) is found anew.
//
// `out` is there as a whole or not at all: it is written as OUT-merge and renamed at the end. What a
// killed merge left of it is in nobody's way. An `out` that exists is replaced; it may be an input.
//
// Throws WrongDatabase for an input that is none, is of another schema version or was edited so that
// the rows of a document do not follow each other; SQLite::Exception where the machine fails.
MergeCounts merge(const std::filesystem::path& out,
                  const std::vector<std::filesystem::path>& inputs);

}  // namespace gongkai::store
