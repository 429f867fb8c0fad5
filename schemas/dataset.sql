-- The dataset, as docs/dataset.md describes it: names and vocabularies are a promise to people with
-- saved queries. Columns, tables and views may be added; none is renamed or dropped.
--
-- Every statement may be run on a file that already has the object. To migrate an older file,
-- src/store/database.cc alters its tables and then runs this whole script: a new table or index
-- therefore needs no step of its own there, and views are always those of the program that wrote last.
--
-- A vocabulary of more than two words is a chain of OR: for an IN list that long, SQLite builds a table
-- anew at each row that it checks, which took longer than all else about the row.
--
-- Money is an INTEGER count of 分; *_wan (万元) is computed from it. Boxes are PDF points from the
-- top-left corner of the page as displayed, NULL where the input has no geometry.

-- Documents -------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS document (
  document_id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  source_path TEXT NOT NULL,
  source_url TEXT,
  media_type TEXT NOT NULL,
  byte_size INTEGER NOT NULL,
  page_count INTEGER,
  title TEXT,
  kind TEXT NOT NULL DEFAULT 'unknown' CHECK (
    kind = 'unit_budget' OR kind = 'department_budget' OR kind = 'unit_accounts' OR
    kind = 'department_accounts' OR kind = 'performance_targets' OR kind = 'self_evaluation' OR
    kind = 'government_budget' OR kind = 'government_accounts' OR kind = 'unknown'),
  fiscal_year INTEGER,
  unit_code TEXT,
  unit_name TEXT,
  region_code TEXT,
  region_name TEXT,
  status TEXT NOT NULL CHECK (status = 'ok' OR status = 'partial' OR status = 'failed'),
  error TEXT CHECK ((error IS NOT NULL) = (status = 'failed')),
  extractor_version TEXT NOT NULL,
  ingested_at TEXT NOT NULL,
  fetched_at TEXT,
  from_manifest TEXT
);
CREATE INDEX IF NOT EXISTS document_by_region ON document (region_code, fiscal_year);
CREATE INDEX IF NOT EXISTS document_by_unit ON document (unit_name, fiscal_year);

