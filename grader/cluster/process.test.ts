import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processSandbox } from '../sandbox/process.ts';
import { crashOf } from './crash.ts';
import { type Kit, Processes } from './kit.ts';
import { WHILE_CALIBRATING } from './limits.ts';
import { ServerProcess } from './process.ts';
import type { RealServer } from './real-server.ts';

let workDir = '';
let kit: Kit;
beforeEach(async () => {
  workDir = await realpath(await mkdtemp(join(tmpdir(), 'pbft-lab-test-')));
  await mkdir(join(workDir, 'lab'));
  await mkdir(join(workDir, 'keys'));
  await writeFile(join(workDir, 'secret.txt'), 'secret');
  await writeFile(join(workDir, 'keys', 'own.txt'), 'own');
  const file = join(workDir, 'lab', 'naive.mjs');
  const bundle = { file, readable: (output: string) => output };
  kit = {
    ...{ bundle, reference: bundle, sandbox: processSandbox, workDir },
    ...{ processes: new Processes(), limits: WHILE_CALIBRATING },
    signal: new AbortController().signal,
  };
});
afterEach(async () => {
  await kit.processes.endAll();
  await rm(workDir, { recursive: true, force: true });
});

/** Runs a script as a server would be run, to its end, and returns what it printed. */
async function run(script: string): Promise<ServerProcess> {
  await writeFile(kit.bundle.file, script);
  const server = await ServerProcess.start(kit, ['-x'], [join(workDir, 'keys')]);
  await server.exited;
  return server;
}

describe('a server process', () => {
  it('sees nothing of the environment of the grader', async () => {
    process.env.PBFT_LAB_TEST_SECRET = 'secret';
    const { output } = await run('console.log(JSON.stringify(Object.keys(process.env)))');
    delete process.env.PBFT_LAB_TEST_SECRET;
    expect(JSON.parse(output)).toEqual([]);
  });

  it('reads its bundle and its keys, and neither other files nor writes any', async () => {
    const { output } = await run(`
      import { readFileSync, writeFileSync } from 'node:fs';
      const attempt = (what) => { try { what(); return 'done'; } catch ({ code }) { return code; } };
      console.log(JSON.stringify([
        attempt(() => readFileSync('${workDir}/keys/own.txt')),
        attempt(() => readFileSync('${workDir}/secret.txt')),
        attempt(() => readFileSync('/etc/hostname')),
        attempt(() => writeFileSync('${workDir}/keys/new.txt', '')),
      ]));`);
    const denied = 'ERR_ACCESS_DENIED';
    expect(JSON.parse(output)).toEqual(['done', denied, denied, denied]);
  });

  it('starts neither processes nor workers', async () => {
    const { output } = await run(`
      import { spawnSync } from 'node:child_process';
      import { Worker } from 'node:worker_threads';
      const attempt = (what) => { try { what(); return 'done'; } catch ({ code }) { return code; } };
      console.log(JSON.stringify([
        attempt(() => spawnSync('true')),
        attempt(() => new Worker('', { eval: true })),
      ]));`);
    expect(JSON.parse(output)).toEqual(['ERR_ACCESS_DENIED', 'ERR_ACCESS_DENIED']);
  });

  it('is ended by its memory limit, Buffers included', async () => {
    const { exit } = await run(`
      const kept = [];
      for (;;) kept.push(Buffer.alloc(16 * 1024 * 1024, 1));`);
    expect(exit?.exitCode === 0).toBe(false);
    expect(exit?.wanted).toBe(false);
  });

  it('is ended when it floods its output, and the grader keeps a part of it', async () => {
    const server = await run(`
      const line = 'x'.repeat(65_536);
      const write = () => { while (process.stdout.write(line)); };
      process.stdout.on('drain', write);
      write();
      setInterval(() => {}, 1_000);`);
    expect(server.exit).toMatchObject({ flooded: true, signal: 'SIGKILL' });
    expect(server.output.length).toBeLessThanOrEqual(1024 * 1024);
  });

  it('may print more when its lines are asked for; the grader keeps the last of it', async () => {
    await writeFile(
      kit.bundle.file,
      `process.stderr.write('no line break');
       process.stdout.write(('x'.repeat(99_999) + '\\n').repeat(30) + 'the end\\n');`,
    );
    const lines: [string, number][] = [];
    const server = await ServerProcess.start(kit, [], [], (start, chars) =>
      lines.push([start.slice(0, 13), chars]),
    );
    expect(await server.exited).toMatchObject({ flooded: false, exitCode: 0 });
    expect(server.output.length).toBeLessThanOrEqual(1024 * 1024);
    expect(server.output).toContain('the end\n');
    const long = lines.filter(([start, chars]) => start === 'x'.repeat(13) && chars === 99_999);
    expect(long).toHaveLength(30);
    expect(lines).toContainEqual(['the end', 7]);
    expect(lines).toContainEqual(['no line break', 13]);
  });

  it('that is killed is gone, and known to have been killed', async () => {
    await writeFile(kit.bundle.file, 'setInterval(() => {}, 1_000)');
    const server = await ServerProcess.start(kit, [], []);
    await server.kill();
    expect(server.exit).toMatchObject({ signal: 'SIGKILL', wanted: true });
    expect(kit.processes.running).toBe(0);
  });

  it('is not started once the grade is interrupted', async () => {
    const interrupted = { ...kit, signal: AbortSignal.abort(new Error('stop')) };
    await expect(ServerProcess.start(interrupted, [], [])).rejects.toThrow('stop');
  });
});

describe('a crash', () => {
  const crash = (output: string, exitCode = 1) =>
    crashOf({
      number: 2,
      process: { output, exit: { exitCode, signal: undefined, wanted: false, flooded: false } },
    } as unknown as RealServer);

  it('is told with its error and the place in server.ts', () => {
    const output = [
      'zpbft/server.ts:201: INFO| == start work loop ==',
      'file:///lab/zpbft/server.ts:12',
      '    throw new TypeError("no");',
      '          ^',
      'TypeError: no',
      '    at Server.commit (/lab/zpbft/server.ts:12:11)',
    ].join('\n');
    const { summary, ...rest } = crash(output);
    expect(`${summary}`).toBe('server 2 ended: exit code 1, TypeError: no');
    expect(rest).toEqual({
      error: 'TypeError: no',
      location: { file: 'zpbft/server.ts', line: 12 },
    });
  });

  it('with a plain Error is told with its message', () => {
    expect(crash('\nError: boom at load\n').error).toBe('Error: boom at load');
  });

  it('without an error is told by its exit code', () => {
    const { summary, location } = crash('server.ts:1: INFO| x', 0);
    expect([`${summary}`, location]).toEqual(['server 2 ended: exit code 0', undefined]);
  });
});
