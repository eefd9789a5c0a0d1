import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { readAll, spool } from './content.ts';
import { openFolder } from './folder.ts';
import { kindOf, withoutEnding } from './kinds.ts';
import type { Limits } from './limits.ts';
import { nameFault, plainName, printable, tidy } from './names.ts';
import { openArchive } from './open.ts';
import { skipList } from './skips.ts';
import type { Entry } from './tree.ts';
import { workFolder } from './work.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pbft-lab-archive-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const PATHS = ['a/1.ts', 'b/1.ts', 'b/2.ts', 'b/3.ts', 'c/node_modules/4.ts'];

async function zipFile(): Promise<string> {
  const zip = new ZipFile();
  for (const path of PATHS) zip.addBuffer(Buffer.from(path), path);
  zip.end();
  await writeFile(join(root, 'x.zip'), await buffer(zip.outputStream));
  return join(root, 'x.zip');
}

async function tarFile(): Promise<string> {
  const tar = pack();
  for (const name of PATHS) tar.entry({ name }, name);
  tar.finalize();
  await writeFile(join(root, 'x.tar'), await buffer(tar as AsyncIterable<Buffer>));
  return join(root, 'x.tar');
}

async function folder(): Promise<string> {
  for (const path of PATHS) {
    await mkdir(join(root, 'x', path, '..'), { recursive: true });
    await writeFile(join(root, 'x', path), path);
  }
  return join(root, 'x');
}

function open(path: string, limits: Limits) {
  const source = { name: 'x', prefix: '', limits, skips: skipList() };
  if (path === join(root, 'x')) return openFolder(path, source, []);
  return workFolder(root).then((work) => openArchive(path, source, work));
}

const PLENTY: Limits = { entries: 100, unpackedBytes: 100_000 };

describe.each([
  ['zip', zipFile],
  ['tar', tarFile],
  ['folder', folder],
])('a %s', (kind, make) => {
  it('lists its files, and reads each of them in any order', async () => {
    const tree = await open(await make(), PLENTY);
    const paths = [...tree.files.keys()].sort();
    expect(paths).toEqual(PATHS.slice(0, 4));
    for (const path of paths.reverse()) {
      const entry = tree.files.get(path);
      expect(entry && String(await readAll(entry, 100))).toBe(path);
    }
    await tree.close();
  });

  it('with too many entries is refused, with the place of the most', async () => {
    const limits = { ...PLENTY, entries: kind === 'folder' ? 7 : 4 };
    const reading = open(await make(), limits);
    await expect(reading).rejects.toMatchObject({
      name: 'ArchiveError',
      message: expect.stringMatching(/^it has more than \d entries, most of them in [ab]\/\d\.ts$/),
    });
  });
});

it('a tar that unpacks to too much is refused', async () => {
  const reading = open(await tarFile(), { ...PLENTY, unpackedBytes: 2_000 });
  await expect(reading).rejects.toThrow('it unpacks to more than 2000 bytes');
});

it('content is read up to a limit, whatever size is declared', async () => {
  const open = async function* (): AsyncGenerator<Uint8Array> {
    for (;;) yield Buffer.alloc(10);
  };
  const endless: Entry = { path: 'x', size: 1, open };
  await expect(readAll(endless, 95)).rejects.toThrow('it unpacks to more than 95 bytes');
  await expect(spool(open(), join(root, 'spooled'), 95)).rejects.toThrow(/more than 95/);
});

describe('names', () => {
  it('that are harmless stay, in one spelling', () => {
    expect(nameFault('Émile_1_assignsubmission_file_/a b.ts')).toBeUndefined();
    expect(nameFault('a/..b/c..')).toBeUndefined();
    expect(tidy('./a//e\u0301/.')).toBe('a/\u00e9');
  });

  it('are shown on one line, with codes for what cannot be seen', () => {
    expect(printable('a\n\u202eb\u001b')).toBe('a\\u000a\\u202eb\\u001b');
    expect(printable('x'.repeat(500))).toHaveLength(202);
    expect(plainName(' J\u200bane\n ')).toBe('Jane');
    expect(plainName(' ')).toBeUndefined();
  });

  it('tell what kind of file it is', () => {
    expect(['a.tar.gz', 'A.ZIP', 'a.ts', 'a.txt', 'x/submission_metadata.yml'].map(kindOf)).toEqual(
      ['archive', 'archive', 'source', 'other', 'metadata'],
    );
    expect(['a.tar.gz', 'b.tgz', '.zip', 'c'].map(withoutEnding)).toEqual(['a', 'b', '.zip', 'c']);
  });
});

it('a list of what was left out stays short, whoever fills it', () => {
  const skips = skipList();
  for (let n = 0; n < 5_000; n += 1) skips.add(`${n}/x`, 'why');
  const list = skips.list();
  expect(list).toHaveLength(2_000 + 20 + 1);
  expect(list.at(-1)?.why).toMatch(/^\d+ more entries were left out$/);
});
