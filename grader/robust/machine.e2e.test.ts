import { rm } from 'node:fs/promises';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EnvironmentError } from '../errors.ts';
import { grade } from '../grade.ts';
import { Machine } from '../machine.ts';
import { scenariosAtOnce } from '../open-files.ts';
import { Run } from '../run.ts';
import { processSandbox } from '../sandbox/process.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { play } from '../scenes/play.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { tryStart } from '../scenes/try-start.ts';
import { WholeScene } from '../scenes/whole.ts';
import { freshSeed } from '../seed.ts';
import { t } from '../text/text.ts';
import { Room, TEST_LIMIT_MS } from './room.ts';

vi.setConfig({ testTimeout: TEST_LIMIT_MS });

let room: Room;
beforeEach(async () => {
  room = await Room.open();
  vi.stubEnv('TMPDIR', room.tmp);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await room.close();
});

const opens: Scenario = {
  id: 'opens',
  story: 'four servers start',
  play: async (open) => void (await open(WholeScene, { f: 1 })),
};
const throws: Scenario = {
  id: 'throws',
  story: 'four servers start, and the scenario has a bug',
  async play(open) {
    await open(WholeScene, { f: 1 });
    expect(room.processes.length).toBeGreaterThanOrEqual(4);
    throw new TypeError('oops');
  },
};
const rubric = { groups: {}, scenarios: {} };

/** So little memory that Node cannot start: what EAGAIN and ENOMEM look like from outside. */
const starving: Sandbox = {
  tier: 'process',
  command(...given) {
    const { file, args } = processSandbox.command(...given);
    return { file: '/bin/sh', args: ['-c', 'ulimit -v 50000; exec "$@"', 'sh', file, ...args] };
  },
};

describe('a machine that starts no process', () => {
  it('because the program is not there, is nobody’s score', async () => {
    const sandbox: Sandbox = {
      tier: 'process',
      command: () => ({ file: '/no/such/program', args: [] }),
    };
    const kit = await room.kit({ sandbox });
    expect(await play(opens, { kit, seed: freshSeed() })).toMatchObject({
      status: 'error',
      message: t`cannot start a server process: ${'spawn /no/such/program ENOENT'}`,
    });
    expect(room.processes).toEqual([]);
  });

  it('because it has no memory for it, cannot be measured: the reference is right', async () => {
    const kit = await room.kit({ sandbox: starving });
    const measuring = Machine.calibrate(kit);
    await expect(measuring).rejects.toThrow(EnvironmentError);
    await expect(measuring).rejects.toThrow(/even a server of the reference does not start: /);
    expect(room.processes).toEqual([]);
  });

  it('any more, in the middle of a grade, costs no point: the reference does not start either', async () => {
    const kit = await room.kit();
    const machine = await Machine.calibrate(kit);
    const { cluster } = await tryStart(kit, 's');
    const options = { seed: freshSeed(), scenarios: [opens], rubric };
    const [result] = await new Run({ ...kit, sandbox: starving }, machine, options, cluster).all();
    expect(result).toMatchObject({ status: 'error' });
    expect(result?.error).toMatch(/^the reference fails here too: a server ended before/);
    expect(room.processes).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a machine with too few open files', () => {
  it('is told before anything is graded, with the cure', async () => {
    const { exitCode, stderr } = await room.grade(['solution'], 'ulimit -n 40; exec');
    expect(stderr).toMatch(/^error: the machine could not .*open files/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(exitCode).toBe(3);
    expect(room.left).toEqual([]);
  });

  it('has room for fewer scenarios at once, or for none', () => {
    expect(scenariosAtOnce(4, 20_000)).toBe(4);
    expect(scenariosAtOnce(12, 1_024)).toBe(6);
    expect(scenariosAtOnce(4, 250)).toBe(1);
    expect(() => scenariosAtOnce(4, 249)).toThrow(/249 open files.*250.*ulimit -n/);
  });

  it('but enough for one scenario at a time grades as any other', async () => {
    const args = ['solution', '--only', 'quorum-f2,one-crashed', '--min-score', '1'];
    const { exitCode, stdout } = await room.grade(args, 'ulimit -n 250; exec');
    expect(stdout).not.toMatch(/^[✖!]/m);
    expect(exitCode).toBe(0);
    expect(room.left).toEqual([]);
  });
});

describe('a disk', () => {
  it('that is full is the machine’s fault, and leaves nothing', async () => {
    const isFull = await mountSmallDisk(room.tmp);
    try {
      const before = isFull ? 'exec' : `ulimit -f 0; trap '' XFSZ; exec`;
      const { exitCode, stderr } = await room.grade(['solution'], before);
      expect(stderr).toMatch(/^error: the machine could not grade: (?:ENOSPC|EFBIG)/);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(exitCode).toBe(3);
      expect(room.left).toEqual([]);
    } finally {
      if (isFull) await execa('/bin/sh', ['-c', 'umount "$1"', 'sh', room.tmp]);
    }
  });

  it('without a place for temporary files is told as that', async () => {
    await rm(room.tmp, { recursive: true });
    const { exitCode, stderr } = await room.grade(['solution']);
    expect(stderr).toMatch(/^error: the machine could not grade: no temporary directory: ENOENT/);
    expect(exitCode).toBe(3);
    expect(room.processes).toEqual([]);
  });
});

describe('an exception in a scenario', () => {
  it('is told as a bug of the grader, after two tries, and leaves nothing', async () => {
    const scenarios = [throws];
    const graded = await grade({ path: 'solution', seed: freshSeed(), scenarios, rubric });
    expect(graded.scenarios).toMatchObject([{ id: 'throws', status: 'error', score: 0 }]);
    expect(graded.scenarios[0]?.error).toBe('scenario throws: oops (a bug of the grader)');
    expect(graded.starts).toBe(2 + 4 + 4);
    expect(room.left).toEqual([]);
  });
});

/** Makes the folder a disk of 64 kB; false where that takes rights that we do not have. */
async function mountSmallDisk(folder: string): Promise<boolean> {
  const words = ['-c', 'mount -t tmpfs -o size=64k tmpfs "$1"', 'sh', folder];
  const { failed } = await execa('/bin/sh', words, { reject: false });
  return !failed;
}
