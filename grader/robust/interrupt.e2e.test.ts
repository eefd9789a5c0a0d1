import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Room, TEST_LIMIT_MS } from './room.ts';

vi.setConfig({ testTimeout: TEST_LIMIT_MS });

let room: Room;
beforeEach(async () => {
  room = await Room.open();
});
afterEach(() => room.close());

/** Grades, and calls back once when a scenario's line is there: a grade in full swing. */
async function gradeUntilLine(then: (pid: number) => void, before?: string) {
  const running = room.grade(['solution'], before);
  let said = '';
  const told = new Promise<void>((resolve) => {
    running.stdout.on('data', (chunk) => {
      said += chunk;
      if (/^✔/m.test(said)) resolve();
    });
  });
  await Promise.race([told, running]);
  const servers = room.processes.length;
  then(running.pid ?? 0);
  return { servers, ...(await running) };
}

describe('a grade that is interrupted', () => {
  it.each([
    ['by Ctrl-C, which reaches the servers too', 'SIGINT', 130, (pid: number) => -pid],
    ['by SIGINT', 'SIGINT', 130, (pid: number) => pid],
    ['by SIGTERM', 'SIGTERM', 143, (pid: number) => pid],
  ] as const)('%s says so, and leaves nothing', async (_, signal, code, whom) => {
    const { servers, exitCode, stderr } = await gradeUntilLine((pid) =>
      process.kill(whom(pid), signal),
    );
    expect(servers).toBeGreaterThan(0);
    expect(stderr).toBe(`interrupted by ${signal}`);
    expect(exitCode).toBe(code);
    expect(room.left).toEqual([]);
  });

  it('by the end of its npm, which tells it nothing, says so, and leaves nothing', async () => {
    // As npm does it, by a shell that stays.
    const { servers, stderr } = await gradeUntilLine(
      (pid) => process.kill(pid, 'SIGKILL'),
      '! npm_lifecycle_event=grade',
    );
    expect(servers).toBeGreaterThan(0);
    expect(stderr).toBe('interrupted by SIGTERM');
    expect(room.left).toEqual([]);
  });

  it('twice ends no sooner, and leaves nothing', async () => {
    const { exitCode } = await gradeUntilLine((pid) => {
      process.kill(pid, 'SIGINT');
      process.kill(pid, 'SIGINT');
    });
    expect(exitCode).toBe(130);
    expect(room.left).toEqual([]);
  });
});
