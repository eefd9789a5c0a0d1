/**
 * Schedules as data: what is done to the messages of one request on their way.
 *
 * Pure, so that a schedule that fails can be made smaller, and told in words.
 */
import * as fc from 'fast-check';
import { type Said, t } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';

/** Requests that are in flight together: what is done to one may meet what is done to another. */
export const REQUESTS = 20;
const MAX_DISTURBANCES = 5;
const MAX_LATE_STEPS = 4;

/** Messages by stage: the ones that go from server to server. */
const METHODS = [METHOD.prePrepare, METHOD.prepare, METHOD.commit] as const;

/** One thing that is done to the messages of one request. */
export interface Disturbance {
  readonly kind: 'late' | 'twice' | 'bad';
  readonly method: (typeof METHODS)[number];
  /** Ids of sender and receiver; of a bad vote only the receiver counts. */
  readonly from: number;
  readonly to: number;
  /** How many steps a late message waits, or at which step a bad vote comes. */
  readonly steps: number;
  /** Which of the bad votes. */
  readonly vote: number;
}

/** What is done to the messages of each request of a batch, and the order of deliveries. */
export interface Batch {
  readonly schedules: readonly (readonly Disturbance[])[];
  /** Shuffles what arrives together; 0 leaves it in order. */
  readonly order: number;
}

/** Random batches for a cluster of n servers. */
export function batches(n: number): fc.Arbitrary<Batch> {
  const id = fc.integer({ min: 0, max: n - 1 });
  const disturbance: fc.Arbitrary<Disturbance> = fc.record({
    kind: fc.constantFrom('late', 'twice', 'bad'),
    method: fc.constantFrom(...METHODS),
    from: id,
    to: id,
    steps: fc.integer({ min: 1, max: MAX_LATE_STEPS }),
    vote: fc.nat({ max: 40 }),
  });
  const between = disturbance.filter(({ from, to }) => from !== to);
  const schedule = fc.array(between, { maxLength: MAX_DISTURBANCES });
  return fc.record({
    schedules: fc.array(schedule, { minLength: REQUESTS, maxLength: REQUESTS }),
    order: fc.nat({ max: 0x7fff_ffff }),
  });
}

/** The steps of a batch in words; a request that is left alone needs none. */
export function told({ schedules, order }: Batch, firstSeq: number): Said[] {
  const steps = schedules.flatMap((schedule, index) =>
    schedule.map((one) => inWords(one, firstSeq + index)),
  );
  return order === 0 ? steps : [...steps, t`what arrives together is shuffled (${order})`];
}

function inWords({ kind, method, from, to, steps, vote }: Disturbance, seq: number): Said {
  if (kind === 'bad') return t`seq ${seq}: bad vote ${vote} reaches server ${to} at step ${steps}`;
  if (kind === 'twice')
    return t`seq ${seq}: ${method} of server ${from} reaches server ${to} twice`;
  return steps === 1
    ? t`seq ${seq}: ${method} of server ${from} reaches server ${to} ${steps} step late`
    : t`seq ${seq}: ${method} of server ${from} reaches server ${to} ${steps} steps late`;
}
