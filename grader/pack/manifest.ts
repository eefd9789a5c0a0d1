import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { EnvironmentError, saidOf } from '../errors.ts';
import { t } from '../text/text.ts';
import type { ZipEntry } from './zip.ts';

const LOCK_LIMIT_MS = 60_000;
/** Files that npm reads besides: the lock file that is made smaller, and npm's own settings. */
const NPM_FILES = ['package-lock.json', '.npmrc'] as const;

/** What the kit's package.json says that packs are made from. */
const Manifest = z.object({
  version: z.string(),
  license: z.string(),
  engines: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()).optional(),
  dependencies: z.record(z.string(), z.string()),
  /** What the lab and the grader do without where it is missing; in every pack. */
  optionalDependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

export async function readManifest(root: string): Promise<Manifest> {
  return Manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
}

/**
 * A pack's package.json, with the lock file that belongs to it. npm itself makes the kit's lock file
 * smaller: all versions stay, and nothing is asked of the network.
 * @throws EnvironmentError when npm is not there, or cannot do it.
 */
export async function npmFiles(root: string, manifest: object): Promise<ZipEntry[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pbft-lab-pack-'));
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  try {
    await writeFile(join(folder, 'package.json'), text);
    for (const name of NPM_FILES) {
      await writeFile(join(folder, name), await readFile(join(root, name)));
    }
    const quiet = ['--offline', '--no-audit', '--no-fund'];
    await execa('npm', ['install', '--package-lock-only', '--ignore-scripts', ...quiet], {
      cwd: folder,
      stdin: 'ignore',
      timeout: LOCK_LIMIT_MS,
    });
    const others = NPM_FILES.map(async (path) => ({
      path,
      bytes: await readFile(join(folder, path)),
    }));
    return [{ path: 'package.json', bytes: Buffer.from(text) }, ...(await Promise.all(others))];
  } catch (cause) {
    const message = t`npm could not make the lock file of the pack: ${saidOf(cause)}`;
    throw new EnvironmentError(message, { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
