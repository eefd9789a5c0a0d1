/** Finds the results of the students that a platform lists, by whatever both sides know. */
import { lastOf } from '../../score/attempts.ts';
import type { CourseRow } from '../../score/course.ts';
import { type Gap, type Said, t } from '../../text/text.ts';
import { oneLine } from '../escape.ts';
import type { Table } from './csv.ts';

/** What a line of a gradebook knows of its student; in the order in which it is tried. */
export interface Known {
  readonly ids: readonly string[];
  readonly emails: readonly string[];
  readonly names: readonly string[];
}

/** A gradebook that was filled, and what its reader should know. */
export interface Filled {
  readonly table: Table;
  readonly notes: readonly Said[];
}

/** How many students a note names. */
const NAMED = 8;

/** The rows of a course by student, and which of them a gradebook has asked for. */
export class Students {
  readonly #rows: readonly CourseRow[];
  readonly #byId: ReadonlyMap<string, CourseRow>;
  readonly #byEmail: ReadonlyMap<string, CourseRow>;
  readonly #byName: ReadonlyMap<string, CourseRow>;
  readonly #found = new Set<CourseRow>();
  readonly #unknown: string[] = [];
  readonly #left: string[] = [];
  #filled = 0;

  /** Of several attempts of a student the last one is taken. */
  constructor(rows: readonly CourseRow[]) {
    this.#rows = lastOf(rows);
    this.#byId = unique(this.#rows, ({ student }) => student.id);
    this.#byEmail = unique(this.#rows, ({ student }) => student.email);
    this.#byName = unique(this.#rows, ({ student }) => student.name);
  }

  /** The row whose score is to be filled in; undefined when the line stays as it is. */
  rowFor(known: Known): CourseRow | undefined {
    const row = this.find(known);
    if (row === undefined) this.#unknown.push(known.names[0] || known.ids[0] || '?');
    else if (row.score === null) this.#left.push(row.student.id);
    else this.#filled += 1;
    return row?.score === null ? undefined : row;
  }

  /** The row of a line that is not to be filled in, if there is one. */
  find({ ids, emails, names }: Known): CourseRow | undefined {
    const row =
      first(this.#byId, ids) ?? first(this.#byEmail, emails) ?? first(this.#byName, names);
    if (row !== undefined) this.#found.add(row);
    return row;
  }

  /** What became of the lines and of the rows. */
  notes(): Said[] {
    const rest = this.#rows.filter((row) => !this.#found.has(row)).map(({ student }) => student.id);
    const notes = [t`${this.#filled} filled in`];
    if (this.#left.length > 0) notes.push(t`not graded, left as they were: ${named(this.#left)}`);
    if (this.#unknown.length > 0) {
      notes.push(t`in the gradebook, and no result: ${named(this.#unknown)}`);
    }
    if (rest.length > 0) notes.push(t`a result, and not in the gradebook: ${named(rest)}`);
    return notes;
  }
}

/** Some of the names, and how many there are. */
export function named(names: readonly string[]): Gap {
  const some = names.slice(0, NAMED).map(oneLine);
  return names.length <= NAMED ? some : t`${some} and ${names.length - NAMED} more`;
}

/** Points on the scale of the gradebook, with two decimals. */
export function onScale({ score, maxScore }: CourseRow, most: number | undefined): number {
  const points = score ?? 0;
  if (most === undefined || maxScore === 0) return points;
  return Math.round((points * most * 100) / maxScore) / 100;
}

/** The number in a cell that says how many points can be had. */
export function pointsIn(cell: string | undefined): number | undefined {
  const text = cell?.trim().replace(',', '.') ?? '';
  const number = Number(text);
  return text !== '' && Number.isFinite(number) && number > 0 ? number : undefined;
}

/** What two students share tells neither of them. */
function unique(
  rows: readonly CourseRow[],
  keyOf: (row: CourseRow) => string | undefined,
): Map<string, CourseRow> {
  const found = new Map<string, CourseRow>();
  const doubled = new Set<string>();
  for (const row of rows) {
    const key = normal(keyOf(row) ?? '');
    if (key === '') continue;
    if (found.has(key)) doubled.add(key);
    found.set(key, row);
  }
  for (const key of doubled) found.delete(key);
  return found;
}

function first(
  rows: ReadonlyMap<string, CourseRow>,
  keys: readonly string[],
): CourseRow | undefined {
  for (const key of keys) {
    const row = rows.get(normal(key));
    if (row !== undefined) return row;
  }
  return undefined;
}

function normal(key: string): string {
  return key.trim().toLowerCase().normalize('NFC');
}
