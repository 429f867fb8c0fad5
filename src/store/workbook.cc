#include "store/workbook.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "base/archive_path.h"
#include "base/text.h"

namespace gongkai::store {
namespace {

constexpr int kMostRows = LXW_ROW_MAX - 1;              // of a sheet, without its heading
constexpr size_t kLongestText = 32'767;                 // characters that Excel takes in a cell
constexpr int64_t kLargestExact = 999'999'999'999'999;  // Excel has 15 digits
constexpr double kNumberWidth = 16;                     // characters
constexpr double kTextWidth = 24;
constexpr const char* kLinkedColumn = "source_path";
// Has the rows of v_amount_corrected again, and those that would count twice.
constexpr const char* kNotForPeople = "v_every_amount_corrected";

struct Formats {
  lxw_format* heading = nullptr;
  lxw_format* fen = nullptr;
  lxw_format* wan = nullptr;
  lxw_format* link = nullptr;
};

Formats make_formats(lxw_workbook* workbook) {
  Formats formats;
  formats.heading = workbook_add_format(workbook);
  format_set_bold(formats.heading);
  format_set_bottom(formats.heading, LXW_BORDER_THIN);
  formats.fen = workbook_add_format(workbook);
  format_set_num_format(formats.fen, "#,##0");
  formats.wan = workbook_add_format(workbook);
  format_set_num_format(formats.wan, "#,##0.00####");
  formats.link = workbook_get_default_url_format(workbook);
  return formats;
}

void must_work(lxw_error error) {
  if (error != LXW_NO_ERROR) throw Unwritable(fmt::format("the workbook ({})", lxw_strerror(error)));
}

// libxlsxwriter prints on its own why it fails, and we say it.
class MutedErrors {
 public:
  MutedErrors() : kept_(dup(STDERR_FILENO)) {
    const int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nothing, STDERR_FILENO);
    close(nothing);
  }
  MutedErrors(const MutedErrors&) = delete;
  MutedErrors& operator=(const MutedErrors&) = delete;
  ~MutedErrors() {
    dup2(kept_, STDERR_FILENO);
    close(kept_);
  }

 private:
  int kept_;
};

void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                lxw_format* format) {
  if (text.size() <= kLongestText) {
    must_work(worksheet_write_string(sheet, row, column, text.c_str(), format));
    return;
  }
  std::u32string characters = decode_utf8(text);
  if (characters.size() > kLongestText) {
    characters.resize(kLongestText - 1);
    characters += U'…';
  }
  must_work(worksheet_write_string(sheet, row, column, encode_utf8(characters).c_str(), format));
}

// A sheet and those that it goes on in, all with the columns of one view.
class SheetWriter {
 public:
  SheetWriter(lxw_workbook* workbook, const Formats& formats, std::string name,
              const std::vector<Field>& fields)
      : workbook_(workbook), formats_(formats), name_(std::move(name)), fields_(fields) {
    begin_sheet();
  }

  void add(SQLite::Statement& values) {
    if (row_ == kMostRows) begin_sheet();
    ++row_;
    for (size_t i = 0; i < fields_.size(); ++i) {
      const SQLite::Column value = values.getColumn(static_cast<int>(i));
      if (value.isNull()) continue;
      const auto column = static_cast<lxw_col_t>(i);
      if (fields_[i].name == kLinkedColumn) {
        write_link(column, value.getString(), page_of(values));
      } else if (value.isText() ||
                 (value.isInteger() && std::abs(value.getInt64()) > kLargestExact)) {
        write_text(sheet_, row_, column, value.getString(), nullptr);
      } else {
        must_work(
            worksheet_write_number(sheet_, row_, column, value.getDouble(), format_of(fields_[i])));
      }
    }
  }

 private:
  void begin_sheet() {
    ++sheets_;
    row_ = 0;
    const std::string name = sheets_ == 1 ? name_ : fmt::format("{} {}", name_, sheets_);
    sheet_ = workbook_add_worksheet(workbook_, name.c_str());
    if (sheet_ == nullptr) throw std::runtime_error(name + " can't be a sheet's name");
    worksheet_freeze_panes(sheet_, 1, 0);
    for (size_t i = 0; i < fields_.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      const double width = fields_[i].type == FieldType::Text ? kTextWidth : kNumberWidth;
      must_work(worksheet_set_column(sheet_, column, column, width, nullptr));
      write_text(sheet_, 0, column, fields_[i].name, formats_.heading);
    }
    must_work(worksheet_autofilter(sheet_, 0, 0, 0, static_cast<lxw_col_t>(fields_.size() - 1)));
  }

  lxw_format* format_of(const Field& field) const {
    return field.unit == "分" ? formats_.fen : field.unit == "万元" ? formats_.wan : nullptr;
  }

