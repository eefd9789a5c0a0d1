import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { troubleBefore } from './advice.ts';
import { enclosed } from './enclosure.ts';
import { strongestOf } from './probe-report.ts';
import { librariesOf, needed } from './programs.ts';
import { TIERS, Tier } from './tiers.ts';
import { uidsFor } from './uids.ts';

afterEach(() => void vi.restoreAllMocks());

describe.skipIf(process.platform !== 'linux')('uids', () => {
  it('of two grades do not meet, and each server has its own', () => {
    const blocks = [uidsFor(0), uidsFor(1)];
    const taken = blocks.flatMap((uids) => Array.from({ length: 128 }, () => uids.take()));
    expect(new Set(taken).size).toBe(256);
    expect(Math.min(...taken)).toBeGreaterThan(1_000);
  });

  it('are bounded, and used again when they are free', () => {
    const uids = uidsFor(0);
    const [first = 0] = Array.from({ length: 128 }, () => uids.take());
    expect(() => uids.take()).toThrow(/more than 128/);
    uids.free(first);
    expect(uids.take()).toBe(first);
  });
});

describe.skipIf(process.platform !== 'linux')('programs', () => {
  it('are shown with the loader and the libraries that they need', () => {
    const libraries = librariesOf([process.execPath, needed('env')]);
    expect(libraries.some((path) => /\/ld-/.test(path))).toBe(true);
    expect(libraries.filter((path) => !existsSync(path))).toEqual([]);
    expect(new Set(libraries).size).toBe(libraries.length);
  });

  it('that are missing are told by name', () => {
    expect(() => needed('no-such-program')).toThrow(/no program no-such-program/);
  });
});

describe('tiers', () => {
  const works = { works: true, checks: [] };
  const fails = { works: false, checks: [] };

  it('are chosen by strength', () => {
    expect(strongestOf({ bwrap: works, uid: works, process: works })).toBe('bwrap');
    expect(strongestOf({ bwrap: fails, uid: works, process: works })).toBe('uid');
    expect(strongestOf({ bwrap: fails, uid: fails, process: works })).toBe('process');
    expect(TIERS.map((tier) => Tier.parse(tier))).toEqual(['bwrap', 'uid', 'process']);
  });

  it('leave a command as it is where there are no walls', () => {
    const command = { file: 'node', args: ['x'] };
    expect(enclosed('process', command)).toBe(command);
    expect(troubleBefore('process')).toBeUndefined();
  });

  it.skipIf(process.platform !== 'linux')('of root say so to anybody else, with a way out', () => {
    vi.spyOn(process, 'getuid').mockReturnValue(1_000);
    const { why, advice } = troubleBefore('uid') ?? {};
    expect(`${why}`).toMatch(/only root/);
    expect(`${advice}`).toMatch(/bwrap/);
  });

  it('are for Linux, and process for all', () => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
    expect(`${troubleBefore('bwrap')?.why}`).toMatch(/only Linux/);
    expect(`${troubleBefore('uid')?.advice}`).toMatch(/virtual machine/);
    expect(troubleBefore('process')).toBeUndefined();
  });
});
