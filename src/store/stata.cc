#include "store/stata.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <readstat.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/pattern.h"
#include "base/text.h"

namespace gongkai::store {
namespace {

constexpr int kStataVersion = 118;  // the first that is UTF-8
constexpr size_t kStataLabelLength = 80;
constexpr int64_t kLargestStataLong = 2'147'483'620;       // what follows in Stata's long are missing values
constexpr int64_t kLargestInDouble = int64_t{1} << 53;   // of the integers that a double holds
constexpr size_t kLongText = 128;                     // bytes; a str# takes that many in every row

enum class StataType : uint8_t { Word, Long, Double, Day, Text, LongText };

// A column, and what its values tell of it.
struct StataColumn {
  const Field* field = nullptr;
  StataType type = StataType::Text;
  size_t width = 1;  // of Text, bytes
  readstat_variable_t* variable = nullptr;
};

void require(readstat_error_t error, const std::filesystem::path& file) {
  if (error == READSTAT_OK) return;
  throw Unwritable(fmt::format("{} ({})", file.filename().string(), readstat_error_message(error)));
}

// Days since 1960 of "2026-12-31", as Stata counts.
int32_t day_number(const std::string& date) {
  int year = 0, month = 0, day = 0;
  RE2::FullMatch(date, R"((\d{4})-(\d\d)-(\d\d))", &year, &month, &day);
  using std::chrono::sys_days;
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                        std::chrono::day(static_cast<unsigned>(day))};
  return static_cast<int32_t>(
      (sys_days(ymd) - sys_days(std::chrono::year(1960) / std::chrono::January / 1)).count());
}

// What all values of a column have in common.
struct ColumnRange {
  bool has_text = false, has_real = false;
  size_t longest = 0;    // bytes
  double largest = 0;    // without sign, of the numbers
  bool are_days = true;  // none is text that is no whole date
};

StataType type_of(const Field& field, const ColumnRange& range) {
  if (field.type == FieldType::Text || range.has_text) {
    if (field.type == FieldType::Text && !field.words.empty()) return StataType::Word;
    if (field.name.starts_with("date_") && range.are_days) return StataType::Day;
    return range.longest > kLongText ? StataType::LongText : StataType::Text;
  }
  if (field.type == FieldType::Number || range.has_real) return StataType::Double;
  if (range.largest > static_cast<double>(kLargestInDouble)) return StataType::Text;
  const bool is_long = range.largest <= static_cast<double>(kLargestStataLong) && field.unit.empty();
  return is_long ? StataType::Long : StataType::Double;
}

class StataTable {
 public:
  StataTable(const Selection& selection, const TableSchema& schema, const std::filesystem::path& folder)
      : schema_(schema),
        dataset_(selection.dataset()),
        query_(selection.query_of(schema)),
        path_(folder / (schema.name + ".dta")),
        out_(path_, std::ios::binary),
        writer_(readstat_writer_init(), readstat_writer_free) {}

  int64_t write() {
    find_types();
    for (StataColumn& column : columns_) declare(column);
    readstat_set_data_writer(writer_.get(), [](const void* data, size_t length, void* out) -> ssize_t {
      static_cast<std::ofstream*>(out)->write(static_cast<const char*>(data), static_cast<std::streamsize>(length));
      return *static_cast<std::ofstream*>(out) ? static_cast<ssize_t>(length) : -1;
    });
    readstat_writer_set_file_format_version(writer_.get(), kStataVersion);
    readstat_writer_set_file_label(writer_.get(), stata_label(schema_.description).c_str());
    readstat_writer_set_file_timestamp(writer_.get(), timestamp());
    require(readstat_begin_writing_dta(writer_.get(), &out_, static_cast<long>(rows_)), path_);
    SQLite::Statement query(dataset_, query_);
    while (query.executeStep()) write_row(query);
    require(readstat_end_writing(writer_.get()), path_);
    out_.close();
    require(out_ ? READSTAT_OK : READSTAT_ERROR_WRITE, path_);
    return rows_;
  }

 private:
  // The moment that the dataset is of, so that it gives the same bytes whenever it is exported.
  time_t timestamp() const {
    return dataset_.execAndGet("SELECT coalesce(strftime('%s', max(ingested_at)), 0) FROM document").getInt64();
  }

  void find_types() {
    std::vector<std::string> ranges;
    for (const Field& field : schema_.fields) {
      ranges.push_back(fmt::format(
          "max(typeof(\"{0}\") = 'text'), max(typeof(\"{0}\") = 'real'), max(length(CAST(\"{0}\" AS BLOB))), "
          "max(CASE WHEN typeof(\"{0}\") <> 'text' THEN abs(\"{0}\") END), "
          "min(\"{0}\" IS NULL OR \"{0}\" IS date(\"{0}\"))",
          field.name));
    }
    SQLite::Statement query(dataset_, fmt::format("SELECT count(*), {} FROM ({})", fmt::join(ranges, ", "), query_));
    query.executeStep();
    rows_ = query.getColumn(0).getInt64();
    int place = 0;
    for (const Field& field : schema_.fields) {
      ColumnRange range;
      range.has_text = query.getColumn(++place).getInt() != 0;
      range.has_real = query.getColumn(++place).getInt() != 0;
      range.longest = static_cast<size_t>(query.getColumn(++place).getInt64());
      range.largest = query.getColumn(++place).getDouble();
      range.are_days = query.getColumn(++place).getInt() != 0;
      columns_.push_back({&field, type_of(field, range), std::max<size_t>(1, range.longest), nullptr});
    }
  }

