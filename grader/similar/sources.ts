import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, resolve, sep } from 'node:path';
import PQueue from 'p-queue';
import * as z from 'zod';
import { saidOf, UsageError } from '../errors.ts';
import { CourseRow } from '../score/course.ts';
import { t } from '../text/text.ts';

/** One submission to be compared. */
export interface Source {
  readonly student: string;
  readonly name: string | undefined;
  readonly section: string | undefined;
  /** ISO 8601, where the platform told it. */
  readonly submittedAt: string | undefined;
  readonly attempt: number;
  /** Path below the folder that was given. */
  readonly file: string;
  readonly text: string;
}

/** `submissions.json` of a batch: which staged file is whose. */
const Staged = z.array(
  z.object({
    student: z.string().min(1),
    attempt: z.int().positive(),
    file: z.string().min(1),
  }),
);

const STAGED = 'submissions.json';
const ROWS = 'results.jsonl';
/** A server of this lab has some 20 kB. */
const MAX_SOURCE_BYTES = 1024 * 1024;
const FILES_AT_ONCE = 16;

/**
 * Reads what `grade:all` staged in its output folder, or all `*.ts` files of a plain folder.
 * @throws UsageError when it is neither, or a file cannot be read.
 */
export async function readSources(folder: string): Promise<Source[]> {
  const info = await stat(folder).catch(() => undefined);
  if (!info?.isDirectory()) throw new UsageError(t`there is no folder ${folder}`);
  const names = await readdir(folder);
  if (names.includes(STAGED)) return readStaged(folder, names.includes(ROWS));
  const files = names.filter((name) => extname(name) === '.ts').sort();
  if (files.length > 0) return inTurns(files, (file) => plainSource(folder, file));
  throw new UsageError(
    t`${folder} holds neither ${STAGED} nor files *.ts. Give the output folder of
        npm run grade:all, or a folder with one file a student.`,
  );
}

async function readStaged(folder: string, hasRows: boolean): Promise<Source[]> {
  const staged = parsed(Staged, await textOf(join(folder, STAGED)), STAGED);
  const rows = hasRows ? await readRows(join(folder, ROWS)) : [];
  return inTurns(staged, async ({ student, attempt, file }) => {
    const path = resolve(folder, file);
    if (!path.startsWith(resolve(folder) + sep)) {
      throw new UsageError(t`${STAGED} names a file outside its folder: ${file}`);
    }
    const row = rows.find((one) => one.student.id === student && one.attempt?.number === attempt);
    return {
      student,
      attempt,
      file,
      name: row?.student.name,
      section: row?.student.section,
      submittedAt: row?.attempt?.submittedAt,
      text: await textOf(path),
    };
  });
}

function inTurns<T>(items: readonly T[], read: (item: T) => Promise<Source>): Promise<Source[]> {
  const queue = new PQueue({ concurrency: FILES_AT_ONCE });
  return queue.addAll(items.map((item) => () => read(item)));
}

async function readRows(file: string): Promise<CourseRow[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [parsed(CourseRow, line, `${ROWS}, line ${index + 1}`)],
  );
}

async function plainSource(folder: string, file: string): Promise<Source> {
  const nothing = { name: undefined, section: undefined, submittedAt: undefined };
  const text = await textOf(join(folder, file));
  return { student: basename(file, '.ts'), attempt: 1, file, text, ...nothing };
}

function parsed<T>(schema: z.ZodType<T>, text: string, what: string): T {
  try {
    const result = schema.safeParse(JSON.parse(text));
    if (result.success) return result.data;
    throw new Error(z.prettifyError(result.error));
  } catch (error) {
    throw new UsageError(t`${what} is not as grade:all writes it: ${saidOf(error)}`);
  }
}

async function textOf(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size <= MAX_SOURCE_BYTES) return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(t`cannot read ${file}: ${saidOf(error)}`);
  }
  throw new UsageError(t`${file} is larger than ${MAX_SOURCE_BYTES} bytes: this is no server.ts`);
}
