import { chmod, mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Save, Saves } from './saves.ts';

const never = new AbortController().signal;

let directory = '';
let file = '';
let saves: Saves;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
  await mkdir(join(directory, 'zpbft'));
  file = join(directory, 'zpbft', 'server.ts');
  await writeFile(file, 'first');
  saves = await Saves.of(file);
});
afterEach(async () => {
  await saves.close();
  await rm(directory, { recursive: true, force: true });
});

/** The save after this one. */
const savedAfter = (save: Save | undefined): Promise<Save | undefined> =>
  saves.until(({ stamp }) => stamp !== save?.stamp, never);
/** The next save with other content. */
const contentAfter = (save: Save | undefined): Promise<Save | undefined> =>
  saves.until(({ digest }) => digest !== save?.digest, never);

describe('a watched file', () => {
  it('is known from the start', () => {
    expect(saves.last?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is seen when it is written in place', async () => {
    const before = saves.last;
    const seen = savedAfter(before);
    await writeFile(file, 'second');
    expect((await seen)?.digest).not.toBe(before?.digest);
  });

  it('is seen when another file is moved to its place, again and again', async () => {
    for (const content of ['second', 'third', 'fourth']) {
      const before = saves.last;
      const seen = contentAfter(before);
      await writeFile(`${file}.new`, content);
      await rename(`${file}.new`, file);
      expect((await seen)?.digest).not.toBe(before?.digest);
    }
  });

  it('is seen when it is moved away first, as some editors save', async () => {
    for (const content of ['second', 'third']) {
      const before = saves.last;
      const seen = contentAfter(before);
      await rename(file, `${file}~`);
      await writeFile(file, content);
      expect((await seen)?.digest).not.toBe(before?.digest);
    }
  });

  it('is seen when its folder is taken away and comes back', async () => {
    const before = saves.last;
    const seen = contentAfter(before);
    await rm(join(directory, 'zpbft'), { recursive: true });
    await mkdir(join(directory, 'zpbft'));
    await writeFile(file, 'second');
    expect((await seen)?.digest).not.toBe(before?.digest);
    const again = contentAfter(saves.last);
    await writeFile(file, 'third');
    expect((await again)?.digest).not.toBe((await seen)?.digest);
  });

  it('that is saved unchanged is a save of the same content', async () => {
    const before = saves.last;
    const seen = savedAfter(before);
    await utimes(file, new Date(), new Date(0));
    expect(await seen).toMatchObject({ digest: before?.digest });
  });

  it('that is emptied or deleted is not saved yet', async () => {
    const before = saves.last;
    const seen: string[] = [];
    const all = saves.until((save) => {
      seen.push(save.digest);
      return save.digest !== before?.digest;
    }, never);
    await writeFile(file, '');
    await rm(file);
    await writeFile(file, 'second');
    await all;
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(seen).not.toContain(empty);
  });

  it('is waited for no longer than wanted', async () => {
    const stop = new AbortController();
    const waiting = saves.until(() => false, stop.signal);
    stop.abort();
    expect(await waiting).toBeUndefined();
    expect(await saves.until(() => true, stop.signal)).toBeUndefined();
  });

  it('does not mind other files beside it', async () => {
    const before = saves.last;
    const seen = savedAfter(before);
    await writeFile(join(directory, 'zpbft', 'other.ts'), 'x');
    await chmod(directory, 0o755);
    await writeFile(file, 'second');
    expect((await seen)?.digest).not.toBe(before?.digest);
  });
});

describe('a file that lies outside of a lab', () => {
  it('is watched in its folder alone', async () => {
    const alone = join(directory, 'mine.ts');
    await writeFile(alone, 'first');
    const watching = await Saves.of(alone);
    const before = watching.last;
    const seen = watching.until(({ digest }) => digest !== before?.digest, never);
    await writeFile(alone, 'second');
    expect((await seen)?.digest).not.toBe(before?.digest);
    await watching.close();
  });
});
