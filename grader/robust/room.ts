import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Kit, Processes } from '../cluster/kit.ts';
import { WHILE_CALIBRATING } from '../cluster/limits.ts';
import { ROOT, STUDENT_FILE } from '../lab.ts';
import { readIfThere } from '../sandbox/inner.ts';
import { processSandbox } from '../sandbox/process.ts';
import { build } from '../submission/build.ts';
import { FRAMEWORK, frameworkServer } from '../submission/framework.ts';

/** A command under test that runs longer than this is stuck. */
const COMMAND_LIMIT_MS = 60_000;
/** Of a test with such commands. */
export const TEST_LIMIT_MS = 90_000;

/** A place of its own for one test: what a grade leaves behind, it leaves here. */
export class Room {
  /** Where temporary files go. */
  readonly tmp: string;
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
    this.tmp = join(path, 'tmp');
  }

  static async open(): Promise<Room> {
    const room = new Room(await realpath(await mkdtemp(join(tmpdir(), 'pbft-lab-robust-'))));
    await mkdir(room.tmp);
    return room;
  }

  close(): Promise<void> {
    return rm(this.#path, { recursive: true, force: true });
  }

  /** What must be nothing after a grade: temporary files, and processes that run from them. */
  get left(): string[] {
    return [...readdirSync(this.tmp), ...this.processes.map(({ line }) => line)];
  }

  /** Processes whose command line names a temporary file of this room (Linux only). */
  get processes(): { pid: number; line: string }[] {
    if (!existsSync('/proc/self')) return [];
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const line = readIfThere(`/proc/${name}/cmdline`).replaceAll('\0', ' ');
        return line.includes(`${this.tmp}/`) ? [{ pid: Number(name), line }] : [];
      });
  }

  /** A submission: the reference with something behind it. */
  async submission(appended: string): Promise<string> {
    const file = join(this.#path, 'server.ts');
    const reference = readFileSync(join(ROOT, 'solution', STUDENT_FILE), 'utf8');
    await writeFile(file, `${reference}\n${appended}\n`);
    return file;
  }

  /** Starts `npm run grade` as a user does, behind words of a shell that end in a command. */
  grade(args: readonly string[], before = 'exec') {
    const words = [process.execPath, join(ROOT, 'grader', 'start.mjs'), 'grade', ...args];
    return execa('/bin/sh', ['-c', `${before} "$@"`, 'sh', ...words], {
      cwd: ROOT,
      env: { TMPDIR: this.tmp, INIT_CWD: ROOT },
      detached: true, // a process group of its own, as a shell gives it
      reject: false,
      timeout: COMMAND_LIMIT_MS,
      killSignal: 'SIGKILL',
    });
  }

  /** A kit with the reference, built here, for tests that play single scenarios. */
  async kit(changes: Partial<Kit> = {}): Promise<Kit> {
    const bundle = await build(await frameworkServer(), FRAMEWORK, join(this.tmp, 'lab'));
    return {
      ...{ bundle, reference: bundle, sandbox: processSandbox, workDir: this.tmp },
      ...{ processes: new Processes(), limits: WHILE_CALIBRATING },
      signal: new AbortController().signal,
      ...changes,
    };
  }
}
