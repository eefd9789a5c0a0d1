/**
 * Gradescope, "Export submissions": `submission_<id>/` and `submission_metadata.yml`, which a Ruby
 * program wrote: its keys are symbols, such as `:submitters:`.
 */
import { parse } from 'yaml';
import * as z from 'zod';
import { messageOf, UsageError } from '../../errors.ts';
import type { Student } from '../../score/course.ts';
import { type Message, t } from '../../text/text.ts';
import { readAll } from '../archive/content.ts';
import { METADATA_FILE } from '../archive/kinds.ts';
import { ArchiveError, MAX_METADATA_BYTES } from '../archive/limits.ts';
import { plainName } from '../archive/names.ts';
import {
  type Handed,
  type Item,
  type LayoutReader,
  placeOf,
  shareOf,
  student,
  topsOf,
  type View,
} from './view.ts';

const NAMED = /^submission_(?<id>\d+)$/;

const Text = z.string().optional();
const Submission = z.looseObject({
  ':submitters': z.array(z.looseObject({ ':name': Text, ':sid': Text, ':email': Text })).optional(),
  /** A time, or an object of Ruby's that has it as `utc`. */
  ':created_at': z.union([z.string(), z.looseObject({ utc: Text })]).optional(),
});
const Metadata = z.record(z.string(), Submission);
type Submission = z.infer<typeof Submission>;

export const gradescope: LayoutReader = {
  layout: 'gradescope',
  expected: t`folders such as submission_12345678, and ${METADATA_FILE}`,
  share(view) {
    const folders = topsOf(view).filter(({ isFile }) => !isFile);
    const share = shareOf(folders, ({ name }) => NAMED.test(name));
    // Folders alone are too little to recognise it, and enough when it is asked for.
    return metadataIn(view) === undefined ? share / 2 : share;
  },
  async read(view, skips) {
    const item = metadataIn(view);
    const metadata = new Map(item === undefined ? [] : await parsed(item));
    const handed: Handed[] = [];
    for (const top of topsOf(view)) {
      const id = top.isFile ? undefined : NAMED.exec(top.name)?.groups?.id;
      if (id !== undefined) {
        handed.push(submission(id, placeOf(top), top.items, metadata.get(top.name)));
        metadata.delete(top.name);
      } else if (top.name !== METADATA_FILE) {
        skips.add(placeOf(top), t`not named as Gradescope names a submission`);
      }
    }
    for (const [name, known] of metadata) {
      const id = NAMED.exec(name)?.groups?.id;
      if (id === undefined) skips.add(`${METADATA_FILE}: ${name}`, t`not the name of a submission`);
      else handed.push(submission(id, `${METADATA_FILE}: ${name}`, [], known));
    }
    return handed;
  },
};

function metadataIn({ items }: View): Item | undefined {
  return items.find(({ path }) => path === METADATA_FILE);
}

async function parsed({ entry }: Item): Promise<[string, Submission][]> {
  try {
    const text = (await readAll(entry, MAX_METADATA_BYTES)).toString('utf8');
    // All scalars are text: a student id such as 0123 is no number.
    const value: unknown = parse(text, { schema: 'failsafe', logLevel: 'error' });
    return Object.entries(Metadata.parse(value ?? {}));
  } catch (error) {
    if (error instanceof z.ZodError) throw unfit(entry.path, firstLine(z.prettifyError(error)));
    if (error instanceof ArchiveError) throw unfit(entry.path, error.said);
    if (isYamlError(error)) throw unfit(entry.path, firstLine(messageOf(error)));
    throw error;
  }
}

/** Also what it throws for too many aliases. */
function isYamlError(error: unknown): boolean {
  return error instanceof ReferenceError || (error instanceof Error && /^YAML/.test(error.name));
}

function firstLine(text: string): string {
  return text.split('\n', 1).join('');
}

function unfit(path: string, why: Message): UsageError {
  return new UsageError(
    t`${path}: expected the submitters as Gradescope exports them, and saw: ${why}
        Export the submissions anew, or grade their folders with --layout folder.`,
  );
}

function submission(
  id: string,
  from: string,
  files: readonly Item[],
  known: Submission | undefined,
): Handed {
  const submitters = known?.[':submitters'] ?? [];
  const students = submitters.map((one, index): Student => {
    // Two of one group must not become one student.
    const other = index === 0 ? id : `${id}-${index + 1}`;
    const { ':sid': sid, ':name': name, ':email': email } = one;
    return student(present(sid) ?? other, { name: present(name), email: present(email) });
  });
  const created = known?.[':created_at'];
  const submittedAt = timeOf(typeof created === 'string' ? created : created?.utc);
  return {
    students: students.length === 0 ? [student(id)] : students,
    from,
    files,
    ...(submittedAt === undefined ? {} : { submittedAt }),
    order: Number(id),
  };
}

/** YAML's ways to write nothing are text here. */
function present(text: string | undefined): string | undefined {
  return text === undefined || /^(?:null|~)?$/i.test(text) ? undefined : plainName(text);
}

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)? ?(Z|UTC|[+-]\d\d:?\d\d)$/;

/** Ruby's `2026-03-29 00:12:12.123456000 Z` as ISO 8601, to the millisecond. */
function timeOf(text: string | undefined): string | undefined {
  const [, day, time, fraction, zone] = TIME.exec(text ?? '') ?? [];
  if (zone === undefined) return undefined;
  const offset = /^[ZU]/.test(zone) ? 'Z' : zone.replace(/^(...):?(..)$/, '$1:$2');
  const iso = `${day}T${time}${fraction === undefined ? '' : `.${fraction}`}${offset}`;
  return Number.isNaN(Date.parse(iso)) ? undefined : iso;
}
