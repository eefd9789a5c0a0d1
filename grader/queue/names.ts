import manifest from '../../package.json' with { type: 'json' };

/** Begins the name of every key in Redis. */
export const PREFIX = 'pbft-lab';

/**
 * The queue of one kit and tier: a worker of another version, or one that keeps submissions apart
 * in another way, never sees a job that it would grade otherwise.
 */
export function queueName(tier: string, kit: string = manifest.version): string {
  return `grades-${kit}-${tier}`;
}

/** Events are only a hint to look; they carry results, so few of them are kept. */
export const KEPT_EVENTS = 1_000;

/** The states of jobs that somebody still has to do. */
export const UNDONE = ['waiting', 'active', 'delayed', 'prioritized'] as const;
