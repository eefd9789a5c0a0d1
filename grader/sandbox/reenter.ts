import { constants } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { UsageError } from '../errors.ts';
import { ROOT } from '../lab.ts';
import { t } from '../text/text.ts';
import { troubleBefore, troubleWith } from './advice.ts';
import { enclosed } from './enclosure.ts';
import { innermost, send } from './inner.ts';
import { probe } from './probe.ts';
import { ran } from './programs.ts';
import { Tier } from './sandbox.ts';

/** Tells a command that it is behind the walls of a tier already. Servers have no environment. */
const INSIDE = 'PBFT_LAB_INSIDE';

/** The tier behind whose outer walls this process was started, `undefined` in front of them. */
export function tierInside(): Tier | undefined {
  return Tier.safeParse(process.env[INSIDE]).data;
}

/**
 * The tier that a command is asked for.
 * @param asked `auto` for the strongest that works here.
 * @throws UsageError when this machine cannot give it: with the reason, and what to do.
 */
export async function givenTier(asked: Tier | 'auto'): Promise<Tier> {
  if (asked === 'auto') return (await probe()).strongest;
  const trouble = troubleBefore(asked) ?? troubleOfWalls(asked);
  if (trouble === undefined) return asked;
  const { why, advice = t`See npm run sandbox:probe.` } = trouble;
  throw new UsageError(t`--sandbox ${asked} does not work here: ${why}. ${advice}`);
}

function troubleOfWalls(tier: Tier) {
  if (tier === 'process') return undefined;
  const { file, args } = enclosed(tier, { file: '/bin/sh', args: ['-c', ':'] });
  const { status, stderr } = ran(file, args);
  return status === 0 ? undefined : troubleWith(tier, stderr.trim());
}

/**
 * Runs this command of the grader once more, with the same arguments, behind the outer walls of a
 * tier, and hands it the signals that end a grade: bubblewrap would die of them and take all along.
 * @param command the file in grader/commands, without its ending.
 * @returns its exit code.
 */
export async function runInside(tier: Tier, command: string): Promise<number> {
  const args = [join(ROOT, 'grader', 'start.mjs'), command, ...process.argv.slice(2)];
  const walls = enclosed(tier, { file: process.execPath, args });
  const child = execa(walls.file, walls.args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { [INSIDE]: tier },
    detached: true, // out of reach of Ctrl-C, which goes to all processes of a terminal
    reject: false,
  });
  const passOn = (name: NodeJS.Signals): void => {
    if (child.pid === undefined || child.exitCode !== null) return;
    send(innermost(child.pid), name);
  };
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  try {
    const { exitCode, signal } = await child;
    return exitCode ?? 128 + (signal === undefined ? 0 : constants.signals[signal]);
  } finally {
    process.off('SIGINT', passOn).off('SIGTERM', passOn);
  }
}
