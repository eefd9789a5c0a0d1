import type { Kit, Programs } from './cluster/kit.ts';
import { judgeMachine, type Limits, limitsFor, WHILE_CALIBRATING } from './cluster/limits.ts';
import { EnvironmentError, SubmissionError, saidOf } from './errors.ts';
import { tryStart } from './scenes/try-start.ts';
import { t } from './text/text.ts';

/** The machine that grades, as the reference's own timing shows it. */
export class Machine {
  readonly limits: Limits;
  /** How long a server of the reference took to start when the limits were set. */
  readonly calibratedMs: number;
  readonly #kit: Kit;

  private constructor(kit: Kit, calibratedMs: number) {
    this.#kit = kit;
    this.calibratedMs = calibratedMs;
    this.limits = limitsFor(calibratedMs);
  }

  /** The bundle of the reference. */
  get reference(): Programs {
    return this.#kit.reference;
  }

  /**
   * Measures the machine with a server of the reference.
   * @throws EnvironmentError when the reference does not start, or too slowly to judge anybody.
   */
  static async calibrate(bench: Omit<Kit, 'limits'>): Promise<Machine> {
    const kit = { ...bench, limits: WHILE_CALIBRATING };
    return new Machine(kit, await startMs(kit));
  }

  /** A machine that was measured before; `startMs` as {@link calibrate} found it. */
  static measured(bench: Omit<Kit, 'limits'>, startMs: number): Machine {
    return new Machine({ ...bench, limits: WHILE_CALIBRATING }, startMs);
  }

  /**
   * A time limit ran out: measures again, whether the machine is still what it was.
   * @throws EnvironmentError when it is not: then nobody knows whose fault it was.
   */
  async mustBeFit(): Promise<void> {
    judgeMachine(await startMs(this.#kit), this.calibratedMs);
  }
}

/**
 * How long a server of the reference takes to start now, in milliseconds.
 * @throws EnvironmentError when it does not start: the reference is right.
 */
async function startMs(kit: Kit): Promise<number> {
  const { cluster, tookMs } = await tryStart(kit, 'calibration').catch((cause: unknown) => {
    if (!(cause instanceof SubmissionError)) throw cause;
    const message = t`even a server of the reference does not start: ${saidOf(cause)}`;
    throw new EnvironmentError(message, { cause });
  });
  await cluster.close();
  return tookMs;
}
