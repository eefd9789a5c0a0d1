import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processSandbox } from './process.ts';

/** Fills as many megabytes as it is told to, and then says so. */
const FILLER = 'const held = Buffer.alloc(process.argv[2] * 2 ** 20, 1); console.log(held.length)';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
  await writeFile(join(directory, 'filler.cjs'), FILLER);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe.skipIf(process.platform !== 'linux')('a server process', () => {
  it.each([
    [450, true],
    [700, false],
  ])('asks for %i MB in Buffers: %s, whatever Node reserves for itself', async (mb, fits) => {
    const { file, args } = processSandbox.command(join(directory, 'filler.cjs'), [`${mb}`], []);
    const { stdout } = await execa(file, args, { reject: false });
    expect(stdout === `${mb * 2 ** 20}`).toBe(fits);
  });
});