-- The files that were read, under every name that they had. Two names of one content are two rows.
-- manifest_*: what a manifest says of the file, as it stands there.
CREATE TABLE IF NOT EXISTS source_file (
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  byte_size INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL,  -- since 1970, UTC
  extractor_version TEXT NOT NULL,
  manifest_url TEXT,
  manifest_region_code TEXT,
  manifest_unit_name TEXT,
  manifest_fetched_at TEXT,
  PRIMARY KEY (path, sha256)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS page (
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  page_no INTEGER NOT NULL CHECK (page_no >= 1),
  width REAL,
  height REAL,
  rotation INTEGER NOT NULL CHECK (
    rotation = 0 OR rotation = 90 OR rotation = 180 OR rotation = 270),
  text_source TEXT NOT NULL CHECK (
    text_source = 'text' OR text_source = 'ocr' OR text_source = 'none'),
  char_count INTEGER NOT NULL,
  PRIMARY KEY (document_id, page_no)
) WITHOUT ROWID;

-- Tables and what they say ----------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS budget_table (
  table_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (
    kind = 'income_expenditure_summary' OR kind = 'income_summary' OR
    kind = 'expenditure_summary' OR kind = 'appropriation_summary' OR
    kind = 'appropriation_expenditure' OR kind = 'general_public_expenditure' OR
    kind = 'basic_expenditure' OR kind = 'government_fund_income' OR
    kind = 'government_fund_expenditure' OR kind = 'government_fund' OR
    kind = 'state_capital' OR kind = 'three_public' OR kind = 'agency_operation' OR
    kind = 'project_expenditure' OR kind = 'project_carryover' OR kind = 'procurement' OR
    kind = 'service_purchase' OR kind = 'project_targets' OR kind = 'other'),
  title TEXT,
  printed_no TEXT,
  first_page INTEGER NOT NULL,
  last_page INTEGER NOT NULL,
  unit TEXT,
  unit_source TEXT CHECK (
    unit_source = 'declared' OR unit_source = 'header' OR unit_source = 'cell' OR
    unit_source = 'inferred'),
  is_empty INTEGER NOT NULL CHECK (is_empty IN (0, 1)),
  row_count INTEGER NOT NULL,
  column_count INTEGER NOT NULL,
  note TEXT
);
CREATE INDEX IF NOT EXISTS budget_table_by_document ON budget_table (document_id, kind);
CREATE INDEX IF NOT EXISTS budget_table_by_kind ON budget_table (kind);

CREATE TABLE IF NOT EXISTS cell (
  table_id INTEGER NOT NULL REFERENCES budget_table ON DELETE CASCADE,
  page_no INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  col_no INTEGER NOT NULL,
  row_span INTEGER NOT NULL,
  col_span INTEGER NOT NULL,
  text TEXT,
  x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  confidence REAL,
  PRIMARY KEY (table_id, row_no, col_no)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS amount (
  amount_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  table_id INTEGER NOT NULL REFERENCES budget_table ON DELETE CASCADE,
  page_no INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  col_no INTEGER NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('revenue', 'expenditure')),
  phase TEXT NOT NULL CHECK (
    phase = 'approved' OR phase = 'adjusted' OR phase = 'executed' OR phase = 'prior' OR
    phase = 'change'),
  fund TEXT NOT NULL CHECK (
    fund = 'all' OR fund = 'appropriation' OR fund = 'general_public' OR
    fund = 'government_fund' OR fund = 'state_capital' OR fund = 'social_insurance' OR
    fund = 'fiscal_account' OR fund = 'unit_funds' OR fund = 'institutional' OR
    fund = 'business' OR fund = 'superior' OR fund = 'subordinate' OR fund = 'other'),
  spend_type TEXT NOT NULL CHECK (
    spend_type = 'all' OR spend_type = 'basic' OR spend_type = 'personnel' OR
    spend_type = 'operating' OR spend_type = 'project' OR spend_type = 'remitted' OR
    spend_type = 'business' OR spend_type = 'subsidy'),
  timing TEXT NOT NULL CHECK (
    timing = 'all' OR timing = 'current' OR timing = 'carryover' OR timing = 'closing'),
  row_kind TEXT NOT NULL CHECK (
    row_kind = 'item' OR row_kind = 'subtotal' OR row_kind = 'total' OR
    row_kind = 'organization'),
  memo INTEGER NOT NULL CHECK (memo IN (0, 1)),
  unit_code TEXT,
  unit_name TEXT,
  code_system TEXT CHECK (
    code_system = 'function' OR code_system = 'economic_department' OR
    code_system = 'economic_government' OR code_system = 'three_public' OR
    code_system = 'project'),
  code TEXT,
  function_code TEXT,
  economic_code TEXT,
  gov_economic_code TEXT,
  item_name TEXT,
  column_label TEXT,
  raw TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (typeof(amount_fen) = 'integer'),
  amount_wan REAL GENERATED ALWAYS AS (amount_fen / 1000000.0) VIRTUAL,
  quantum_fen INTEGER NOT NULL,  -- worth of the last printed digit
  vouched INTEGER NOT NULL CHECK (vouched IN (0, 1)),
  x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  confidence REAL
);
CREATE INDEX IF NOT EXISTS amount_by_document ON amount (document_id);
CREATE INDEX IF NOT EXISTS amount_by_table ON amount (table_id, row_no);
-- Finds the repeats that v_amount leaves out. The names are in it because a table may have thousands of zeros.
CREATE INDEX IF NOT EXISTS amount_repeated ON amount (table_id, amount_fen, item_name, unit_name)
  WHERE row_kind <> 'item';
-- Few columns are of the year before; a comparison of years starts with them.
CREATE INDEX IF NOT EXISTS amount_prior ON amount (table_id, row_no) WHERE phase = 'prior';
-- Many rows have no code, and nobody looks for them by it.
CREATE INDEX IF NOT EXISTS amount_by_code ON amount (code_system, code) WHERE code_system IS NOT NULL;
CREATE INDEX IF NOT EXISTS amount_by_function ON amount (function_code) WHERE function_code IS NOT NULL;
CREATE INDEX IF NOT EXISTS amount_by_economic ON amount (economic_code) WHERE economic_code IS NOT NULL;

-- Performance forms -----------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS form (
  form_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (
    kind = 'project_target' OR kind = 'unit_target' OR kind = 'self_evaluation'),
  title TEXT,
  fiscal_year INTEGER,
  project_name TEXT,
  project_code TEXT,
  department_code TEXT,
  department_name TEXT,
  unit_name TEXT,
  attribute TEXT,
  term TEXT,
  filled_at TEXT,
  -- Of the row of the project table that the form was matched with.
  listed_name TEXT,
  listed_unit TEXT,
  first_page INTEGER NOT NULL,
  last_page INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS form_by_document ON form (document_id);

CREATE TABLE IF NOT EXISTS form_field (
  form_field_id INTEGER PRIMARY KEY,
  form_id INTEGER NOT NULL REFERENCES form ON DELETE CASCADE,
  section TEXT CHECK (section IN ('implementation', 'annual')),
  label TEXT NOT NULL,
  value TEXT,
  page_no INTEGER NOT NULL,
  x0 REAL, y0 REAL, x1 REAL, y1 REAL
);
CREATE INDEX IF NOT EXISTS form_field_by_form ON form_field (form_id);

CREATE TABLE IF NOT EXISTS form_fund (
  form_fund_id INTEGER PRIMARY KEY,
  form_id INTEGER NOT NULL REFERENCES form ON DELETE CASCADE,
  section TEXT CHECK (section IN ('implementation', 'annual')),
  phase TEXT NOT NULL CHECK (
    phase = 'approved' OR phase = 'adjusted' OR phase = 'executed' OR phase = 'prior' OR
    phase = 'change'),
  source TEXT NOT NULL CHECK (
    source = 'total' OR source = 'central' OR source = 'provincial' OR source = 'municipal' OR
    source = 'local' OR source = 'county' OR source = 'appropriation' OR
    source = 'general_public' OR source = 'government_fund' OR source = 'state_capital' OR
    source = 'social_insurance' OR source = 'fiscal_account' OR source = 'unit_funds' OR
    source = 'self_raised' OR source = 'carryover' OR source = 'other' OR source = 'basic' OR
    source = 'project'),
  label TEXT,
  raw TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (typeof(amount_fen) = 'integer'),
  amount_wan REAL GENERATED ALWAYS AS (amount_fen / 1000000.0) VIRTUAL,
  quantum_fen INTEGER NOT NULL DEFAULT 1,  -- worth of the last printed digit
  page_no INTEGER NOT NULL,
  x0 REAL, y0 REAL, x1 REAL, y1 REAL
);
CREATE INDEX IF NOT EXISTS form_fund_by_form ON form_fund (form_id);

CREATE TABLE IF NOT EXISTS form_task (
  form_task_id INTEGER PRIMARY KEY,
  form_id INTEGER NOT NULL REFERENCES form ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  name TEXT,
  content TEXT,
  total_fen INTEGER,
  appropriation_fen INTEGER,
  other_fen INTEGER,
  page_no INTEGER NOT NULL,
  x0 REAL, y0 REAL, x1 REAL, y1 REAL
);
CREATE INDEX IF NOT EXISTS form_task_by_form ON form_task (form_id);

CREATE TABLE IF NOT EXISTS indicator (
  indicator_id INTEGER PRIMARY KEY,
  form_id INTEGER NOT NULL REFERENCES form ON DELETE CASCADE,
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  section TEXT CHECK (section IN ('implementation', 'annual')),
  ordinal INTEGER NOT NULL,
  level1 TEXT,
  level2 TEXT,
  level3 TEXT,
  raw TEXT,
  kind TEXT NOT NULL CHECK (
    kind = 'number' OR kind = 'percent' OR kind = 'money' OR kind = 'date' OR kind = 'period' OR
    kind = 'text'),
  subkind TEXT,
  op TEXT CHECK (
    op = '>=' OR op = '>' OR op = '<=' OR op = '<' OR op = '=' OR op = '~' OR op = 'range'),
  op_explicit INTEGER NOT NULL CHECK (op_explicit IN (0, 1)),
  value REAL,
  value_upper REAL,
  unit TEXT,
  per TEXT,
  base_value REAL,
  base_unit TEXT,
  amount_fen INTEGER,
  date_from TEXT,
  date_to TEXT,
  weight REAL,
  actual_raw TEXT,
  score REAL,
  deviation_reason TEXT,
  inferred TEXT,
  page_no INTEGER NOT NULL,
  x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  confidence REAL
);
CREATE INDEX IF NOT EXISTS indicator_by_document ON indicator (document_id);
CREATE INDEX IF NOT EXISTS indicator_by_form ON indicator (form_id);
CREATE INDEX IF NOT EXISTS indicator_by_name ON indicator (level3);

-- Running text, checks, diagnostics -------------------------------------------------------------

CREATE TABLE IF NOT EXISTS figure (
  figure_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  section TEXT,
  subject TEXT,
  measure TEXT,
  raw TEXT NOT NULL,
  amount_fen INTEGER,
  amount_wan REAL GENERATED ALWAYS AS (amount_fen / 1000000.0) VIRTUAL,
  percent REAL,
  count_value REAL,  -- of things, in `unit` as printed: 个, 辆, 平方米
  unit TEXT,
  page_no INTEGER NOT NULL,
  x0 REAL, y0 REAL, x1 REAL, y1 REAL
);
CREATE INDEX IF NOT EXISTS figure_by_document ON figure (document_id);

CREATE TABLE IF NOT EXISTS check_result (
  check_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  table_id INTEGER REFERENCES budget_table ON DELETE CASCADE,
  rule TEXT NOT NULL,
  subject TEXT,
  status TEXT NOT NULL CHECK (status = 'pass' OR status = 'fail' OR status = 'skipped'),
  expected_fen INTEGER,
  actual_fen INTEGER,
  difference_fen INTEGER GENERATED ALWAYS AS (actual_fen - expected_fen) VIRTUAL,
  tolerance_fen INTEGER,
  advisory INTEGER NOT NULL CHECK (advisory IN (0, 1)),
  detail TEXT,
  page_no INTEGER
);
CREATE INDEX IF NOT EXISTS check_result_by_document ON check_result (document_id, status);
CREATE INDEX IF NOT EXISTS check_result_by_table ON check_result (table_id);

-- The amounts that a check was about: the printed figure and the parts it was compared with.
CREATE TABLE IF NOT EXISTS check_amount (
  check_id INTEGER NOT NULL REFERENCES check_result ON DELETE CASCADE,
  amount_id INTEGER NOT NULL REFERENCES amount ON DELETE CASCADE,
  PRIMARY KEY (check_id, amount_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS check_amount_by_amount ON check_amount (amount_id);

CREATE TABLE IF NOT EXISTS diagnostic (
  diagnostic_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  page_no INTEGER,
  severity TEXT NOT NULL CHECK (severity = 'info' OR severity = 'warning' OR severity = 'error'),
  code TEXT NOT NULL,
  message TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS diagnostic_by_document ON diagnostic (document_id);
CREATE INDEX IF NOT EXISTS diagnostic_by_code ON diagnostic (code);

-- Corrections -----------------------------------------------------------------------------------

-- What somebody says should stand at a place, beside what is printed there. A row hangs on no document, so
-- that it outlives the rows of one that is read anew; the columns from `status` on are found after each run.
CREATE TABLE IF NOT EXISTS correction (
  correction_id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  page_no INTEGER NOT NULL CHECK (page_no >= 1),
  locator TEXT NOT NULL,
  old_raw TEXT NOT NULL,
  new_value TEXT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('applied', 'conflict')),
  note TEXT CHECK ((note IS NOT NULL) OR status = 'applied'),
  amount_id INTEGER UNIQUE,
  form_fund_id INTEGER UNIQUE,
  indicator_id INTEGER UNIQUE,
  amount_fen INTEGER,
  kind TEXT,
  subkind TEXT,
  op TEXT,
  value REAL,
  value_upper REAL,
  unit TEXT,
  per TEXT,
  base_value REAL,
  base_unit TEXT,
  date_from TEXT,
  date_to TEXT,
  UNIQUE (sha256, page_no, locator, old_raw, new_value)
);

-- Reference tables: filled from schemas/codes ---------------------------------------------------

-- A code may stand in several rows: its names in different years (valid_from to valid_to, both
-- included, NULL: open). `source` says where the row was seen, or that it is from memory.
CREATE TABLE IF NOT EXISTS function_code (
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level = '类' OR level = '款' OR level = '项'),
  parent_code TEXT,
  valid_from INTEGER,
  valid_to INTEGER,
  budget_type TEXT,
  source TEXT,
  note TEXT
);
CREATE INDEX IF NOT EXISTS function_code_by_code ON function_code (code);

CREATE TABLE IF NOT EXISTS economic_code (
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('类', '款')),
  parent_code TEXT,
  valid_from INTEGER,
  valid_to INTEGER,
  -- 301 … 399 are 部门预算支出经济分类, 501 … 599 政府预算支出经济分类.
  code_system TEXT GENERATED ALWAYS AS (
    CASE substr(code, 1, 1) WHEN '3' THEN 'economic_department' ELSE 'economic_government' END) VIRTUAL,
  source TEXT,
  note TEXT
);
CREATE INDEX IF NOT EXISTS economic_code_by_code ON economic_code (code);

CREATE TABLE IF NOT EXISTS region (
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level = 'province' OR level = 'city' OR level = 'county'),
  parent_code TEXT,
  valid_from INTEGER,
  valid_to INTEGER,
  alt_name TEXT,  -- in the list of the statistics bureau of 2023, where it differs
  source TEXT,
  note TEXT
);
CREATE INDEX IF NOT EXISTS region_by_code ON region (code);

-- Views: flat, with region, unit and year on every row ------------------------------------------

-- Amounts that may be compared and, within one level of one table, added up. Left out: memo rows and
-- columns, differences between years, and a total, subtotal or unit's line that the same table has
-- printed before (on its previous page, or at the head). Two *items* that are alike are both kept:
-- two projects may share a name and an amount.
DROP VIEW IF EXISTS v_amount;
CREATE VIEW v_amount AS
SELECT a.amount_id, a.document_id, a.table_id,
       d.region_code, d.region_name, d.fiscal_year,
       CASE WHEN coalesce(a.unit_code, a.unit_name) IS NULL THEN d.unit_code ELSE a.unit_code END
         AS unit_code,
       CASE WHEN coalesce(a.unit_code, a.unit_name) IS NULL THEN d.unit_name ELSE a.unit_name END
         AS unit_name,
       d.title AS document_title, d.kind AS document_kind,
       d.unit_code AS document_unit_code, d.unit_name AS document_unit_name,
       t.kind AS table_kind, t.title AS table_title, t.printed_no AS table_no,
       a.direction, a.phase, a.fund, a.spend_type, a.timing, a.row_kind, a.memo,
       a.code_system, a.code, a.function_code, a.economic_code, a.gov_economic_code,
       a.item_name, a.column_label, a.raw, t.unit AS table_unit,
       a.amount_fen, a.amount_wan, a.quantum_fen, a.vouched,
       d.source_path, a.page_no, a.row_no, a.col_no, a.x0, a.y0, a.x1, a.y1, a.confidence
FROM amount a
JOIN document d ON d.document_id = a.document_id
JOIN budget_table t ON t.table_id = a.table_id
WHERE a.memo = 0
  AND a.phase <> 'change'
  AND (a.row_kind = 'item' OR NOT EXISTS (
    SELECT 1 FROM amount b
    WHERE b.table_id = a.table_id AND b.row_kind <> 'item' AND b.row_kind = a.row_kind
      AND b.amount_fen = a.amount_fen
      AND b.amount_id < a.amount_id AND b.memo = 0
      AND b.direction = a.direction AND b.phase = a.phase AND b.fund = a.fund
      AND b.spend_type = a.spend_type AND b.timing = a.timing
      AND b.unit_code IS a.unit_code AND b.unit_name IS a.unit_name
      AND b.code_system IS a.code_system AND b.code IS a.code AND b.item_name IS a.item_name));

DROP VIEW IF EXISTS v_indicator;
CREATE VIEW v_indicator AS
SELECT i.indicator_id, i.document_id, i.form_id,
       d.region_code, d.region_name, coalesce(f.fiscal_year, d.fiscal_year) AS fiscal_year,
       d.unit_code, coalesce(f.unit_name, d.unit_name) AS unit_name,
       d.title AS document_title, d.kind AS document_kind,
       f.kind AS form_kind, f.project_name, f.project_code, f.department_code, f.department_name,
       i.section, i.ordinal, i.level1, i.level2, i.level3, i.raw, i.kind, i.subkind, i.op,
       i.op_explicit, i.value, i.value_upper, i.unit, i.per, i.base_value, i.base_unit,
       i.amount_fen, i.amount_fen / 1000000.0 AS amount_wan, i.date_from, i.date_to, i.weight,
       i.actual_raw, i.score, i.deviation_reason, i.inferred,
       d.source_path, i.page_no, i.x0, i.y0, i.x1, i.y1, i.confidence
FROM indicator i
JOIN form f ON f.form_id = i.form_id
JOIN document d ON d.document_id = i.document_id;

-- One row for each project of a document: what its project table says, what its forms say. A project
-- with several rows or forms (one for each amount) counts with their sums. Projects of one name in
-- several units are several. Rows and forms meet under the project's name with brackets, quotes and
-- spaces folded, and under the unit where more than one has a project of that name.
DROP VIEW IF EXISTS v_project;
CREATE VIEW v_project AS
WITH
-- The cells of the project rows.
project_cell AS MATERIALIZED (
  SELECT a.document_id, a.table_id, a.row_no, a.col_no, a.page_no, a.item_name, a.code_system, a.code,
         a.unit_code, a.unit_name, a.fund, a.timing, a.amount_fen
  FROM budget_table t CROSS JOIN amount a ON a.table_id = t.table_id
  WHERE t.kind = 'project_expenditure' AND a.row_kind = 'item' AND a.memo = 0
    AND a.phase IN ('approved', 'executed') AND a.item_name IS NOT NULL),
-- The cell that is a row's total: over all funds and all times, else all funds. Beside min(), SQLite takes
-- the other columns from the row that has the minimum.
row_total AS MATERIALIZED (
  SELECT table_id, row_no, amount_fen, min((timing <> 'all') * 1000000 + col_no)
  FROM project_cell WHERE fund = 'all' GROUP BY table_id, row_no),
project_row AS (
  SELECT c.document_id, c.table_id, c.row_no, min(c.page_no) AS page_no, c.item_name AS project_name,
         max(CASE c.code_system WHEN 'project' THEN c.code END) AS project_code,
         max(c.unit_code) AS unit_code, max(c.unit_name) AS unit_name,
         -- Where the table has no column over all funds, its parts make the total.
         coalesce(t.amount_fen, sum(CASE WHEN c.fund <> 'appropriation' THEN c.amount_fen END))
           AS amount_fen
  FROM project_cell c LEFT JOIN row_total t ON t.table_id = c.table_id AND t.row_no = c.row_no
  GROUP BY c.table_id, c.row_no),
-- A category with a single project of its own name prints name and amount twice, one below the other:
-- the first of the two is no project. Where all rows together make the table's total, there are no
-- categories, and two such rows are two projects.
next_row AS (
  SELECT r.*,
         lead(row_no) OVER (PARTITION BY table_id ORDER BY row_no) = row_no + 1
         AND lead(project_name) OVER (PARTITION BY table_id ORDER BY row_no) = project_name
         AND lead(amount_fen) OVER (PARTITION BY table_id ORDER BY row_no) = amount_fen
         AND lead(unit_name) OVER (PARTITION BY table_id ORDER BY row_no) IS unit_name AS repeats,
         sum(amount_fen) OVER (PARTITION BY table_id) AS sum_of_rows
  FROM project_row r),
listed AS (
  SELECT * FROM next_row n
  WHERE repeats IS NOT 1
     OR sum_of_rows = (SELECT max(a.amount_fen) FROM amount a
                       WHERE a.table_id = n.table_id AND a.row_kind IN ('total', 'organization'))),
form_total AS (
  SELECT f.*,
         (SELECT u.amount_fen FROM form_fund u
          WHERE u.form_id = f.form_id AND u.source = 'total' AND u.phase = 'approved'
          ORDER BY CASE u.section WHEN 'annual' THEN 0 WHEN 'implementation' THEN 2 ELSE 1 END
          LIMIT 1) AS amount_fen,
         (SELECT count(*) FROM indicator i WHERE i.form_id = f.form_id) AS indicator_count
  FROM form f WHERE f.kind <> 'unit_target' AND f.project_name IS NOT NULL),
side AS (
  SELECT 'table' AS origin, document_id, project_name, project_code, unit_code, unit_name,
         amount_fen, 0 AS indicator_count, page_no
  FROM listed
  UNION ALL
  SELECT 'form', document_id, coalesce(listed_name, project_name), project_code, NULL,
         coalesce(listed_unit, unit_name), amount_fen, indicator_count, first_page
  FROM form_total),
folded AS (
  SELECT *, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
            project_name, '（', '('), '）', ')'), '〔', '['), '〕', ']'), '【', '['), '】', ']'),
            '“', ''), '”', ''), ' ', ''), char(10), '') AS project_key
  FROM side),
