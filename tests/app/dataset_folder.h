// A scratch folder whose out.db is what a test makes and asks.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

#include "scratch_folder.h"
#include "store/database.h"

namespace gongkai::app {

class DatasetFolder : public ScratchFolder {
 protected:
  // Rows of one text column.
  std::vector<std::string> column(const std::string& sql) {
    store::Database database(path("out.db"));
    SQLite::Statement query(database.connection(), sql);
    std::vector<std::string> values;
    while (query.executeStep()) values.push_back(query.getColumn(0).getString());
    return values;
  }
};

}  // namespace gongkai::app
