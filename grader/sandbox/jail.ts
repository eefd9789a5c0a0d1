import {
  chmodSync,
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EnvironmentError, saidOf } from '../errors.ts';
import { t } from '../text/text.ts';
import { readableFor, readableForAll } from './files.ts';
import { librariesOf, needed } from './programs.ts';

/** Whoever passes through may not list what is there. */
const PASSABLE = 0o711;

/**
 * What `process.memoryUsage()` asks for, and throws without: the 24th field is the resident size in
 * pages. There is no /proc in a jail: what it would show is not for servers.
 */
const STAT = `1 (node) R${' 0'.repeat(20)} 16384${' 0'.repeat(28)}\n`;

/** A directory that is all that server processes see: node, what starts it, the bundle, their keys. */
export interface Jail {
  readonly root: string;
  /** Shows a program, at the path that it has outside. */
  show(file: string): void;
  /** Shows a directory of files, at the path that it has outside, to one user only. */
  showTo(gid: number, directory: string): void;
  /** Takes a directory away again. */
  hide(directory: string): void;
  remove(): void;
}

/**
 * Makes a jail of hard links to what is there already, or of copies where that is on another disk.
 * @throws EnvironmentError when there is no place for it.
 */
export function openJail(): Jail {
  let root: string | undefined;
  try {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'lab-jail-')));
    chmodSync(root, PASSABLE);
    const programs = [process.execPath, needed('setpriv')];
    for (const file of [...programs, ...librariesOf(programs)]) {
      brought(file, folderFor(root, file));
    }
    writeFileSync(folderFor(root, '/proc/self/stat'), STAT);
    chmodSync(join(root, '/proc/self/stat'), 0o444);
    symlinkSync(process.execPath, join(root, '/proc/self/exe'));
    return jailAt(root);
  } catch (cause) {
    if (root !== undefined) rmSync(root, { recursive: true, force: true });
    if (cause instanceof EnvironmentError) throw cause;
    throw new EnvironmentError(t`cannot make a jail: ${saidOf(cause)}`, { cause });
  }
}

function jailAt(root: string): Jail {
  return {
    root,
    show(file) {
      const inside = folderFor(root, file);
      if (isSame(file, inside)) return;
      rmSync(inside, { force: true });
      brought(file, inside);
      readableForAll(inside);
    },
    showTo(gid, directory) {
      const inside = join(root, directory);
      rmSync(inside, { recursive: true, force: true });
      folderFor(root, join(directory, 'x'));
      const names = readdirSync(directory);
      for (const name of names) brought(join(directory, name), join(inside, name));
      readableFor(gid, inside, names);
    },
    hide: (directory) => rmSync(join(root, directory), { recursive: true, force: true }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The path of a file in the jail, of which the folders are there. */
function folderFor(root: string, file: string): string {
  let folder = root;
  for (const name of dirname(file).split('/').filter(Boolean)) {
    folder = join(folder, name);
    if (statSync(folder, { throwIfNoEntry: false }) !== undefined) continue;
    mkdirSync(folder);
    chmodSync(folder, PASSABLE); // not by `mode`, from which the umask takes away
  }
  return join(root, file);
}

function brought(from: string, to: string): void {
  const file = realpathSync(from);
  try {
    linkSync(file, to);
  } catch {
    copyFileSync(file, to, constants.COPYFILE_FICLONE);
  }
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [statSync(a), statSync(b, { throwIfNoEntry: false })];
  return one.ino === other?.ino && one.dev === other.dev;
}