name_in_tables AS (
  SELECT document_id, project_key, count(DISTINCT coalesce(unit_name, '')) AS units,
         max(unit_name) AS unit_name
  FROM folded WHERE origin = 'table' GROUP BY document_id, project_key),
filed AS (
  SELECT f.*, CASE WHEN f.origin = 'form' AND n.units = 1 THEN n.unit_name ELSE f.unit_name END
           AS filed_unit
  FROM folded f LEFT JOIN name_in_tables n USING (document_id, project_key)),
project AS (
  SELECT document_id, project_key,
         coalesce(min(CASE origin WHEN 'table' THEN project_name END), min(project_name))
           AS project_name,
         max(project_code) AS project_code, max(unit_code) AS unit_code, filed_unit AS unit_name,
         sum(origin = 'table') AS table_rows, sum(origin = 'form') AS forms,
         sum(CASE origin WHEN 'table' THEN amount_fen END) AS table_fen,
         sum(CASE origin WHEN 'form' THEN amount_fen END) AS form_fen,
         sum(indicator_count) AS indicator_count,
         min(CASE origin WHEN 'table' THEN page_no END) AS table_page,
         min(CASE origin WHEN 'form' THEN page_no END) AS form_page
  FROM filed GROUP BY document_id, filed_unit, project_key)
