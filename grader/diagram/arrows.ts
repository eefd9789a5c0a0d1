import type { TraceMessage } from '../score/trace.ts';
import { METHOD } from '../wire/messages.ts';
import { lettersOf } from './digests.ts';
import type { Lanes } from './lanes.ts';
import type { Leg } from './lines.ts';

/** How an arrow ends. */
type Ending =
  | 'counted' // it arrived, and is worth something, or nothing is known of that
  | 'uncounted' // genuine, but it comes too late or was counted before
  | 'refused' // a right server refuses it
  | 'lost' // it reached a process that is gone
  | 'dropped' // the grader threw it away
  | 'altered' // it arrived as another one
  | 'pending'; // it never arrived

/** Something that can happen on the way. */
type OnTheWay = 'held' | 'delayed' | 'copied';

/** An arrow: one way of a message, or of several that are alike. */
export interface Arrow {
  readonly leg: Leg;
  /** Numbers of further messages that it stands for. */
  readonly also: readonly number[];
  readonly ending: Ending;
  readonly onTheWay: readonly OnTheWay[];
  /** True when the grader made it in the place of a server. */
  readonly isMade: boolean;
  /** Which of several requests for one seq it is about. */
  readonly letter: string | undefined;
}

/** So many arrows that are alike are drawn; more become one. */
const MAX_ALIKE = 3;

/** The arrows of a drawing; what is alike and goes together becomes one when `collapse` is true. */
export function arrowsOf(legs: readonly Leg[], lanes: Lanes, collapse: boolean): Arrow[] {
  const letters = lettersOf([...new Set(legs.map(({ message }) => message))]);
  const arrows = legs.map((leg): Arrow => {
    const { message, from } = leg;
    const { acts, made } = message;
    const isCopied = acts.includes('copied') && (leg.delivery ?? 0) > 0;
    return {
      leg,
      also: [],
      ending: endingOf(leg),
      onTheWay: [
        ...(acts.includes('held') ? (['held'] as const) : []),
        ...(acts.includes('delayed') ? (['delayed'] as const) : []),
        ...(isCopied ? (['copied'] as const) : []),
      ],
      letter: letters.get(message.number),
      isMade: made && lanes.all[from]?.kind !== 'client',
    };
  });
  return collapse ? bundled(arrows, lanes) : arrows;
}

/** Where an arrow starts with others: what one server sends of one kind, to several. */
export function fanOf({ leg, letter }: Arrow): string {
  const { message, from, leaves } = leg;
  const { method, seq, id, view, made } = message;
  return [leaves, from, method, seq, id, view, made, letter].join(' ');
}

/** The name of a message as drawings and log lines have it. */
export function wordOf({ method, stage }: TraceMessage): string {
  if (stage !== undefined) return STAGE_NAMES[stage] ?? method;
  return method === METHOD.ping ? 'ping' : method.replace(/^[A-Za-z]+\.|Rpc$/g, '');
}

/** Named as in the log lines of the lab; the same in every language. */
export const STAGE_NAMES = ['request', 'pre-prepare', 'prepare', 'commit', 'reply'] as const;

function endingOf({ message, delivery, isLost }: Leg): Ending {
  if (delivery === undefined) {
    if (message.acts.includes('altered')) return 'altered';
    return message.acts.includes('dropped') ? 'dropped' : 'pending';
  }
  if (isLost) return 'lost';
  const judgement = message.judged?.[delivery] ?? 'accepted';
  if (judgement === 'accepted') return 'counted';
  return judgement === 'duplicate' || judgement === 'late' ? 'uncounted' : 'refused';
}

function bundled(arrows: readonly Arrow[], lanes: Lanes): Arrow[] {
  const alike = new Map<string, Arrow[]>();
  for (const arrow of arrows) {
    const key = kindOf(arrow, lanes);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [arrow]);
    else group.push(arrow);
  }
  return [...alike.values()].flatMap((group) => {
    const [first, ...rest] = group;
    if (first === undefined || group.length <= MAX_ALIKE) return group;
    return [{ ...first, also: rest.map(({ leg }) => leg.message.number) }];
  });
}

/** What arrows have in common that may become one. */
function kindOf(arrow: Arrow, lanes: Lanes): string {
  const { leg, ending, onTheWay, isMade } = arrow;
  const { from, to, leaves, arrives, message } = leg;
  // Nobody needs to see in how many ways something is wrong, or what the grader sends to itself.
  const isAnyway = ending === 'refused' || (isMade && lanes.all[to]?.kind !== 'real');
  const kind = isAnyway ? `${leaves} ${from} ${message.method} ${message.seq}` : fanOf(arrow);
  return [kind, to, arrives, ending, onTheWay].join(' ');
}
