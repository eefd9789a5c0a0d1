import { padded, paddedBefore, widthOf } from '../../report/width.ts';
import type { Say } from '../../text/language.ts';
import { type Said, t } from '../../text/text.ts';
import { KINDS } from './acts.ts';
import { growthOf } from './memory.ts';
import type { Check, Endured, Pace } from './result.ts';
import { checkName, kindName } from './words.ts';

/** All that was seen, as tables for a terminal, and a line for each check. */
export function enduredText(endured: Endured, say: Say): string {
  const blocks = [
    paces(endured, say),
    servers(endured, say),
    acts(endured, say),
    crowds(endured, say),
    verdicts(endured.checks, say),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** True when every check passed, and none was left out because of one before it. */
export function hasEndured({ setting, load, after, checks }: Endured): boolean {
  const isComplete = load !== undefined && (after !== undefined || setting.attackSeconds === 0);
  return isComplete && checks.every(({ passed }) => passed);
}

function paces({ warm, load, attack }: Endured, say: Say): string[] {
  const head = ['', t`requests`, t`seconds`, t`req/s`, 'p50 ms', 'p99 ms', t`longest, ms`];
  const row = (name: Said, pace: Pace | undefined): (string | Said)[][] => {
    if (pace === undefined) return [];
    const { requests, seconds, perSecond, latencyMs } = pace;
    const latencies = [latencyMs.p50, latencyMs.p99, latencyMs.max].map((ms) => ms.toFixed(1));
    return [[name, String(requests), seconds.toFixed(1), perSecond.toFixed(0), ...latencies]];
  };
  const rows = [...row(t`warm-up`, warm), ...row(t`load`, load), ...row(t`attack`, attack?.pace)];
  return rows.length === 0 ? [] : columns([head, ...rows], say);
}

/** What servers keep, from moment to moment. */
function servers({ samples, after }: Endured, say: Say): string[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return [];
  const moments = [first, last, ...(after === undefined ? [] : [after])];
  const head = [t`server`, t`heap MB`, t`B a request`, t`RSS MB`, t`certificates`];
  const rows = first.servers.map((_, server) => {
    const kept = moments.flatMap((sample) => sample.servers[server] ?? []);
    return [
      String(server),
      kept.map(({ heapBytes }) => megabytes(heapBytes, 2)).join(' → '),
      growthOf(samples, server).bytesARequest.toFixed(0),
      kept.map(({ rssBytes }) => megabytes(rssBytes, 0)).join(' → '),
      kept.map(({ certificates }) => String(certificates)).join(' → '),
    ];
  });
  const when = t`What is kept after the warm-up → after the load → after the attack, all garbage
    collected:`;
  return [say(when), ...columns([head, ...rows], say)];
}

function acts({ attack }: Endured, say: Say): string[] {
  if (attack === undefined) return [];
  const rows = KINDS.map((kind) => [kindName(kind), String(attack.counts[kind])]);
  return columns([[t`attack on all servers`, t`times`], ...rows], say);
}

/** What a full server means. No check judges it: those inside are served, nobody else gets in. */
function crowds({ crowds }: Endured, say: Say): string[] {
  if (crowds.length === 0) return [];
  const held = crowds.map((one) => one.held);
  return crowds.every(({ isFull }) => isFull)
    ? [
        say(t`The servers were full with ${held} connections of the attacker. Clients that were
          connected were served; a new one would have been kept out.`),
      ]
    : [say(t`The servers took ${held} connections of the attacker; not all were full then.`)];
}

function verdicts(checks: readonly Check[], say: Say): string[] {
  const phases = { load: t`load`, attack: t`attack` };
  return checks.map(({ phase, name, passed, seen }) => {
    return say(t`${passed ? '✔' : '✖'} ${phases[phase]}: ${checkName(name)}: ${seen}`);
  });
}

function megabytes(bytes: number, digits: number): string {
  return (bytes / 2 ** 20).toFixed(digits);
}

/** Columns of which the first begins at the same place, and the others end there. */
function columns(rows: readonly (readonly (string | Said)[])[], say: Say): string[] {
  const told = rows.map((row) => row.map(say));
  const widths = (told[0] ?? []).map((_, column) =>
    Math.max(...told.map((row) => widthOf(row[column] ?? ''))),
  );
  return told.map((row) =>
    row
      .map((cell, column) => (column === 0 ? padded : paddedBefore)(cell, widths[column] ?? 0))
      .join('  '),
  );
}
