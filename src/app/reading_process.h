// What a run asks of the processes that the nursery starts (nursery.h): an ingest for all but Draw, a report
// for Unpack and Draw.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "app/nursery.h"
#include "app/office_converter.h"
#include "app/pipeline.h"
#include "extract/reader.h"
#include "store/document_rows.h"

namespace gongkai::app {

// The first byte of a request.
enum class Task : uint8_t {
  Read,     // a document; the reply is a Report (pipeline.h)
  Convert,  // the same of one that a PDF must be made of first (office_converter.h)
  Refuse,   // the same of one that none could be made of
  Unpack,   // an archive (unpacked_archive.h)
  Draw,     // pages of a document (picture_process.h)
};

// Reads a disclosure of a page that is compiled in, so that this process has what is made at first use, the automata of
// patterns most of all: children would each make it anew.
Report warm_up(const Knowledge& knowledge);

// What the children are for. Most documents are no scans, and are read without the 32 MB of the OCR model, beside
// which what they take themselves is little.
enum class Reads : uint8_t {
  TextOnly,  // the reply is nothing where there is a picture to read
  All
};

// Loads what all documents need; the work has it. Throws recognize::SchemaError.
Nursery::Work prepare_work(const std::filesystem::path& schemas, const Limits& limits, extract::OcrMode ocr, Reads reads,
                           const store::Provenance& provenance, const OfficeConverter& converter);

// To read a document. Those that LibreOffice can read are converted where it is installed.
std::string read_request(const extract::Source& source, const OfficeConverter& converter);

}  // namespace gongkai::app
