/** The file whose regions are mutated, from the root. */
export const SERVER = 'solution/zpbft/server.ts';

/**
 * How a judge's last line begins when a mutant is killed; the scenario follows. Stryker keeps what
 * a judge printed, so that a judge which only crashed is told from one that judged.
 */
export const KILLED_BY = 'killed by ';