SELECT p.document_id, d.region_code, d.region_name, d.fiscal_year,
       CASE WHEN coalesce(p.unit_code, p.unit_name) IS NULL THEN d.unit_code ELSE p.unit_code END
         AS unit_code,
       coalesce(p.unit_name, d.unit_name) AS unit_name,
       d.title AS document_title, d.kind AS document_kind,
       p.project_code, p.project_name, p.table_rows, p.forms,
       p.table_fen, p.table_fen / 1000000.0 AS table_wan,
       p.form_fen, p.form_fen / 1000000.0 AS form_wan,
       p.form_fen - p.table_fen AS difference_fen,
       p.indicator_count,
       -- Sentences that name the project.
       (SELECT count(*) FROM figure g
        WHERE g.document_id = p.document_id AND instr(g.raw, p.project_name) > 0) AS mentions,
       d.source_path, p.table_page, p.form_page
FROM project p
JOIN document d ON d.document_id = p.document_id;

-- Checks that failed. advisory = 1: a hint, no contradiction.
DROP VIEW IF EXISTS v_check;
CREATE VIEW v_check AS
SELECT c.check_id, c.document_id, c.table_id,
       d.region_code, d.region_name, d.fiscal_year, d.unit_code, d.unit_name,
       d.title AS document_title, d.kind AS document_kind,
       t.kind AS table_kind, t.title AS table_title,
       c.rule, c.subject, c.expected_fen, c.actual_fen, c.difference_fen,
       c.difference_fen / 1000000.0 AS difference_wan, c.tolerance_fen, c.advisory, c.detail,
       d.source_path, c.page_no
