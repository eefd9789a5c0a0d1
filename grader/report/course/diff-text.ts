import { type Changed, type CourseDiff, REASONS, type Reason } from '../../score/compare.ts';
import type { Say } from '../../text/language.ts';
import { english, type Gap, type Said, t } from '../../text/text.ts';
import { oneLine } from '../escape.ts';
import { listOf } from '../list.ts';
import { named } from './match.ts';

/** Kinds of change that are told; --json has all. */
const MAX_KINDS = 20;
/** Scenarios that are told of one kind. */
const MAX_CHANGES = 8;

/** What became of a scenario, for people. */
const STATUS: Readonly<Record<string, Said>> = {
  passed: t`passed`,
  failed: t`failed`,
  blocked: t`blocked`,
  error: t`undecided`,
};

/** A comparison for a terminal. Students to whom the same has happened are told together. */
export function diffText(diff: CourseDiff, say: Say = english): string {
  const { onlyInA, onlyInB, compared, changed } = diff;
  const blocks: string[] = [];
  if (onlyInA.length > 0) blocks.push(say(t`only in the first: ${named(onlyInA)}`));
  if (onlyInB.length > 0) blocks.push(say(t`only in the second: ${named(onlyInB)}`));
  const kinds = kindsOf(changed);
  blocks.push(...kinds.slice(0, MAX_KINDS).map((kind) => kindText(kind, say)));
  if (kinds.length > MAX_KINDS) {
    const rest = kinds.slice(MAX_KINDS).reduce((sum, { length }) => sum + length, 0);
    blocks.push(say(t`… ${rest} students more differ in other ways: --json <file> has all`));
  }
  blocks.push(totalText(compared, changed, say));
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

function kindText(kind: readonly [Changed, ...Changed[]], say: Say): string {
  const [{ before, after, difference, why, changes }] = kind;
  const names = named(kind.map(({ student }) => student));
  const who = kind.length === 1 ? listOf([names]) : t`${kind.length} students: ${names}`;
  const points = kind.length === 1 ? `  ${score(before, say)} → ${score(after, say)}` : '';
  const by = difference === null ? '' : `  ${signed(difference)}`;
  const lines = changes.slice(0, MAX_CHANGES).map(({ what, before, after }) => {
    return `  ${say(t`${oneLine(what)}: ${stateOf(before)} → ${stateOf(after)}`)}`;
  });
  if (changes.length > MAX_CHANGES) {
    lines.push(`  ${say(t`… ${changes.length - MAX_CHANGES} scenarios more`)}`);
  }
  return [`${say(t`${`${say(who)}${points}${by}  `}(${REASONS[why]})`)}`, ...lines].join('\n');
}

/** A status as `compareCourses` has it, maybe with the code of a rule behind it. */
function stateOf(state: string | null): Gap {
  if (state === null) return t`not there`;
  const [, status = '', code] = /^(\w+)(?:: (.*))?$/s.exec(state) ?? [];
  const said = Object.hasOwn(STATUS, status) ? STATUS[status] : undefined;
  if (said === undefined) return oneLine(state);
  return code === undefined ? said : t`${said}: ${oneLine(code)}`;
}

function totalText(compared: number, changed: readonly Changed[], say: Say): string {
  const total = changed.length;
  if (total === 0) {
    return say(
      compared === 1
        ? t`${compared} student in both, none differs`
        : t`${compared} students in both, none differs`,
    );
  }
  const up = changed.filter(({ difference }) => (difference ?? 0) > 0).length;
  const down = changed.filter(({ difference }) => (difference ?? 0) < 0).length;
  const reasons = new Map<Reason, number>();
  for (const { why } of changed) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  const told = [...reasons].map(([why, count]) => `  ${count}  ${say(REASONS[why])}`);
  const head = say(
    compared === 1
      ? t`${compared} student in both, ${total} differ: ${up} up, ${down} down`
      : t`${compared} students in both, ${total} differ: ${up} up, ${down} down`,
  );
  return [head, ...told].join('\n');
}

function score(points: number | null, say: Say): string {
  return points === null ? say(t`not graded`) : String(points);
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '±0';
}
