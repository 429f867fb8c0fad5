#!/usr/bin/env python3
"""Holds the forms of the seed budget (a text conversion with broken cells) against its hand truth.

    indicators  those of truth.json whose half, levels, target, operator, number and unit are right
    silent      wrong or missing ones that no diagnostic of the dataset speaks of
    funds       amounts by half and source that are right
    fields      labelled texts that are right

Ingest the seed first. Exit status 1 where less than 99 % of the indicators, or not all of the funds
and fields are right, or an indicator is wrong in silence; 77 where there is no seed.
"""
import argparse
import json
import pathlib
import re
import sqlite3
import sys
import unicodedata

HALVES = {'实施期': 'implementation', '年度': 'annual'}
OPERATORS = {'≥': '>=', '≤': '<=', '=': '=', '＞': '>', '＜': '<', '>': '>', '<': '<', '±': '±'}
SOURCES = {'资金总额': 'total', '中央财政资金': 'central', '省级财政资金': 'provincial',
           '市县(区)财政资金': 'local', '单位自筹': 'self_raised', '其他资金': 'other'}
LABELS = {'project_name': '项目名称', 'dept_code_name': '主管部门及代码', 'implementing_unit': '实施单位',
          'project_attribute': '项目属性', 'project_period': '项目期', 'overview': '项目概况', 'basis': '立项依据',
          'necessity': '项目设立必要性', 'measures': '保证项目实施的制度、措施', 'plan': '项目实施计划',
          'goal_period': '总体目标', 'goal_year': '总体目标', 'filled_at': '填报日期'}
GOALS = {'goal_period': 'implementation', 'goal_year': 'annual'}


def fold(text):
    return re.sub(r'[\s“”"()，,：:]', '', unicodedata.normalize('NFKC', text or ''))


def is_right(indicator, row):
    parsed = indicator['parsed']
    same = [row['level1'] == indicator['level1'], fold(row['level2']) == fold(indicator['level2']),
            fold(row['raw']) == fold(indicator['value'])]
    if parsed['number'] is not None:
        unit = (row['unit'] or '') + ('/' + row['per'] if row['per'] else '')
        same += [row['op'] == OPERATORS.get(parsed['op'], parsed['op']), row['value'] == parsed['number'],
                 fold(unit) == fold(parsed['unit'])]
    return all(same)


class Score:
    def __init__(self, database):
        self.database = database
        self.messages = [row['message'] for row in database.execute('SELECT message FROM diagnostic')]
        self.counts = {'indicators': [0, 0], 'funds': [0, 0], 'fields': [0, 0]}
        self.silent = 0

    def count(self, what, right, message):
        self.counts[what][0] += right
        self.counts[what][1] += 1
        if not right:
            print(what, message)

    def rows(self, table, form):
        return self.database.execute(f'SELECT * FROM {table} WHERE form_id = ?', (form['form_id'],)).fetchall()

    def indicators(self, truth, form):
        left = self.rows('indicator', form)
        for indicator in truth['indicators']:
            section = HALVES[indicator['half']] if truth['form_no'] else None
            named = [row for row in left
                     if row['section'] == section and fold(row['level3']) == fold(indicator['level3'])]
            row = next((row for row in named if fold(row['raw']) == fold(indicator['value'])),
                       named[0] if named else None)
            if row:
                left.remove(row)
            right = row is not None and is_right(indicator, row)
            told = any(indicator['level3'] in text or (row and row['raw'] and f'"{row["raw"]}"' in text)
                       for text in self.messages)
            self.silent += not right and not told
            self.count('indicators', right, f'form {truth["form_no"]}: {section} {indicator["level3"]} '
                       f'{indicator["value"]}, not {row["raw"] if row else "there"}')

    def funds(self, truth, form):
        there = {(row['section'], row['source'], row['amount_fen']) for row in self.rows('form_fund', form)}
        for half, amounts in (truth.get('funding') or {}).items():
            for label, amount in amounts.items():
                if amount['value'] is not None:
                    fact = (HALVES[half], SOURCES[label], round(amount['value'] * 100))
                    self.count('funds', fact in there, f'form {truth["form_no"]}: {fact}')

    def fields(self, truth, form):
        there = {(row['section'], fold(row['label']), fold(row['value'])) for row in self.rows('form_field', form)}
        for key, field in truth['fields'].items():
            if field['raw']:
                fact = (GOALS.get(key), fold(LABELS.get(key, key)), fold(field['raw']))
                self.count('fields', fact in there, f'form {truth["form_no"]}: {key}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('database')
    parser.add_argument('truth', type=pathlib.Path, help='seed/truth.json')
    arguments = parser.parse_args()
    if not arguments.truth.exists():
        print('skipped: no', arguments.truth)
        return 77
    truth = json.loads(arguments.truth.read_text())
    database = sqlite3.connect(arguments.database)
    database.row_factory = sqlite3.Row
    forms = database.execute('SELECT form.* FROM form JOIN document USING (document_id) '
                             "WHERE media_type = 'text/plain' ORDER BY form_id").fetchall()
    print('forms', len(forms), 'of', len(truth['forms']))
    score = Score(database)
    for expected, form in zip(truth['forms'], forms):
        score.indicators(expected, form)
        score.funds(expected, form)
        score.fields(expected, form)
    for what, (right, total) in score.counts.items():
        print(f'{what} {right} of {total}, {right / total:.4f}')
    print('silent', score.silent)
    good = score.counts['indicators'][0] >= 0.99 * score.counts['indicators'][1]
    whole = all(score.counts[what][0] == score.counts[what][1] for what in ('funds', 'fields'))
    return 0 if len(forms) == len(truth['forms']) and good and whole and score.silent == 0 else 1


if __name__ == '__main__':
    sys.exit(main())