  void declare(StataColumn& column) {
    const Field& field = *column.field;
    const auto add = [&](readstat_type_t type, const char* format, size_t width = 0) {
      column.variable = readstat_add_variable(writer_.get(), field.name.c_str(), type, width);
      if (format != nullptr) readstat_variable_set_format(column.variable, format);
    };
    switch (column.type) {
      case StataType::Word:
        add(READSTAT_TYPE_INT32, nullptr);
        readstat_variable_set_label_set(column.variable, label_set(field));
        break;
      case StataType::Long: add(READSTAT_TYPE_INT32, "%12.0g"); break;
      case StataType::Double: add(READSTAT_TYPE_DOUBLE, field.unit == "分" ? "%18.0f" : "%10.0g"); break;
      case StataType::Day: add(READSTAT_TYPE_INT32, "%td"); break;
      case StataType::Text: add(READSTAT_TYPE_STRING, nullptr, column.width); break;
      case StataType::LongText:
        add(READSTAT_TYPE_STRING_REF, nullptr);
        note_long_texts(field);
        break;
    }
    const std::string unit = field.unit.empty() ? "" : fmt::format("{}: ", field.unit);
    readstat_variable_set_label(column.variable, stata_label(unit + field.description).c_str());
  }

  readstat_label_set_t* label_set(const Field& field) {
    readstat_label_set_t* const set = readstat_add_label_set(writer_.get(), READSTAT_TYPE_INT32, field.name.c_str());
    int32_t code = 0;
    for (const std::string& word : field.words) readstat_label_int32_value(set, ++code, word.c_str());
    return set;
  }

  // A strL stands once in the file, however often it is referred to, and must be known before the rows.
  void note_long_texts(const Field& field) {
    SQLite::Statement query(dataset_, fmt::format("SELECT DISTINCT \"{0}\" FROM ({1}) WHERE \"{0}\" IS NOT NULL",
                                                  field.name, query_));
    while (query.executeStep()) {
      std::string text = query.getColumn(0).getString();
      if (long_texts_.contains(text)) continue;
      readstat_string_ref_t* const reference = readstat_add_string_ref(writer_.get(), text.c_str());
      long_texts_.emplace(std::move(text), reference);
    }
  }

  void write_row(SQLite::Statement& query) {
    require(readstat_begin_row(writer_.get()), path_);
    for (size_t i = 0; i < columns_.size(); ++i) {
      require(insert(columns_[i], query.getColumn(static_cast<int>(i))), path_);
    }
    require(readstat_end_row(writer_.get()), path_);
  }

  readstat_error_t insert(const StataColumn& column, const SQLite::Column& value) {
    readstat_writer_t* const writer = writer_.get();
    const bool is_text = column.type == StataType::Text || column.type == StataType::LongText;
    if (value.isNull() && !is_text) return readstat_insert_missing_value(writer, column.variable);
    switch (column.type) {
      case StataType::Word: {
        const auto& words = column.field->words;
        const auto word = std::find(words.begin(), words.end(), value.getString());
        return readstat_insert_int32_value(writer, column.variable,
                                           static_cast<int32_t>(word - words.begin()) + 1);
      }
      case StataType::Long: return readstat_insert_int32_value(writer, column.variable, value.getInt());
      case StataType::Double: return readstat_insert_double_value(writer, column.variable, value.getDouble());
      case StataType::Day:
        return readstat_insert_int32_value(writer, column.variable, day_number(value.getString()));
      case StataType::Text:
        return readstat_insert_string_value(writer, column.variable, value.getString().c_str());
      case StataType::LongText: break;
    }
    return readstat_insert_string_ref(writer, column.variable,
                                      value.isNull() ? &no_text_ : long_texts_.at(value.getString()));
  }

  const TableSchema& schema_;
  SQLite::Database& dataset_;
  std::string query_;
  std::filesystem::path path_;
  std::ofstream out_;
  std::unique_ptr<readstat_writer_t, decltype(&readstat_writer_free)> writer_;
  std::vector<StataColumn> columns_;
  int64_t rows_ = 0;
  std::unordered_map<std::string, readstat_string_ref_t*> long_texts_;
  readstat_string_ref_t no_text_{};  // variable 0 and observation 0: how the format says ""
};

}  // namespace

std::string stata_label(const std::string& markdown) {
  std::string text = markdown;
  RE2::GlobalReplace(&text, R"(\[([^\]]*)\]\([^)]*\))", R"(\1)");
  RE2::GlobalReplace(&text, "[`*]", "");
  std::u32string label = decode_utf8(text);
  if (label.size() > kStataLabelLength) {
    label.resize(kStataLabelLength - 1);
    label += U'…';
  }
  return encode_utf8(label);
}

ExportCounts write_stata_files(const Selection& selection, const std::filesystem::path& folder) {
  ExportCounts counts;
  for (const TableSchema& schema : selection.tables()) {
    counts.rows += StataTable(selection, schema, folder).write();
    ++counts.tables;
  }
  return counts;
}

}  // namespace gongkai::store
