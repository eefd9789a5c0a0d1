import { type Said, t } from '../text/text.ts';
import type { Phase, Setting } from './measure.ts';
import type { WORK } from './profile.ts';

/** What a kind of work is called. */
export function workName(work: (typeof WORK)[number]): Said {
  const names = {
    crypto: t`signatures`,
    json: t`JSON`,
    sockets: t`sockets`,
    calls: t`calls`,
    protocol: t`the lab`,
    collection: t`garbage`,
    other: t`other`,
  };
  return names[work];
}

/** How far a bench is. */
export function progressOf(
  { f, clients, valueBytes, batch, at, of }: Setting & { readonly at: number; readonly of: number },
  phase: Phase,
  percent: number,
): Said {
  const where = t`f = ${f}, ${clients} clients, ${valueBytes} B, batch ${batch}`;
  return t`${at}/${of}: ${where}: ${phaseName(phase)}, ${percent} %`;
}

function phaseName(phase: Phase): Said {
  const names = {
    start: t`starting servers`,
    warm: t`warming up`,
    measure: t`measuring`,
    profile: t`profiling`,
    check: t`checking the state`,
  };
  return names[phase];
}
