"""Reads a data package as any other program would, and says what does not hold in it.

usage: check_package.py FOLDER
Prints the number of rows, or one line for each mistake and exits with 1. Only Python's own csv and json.
"""
import csv
import json
import pathlib
import sys

csv.field_size_limit(1 << 24)
CASTS = {
    "integer": int,
    "number": float,
    "boolean": lambda text: {"1": True, "0": False}[text],
    "string": str,
    "any": str,
}


def read_resource(folder, resource, mistakes):
    with open(folder / resource["path"], encoding="utf-8-sig", newline="") as file:
        header, *lines = csv.reader(file)
    fields = resource["schema"]["fields"]
    if header != [field["name"] for field in fields]:
        mistakes.append(f"{resource['name']}: columns {header}")
    if len(lines) != resource["rows"]:
        mistakes.append(f"{resource['name']}: {len(lines)} rows, not {resource['rows']}")
    return [cast_row(resource["name"], fields, line, mistakes) for line in lines]


def cast_row(name, fields, line, mistakes):
    row = {}
    for field, text in zip(fields, line, strict=True):
        rules = field.get("constraints", {})
        try:
            value = CASTS[field["type"]](text) if text else None
        except (KeyError, ValueError):
            mistakes.append(f"{name}.{field['name']}: {text!r} is no {field['type']}")
            continue
        if value is None and rules.get("required"):
            mistakes.append(f"{name}.{field['name']}: nothing")
        if value is not None and value not in rules.get("enum", [value]):
            mistakes.append(f"{name}.{field['name']}: {value!r} is no word of the vocabulary")
        row[field["name"]] = value
    return row


def check_keys(tables, resources, mistakes):
    for resource in resources:
        name, schema = resource["name"], resource["schema"]
        uniques = [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
        for key in uniques + [schema.get("primaryKey", [])]:
            values = [tuple(row[column] for column in key) for row in tables[name]]
            if key and len(set(values)) < len(values):
                mistakes.append(f"{name}: {key} is not unique")
        for key in schema.get("foreignKeys", []):
            there = key["reference"]
            known = {row[there["fields"]] for row in tables[there["resource"]]} | {None}
            if not {row[key["fields"]] for row in tables[name]} <= known:
                mistakes.append(f"{name}.{key['fields']}: not all are in {there['resource']}")


def main(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    mistakes = []
    tables = {r["name"]: read_resource(folder, r, mistakes) for r in package["resources"]}
    if not mistakes:
        check_keys(tables, package["resources"], mistakes)
    print("\n".join(mistakes) or sum(map(len, tables.values())))
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