FROM check_result c
JOIN document d ON d.document_id = c.document_id
LEFT JOIN budget_table t ON t.table_id = c.table_id
WHERE c.status = 'fail';

-- How much of each document was read, and how much of it is vouched for.
DROP VIEW IF EXISTS v_coverage;
CREATE VIEW v_coverage AS
SELECT d.document_id, d.region_code, d.region_name, d.fiscal_year, d.unit_code, d.unit_name,
       d.title AS document_title, d.kind AS document_kind, d.status, d.error, d.source_path,
       d.page_count,
       (SELECT count(*) FROM page p
        WHERE p.document_id = d.document_id AND p.text_source = 'none') AS pages_without_text,
       (SELECT count(*) FROM budget_table t WHERE t.document_id = d.document_id) AS table_count,
       (SELECT count(*) FROM budget_table t
        WHERE t.document_id = d.document_id AND t.is_empty) AS empty_table_count,
       (SELECT group_concat(k.kind || ' ' || k.n, ', ')
        FROM (SELECT kind, count(*) AS n FROM budget_table t
              WHERE t.document_id = d.document_id GROUP BY kind ORDER BY kind) k) AS table_kinds,
       (SELECT count(*) FROM form f WHERE f.document_id = d.document_id) AS form_count,
       (SELECT count(*) FROM indicator i WHERE i.document_id = d.document_id) AS indicator_count,
       (SELECT count(*) FROM amount a WHERE a.document_id = d.document_id) AS amount_count,
       (SELECT avg(a.vouched) FROM amount a WHERE a.document_id = d.document_id) AS vouched_share,
       (SELECT count(*) FROM check_result c
        WHERE c.document_id = d.document_id AND c.status = 'pass') AS checks_passed,
       (SELECT count(*) FROM check_result c
        WHERE c.document_id = d.document_id AND c.status = 'fail' AND NOT c.advisory)
         AS checks_failed,
       (SELECT count(*) FROM check_result c
        WHERE c.document_id = d.document_id AND c.status = 'fail' AND c.advisory) AS hints,
       (SELECT count(*) FROM check_result c
        WHERE c.document_id = d.document_id AND c.status = 'skipped') AS checks_skipped,
       (SELECT count(*) FROM diagnostic g
        WHERE g.document_id = d.document_id AND g.severity = 'error') AS errors,
       (SELECT count(*) FROM diagnostic g
        WHERE g.document_id = d.document_id AND g.severity = 'warning') AS warnings
