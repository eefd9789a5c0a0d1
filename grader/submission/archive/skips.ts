import { type Message, t } from '../../text/text.ts';
import { spelled } from '../../text/told.ts';
import type { Skipped } from '../intake-types.ts';
import { printable } from './names.ts';

/** Lines for one entry at the top of the download: one submission must not hide the others. */
const MAX_LINES_EACH = 20;
/** Entries at the top that have lines of their own. */
const MAX_TOPS = 2_000;

/** Collects what is left out, and why. */
export interface Skips {
  add(path: string, why: Message): void;
  /** In the order in which it was added; what is too much is summed up at the end. */
  list(): Skipped[];
}

export function skipList(): Skips {
  const lines: Skipped[] = [];
  const counts = new Map<string, number>();
  return {
    add(path, why) {
      const top = path.split(/[/\\]/).find((part) => part !== '' && part !== '.') ?? path;
      const key = counts.has(top) || counts.size < MAX_TOPS ? top : '…';
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count <= MAX_LINES_EACH) lines.push({ path: printable(path), ...spelled({ why }) });
    },
    list() {
      const rest = [...counts].filter(([, count]) => count > MAX_LINES_EACH);
      const sums = rest.map(([top, count]) => ({
        path: printable(top),
        ...spelled({ why: t`${count - MAX_LINES_EACH} more entries were left out` }),
      }));
      return [...lines, ...sums];
    },
  };
}
