import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EnvironmentError } from '../errors.ts';
import { t } from '../text/text.ts';

/** Where a system's own programs are, also for a user whose PATH does not say so. */
const SYSTEM = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];
/** A program of the system that has not answered by then never will. */
const ANSWER_LIMIT_MS = 5_000;

const found = new Map<string, string>();
/** Libraries of programs that were asked for together; asking is a shell script with many processes. */
const linked = new Map<string, string[]>();

/** The path of a program, `undefined` when it is not there. */
export function program(name: string): string | undefined {
  const known = found.get(name);
  if (known !== undefined) return known;
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...SYSTEM];
  const path = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (path !== undefined) found.set(name, path);
  return path;
}

/** @throws EnvironmentError when the program is not there. */
export function needed(name: string): string {
  const path = program(name);
  if (path !== undefined) return path;
  throw new EnvironmentError(t`there is no program ${name}. \`npm run sandbox:probe\` says more`);
}

/** Runs a program of the system to its end. A status of `null` means that it did not run. */
export function ran(file: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(file, args, {
    encoding: 'utf8',
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: ANSWER_LIMIT_MS,
  });
  return { status, stdout: stdout ?? '', stderr: stderr ?? '' };
}

/**
 * The shared libraries of programs, by the paths at which they are looked for, the loader included.
 * Programs without any, which are linked statically, add nothing.
 */
export function librariesOf(programs: readonly string[]): string[] {
  const known = linked.get(programs.join());
  if (known !== undefined) return known;
  const { stdout } = ran(needed('ldd'), programs);
  const missing = /^\s*(\S+) => not found/m.exec(stdout)?.[1];
  if (missing !== undefined) throw new EnvironmentError(t`there is no library ${missing}`);
  const paths = [...stdout.matchAll(/^\s+(?:\S+ => )?(\/.*) \(0x[0-9a-f]+\)$/gm)];
  const libraries = [...new Set(paths.flatMap(([, path]) => path ?? []))];
  linked.set(programs.join(), libraries);
  return libraries;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