FROM document d;

-- v_amount with what corrections say. Whatever is counted from what is printed (vouched, checks) stays.
DROP VIEW IF EXISTS v_amount_corrected;
CREATE VIEW v_amount_corrected AS
SELECT v.amount_id, v.document_id, v.table_id, v.region_code, v.region_name, v.fiscal_year, v.unit_code,
       v.unit_name, v.document_title, v.document_kind, v.document_unit_code, v.document_unit_name,
       v.table_kind, v.table_title, v.table_no,
       v.direction, v.phase, v.fund, v.spend_type, v.timing, v.row_kind, v.memo,
       v.code_system, v.code, v.function_code, v.economic_code, v.gov_economic_code,
       v.item_name, v.column_label, v.raw, v.table_unit,
       coalesce(c.amount_fen, v.amount_fen) AS amount_fen,
       coalesce(c.amount_fen, v.amount_fen) / 1000000.0 AS amount_wan,
       v.quantum_fen, v.vouched,
       v.source_path, v.page_no, v.row_no, v.col_no, v.x0, v.y0, v.x1, v.y1, v.confidence,
       c.correction_id IS NOT NULL AS corrected, v.amount_fen AS printed_fen
FROM v_amount v
LEFT JOIN correction c ON c.amount_id = v.amount_id;

