import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ROOT, STUDENT_FILE } from '../lab.ts';
import { Room, TEST_LIMIT_MS } from '../robust/room.ts';

vi.setConfig({ testTimeout: TEST_LIMIT_MS });

const RIGHT = readFileSync(join(ROOT, 'solution', STUDENT_FILE), 'utf8');
/** A server that believes every signature. */
const CREDULOUS = RIGHT.replace("verify('commit', msg, signature, peer.publicKey)", 'true');
const UNFINISHED = `${RIGHT}\nclass {`;

const WAITING = /^Waiting for .*server\.ts to be saved\. Ctrl-C ends\.$/m;

/** A watch that runs, and all that it has written. */
class Watching {
  readonly #running: ReturnType<Room['grade']>;
  #said = '';
  #read = 0;
  readonly #waiting = new Set<() => void>();

  constructor(room: Room, args: readonly string[]) {
    this.#running = room.grade([...args, '--watch']);
    this.#running.stdout?.on('data', (chunk) => {
      this.#said += chunk;
      for (const look of this.#waiting) look();
    });
  }

  /** What was written since the last call, up to this; fails when the command ends first. */
  async until(pattern: RegExp): Promise<string> {
    const seen = new Promise<void>((resolve) => {
      const look = (): void => {
        if (!pattern.test(this.#said.slice(this.#read))) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
    await Promise.race([seen, this.#running]);
    const written = this.#said.slice(this.#read);
    const { index, 0: found } =
      pattern.exec(written) ?? expect.fail(`it ended; it said: ${written}`);
    this.#read += index + found.length;
    return written.slice(0, index + found.length);
  }

  /** Sends a signal to all processes of its terminal, and waits for its end. */
  async end(signal: NodeJS.Signals): Promise<{ exitCode: number | undefined; stderr: string }> {
    process.kill(-(this.#running.pid ?? 0), signal);
    const { exitCode, stderr } = await this.#running;
    return { exitCode, stderr };
  }
}

let room: Room;
let work = '';
beforeEach(async () => {
  room = await Room.open();
  work = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
  await mkdir(join(work, 'zpbft'));
});
afterEach(async () => {
  await room.close();
  await rm(work, { recursive: true, force: true });
});

/** Saves as many editors do: another file is moved to the place of the old one. */
async function save(source: string): Promise<void> {
  const file = join(work, STUDENT_FILE);
  await writeFile(`${file}.new`, source);
  await rename(`${file}.new`, file);
}

describe('a watch', () => {
  it('grades again when the file is saved: what failed first, then what changed', async () => {
    await save(CREDULOUS);
    const watching = new Watching(room, [work, '--only', 'forged-signature,quorum-f2', '--hint']);
    const first = await watching.until(WAITING);
    expect(first).toMatch(/^Round 1$/m);
    expect(first).toMatch(/^✖ forged-signature: forged commits change nothing/m);
    expect(first).toMatch(/^ {2}think .*How do you know/m);
    expect(first).toContain('More: --hint 2');

    await save(RIGHT);
    const second = await watching.until(WAITING);
    expect(second).toMatch(/^Round 2: saved at \d\d:\d\d:\d\d$/m);
    expect(second).toMatch(/^Failed last time:\n✔ forged-signature .*\n\nQuorum/m);
    expect(second).toContain('1 more passes: forged-signature');
    expect(second).toContain(`npm run grade -- ${work} --watch`);

    await save(CREDULOUS);
    expect(await watching.until(WAITING)).toContain('1 no longer passes: forged-signature');
    const seeds = new Set(`${first}${second}`.match(/seed \w+/g));
    expect(seeds.size).toBe(1);

    expect(await watching.end('SIGINT')).toEqual({ exitCode: 0, stderr: '' });
    expect(room.left).toEqual([]);
  });

  it('stops a grade when the file is saved meanwhile, and tells a syntax error at once', async () => {
    await save(RIGHT);
    // Explores for longer than a test may take.
    const watching = new Watching(room, [work, '--only', 'explore', '--explore', '3600']);
    await watching.until(/^✔ early-commits/m);
    await save(UNFINISHED);
    const second = await watching.until(WAITING);
    expect(second).not.toMatch(/Score[\s\S]*Round 2/);
    expect(second).toMatch(/^✖ build-failed: zpbft\/server\.ts: /m);
    expect(second.match(/^Score /gm)).toHaveLength(1);
    expect(room.processes).toEqual([]);
    expect((await watching.end('SIGTERM')).exitCode).toBe(143);
    expect(room.left).toEqual([]);
  });

  it('that is ended during a grade leaves nothing', async () => {
    await save(RIGHT);
    const watching = new Watching(room, [work, '--only', 'normal-path,explore']);
    await watching.until(/^Round 1$/m);
    expect((await watching.end('SIGINT')).exitCode).toBe(0);
    expect(room.left).toEqual([]);
  });

  it('speaks the language that it is asked in', async () => {
    await save(RIGHT);
    const watching = new Watching(room, [work, '--only', 'commit-shape', '--lang', 'zh']);
    expect(await watching.until(/按 Ctrl-C 结束。$/m)).toContain('第 1 轮');
    await watching.end('SIGINT');
  });

  it('without a file to watch says so', async () => {
    const ended = await room.grade([work, '--watch']);
    expect(ended.stderr).toMatch(/--watch needs a file to watch: there is no zpbft\/server\.ts in/);
    expect(ended.exitCode).toBe(2);
    expect(room.left).toEqual([]);
  });
});