  // Where the row was read: in v_project, which tells two places, the first that there is.
  int page_of(SQLite::Statement& values) const {
    for (const char* name : {"page_no", "table_page", "form_page"}) {
      for (size_t i = 0; i < fields_.size(); ++i) {
        if (fields_[i].name != name) continue;
        const SQLite::Column page = values.getColumn(static_cast<int>(i));
        if (!page.isNull()) return page.getInt();
      }
    }
    return 1;
  }

  void write_link(lxw_col_t column, const std::string& path, int page) {
    const std::string link = page_link(path, page);
    if (!link.empty() && worksheet_write_url_opt(sheet_, row_, column, link.c_str(), formats_.link,
                                                 path.c_str(), nullptr) == LXW_NO_ERROR) {
      return;
    }
    write_text(sheet_, row_, column, path, nullptr);  // too long a link, or too many
  }

  lxw_workbook* workbook_;
  const Formats& formats_;
  std::string name_;
  const std::vector<Field>& fields_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_row_t row_ = 0;
  int sheets_ = 0;
};

int64_t write_rows(const Selection& selection, const std::string& query, SheetWriter&& sheet) {
  SQLite::Statement rows(selection.dataset(), query);
  int64_t count = 0;
  for (; rows.executeStep(); ++count) sheet.add(rows);
  return count;
}

// The kinds of tables that the selection has amounts of, in the order of the vocabulary.
std::vector<std::string> kinds_with_amounts(const Selection& selection,
                                            const TableSchema& amounts) {
  std::vector<std::string> kinds;
  for (const Field& field : amounts.fields) {
    if (field.name == "table_kind") kinds = field.words;
  }
  std::erase_if(kinds, [&](const std::string& kind) {
    SQLite::Statement query(
        selection.dataset(),
        "SELECT 1 FROM budget_table t JOIN temp.selected_document USING (document_id) "
        "WHERE kind = ? AND EXISTS (SELECT 1 FROM amount a WHERE a.table_id = t.table_id) LIMIT 1");
    query.bind(1, kind);
    return !query.executeStep();
  });
  return kinds;
}

void write_meanings(lxw_workbook* workbook, const Formats& formats,
                    const std::vector<TableSchema>& tables) {
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, "columns");
  worksheet_freeze_panes(sheet, 1, 0);
  must_work(worksheet_set_column(sheet, 0, 2, kTextWidth, nullptr));
  must_work(worksheet_set_column(sheet, 3, 3, 5 * kTextWidth, nullptr));
  lxw_col_t column = 0;
  for (const char* heading : {"view", "column", "unit", "meaning"}) {
    write_text(sheet, 0, column++, heading, formats.heading);
  }
  lxw_row_t row = 0;
  for (const TableSchema& table : tables) {
    if (!table.is_view) continue;
    for (const Field& field : table.fields) {
      ++row;
      column = 0;
      for (const std::string& text : {table.name, field.name, field.unit, field.description}) {
        write_text(sheet, row, column++, text, nullptr);
      }
    }
  }
}

ExportCounts write_sheets(const Selection& selection, lxw_workbook* workbook) {
  const Formats formats = make_formats(workbook);
  ExportCounts counts;
  const auto add = [&](const TableSchema& view, const std::string& name, const std::string& query) {
    ++counts.tables;
    counts.rows += write_rows(selection, query, SheetWriter(workbook, formats, name, view.fields));
  };
  for (const TableSchema& view : selection.tables()) {
    if (!view.is_view || view.name == kNotForPeople) continue;
    if (view.name != "v_amount") {
      add(view, view.name, selection.query_of(view));
      continue;
    }
    for (const std::string& kind : kinds_with_amounts(selection, view)) {
      add(view, kind, selection.query_of(view, fmt::format("table_kind = '{}'", kind)));
    }
  }
  write_meanings(workbook, formats, selection.tables());
  return counts;
}

}  // namespace

std::string page_link(const std::string& source_path, int page) {
  if (source_path.find(kInArchive) != std::string::npos) return "";
  std::string link = "file://";
  for (const char c : std::filesystem::absolute(source_path).lexically_normal().string()) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                          std::string_view("/-._~").find(c) != std::string_view::npos;
    link += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return fmt::format("{}#page={}", link, page);
}

ExportCounts write_workbook(const Selection& selection, const std::filesystem::path& file) {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;  // row after row, not the whole in memory
  options.use_zip64 = LXW_TRUE;
  const std::string name = file.string();
  lxw_workbook* workbook = workbook_new_opt(name.c_str(), &options);
  if (workbook == nullptr) throw Unwritable("the workbook");
  ExportCounts counts;
  try {
    counts = write_sheets(selection, workbook);
  } catch (...) {
    lxw_workbook_free(workbook);
    throw;
  }
  const MutedErrors muted;
  must_work(workbook_close(workbook));
  return counts;
}

}  // namespace gongkai::store