-- Every row of amount, those too that v_amount leaves out: not to be added up.
DROP VIEW IF EXISTS v_every_amount_corrected;
CREATE VIEW v_every_amount_corrected AS
SELECT a.amount_id, a.document_id, a.table_id, d.region_code, d.region_name, d.fiscal_year,
       CASE WHEN coalesce(a.unit_code, a.unit_name) IS NULL THEN d.unit_code ELSE a.unit_code END
         AS unit_code,
       CASE WHEN coalesce(a.unit_code, a.unit_name) IS NULL THEN d.unit_name ELSE a.unit_name END
         AS unit_name,
       d.title AS document_title, d.kind AS document_kind,
       d.unit_code AS document_unit_code, d.unit_name AS document_unit_name,
       t.kind AS table_kind, t.title AS table_title, t.printed_no AS table_no,
       a.direction, a.phase, a.fund, a.spend_type, a.timing, a.row_kind, a.memo,
       a.code_system, a.code, a.function_code, a.economic_code, a.gov_economic_code,
       a.item_name, a.column_label, a.raw, t.unit AS table_unit,
       coalesce(c.amount_fen, a.amount_fen) AS amount_fen,
       coalesce(c.amount_fen, a.amount_fen) / 1000000.0 AS amount_wan,
       a.quantum_fen, a.vouched,
       d.source_path, a.page_no, a.row_no, a.col_no, a.x0, a.y0, a.x1, a.y1, a.confidence,
       c.correction_id IS NOT NULL AS corrected, a.amount_fen AS printed_fen
