import { constants, existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LIBSODIUM } from '../lab.ts';

/**
 * Puts libsodium beside a bundle, where the lab's `require('sodium-native/binding')` finds it. A server may
 * read nothing else, and a single file loads in a tenth of the time that the whole package takes.
 *
 * Where there is no build for this machine nothing is put there, and the lab signs with what Node has.
 */
export async function placeSodium(directory: string): Promise<void> {
  const build = buildForHere();
  if (build === undefined) return;
  const place = join(directory, LIBSODIUM);
  await mkdir(dirname(place), { recursive: true });
  await copyFile(build, place, constants.COPYFILE_FICLONE);
}

function buildForHere(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve('sodium-native/package.json');
    const system = `${process.platform}-${process.arch}`;
    const file = join(dirname(manifest), 'prebuilds', system, 'sodium-native.node');
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined; // an optional package, which was left out
  }
}
