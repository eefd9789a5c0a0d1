import { type Changed, type CourseDiff, REASONS, type Reason } from '../../score/compare.ts';
import { oneLine } from '../escape.ts';
import { named } from './match.ts';

/** Kinds of change that are told; --json has all. */
const MAX_KINDS = 20;
/** Scenarios that are told of one kind. */
const MAX_CHANGES = 8;

/** A comparison for a terminal. Students to whom the same has happened are told together. */
export function diffText({ onlyInA, onlyInB, compared, changed }: CourseDiff): string {
  const blocks: string[] = [];
  if (onlyInA.length > 0) blocks.push(`only in the first: ${named(onlyInA)}`);
  if (onlyInB.length > 0) blocks.push(`only in the second: ${named(onlyInB)}`);
  const kinds = kindsOf(changed);
  blocks.push(...kinds.slice(0, MAX_KINDS).map(kindText));
  if (kinds.length > MAX_KINDS) {
    const rest = kinds.slice(MAX_KINDS).reduce((sum, { length }) => sum + length, 0);
    blocks.push(`… ${rest} students more differ in other ways: --json <file> has all`);
  }
  blocks.push(totalText(compared, changed));
  return blocks.join('\n\n');
}

/** Changes that read alike, the most frequent first. */
function kindsOf(changed: readonly Changed[]): [Changed, ...Changed[]][] {
  const kinds = new Map<string, [Changed, ...Changed[]]>();
  for (const one of changed) {
    const key = JSON.stringify([one.why, one.difference, one.changes]);
    const before = kinds.get(key);
    if (before === undefined) kinds.set(key, [one]);
    else before.push(one);
  }
  return [...kinds.values()].sort((one, other) => other.length - one.length);
}

function kindText(kind: readonly [Changed, ...Changed[]]): string {
  const [{ before, after, difference, why, changes }] = kind;
  const who = kind.length === 1 ? '' : `${kind.length} students: `;
  const points = kind.length === 1 ? `  ${score(before)} → ${score(after)}` : '';
  const by = difference === null ? '' : `  ${signed(difference)}`;
  const lines = changes.slice(0, MAX_CHANGES).map(({ what, before, after }) => {
    return `  ${oneLine(what)}: ${oneLine(before ?? 'not there')} → ${oneLine(after ?? 'not there')}`;
  });
  if (changes.length > MAX_CHANGES) {
    lines.push(`  … ${changes.length - MAX_CHANGES} scenarios more`);
  }
  const names = named(kind.map(({ student }) => student));
  return [`${who}${names}${points}${by}  (${REASONS[why]})`, ...lines].join('\n');
}

function totalText(compared: number, changed: readonly Changed[]): string {
  const students = compared === 1 ? '1 student' : `${compared} students`;
  if (changed.length === 0) return `${students} in both, none differs`;
  const up = changed.filter(({ difference }) => (difference ?? 0) > 0).length;
  const down = changed.filter(({ difference }) => (difference ?? 0) < 0).length;
  const reasons = new Map<Reason, number>();
  for (const { why } of changed) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  const told = [...reasons].map(([why, count]) => `  ${count}  ${REASONS[why]}`);
  const head = `${students} in both, ${changed.length} differ: ${up} up, ${down} down`;
  return [head, ...told].join('\n');
}

function score(points: number | null): string {
  return points === null ? 'not graded' : String(points);
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '±0';
}
