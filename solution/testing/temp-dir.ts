import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder for one test. @returns its path, and how to remove it with all it holds. */
export function tempDir(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'pbft-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
