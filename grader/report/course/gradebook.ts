import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { saidOf, UsageError } from '../../errors.ts';
import type { CourseRow } from '../../score/course.ts';
import type { Say } from '../../text/language.ts';
import { t } from '../../text/text.ts';
import { utf8 } from '../../utf8.ts';
import { oneLine } from '../escape.ts';
import { fillCanvas, isCanvas } from './canvas.ts';
import { csvTable, csvText } from './csv.ts';
import { fillMoodle, isMoodle } from './moodle.ts';

/** Spreadsheets of some countries part cells otherwise. */
const DELIMITERS = [',', ';', '\t'];
/** The gradebook of a large course has some hundred kilobytes. */
const MAX_BYTES = 20 * 1024 * 1024;
const BOM = '\uFEFF';
/** Of a header that is not known so much is shown. */
const MAX_HEADER_CHARS = 120;

/** A gradebook of a platform, as it was read. */
export interface Gradebook {
  /** As a person knows it. */
  readonly name: string;
  /** What its filled copy is called. */
  readonly copy: string;
  readonly text: string;
  /** The number of the assignment, behind a `#`. */
  readonly assignment: string | undefined;
}

/**
 * Reads a gradebook, before anything is graded or written for it.
 * @param given a file; for Canvas perhaps with `#` and the number of the assignment.
 * @throws UsageError when it cannot be read, or is none.
 */
export async function readGradebook(given: string): Promise<Gradebook> {
  const { file, assignment } = await placeOf(given);
  const name = basename(file);
  const text = utf8(await contentOf(file));
  if (text === undefined) {
    throw new UsageError(t`--gradebook ${file}: not in UTF-8; save it as "CSV UTF-8"`);
  }
  const copy = `${basename(file, extname(file))}-filled.csv`;
  const gradebook = { name, copy, text, assignment };
  tableOf(gradebook); // is it one?
  return gradebook;
}

/** The filled copy of a gradebook, in its own style, and what a person should know of it. */
export function filledGradebook(gradebook: Gradebook, rows: readonly CourseRow[], say: Say) {
  const { name, text, assignment } = gradebook;
  const { table, delimiter, kind } = tableOf(gradebook);
  const { table: filled, notes } =
    kind === 'canvas' ? fillCanvas(table, rows, assignment, name) : fillMoodle(table, rows, say);
  // What is filled in begins with a digit or a letter. All else is the platform's, and goes back to it
  // as it came.
  const style = { bom: text.startsWith(BOM), delimiter, escapeFormulas: false };
  return { text: csvText(filled, style), notes };
}

function tableOf({ name, text }: Gradebook) {
  const [line = ''] = text.replace(BOM, '').split(/\r?\n|\r/, 1);
  for (const delimiter of DELIMITERS) {
    if (!line.includes(delimiter)) continue;
    const [header = []] = csvTable(line, delimiter, name);
    const kind = isCanvas(header) ? 'canvas' : isMoodle(header) ? 'moodle' : undefined;
    if (kind !== undefined) return { table: csvTable(text, delimiter, name), delimiter, kind };
  }
  throw new UsageError(
    t`--gradebook ${name}: expected a gradebook of Canvas (Student,ID,…,Section,<assignment>) or
        a grading worksheet of Moodle in English (Identifier,…,Grade,…); its first line is
        "${oneLine(line.slice(0, MAX_HEADER_CHARS))}"`,
  );
}

async function placeOf(given: string): Promise<{ file: string; assignment: string | undefined }> {
  const [, file, assignment] = /^(.+)#(\d+)$/s.exec(given) ?? [];
  if (file === undefined || (await exists(given))) return { file: given, assignment: undefined };
  return { file, assignment };
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size <= MAX_BYTES) return await readFile(file);
  } catch (error) {
    throw new UsageError(t`--gradebook: cannot read ${file}: ${saidOf(error)}`);
  }
  throw new UsageError(t`--gradebook ${file}: larger than ${MAX_BYTES / 1024 / 1024} MB`);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
