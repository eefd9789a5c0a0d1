import { paddedBefore, widthOf } from '../report/width.ts';
import type { Say } from '../text/language.ts';
import { t } from '../text/text.ts';
import { fitToSquare } from './fit.ts';
import { floorMs, type SignatureCost, signaturesNeeded } from './floor.ts';
import type { Price, Setting } from './measure.ts';
import { WORK } from './profile.ts';
import { workName } from './words.ts';

/** The prices as a table for a terminal, what CPU time went into, the floor, and the fit to n². */
export function pricesText(prices: readonly Price[], cost: SignatureCost, say: Say): string {
  const head = ['f', 'n', ...settingHead(say), say(t`req/s`), 'p50 ms', 'p99 ms'];
  const more = [say(t`msgs/req`), say(t`KB/req`), say(t`CPU ms/req`), say(t`floor`), say(t`ratio`)];
  const rows = prices.map((price) => {
    const { f, n, perSecond, latencyMs, messages, bytes, cpuMs } = price;
    const floor = serverFloorMs(price, cost);
    return [
      ...[String(f), String(n), ...settingCells(price), perSecond.toFixed(0)],
      ...[latencyMs.p50.toFixed(1), latencyMs.p99.toFixed(1), messages.toFixed(1)],
      ...[(bytes / 1_024).toFixed(1), cpuMs.toFixed(2), floor.toFixed(2)],
      (cpuMs / floor).toFixed(2),
    ];
  });
  return [
    ...aligned([[...head, ...more], ...rows]),
    '',
    say(t`Where the CPU time of the servers goes:`),
    ...aligned([
      ['n', ...settingHead(say), ...WORK.map((work) => say(workName(work)))],
      ...prices.map((price) => [
        ...[String(price.n), ...settingCells(price)],
        ...WORK.map((work) => `${(price.spent[work] * 100).toFixed(0)} %`),
      ]),
    ]),
    '',
    say(t`The floor is the signatures that a request needs: one takes ${micros(cost.signMs)} µs to make and
      ${micros(cost.verifyMs)} µs to verify here.`),
    ...fitLines(prices, say),
  ].join('\n');
}

function settingHead(say: Say): string[] {
  return [say(t`clients`), 'B', say(t`batch`)];
}

function settingCells({ clients, valueBytes, batch }: Setting): string[] {
  return [clients, valueBytes, batch].map(String);
}

/** The part of the floor that is the servers': all but the client's. */
export function serverFloorMs(
  { f, batch }: Pick<Setting, 'f' | 'batch'>,
  cost: SignatureCost,
): number {
  return floorMs(f, batch, cost) - cost.signMs - (f + 1) * cost.verifyMs;
}

/** Of settings with a seq for each request: what several share is not what a request needs. */
function fitLines(all: readonly Price[], say: Say): string[] {
  const prices = all.filter(({ batch }) => batch === 1);
  const fit = fitToSquare(prices.map(({ n, messages }) => ({ n, y: messages })));
  if (fit === undefined) return [];
  const [constant, factor] = [fit.constant.toFixed(1), fit.factor.toFixed(2)];
  const { verified } = signaturesNeeded(prices.at(-1)?.f ?? 1);
  return [
    say(t`Messages a request: ${constant} + ${factor} n², R² ${fit.rSquared.toFixed(4)}.`),
    say(t`With n = ${prices.at(-1)?.n ?? 0} a request needs ${verified} verifications.`),
  ];
}

function micros(ms: number): string {
  return (ms * 1_000).toFixed(0);
}

/** Columns that end at the same place. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row.map((cell, column) => paddedBefore(cell, widths[column] ?? 0)).join('  '),
  );
}
