// The command line. Each command is one function that returns an exit code; what ends a run is
// caught here, once. Standard output is data, everything said to people goes to stderr.
#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <thread>

#include "app/check_command.h"
#include "app/command_docs.h"
#include "app/correct_command.h"
#include "app/diff_command.h"
#include "app/explain_command.h"
#include "app/export_command.h"
#include "app/failure.h"
#include "app/ingest.h"
#include "app/merge_command.h"
#include "app/option_checks.h"
#include "app/report_command.h"
#include "app/schema_command.h"
#include "app/search_command.h"
#include "app/show.h"
#include "app/versions.h"
#include "store/database.h"

namespace gongkai::app {
namespace {

using Command = std::function<ExitCode()>;

// Where poppler looks for the character maps of Chinese fonts that a PDF names but does not carry.
constexpr const char* kPopplerCharacterMaps = "/usr/share/poppler/cMap";

void warn_without_poppler_data() {
  if (std::filesystem::exists(kPopplerCharacterMaps)) return;
  spdlog::warn(
      "poppler-data is not installed ({} is missing): Chinese text of many PDFs will be "
      "unreadable. "
      "Install the package poppler-data.",
      kPopplerCharacterMaps);
}

void start_logging(bool quiet) {
  // Colours are for terminals, and for those who want them (no-color.org).
  const char* const no_color = std::getenv("NO_COLOR");
  const bool is_plain = no_color != nullptr && *no_color != '\0';
  spdlog::set_default_logger(
      spdlog::stderr_color_mt("gongkai", is_plain ? spdlog::color_mode::never : spdlog::color_mode::automatic));
  spdlog::set_pattern("%^%l%$: %v");
  spdlog::set_level(quiet ? spdlog::level::warn : spdlog::level::info);
}

// "2/8" to the second of eight parts.
Shard parse_shard(const std::string& text) {
  Shard shard;
  const char* end = text.data() + text.size();
  const auto number = std::from_chars(text.data(), end, shard.number);
  if (number.ec == std::errc() && number.ptr != end && *number.ptr == '/') {
    const auto count = std::from_chars(number.ptr + 1, end, shard.count);
    if (count.ec == std::errc() && count.ptr == end && shard.number >= 1 &&
        shard.number <= shard.count) {
      return shard;
    }
  }
  throw CLI::ValidationError("--shard", fmt::format("\"{}\" is no part K/N with 1 <= K <= N, as 2/8", text));
}

constexpr const char* kMakesDatasets = "gongkai ingest PATH… --db FILE makes a dataset";

void add_dataset(CLI::App& command, std::filesystem::path& database, const char* name = "db",
                 const char* description = "A dataset") {
  command.add_option(name, database, description)
      ->required()
      ->check(existing_file(kMakesDatasets))
      ->type_name("FILE");
}

void add_schemas(CLI::App& command, std::filesystem::path& folder) {
  command.add_option("--schemas", folder, "Folder of further layouts (docs/schemas.md)")
      ->check(existing_folder())
      ->type_name("DIR");
}

void add_ingest(CLI::App& app, IngestOptions& options, Command& command) {
  CLI::App* ingest = app.add_subcommand("ingest", "Read documents into a dataset");
  ingest->add_option("path", options.paths, "PDF or text files, and folders of them")
      ->required()
      ->check(existing_file_or_folder())
      ->type_name("PATH");
  ingest->add_option("--db", options.database, "The dataset; made where there is none")->required()->type_name("FILE");
  add_schemas(*ingest, options.schemas);
  ingest
      ->add_option("--manifest", options.manifest,
                   "CSV of what is known of the files: path, url, region_code, unit_name, fetched_at")
      ->check(existing_file())
      ->type_name("CSV");
  ingest->add_option("--log-json", options.log_json, "File for what is done, one JSON object a line (docs/cli.md)")
      ->type_name("FILE");
  ingest->add_flag("--force", options.force, "Read again what this version has read before");
  ingest->add_flag("--quiet", options.quiet, "No progress and no summary, only warnings");
  ingest->add_option("--jobs", options.jobs, "Documents read at a time; else as many as cores")
      ->check(whole_number())
      ->type_name("N");
  ingest
      ->add_option_function<std::string>(
          "--shard", [&](const std::string& text) { options.shard = parse_shard(text); },
          "Only the K-th of N parts of the files; gongkai merge joins them")
      ->type_name("K/N");
  add_choice<extract::OcrMode>(
      *ingest, "--ocr", options.ocr,
      {{"auto", extract::OcrMode::Auto}, {"off", extract::OcrMode::Off}, {"force", extract::OcrMode::Force}},
      "auto (the default): pages and parts of pages that are pictures; force: all pages, whatever their text says");
  ingest->add_option("--memory-limit", options.limits.memory_mib, "MiB for one document")
      ->check(whole_number())
      ->capture_default_str()
      ->type_name("N");
  ingest->add_option("--cpu-limit", options.limits.cpu_seconds, "Seconds of CPU time for one")
      ->check(whole_number())
      ->capture_default_str()
      ->type_name("N");
  ingest->add_option("--time-limit", options.limits.wall_seconds, "Seconds for one by the clock")
      ->check(whole_number())
      ->capture_default_str()
      ->type_name("N");
  ingest->footer(
      "Examples:\n"
      "  gongkai ingest 2026/ --db county.db            # every file below a folder\n"
      "  gongkai ingest budget.pdf notes.txt --db county.db\n"
      "  gongkai ingest 2026/ --db county.db --force    # read everything again\n"
      "  gongkai ingest 2026/ --db county.db --manifest 2026/fetched.csv\n"
      "  gongkai ingest 2026/ --db county.db --log-json run.jsonl\n"
      "Exit status: 0 all done, 3 done but some documents failed or are partial, 2 wrong usage,\n"
      "1 the run itself failed.");
  ingest->callback([&] { command = [&] { return run_ingest(options); }; });
}

void add_show(CLI::App& app, ShowOptions& options, Command& command) {
  CLI::App* show = app.add_subcommand("show", "Show what a stage made of a page");
  show->add_option("file", options.file, "PDF or text file")->required()->check(existing_file())->type_name("FILE");
  show->add_option("--page", options.page, "From 1; without it, all pages as text")
      ->check(whole_number())
      ->type_name("N");
  add_choice<Stage>(
      *show, "--stage", options.stage,
      {{"ink", Stage::Ink}, {"grid", Stage::Grid}, {"tables", Stage::Tables}, {"facts", Stage::Facts}},
      "ink: glyphs and rulings; grid: cells and lines; tables: entries with their headings; facts (the default): "
      "amounts and checks");
  auto* format = add_choice<Format>(*show, "--as", options.format, {{"text", Format::Text}, {"svg", Format::Svg}},
                                    "text (the default), or drawn over the page");
  show->add_option("-o,--output", options.output, "File to write to instead of standard output")->type_name("FILE");
  add_schemas(*show, options.schemas);
  show->footer(
      "Examples:\n"
      "  gongkai show budget.pdf --page 12                       # its amounts and checks\n"
      "  gongkai show budget.pdf --page 12 --stage grid          # its cells and lines\n"
      "  gongkai show budget.pdf --page 12 --as svg -o p12.svg   # look at it in a browser\n"
      "Exit status: 0 done, 2 wrong usage, or no such page, 1 the file can't be read.");
  show->callback([&, format] {
    if (options.format == Format::Svg && !options.page) {
      throw CLI::ValidationError(format->get_name(), "svg needs a page; add --page N");
    }
    command = [&] { return run_show(options); };
  });
}

void add_merge(CLI::App& app, MergeOptions& options, Command& command) {
  CLI::App* merge = app.add_subcommand("merge", "Join datasets, as one run would have made them");
  merge->add_option("output", options.output, "The dataset to make")->required()->type_name("FILE");
  merge->add_option("input", options.inputs, "Datasets of the same schema version")
      ->required()
      ->check(existing_file(kMakesDatasets))
      ->type_name("FILE");
  merge->add_flag("--force", options.force, "Replace an output that is there already");
  merge->footer(
      "Examples:\n"
      "  gongkai merge province.db shard-*.db\n"
      "  gongkai merge all.db all.db new.db             # adds new.db to all.db\n"
      "Exit status: 0 merged, 1 not: the output is what it was, 2 wrong usage.");
  merge->callback([&] { command = [&] { return run_merge(options); }; });
}

void add_check(CLI::App& app, CheckOptions& options, Command& command) {
  CLI::App* check = app.add_subcommand("check", "Print what does not add up in a dataset");
  add_dataset(*check, options.database);
  check->add_flag("--failed", options.failed, "Only documents with a failing check");
  check->add_option("--document", options.document, "Part of a document's path, its unit's name, or its document_id")
      ->type_name("TEXT");
  check->add_flag("--advisory", options.advisory,
                  "Also hints: what a sound document may do, but rarely does");
  check->footer(
      "Examples:\n"
      "  gongkai check county.db --failed                    # what to look at\n"
      "  gongkai check county.db --document 2026/财政局.pdf   # one document\n"
      "Exit status: 0 no check fails, 3 some do, 2 wrong usage, 1 the dataset can't be read.");
  check->callback([&] { command = [&] { return run_check(options); }; });
}

void add_correct(CLI::App& app, CorrectOptions& options, Command& command) {
  CLI::App* correct = app.add_subcommand("correct", "Note what should stand where a document prints something else");
  add_dataset(*correct, options.database);
  auto* file = correct
                   ->add_option("corrections", options.corrections,
                                "CSV: sha256,page,locator,old_raw,new_value,who,why; without it, those of the "
                                "dataset are listed")
                   ->check(existing_file())
                   ->type_name("FILE");
  correct->add_flag("--replace", options.replace, "Forget the corrections of earlier files")->needs(file);
  correct->footer(
      "Examples:\n"
      "  gongkai correct county.db corrections.csv              # add them, and list all\n"
      "  gongkai correct county.db corrections.csv --replace    # the file has all there are\n"
      "  gongkai correct county.db                              # what became of them\n"
      "Exit status: 0 all apply, 3 some are in conflict and change nothing, 2 wrong usage, 1 nothing was changed.");
  correct->callback([&] { command = [&] { return run_correct(options); }; });
}

void add_diff(CLI::App& app, DiffOptions& options, Command& command) {
  CLI::App* diff = app.add_subcommand("diff", "Print what two datasets say differently");
  add_dataset(*diff, options.a, "a");
  add_dataset(*diff, options.b, "b", "Another one");
  diff->add_flag("--summary", options.summary, "Counts instead of facts");
  diff->footer(
      "Examples:\n"
      "  gongkai diff before.db after.db                # what a change has changed\n"
      "  gongkai diff digital.db scanned.db --summary\n"
      "Exit status: 0 the same facts, 1 other ones, 2 wrong usage, or a dataset can't be read.");
  diff->callback([&] { command = [&] { return run_diff(options); }; });
}

void add_page_of_file(CLI::App& command, PageOfFile& where) {
  command.add_option("file", where.file, "PDF or text file")->required()->check(existing_file())->type_name("FILE");
  command.add_option("--page", where.page, "From 1")->required()->check(whole_number())->type_name("N");
  add_schemas(command, where.schemas);
}

void add_explain(CLI::App& app, PageOfFile& where, Command& command) {
  CLI::App* explain = app.add_subcommand("explain", "Say why the tables of a page are read as they are");
  add_page_of_file(*explain, where);
  explain->footer(
      "Examples:\n"
      "  gongkai explain budget.pdf --page 12                          # kinds that come near, columns\n"
      "  gongkai explain budget.pdf --page 12 --schemas my-layouts/\n"
      "Exit status: 0 done, 3 no table stands on the page, 2 wrong usage, or no such page, 1 the file can't be read.");
  explain->callback([&] { command = [&] { return run_explain(where); }; });
}

void add_schema(CLI::App& app, std::filesystem::path& folder, PageOfFile& where, Command& command) {
  CLI::App* schema = app.add_subcommand("schema", "List or check the layouts of tables, or draft one");
  schema->require_subcommand(1);
  CLI::App* list = schema->add_subcommand("list", "The kinds of tables and their titles");
  CLI::App* lint = schema->add_subcommand("lint", "Check the files of a folder");
  list->add_option("folder", folder, "Folder of further layouts")->check(existing_folder())->type_name("DIR");
  lint->add_option("folder", folder, "Folder of further layouts")
      ->required()
      ->check(existing_folder())
      ->type_name("DIR");
  CLI::App* draft = schema->add_subcommand("new", "Draft a layout for the unknown table of a page");
  add_page_of_file(*draft, where);
  list->footer("Examples:\n  gongkai schema list\n  gongkai schema list my-layouts/");
  lint->footer(
      "Examples:\n"
      "  gongkai schema lint my-layouts/\n"
      "Exit status: 0 sound, 1 not: file, line and reason of the first error are named.");
  draft->footer(
      "Examples:\n"
      "  gongkai schema new budget.pdf --page 12 > my-layouts/tables/mine.toml\n"
      "Exit status: 0 done, 3 no table stands on the page, 2 wrong usage, or no such page, 1 the file can't be read.");
  schema->footer(
      "Examples:\n"
      "  gongkai schema list\n"
      "  gongkai schema lint my-layouts/\n"
      "  gongkai schema new budget.pdf --page 12 > my-layouts/tables/mine.toml");
  draft->callback([&] { command = [&] { return run_schema_new(where); }; });
  list->callback([&] { command = [&] { return run_schema_list(folder); }; });
  lint->callback([&] { command = [&] { return run_schema_lint(folder); }; });
}

void add_export(CLI::App& app, ExportOptions& options, Command& command) {
  CLI::App* take = app.add_subcommand("export", "Take a dataset, or a part of it, to other programs");
  add_dataset(*take, options.database);
  take->add_option("-o,--output", options.output, "Folder (csv, dta) or file (xlsx) to write")
      ->required()
      ->type_name("PATH");
  add_choice<ExportFormat>(
      *take, "--to", options.format,
      {{"csv", ExportFormat::Csv}, {"xlsx", ExportFormat::Workbook}, {"dta", ExportFormat::Stata}},
      "csv: files with a datapackage.json that describes them; xlsx: a workbook; dta: Stata files")
      ->required();
  take->add_option("--region", options.filter.regions, "Only of these: 14 (a province), 1405, 140581")
      ->check(region_code())
      ->type_name("CODE");
  take->add_option("--year", options.filter.years, "Only of these fiscal years")
      ->check(whole_number())
      ->type_name("N");
  take->add_option("--kind", options.filter.kinds, "Only documents of these kinds: unit_budget …")->type_name("KIND");
  take->add_option("--license", options.license, "Of the data, as datapackage.json shall name it")
      ->capture_default_str()
      ->type_name("NAME");
  auto* mark = take->add_flag("--bom", options.byte_order_mark, "Begin with the mark by which Excel tells UTF-8");
  take->footer(
      "Examples:\n"
      "  gongkai export county.db -o county/ --to csv\n"
      "  gongkai export county.db -o county.xlsx --to xlsx\n"
      "  gongkai export county.db -o stata/ --to dta --kind unit_budget\n"
      "  gongkai export all.db -o shanxi/ --to csv --region 14 --year 2025 2026 --bom\n"
      "Exit status: 0 done, 1 not: the output is what it was, 2 wrong usage.");
  take->callback([&, mark] {
    if (options.format != ExportFormat::Csv && options.byte_order_mark) {
      throw CLI::ValidationError(mark->get_name(), "it is for --to csv alone");
    }
    command = [&] { return run_export(options); };
  });
}

void add_search(CLI::App& app, SearchOptions& options, Command& command) {
  CLI::App* search = app.add_subcommand("search", "Find words in projects, items, targets and goals");
  add_dataset(*search, options.database);
  search->add_option("word", options.words, "All of them in one text")
      ->required()
      ->check([](const std::string& word) { return word.empty() ? "a word is empty" : ""; })
      ->type_name("WORD");
  search->add_option("--limit", options.limit, "Hits at most")
      ->check(whole_number(1'000'000))
      ->capture_default_str()
      ->type_name("N");
  search->footer(
      "Examples:\n"
      "  gongkai search county.db 稳岗补助\n"
      "  gongkai search county.db 乡村 满意度 --limit 1000\n"
      "Exit status: 0 found, 3 nothing found, 2 wrong usage, 1 the dataset can't be read.");
  search->callback([&] { command = [&] { return run_search(options); }; });
}

void add_report(CLI::App& app, ReportOptions& options, Command& command) {
  CLI::App* report = app.add_subcommand("report", "Make pages for a browser of what was read, over pictures of the documents");
  add_dataset(*report, options.database);
  report->add_option("-o,--output", options.output, "Folder to write; pictures that are there are kept")
      ->required()
      ->type_name("DIR");
  add_choice<PicturesOf>(
      *report, "--pictures", options.pictures,
      {{"all", PicturesOf::AllPages}, {"facts", PicturesOf::PagesWithFacts}, {"none", PicturesOf::None}},
      "all: of all pages; facts (the default): of those on which something was read or is amiss; none");
  report->add_option("--jobs", options.jobs, "Documents drawn at a time; else as many as cores")
      ->check(whole_number())
      ->type_name("N");
  report->footer(
      "Examples:\n"
      "  gongkai report county.db -o report/              # then open report/index.html\n"
      "  gongkai report county.db -o report/ --pictures all\n"
      "Exit status: 0 done, 3 done but some pictures could not be drawn, 2 wrong usage, 1 not done.");
  report->callback([&] { command = [&] { return run_report(options); }; });
}

void add_completion(CLI::App& app, Shell& shell, Command& command) {
  CLI::App* completion = app.add_subcommand("completion", "Print what teaches a shell to complete commands");
  add_choice<Shell>(*completion, "shell", shell, {{"bash", Shell::Bash}, {"zsh", Shell::Zsh}, {"fish", Shell::Fish}},
                    "Which shell")
      ->required();
  completion->footer(
      "Examples:\n"
      "  gongkai completion bash > ~/.local/share/bash-completion/completions/gongkai\n"
      "  gongkai completion zsh > ~/.zfunc/_gongkai          # a folder of $fpath\n"
      "  gongkai completion fish > ~/.config/fish/completions/gongkai.fish");
  completion->callback([&] {
    command = [&] {
      fmt::print("{}", completion_script(app, shell));
      return kDone;
    };
  });
}

void add_manual(CLI::App& app, Command& command) {
  CLI::App* manual = app.add_subcommand("manual", "Print the manual page that an installation has");
  manual->footer(
      "Examples:\n"
      "  gongkai manual | man -l -");
  manual->callback([&] {
    command = [&] {
      fmt::print("{}", manual_page(app, "gongkai " GONGKAI_VERSION));
      return kDone;
    };
  });
}

int run(int argc, char** argv) {
  IngestOptions ingest;
  ingest.jobs = std::max(1U, std::thread::hardware_concurrency());
  MergeOptions merge;
  ShowOptions show;
  CheckOptions check;
  CorrectOptions correct;
  DiffOptions diff;
  PageOfFile page_of_file;
  ExportOptions take;
  SearchOptions search;
  ReportOptions report;
  report.jobs = ingest.jobs;
  std::filesystem::path schema_folder;
  Shell shell = Shell::Bash;
  Command command;
  CLI::App app("Turns Chinese budget disclosures (PDF, text) into one SQLite dataset.", "gongkai");
  app.set_version_flag("--version", versions, "Versions of this program and of what it stands on");
  app.require_subcommand(1);
  app.footer(
      "gongkai COMMAND --help has the options of a command and examples; docs/cli.md has all.\n"
      "Exit status: 0 done, 1 not done, 2 wrong usage, 3 done but something is missing or wrong.");
  add_ingest(app, ingest, command);
  add_merge(app, merge, command);
  add_show(app, show, command);
  add_check(app, check, command);
  add_correct(app, correct, command);
  add_diff(app, diff, command);
  add_explain(app, page_of_file, command);
  add_export(app, take, command);
  add_search(app, search, command);
  add_report(app, report, command);
  add_schema(app, schema_folder, page_of_file, command);
  add_completion(app, shell, command);
  add_manual(app, command);
  app.failure_message(usage_error);
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.get_formatter()->label("Positionals", "Arguments");
  for (CLI::App* shown : app.get_subcommands({})) shown->group("Commands");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? kDone : kUsage;
  }
  start_logging(ingest.quiet);
  warn_without_poppler_data();
  const ExitCode code = command();
  std::cout.flush();
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout) return code;
  throw std::runtime_error("standard output can't be written; look whether the disk is full");
}

}  // namespace
}  // namespace gongkai::app

int main(int argc, char** argv) {
  try {
    gongkai::store::use_one_thread();
    return gongkai::app::run(argc, argv);
  } catch (const gongkai::app::WrongUsage& e) {
    std::fprintf(stderr, "error: %s\n", e.what());
    return gongkai::app::kUsage;
  } catch (const std::exception& e) {  // the run itself failed
    std::fprintf(stderr, "error: %s\n", gongkai::app::describe(e).c_str());
    return gongkai::app::kRunFailed;
  }
}
