import { EnvironmentError } from '../errors.ts';
import { t } from '../text/text.ts';

/** Longest waits of one grade, in milliseconds. */
export interface Limits {
  /** From the start of a server process to its registration. */
  readonly startMs: number;
  /** From a ping to its answer: beyond it the event loop is blocked. */
  readonly pingMs: number;
  /** For one event of a story. */
  readonly eventMs: number;
  /** For the network to come to rest. */
  readonly restMs: number;
  /** For a server that only its own timer can wake, from when nothing moves. */
  readonly timerMs: number;
}

/** How often longer than the reference a submission may take, and the bounds of that. */
const START = { factor: 40, leastMs: 3_000, mostMs: 20_000 };
const PING = { factor: 20, leastMs: 1_500, mostMs: 10_000 };
const EVENT = { factor: 50, leastMs: 4_000, mostMs: 20_000 };
const REST = { factor: 40, leastMs: 3_000, mostMs: 15_000 };
const TIMER = { factor: 5, leastMs: 500, mostMs: 5_000 };

/** Limits for the reference itself, before anything was measured. */
export const WHILE_CALIBRATING: Limits = {
  startMs: START.mostMs,
  pingMs: PING.mostMs,
  eventMs: EVENT.mostMs,
  restMs: REST.mostMs,
  timerMs: TIMER.mostMs,
};

/** A machine on which one server takes longer to start is not fit to judge. */
const FIT_START_MS = 2_500;
/** A machine that became this many times slower since the calibration has trouble of its own. */
const SLOWER = 6;
/** Below this a start is fast whatever it was before: such short times vary by themselves. */
const FAST_START_MS = 400;

/**
 * Limits for a machine on which a server of the reference needs `startMs` to start and register.
 * @throws EnvironmentError when the machine is too slow to judge anybody.
 */
export function limitsFor(startMs: number): Limits {
  if (startMs > FIT_START_MS) throw tooSlow(startMs);
  const limit = ({ factor, leastMs, mostMs }: typeof START): number =>
    Math.round(Math.min(Math.max(factor * startMs, leastMs), mostMs));
  return {
    startMs: limit(START),
    pingMs: limit(PING),
    eventMs: limit(EVENT),
    restMs: limit(REST),
    timerMs: limit(TIMER),
  };
}

/**
 * Decides whether a time limit that ran out is the machine's fault: by the reference, now and
 * when the limits were set.
 * @throws EnvironmentError when the machine became much slower meanwhile.
 */
export function judgeMachine(startMs: number, calibratedMs: number): void {
  const slower = startMs > FAST_START_MS && startMs > SLOWER * calibratedMs;
  if (slower || startMs > FIT_START_MS) throw tooSlow(startMs);
}

function tooSlow(startMs: number): EnvironmentError {
  return new EnvironmentError(t`the machine is too slow to judge: a server of the reference took
    ${Math.round(startMs)} ms to start. Grade again when less is running`);
}
