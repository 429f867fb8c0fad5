#include "store/data_package.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace gongkai::store {
namespace {

using Json = nlohmann::ordered_json;

const char* type_name(FieldType type) {
  switch (type) {
    case FieldType::Integer: return "integer";
    case FieldType::Number: return "number";
    case FieldType::Boolean: return "boolean";
    case FieldType::Text: return "string";
    case FieldType::Unknown: break;
  }
  return "any";
}

Json vocabulary_json(const Field& field) {
  Json words = Json::array();
  for (const std::string& word : field.words) {
    words.push_back(field.type == FieldType::Integer ? Json(std::stoll(word)) : Json(word));
  }
  return words;
}

Json field_json(const Field& field) {
  Json json{{"name", field.name}, {"type", type_name(field.type)}};
  if (field.type == FieldType::Boolean) {
    json["trueValues"] = {"1"};
    json["falseValues"] = {"0"};
  }
  if (!field.description.empty()) json["description"] = field.description;
  if (!field.unit.empty()) json["unit"] = field.unit;
  Json constraints = Json::object();
  if (field.is_required) constraints["required"] = true;
  if (field.is_unique) constraints["unique"] = true;
  if (!field.words.empty()) constraints["enum"] = vocabulary_json(field);
  if (!constraints.empty()) json["constraints"] = std::move(constraints);
  return json;
}

Json schema_json(const TableSchema& table) {
  Json json{{"fields", Json::array()}};
  for (const Field& field : table.fields) json["fields"].push_back(field_json(field));
  json["missingValues"] = {""};
  if (!table.primary_key.empty()) json["primaryKey"] = table.primary_key;
  for (const ForeignKey& key : table.foreign_keys) {
    json["foreignKeys"].push_back(
        {{"fields", key.column},
         {"reference", {{"resource", key.table}, {"fields", key.to_column}}}});
  }
  return json;
}

Json resource_json(const PackagedTable& table) {
  return {{"name", table.schema.name},
          {"path", table.schema.name + ".csv"},
          {"profile", "tabular-data-resource"},
          {"description", table.schema.description},
          {"format", "csv"},
          {"mediatype", "text/csv"},
          {"encoding", "utf-8"},
          {"bytes", table.bytes},
          {"rows", table.rows},
          {"dialect", {{"lineTerminator", "\r\n"}}},
          {"schema", schema_json(table.schema)}};
}

Json sources_json(const std::vector<std::string>& origins) {
  Json sources = Json::array();
  for (const std::string& origin : origins)
    sources.push_back({{"title", origin}, {"path", origin}});
  if (sources.empty()) {
    sources.push_back({{"title", "The documents of document.csv, column source_path"}});
  }
  return sources;
}

}  // namespace

std::string data_package(const PackageInfo& info, const std::vector<PackagedTable>& tables) {
  Json package{
      {"profile", "tabular-data-package"},
      {"name", "gongkai"},
      {"title", "Chinese budget disclosures"},
      {"description",
       "What published budgets, final accounts and performance targets print, each figure with "
       "document, page and box. Start with the tables v_*: they need no join. Before adding "
       "up, fix table, dimensions and level (docs/dataset.md of gongkai, \"Adding up\")."},
      {"created", info.created},
      {"sources", sources_json(info.origins)},
      {"licenses", Json::array({{{"name", info.license}}})},
      {"resources", Json::array()}};
  for (const PackagedTable& table : tables) package["resources"].push_back(resource_json(table));
  // What a document prints may be no UTF-8 at all; it then shows as U+FFFD, here alone.
  return package.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace gongkai::store