FROM amount a
JOIN document d ON d.document_id = a.document_id
JOIN budget_table t ON t.table_id = a.table_id
LEFT JOIN correction c ON c.amount_id = a.amount_id;

DROP VIEW IF EXISTS v_indicator_corrected;
CREATE VIEW v_indicator_corrected AS
SELECT v.indicator_id, v.document_id, v.form_id, v.region_code, v.region_name, v.fiscal_year, v.unit_code,
       v.unit_name, v.document_title, v.document_kind, v.form_kind, v.project_name, v.project_code,
       v.department_code, v.department_name, v.section, v.ordinal, v.level1, v.level2, v.level3, v.raw,
       iif(c.kind IS NULL, v.kind, c.kind) AS kind,
       iif(c.kind IS NULL, v.subkind, c.subkind) AS subkind,
       iif(c.kind IS NULL, v.op, c.op) AS op,
       iif(c.kind IS NULL, v.value, c.value) AS value,
       iif(c.kind IS NULL, v.value_upper, c.value_upper) AS value_upper,
       iif(c.kind IS NULL, v.unit, c.unit) AS unit,
       iif(c.kind IS NULL, v.per, c.per) AS per,
       iif(c.kind IS NULL, v.base_value, c.base_value) AS base_value,
       iif(c.kind IS NULL, v.base_unit, c.base_unit) AS base_unit,
       iif(c.kind IS NULL, v.amount_fen, c.amount_fen) AS amount_fen,
       iif(c.kind IS NULL, v.amount_fen, c.amount_fen) / 1000000.0 AS amount_wan,
       iif(c.kind IS NULL, v.date_from, c.date_from) AS date_from,
       iif(c.kind IS NULL, v.date_to, c.date_to) AS date_to,
       v.weight, v.actual_raw, v.score, v.deviation_reason,
       v.source_path, v.page_no, v.x0, v.y0, v.x1, v.y1, v.confidence,
       c.correction_id IS NOT NULL AS corrected
FROM v_indicator v
LEFT JOIN correction c ON c.indicator_id = v.indicator_id;

DROP VIEW IF EXISTS v_form_fund_corrected;
CREATE VIEW v_form_fund_corrected AS
SELECT u.form_fund_id, u.form_id, f.document_id, d.region_code, d.region_name,
       coalesce(f.fiscal_year, d.fiscal_year) AS fiscal_year,
       coalesce(f.unit_name, d.unit_name) AS unit_name, f.project_name,
       u.section, u.phase, u.source, u.label, u.raw,
       coalesce(c.amount_fen, u.amount_fen) AS amount_fen,
       coalesce(c.amount_fen, u.amount_fen) / 1000000.0 AS amount_wan,
       u.quantum_fen, d.source_path, u.page_no, u.x0, u.y0, u.x1, u.y1,
       c.correction_id IS NOT NULL AS corrected, u.amount_fen AS printed_fen
FROM form_fund u
JOIN form f ON f.form_id = u.form_id
JOIN document d ON d.document_id = f.document_id
LEFT JOIN correction c ON c.form_fund_id = u.form_fund_id;
