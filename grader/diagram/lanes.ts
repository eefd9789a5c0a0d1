import type { Step } from '../replay/types.ts';
import type { SceneTrace, TraceMessage } from '../score/trace.ts';
import { type Said, t } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';

/** Number of a process, or a node that the grader plays. */
type Party = TraceMessage['from'];

/** How a lane is drawn: a process of the submission, one played by the grader, one that says nothing. */
type LaneKind = 'client' | 'real' | 'played' | 'silent' | 'other';

/** A line of life: one process, or another party to the messages. */
export interface Lane {
  readonly party: Party;
  readonly kind: LaneKind;
  readonly name: Said;
  readonly roles: readonly Said[];
}

/** The lanes of a drawing, and where each party is. */
export interface Lanes {
  readonly all: readonly Lane[];
  /** Index of the lane of a party. */
  readonly of: (party: Party) => number;
  /** Index of the lane that a message came from: replies do not say, but name their server. */
  readonly sender: (message: TraceMessage) => number;
}

/** More lanes than that nobody can read; who has none shares that of the unknown. */
const MAX_LANES = 24;

/** The client, the servers with a twin beside its other, and who else sent or got something. */
export function lanesOf(trace: SceneTrace, steps: readonly Step[]): Lanes {
  const origins = originsOf(trace, steps);
  const from = (message: TraceMessage): Party => origins.get(message.number) ?? message.from;
  const parties = partiesOf(trace, from);
  const places = new Map(parties.map((party, index) => [party, index] as const));
  const of = (party: Party): number => places.get(party) ?? places.get('unknown') ?? 0;
  const senders = new Set(trace.messages.map(from));
  const all = parties.map((party): Lane => {
    const kind = kindOf(party, trace, senders);
    return { party, kind, name: nameOf(party, trace), roles: rolesOf(party, kind, trace) };
  });
  return { all, of, sender: (message) => of(from(message)) };
}

/** Who sent each reply that a server signed: the step of the execution knows the process. */
function originsOf({ messages, events }: SceneTrace, steps: readonly Step[]): Map<number, Party> {
  const origins = new Map<number, Party>();
  const methods = new Map(messages.map(({ number, method }) => [number, method] as const));
  for (const { kind, event: place, changes } of steps) {
    const event = events[place ?? -1];
    if (kind !== 'executed' || event?.server === undefined) continue;
    if (methods.get(event.after) !== METHOD.reply) continue;
    origins.set(event.after, changes[0]?.server ?? event.server);
  }
  return origins;
}

function partiesOf(trace: SceneTrace, from: (message: TraceMessage) => Party): Party[] {
  const mentioned = new Set<Party>(
    trace.messages.flatMap((message) => [from(message), message.to]),
  );
  const servers = Array.from({ length: Math.min(trace.servers, MAX_LANES) }, (_, id): Party => id);
  const { twin } = trace;
  if (twin !== undefined && twin < servers.length && mentioned.has(trace.servers)) {
    servers.splice(twin + 1, 0, trace.servers);
  }
  const others = [...mentioned].filter(
    (party) => typeof party === 'number' && !servers.includes(party),
  );
  const room = Math.max(0, MAX_LANES - servers.length);
  const isCrowded = others.length > room;
  return [
    ...(mentioned.has('client') ? (['client'] as const) : []),
    ...servers,
    ...others.slice(0, room),
    ...(mentioned.has('master') ? (['master'] as const) : []),
    ...(mentioned.has('unknown') || isCrowded ? (['unknown'] as const) : []),
  ];
}

function kindOf(party: Party, trace: SceneTrace, senders: ReadonlySet<Party>): LaneKind {
  if (party === 'client') return 'client';
  if (typeof party !== 'number') return 'other';
  const isTwin = trace.twin !== undefined && party === trace.servers;
  if (isTwin || trace.real.includes(party)) return 'real';
  return senders.has(party) ? 'played' : 'silent';
}

function nameOf(party: Party, { twin, servers }: SceneTrace): Said {
  if (party === 'client') return t`client`;
  if (party === 'master') return t`master`;
  if (party === 'unknown') return t`unknown`;
  return party === servers && twin !== undefined ? t`twin of ${twin}` : t`server ${party}`;
}

function rolesOf(party: Party, kind: LaneKind, { view, servers, twin }: SceneTrace): Said[] {
  const leader = view % servers;
  const leads = party === leader || (party === servers && twin === leader);
  return [
    ...(leads ? [t`leader`] : []),
    ...(kind === 'played' ? [t`played`] : []),
    ...(kind === 'silent' ? [t`silent`] : []),
  ];
}
