import { listOf } from '../../report/list.ts';
import { type Said, t } from '../../text/text.ts';
import type { Kept } from '../cluster.ts';
import type { Unmet } from './attack.ts';
import {
  type Growth,
  growthOf,
  isSteady,
  mostCertificates,
  ROOM_BYTES,
  type Sample,
} from './memory.ts';
import type { Check, Setting } from './result.ts';
import { kindName } from './words.ts';

/** Did servers keep nothing of the requests that they executed? */
export function judgeGrowth(samples: readonly Sample[], { clients }: Setting): Check[] {
  const phase = 'load';
  const servers = samples[0]?.servers.map((_, server) => growthOf(samples, server)) ?? [];
  const most = (of: keyof Growth): number => Math.max(...servers.map((one) => one[of]));
  const slope = most('bytesARequest').toFixed(0);
  const [fitted, total] = [kilobytes(most('fittedBytes')), kilobytes(most('totalBytes'))];
  const rooms = [kilobytes(ROOM_BYTES.fitted), kilobytes(ROOM_BYTES.total)] as const;
  const seen = t`${slope} B a request make ${fitted} KB, of ${rooms[0]} allowed; the last sample has
    ${total} KB more than the first, of ${rooms[1]} allowed`;
  return [
    { phase, name: 'memory', passed: servers.every(isSteady), seen },
    certificatesOf(phase, samples, clients),
  ];
}

/** What there is to judge once an attack is over. */
interface Aftermath {
  readonly before: readonly Kept[];
  readonly after: Sample;
  /** Connections of each server that were left in the end. */
  readonly left: readonly number[];
  readonly unmet: readonly Unmet[];
}

/** Did servers react as they must, and let go of everything? */
export function judgeReturn(
  { before, after, left, unmet }: Aftermath,
  { clients }: Setting,
): Check[] {
  const phase = 'attack';
  const grown = after.servers.map(
    ({ heapBytes }, server) => heapBytes - (before[server]?.heapBytes ?? 0),
  );
  const most = Math.max(...grown);
  const had = before.map(({ sockets }) => sockets);
  const isBack = left.every((count, server) => count <= (had[server] ?? 0));
  return [
    { phase, name: 'reactions', passed: unmet.length === 0, seen: reactions(unmet) },
    {
      ...{ phase, name: 'connections', passed: isBack },
      seen: isBack
        ? t`none of the attack's are left`
        : t`${listOf([...left])} are open; before the attack ${listOf([...had])} were`,
    },
    {
      ...{ phase, name: 'memory', passed: most <= ROOM_BYTES.total },
      seen: t`${kilobytes(most)} KB more than before; ${kilobytes(ROOM_BYTES.total)} KB are allowed`,
    },
    certificatesOf(phase, [after], clients),
  ];
}

function certificatesOf(phase: Check['phase'], samples: readonly Sample[], clients: number): Check {
  const counts = samples.flatMap(({ servers }) => servers.map((one) => one.certificates));
  const [most, allowed] = [Math.max(...counts), mostCertificates(clients)];
  const seen = t`${most} at most; ${allowed} are allowed`;
  return { phase, name: 'certificates', passed: most <= allowed, seen };
}

function reactions(unmet: readonly Unmet[]): Said {
  const [first] = unmet;
  if (first === undefined) return t`every line was answered, every overlong frame cut off`;
  const { server, kind } = first;
  return t`${unmet.length} times not, first by server ${server}: ${kindName(kind)}`;
}

function kilobytes(bytes: number): string {
  return (bytes / 1_024).toFixed(0);
}
