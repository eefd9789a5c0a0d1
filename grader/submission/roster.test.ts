import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { skipList } from './archive/skips.ts';
import { readRoster } from './roster.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('a roster', () => {
  it('that is not in UTF-8 is refused, rather than read as other names', async () => {
    const file = join(root, 'gbk.csv');
    await writeFile(file, Buffer.from('id,name\nada,\xd5\xc5\n', 'latin1'));
    await expect(readRoster(file, skipList())).rejects.toThrow(/not in UTF-8/);
  });
});
