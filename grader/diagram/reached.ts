import type { CertificateStage, Replay } from '../replay/types.ts';

export type Reached = 'prepared' | 'committed';

/**
 * The steps with which a quorum was complete, and so a right server would be prepared or committed:
 * by index. Both at once where commits came before: then it is committed.
 */
export function reachedOf({ steps }: Replay): ReadonlyMap<number, Reached> {
  const stages = new Map<string, CertificateStage>();
  const reached = new Map<number, Reached>();
  for (const { index, kind, changes } of steps) {
    for (const { server, seq, stage } of changes) {
      const key = `${server} ${seq}`;
      const isNew = stages.get(key) !== stage;
      stages.set(key, stage);
      if (!isNew || kind !== 'delivered') continue;
      if (stage === 'prepared' || stage === 'committed') reached.set(index, stage);
    }
  }
  return reached;
}
