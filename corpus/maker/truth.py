"""What a reader of a specimen must find, derived from its source alone.

A table names the role of each of its columns:

    code SYSTEM       a code in one column; SYSTEM is function, economic_department …
    class SYSTEM      类; `section` 款 and `item` 项 follow it, cumulative or each level on its own row
    code_name SYSTEM  code and name in one cell: 2080505-名称, [2080505]名称
    name              the row's label; it starts a new block where money came before it
    project, project_code, unit_code, unit_name, text
    money KEY=VALUE…  amounts, with the dimensions that the heading stands for

and a row may carry KEY=VALUE remarks after #, one group for each block, separated by ;. Keys are the
columns of `amount` in docs/dataset.md; * means that the contract leaves the value open.
"""
import decimal
import re

from maker import grid as grids

COLUMNS = ['page', 'kind', 'direction', 'phase', 'fund', 'spend_type', 'timing', 'row_kind', 'memo',
           'unit_code', 'unit_name', 'code_system', 'code', 'function_code', 'economic_code',
           'gov_economic_code', 'item_name', 'column_label', 'raw', 'unit', 'amount_fen']
FEN = {'元': 100, '千元': 100_000, '万元': 1_000_000, '亿元': 10_000_000_000}
CODE_COLUMN = {'function': 'function_code', 'economic_department': 'economic_code',
               'economic_government': 'gov_economic_code'}
TOTALS = {'合计', '总计', '收入总计', '支出总计', '部门合计', '收入合计', '支出合计'}
SUBTOTALS = {'小计', '本年收入合计', '本年支出合计', '人员经费合计', '公用经费合计'}
ORDINAL = re.compile(r'^([一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|[①②③④⑤]|\d+[.、]|其中：)+')
CODE = re.compile(r'^\[?(\d+)[\]\-](.+)$', re.S)


def pairs(text):
    return dict(p.split('=', 1) for p in text.split())


def is_money(text):
    return text not in ('', '-', '—', '——', '无', '…')


def blocks(roles):
    """Column numbers of each side-by-side table: (label columns, money columns)."""
    result = []
    for column, role in enumerate(roles):
        kind = role.split()[0]
        if kind == 'money':
            if not result:
                result.append(([], []))
            result[-1][1].append(column)
        elif kind not in ('line', 'text'):
            if not result or result[-1][1]:
                result.append(([], []))
            result[-1][0].append(column)
    return result


class RowReader:
    """Reads one block of one table from top to bottom; keeps what carries on to later rows."""

    def __init__(self, table, roles):
        self.table, self.roles = table, roles
        self.parents, self.unit = {}, {}

    def labels(self, row, columns):
        fact = {}
        for column in columns:
            role, _, argument = self.roles[column].partition(' ')
            text = ''.join(row[column].split())
            if role in ('class', 'section', 'item'):
                self._level(fact, role, argument, text)
            elif role == 'code':
                self._code(fact, argument, text)
            elif role == 'code_name':
                self._code_name(fact, argument, text)
            elif role in ('name', 'project') and text:
                fact['item_name'] = ORDINAL.sub('', text)
            elif role in ('unit_code', 'unit_name') and text:
                fact[role] = text
        return fact

    def _code(self, fact, system, text):
        if text.isdigit():
            fact[CODE_COLUMN[system]] = text
        elif text:
            fact['item_name'] = ORDINAL.sub('', text)  # 合计 stands in the code column

    def _code_name(self, fact, system, text):
        coded = CODE.match(text)
        if coded:
            fact[CODE_COLUMN[system]] = coded[1]
            fact[system] = coded[2]  # its name; complete() takes the one that leads
        elif text:
            fact['item_name'] = ORDINAL.sub('', text)

    def _level(self, fact, level, system, text):
        """类, 款, 项: on every row (cumulative) or each on its own row, the parents carried down."""
        order = ['class', 'section', 'item']
        if text.isdigit():
            self.parents[level] = text
            for lower in order[order.index(level) + 1:]:
                self.parents.pop(lower, None)
            fact[CODE_COLUMN[system]] = ''.join(self.parents[k] for k in order if k in self.parents)
        elif text:
            fact['item_name'] = ORDINAL.sub('', text)

    def remember_unit(self, fact, remark):
        """An organization's own line lends its unit to the rows below it."""
        if remark.get('row_kind') == 'organization' and 'unit_name' in remark:
            self.unit = {'unit_name': remark['unit_name']}
        for key, value in self.unit.items():
            fact.setdefault(key, value)


def amounts(table, pages, defaults):
    """Facts of a table; `pages` names the page of each body row."""
    head, body, roles = grids.parse(table.get('head', '')), grids.parse(table.get('body', '')), table['columns']
    readers = [(RowReader(table, roles), labels, money) for labels, money in blocks(roles)]
    facts = []
    for number, row in enumerate(body.rows):
        remarks = [pairs(r) for r in body.remarks[number].split(';')]
        for block, (reader, labels, money) in enumerate(readers):
            remark = remarks[block] if block < len(remarks) else {}
            label = reader.labels(row, labels)
            reader.remember_unit(label, remark)
            for column in money:
                raw = ''.join(row[column].split())
                if not is_money(raw) or remark.get('row_kind') == 'none':
                    continue
                fact = {**defaults, 'page': pages[number], **pairs(table.get('dimensions', '')), **label,
                        **pairs(roles[column].partition(' ')[2]), **remark}
                fact.update(kind=table['kind'], raw=raw,
                            column_label=grids.header_path(head, column, table.get('title_rows', 0)))
                facts.append(complete(fact))
    return facts


def complete(fact):
    """Fills in what follows from the rest: kind of row, leading code, 分."""
    name = fact.get('item_name', '')
    fact.setdefault('row_kind', 'total' if name in TOTALS else 'subtotal' if name in SUBTOTALS else 'item')
    for system in leading_systems(fact['kind']):
        if 'code' not in fact and fact.get(CODE_COLUMN[system]):
            fact['code_system'], fact['code'] = system, fact[CODE_COLUMN[system]]
            fact.setdefault('item_name', fact.get(system, ''))
    system = fact.get('code_system')
    if system in CODE_COLUMN and 'code' in fact:
        fact.setdefault(CODE_COLUMN[system], fact['code'])
    value = decimal.Decimal(fact['raw'].replace(',', '')) * FEN[fact['unit']]
    if value != int(value):
        raise ValueError(f'{fact["raw"]} {fact["unit"]} is no whole number of 分')
    fact['amount_fen'] = int(value)
    return [str(fact.get(key, '')) for key in COLUMNS]


def leading_systems(kind):
    """Which of several codes on a row is `code`."""
    if kind == 'basic_expenditure':
        return 'economic_department', 'economic_government', 'function'
    return 'function', 'economic_department', 'economic_government'
