/** Anything else: a regular expression on the path of each file. */
import { createContext, Script } from 'node:vm';
import { saidOf, UsageError } from '../../errors.ts';
import { t } from '../../text/text.ts';
import { plainName } from '../archive/names.ts';
import type { Skips } from '../archive/skips.ts';
import { type Handed, type Item, student, type View } from './view.ts';

/** For all paths together; a sensible pattern needs less than a millisecond for each. */
const MATCH_LIMIT_MS = 2_000;

const EXAMPLE = "--pattern '^(?<id>[^/]+)/'";

/**
 * @throws UsageError when it is no regular expression, has no group `id`, or takes too long.
 */
export function byPattern(view: View, pattern: string, skips: Skips): Handed[] {
  const expression = compiled(pattern);
  const groups = matched(expression, view);
  const students = new Map<string, Handed & { files: Item[] }>();
  view.items.forEach((item, index) => {
    const { id, name } = groups[index] ?? {};
    if (id === undefined || id === '') {
      skips.add(item.path, t`its path does not match --pattern`);
      return;
    }
    const seen = students.get(id) ?? {
      students: [student(id, { name: plainName(name) })],
      from: item.path,
      files: [],
      order: 0,
    };
    seen.files.push(item);
    students.set(id, seen);
  });
  if (students.size > 0) return [...students.values()];
  const seen = view.items.slice(0, 3).map(({ path }) => path);
  throw new UsageError(
    t`--pattern ${pattern}: expected the paths of files to match, and saw ${seen}`,
  );
}

function compiled(pattern: string): RegExp {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'su');
  } catch (error) {
    throw new UsageError(
      t`--pattern ${pattern}: ${saidOf(error)}. Expected a regular expression: ${EXAMPLE}`,
    );
  }
  // What matches the empty text as well has all its groups in the match.
  if ('id' in (new RegExp(`${pattern}|`, 'su').exec('')?.groups ?? {})) return expression;
  throw new UsageError(
    t`--pattern ${pattern}: expected a group (?<id>…), and saw none. An example: ${EXAMPLE}`,
  );
}

type Groups = { readonly id?: string; readonly name?: string };

/** In a context of its own, since only there a match that takes for ever can be ended. */
function matched(expression: RegExp, { items }: View): Groups[] {
  const paths = items.map(({ path }) => path);
  const context = createContext({ expression, paths, found: [], at: 0 });
  const script = new Script(
    'for (; at < paths.length; at++) found.push({ ...expression.exec(paths[at])?.groups });',
  );
  try {
    script.runInContext(context, { timeout: MATCH_LIMIT_MS });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new UsageError(
      t`--pattern ${expression.source}: expected an answer within ${MATCH_LIMIT_MS} ms, and it
        still looked at ${paths[Number(context.at)] ?? ''}. Write it with less repetition in repetition.`,
    );
  }
  return context.found;
}

/** By its code alone: the error may be of the context's own class. */
function isTimeout(error: unknown): boolean {
  const known = typeof error === 'object' && error !== null && 'code' in error;
  return known && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
