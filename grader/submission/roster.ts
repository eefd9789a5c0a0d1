/** The list of all students of a course, as platforms export it or a person writes it. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { saidOf, UsageError } from '../errors.ts';
import type { Student } from '../score/course.ts';
import { t } from '../text/text.ts';
import { utf8 } from '../utf8.ts';
import { plainName, printable } from './archive/names.ts';
import type { Skips } from './archive/skips.ts';
import { compareIds } from './attempts.ts';

const MAX_ROSTER_BYTES = 16 * 1024 * 1024;
const MAX_RECORD_CHARS = 100_000;
const DELIMITERS = [',', ';', '\t'] as const;

/** Headers without case, spaces and signs, the best first. */
const ID_HEADERS = [
  'id',
  'studentid',
  'sid',
  'userid',
  'sisuserid',
  'username',
  'user',
  'login',
  'loginid',
  'sisloginid',
  'githubusername',
  'identifier',
];
const EMAIL_HEADERS = ['email', 'emailaddress', 'mail'];
const NAME_HEADERS = ['name', 'fullname', 'student', 'studentname'];
const FIRST_HEADERS = ['firstname', 'givenname'];
const LAST_HEADERS = ['lastname', 'surname', 'familyname'];
const SECTION_HEADERS = ['section', 'sections', 'group', 'class'];

interface Row {
  /** One for each column of ids, in the order of `Roster.columns`; empty where there is none. */
  readonly ids: readonly string[];
  readonly known: Omit<Student, 'id'>;
}

export interface Roster {
  /** How many columns of ids there are. */
  readonly idColumns: number;
  readonly rows: readonly Row[];
}

/** What a roster says about those who handed in something. */
export interface Matched {
  /** The student with what the roster knows; the platform's id stays. */
  fill(student: Student): Student;
  /** On the roster, and nothing was handed in. */
  readonly missing: readonly Student[];
  readonly notOnRoster: readonly string[];
}

/**
 * @throws UsageError when it cannot be read, is no CSV file, or has no column of ids.
 */
export async function readRoster(path: string, skips: Skips): Promise<Roster> {
  const [header = [], ...records] = await parsed(path);
  const columnsOf = (names: readonly string[]): number[] =>
    names.flatMap((name) => header.flatMap((cell, at) => (bare(cell) === name ? [at] : [])));
  const emails = columnsOf(EMAIL_HEADERS);
  const ids = [...columnsOf(ID_HEADERS), ...emails];
  if (ids.length === 0) {
    const seen = header.every((cell) => cell === '') ? t`no columns` : header.map(printable);
    throw new UsageError(
      t`--roster ${path}: expected a column of ids, such as "id", "student id", "sid", "login" or
        "email", and saw ${seen}. Name it in the first line.`,
    );
  }
  const first = (record: readonly string[], names: readonly string[]): string | undefined =>
    columnsOf(names).flatMap((at) => plainName(record[at]) ?? [])[0];
  const rows = records.flatMap((record, index): Row[] => {
    const row = { ids: ids.map((at) => idIn(record[at])), known: {} };
    const parts = [first(record, FIRST_HEADERS), first(record, LAST_HEADERS)].filter(Boolean);
    const name = first(record, NAME_HEADERS) ?? plainName(parts.join(' '));
    const [email, section] = [first(record, EMAIL_HEADERS), first(record, SECTION_HEADERS)];
    if (row.ids.every((id) => id === '')) {
      // The second line of a gradebook of Canvas.
      if (name !== 'Points Possible')
        skips.add(`${basename(path)}: student ${index + 1}`, t`has no id`);
      return [];
    }
    return [
      {
        ids: row.ids,
        known: {
          ...(name === undefined ? {} : { name }),
          ...(email === undefined ? {} : { email }),
          ...(section === undefined ? {} : { section }),
        },
      },
    ];
  });
  return { idColumns: ids.length, rows };
}

/**
 * Finds those who handed in something on the roster: by the ids of the column that knows most of
 * them, else by any other id, else by the email address.
 */
export function matchRoster(roster: Roster, students: readonly Student[]): Matched {
  const column = matchingColumn(roster, students);
  const best = indexed(roster.rows, ({ ids }) => [ids[column] ?? '']);
  const any = indexed(roster.rows, ({ ids, known }) => [...ids, known.email ?? '']);
  const rowOf = ({ id, email = '' }: Student): Row | undefined =>
    best.get(keyOf(id)) ?? any.get(keyOf(id)) ?? any.get(keyOf(email));
  const found = new Set(students.flatMap((student) => rowOf(student) ?? []));
  const missing = new Map<string, Student>();
  for (const row of roster.rows) {
    const id = row.ids[column] || row.ids.find((candidate) => candidate !== '');
    if (id === undefined || missing.has(id)) continue;
    // Whoever is on it twice, as in two sections, is the first one both times.
    const first = best.get(keyOf(id)) ?? row;
    if (!found.has(row) && !found.has(first)) missing.set(id, { id, ...row.known });
  }
  const others = students.filter((one) => rowOf(one) === undefined);
  return {
    fill: (student) => ({ ...student, ...rowOf(student)?.known }),
    missing: [...missing.values()].sort(compareIds),
    notOnRoster: [...new Set(others.map(({ id }) => id))],
  };
}

/** Rows by their keys; of two rows with one key the first. */
function indexed(
  rows: readonly Row[],
  textsOf: (row: Row) => readonly string[],
): ReadonlyMap<string, Row> {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    for (const key of textsOf(row).map(keyOf)) {
      if (key !== '' && !byKey.has(key)) byKey.set(key, row);
    }
  }
  return byKey;
}

/** The column with the platform's own ids: those who are missing get theirs from it. */
function matchingColumn({ idColumns, rows }: Roster, students: readonly Student[]): number {
  const ids = new Set(students.map(({ id }) => keyOf(id)));
  const counts = Array.from({ length: idColumns }, (_, column) => {
    return rows.filter((row) => ids.has(keyOf(row.ids[column] ?? ''))).length;
  });
  return Math.max(0, counts.indexOf(Math.max(...counts)));
}

/** Logins and addresses mean the same in any case. */
function keyOf(id: string): string {
  return id.toLowerCase();
}

/** In Moodle's tables the number of its downloads is "Participant 123". */
function idIn(cell: string | undefined): string {
  return (plainName(cell) ?? '').replace(/^Participant (?=\d)/, '');
}

function bare(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

async function parsed(path: string): Promise<string[][]> {
  const text = await contentOf(path);
  const [line = ''] = text.split(/\r?\n/, 1);
  const count = (delimiter: string): number => line.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
  try {
    return parse(text, {
      bom: true,
      delimiter,
      max_record_size: MAX_RECORD_CHARS,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(t`--roster ${path}: not a CSV file: ${error.message}`);
  }
}

async function contentOf(path: string): Promise<string> {
  const failed = (error: unknown): never => {
    throw new UsageError(t`--roster ${path}: cannot be read: ${saidOf(error)}`);
  };
  const info = await stat(path).catch(failed);
  if (info.isFile() && info.size <= MAX_ROSTER_BYTES) {
    const text = utf8(await readFile(path).catch(failed));
    if (text !== undefined) return text;
    throw new UsageError(t`--roster ${path}: not in UTF-8; save it as "CSV UTF-8"`);
  }
  throw new UsageError(
    info.isFile()
      ? t`--roster ${path}: expected a CSV file of at most ${MAX_ROSTER_BYTES} bytes,
        and saw ${info.size} bytes`
      : t`--roster ${path}: expected a CSV file of at most ${MAX_ROSTER_BYTES} bytes,
        and saw no file`,
  );
}
