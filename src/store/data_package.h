// datapackage.json: what a folder of CSV files holds, as a Frictionless Data Package says it
// (https://specs.frictionlessdata.io/data-package/, version 1 with table schemas).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/table_schema.h"

namespace gongkai::store {

struct PackageInfo {
  std::string created;               // ISO 8601, UTC: when the newest of its documents was read
  std::string license;               // an identifier of opendefinition.org or SPDX
  std::vector<std::string> origins;  // of the documents, where it is known: https://www.example.org
};

struct PackagedTable {
  TableSchema schema;
  int64_t rows = 0;
  int64_t bytes = 0;
};

// Every table is in "NAME.csv" beside it. A field whose type is Unknown may hold anything.
std::string data_package(const PackageInfo& info, const std::vector<PackagedTable>& tables);

}  // namespace gongkai::store
