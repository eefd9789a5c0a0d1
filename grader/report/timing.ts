import type { Result, ScenarioResult } from '../score/result.ts';
import type { Say } from '../text/language.ts';
import { type Said, t } from '../text/text.ts';
import { duration } from './counter.ts';
import { padded, paddedBefore } from './width.ts';

/** The waits in the order of their columns, as ScenarioResult.waitedMs names them. */
const WAITS = ['start', 'event', 'idle', 'grace', 'end'] as const;
const COLUMNS = ['total', ...WAITS, 'own'] as const;
const TITLES: Readonly<Record<(typeof COLUMNS)[number], Said>> = {
  total: t`total`,
  start: t`start`,
  event: t`event`,
  idle: t`idle`,
  grace: t`grace`,
  end: t`end`,
  own: t`own`,
};
/** The longest id of the catalogue; with seven columns of numbers, 77 in all. */
const ID_COLUMNS = 21;
const NUMBER_COLUMNS = 8;

type Times = Record<(typeof COLUMNS)[number], number>;

/**
 * Where the time of each scenario went, the longest first: its waits, and the rest, which is the
 * grader's own work and what other scenarios did meanwhile. Then the sums.
 */
export function timingText(result: Result, say: Say): string {
  const { scenarios, starts, durationMs } = result;
  const rows = scenarios
    .filter(({ status }) => status !== 'blocked')
    .map((scenario) => ({ id: scenario.id, times: timesOf(scenario) }))
    .sort((one, other) => other.times.total - one.times.total);
  const sums = Object.fromEntries(
    COLUMNS.map((column) => [column, rows.reduce((sum, { times }) => sum + times[column], 0)]),
  ) as Times;
  const titles = COLUMNS.map((column) => cell(say(TITLES[column])));
  const title = [padded(say(t`time in ms`), ID_COLUMNS), ...titles].join('');
  const all = [...rows, { id: say(t`sum`), times: sums }];
  const lines = [title, ...all.map(({ id, times }) => line(id, times))];
  const count = rows.length === 1 ? t`${rows.length} scenario` : t`${rows.length} scenarios`;
  const took = t`${count}, ${starts} server starts, ${duration(durationMs)} by the clock;
    several are played at once`;
  return `${lines.join('\n')}\n${say(took)}`;
}

function timesOf({ durationMs, waitedMs = {} }: ScenarioResult): Times {
  const { start = 0, event = 0, idle = 0, grace = 0, end = 0 } = waitedMs;
  const waits = start + event + idle + grace + end;
  // Scenes that are closed together wait at the same time: then there is nothing left.
  return {
    total: durationMs,
    start,
    event,
    idle,
    grace,
    end,
    own: Math.max(0, durationMs - waits),
  };
}

function line(id: string, times: Times): string {
  return [padded(id, ID_COLUMNS), ...COLUMNS.map((column) => cell(String(times[column])))].join('');
}

function cell(text: string): string {
  return paddedBefore(text, NUMBER_COLUMNS);
}
