import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { interruptible } from '../ending.ts';
import { EnvironmentError, messageOf } from '../errors.ts';
import { ROOT } from '../lab.ts';
import { type Said, t } from '../text/text.ts';
import { spelled } from '../text/told.ts';
import { OPEN_NETWORK, type Trouble, troubleBefore, troubleWith } from './advice.ts';
import { enclosed } from './enclosure.ts';
import { NETWORK_ATTACKS } from './probe-inside.ts';
import { Check, type ProbeReport, strongestOf, type TierReport } from './probe-report.ts';
import type { Tier } from './sandbox.ts';

/** A tier in which the attacks take longer is not fit to grade in. */
const TIER_LIMIT_MS = 60_000;

/**
 * Tries each tier on this machine: starts servers in it, and attacks from inside. Node's permission
 * flags are off meanwhile, so that what holds is the tier. It takes a few seconds.
 * @throws Interrupted on Ctrl-C and SIGTERM, when all that it started has ended.
 */
export async function probe(): Promise<ProbeReport> {
  const outside = createServer((socket) => socket.end('reached')).listen(0, '127.0.0.1');
  await once(outside, 'listening');
  const address = outside.address();
  if (address === null || typeof address === 'string') throw new EnvironmentError(t`no port`);
  const TMPDIR = await mkdtemp(join(tmpdir(), 'lab-probe-'));
  const interrupt = interruptible();
  try {
    const site = { TMPDIR, outsidePort: address.port, signal: interrupt.signal };
    const [bwrap, uid, process] = await Promise.all([
      reportOn('bwrap', site),
      reportOn('uid', site),
      reportOn('process', site),
    ]);
    interrupt.signal.throwIfAborted();
    const tiers = { bwrap, uid, process };
    return { strongest: strongestOf(tiers), tiers };
  } finally {
    interrupt.done();
    outside.close();
    await rm(TMPDIR, { recursive: true, force: true });
  }
}

/** Where attacks are made from, and on what. */
interface Site {
  /** For temporary files: what bubblewrap, when interrupted, leaves there is removed with it. */
  readonly TMPDIR: string;
  readonly outsidePort: number;
  readonly signal: AbortSignal;
}

async function reportOn(tier: Tier, site: Site): Promise<TierReport> {
  const trouble = troubleBefore(tier);
  if (trouble !== undefined) return { works: false, ...toldOf(trouble), checks: [] };
  // Elsewhere than on Linux, nobody can say whether an attack would get through: so it would.
  if (process.platform !== 'linux') return { works: true, checks: [] };
  const tried = await triedIn(tier, site);
  if ('said' in tried)
    return { works: false, ...toldOf(troubleWith(tier, tried.said)), checks: [] };
  return judge(tier, tried.checks);
}

/** Runs the attacks in a process of their own, as a batch runs the grade of a submission. */
async function triedIn(
  tier: Tier,
  { TMPDIR, outsidePort, signal }: Site,
): Promise<{ checks: Check[] } | { said: string }> {
  const start = [join(ROOT, 'grader', 'start.mjs'), 'sandbox-probe'];
  const inside = [...start, '--inside', tier, '--outside', `${outsidePort}`];
  try {
    const command = enclosed(tier, { file: process.execPath, args: inside });
    const { stdout, stderr } = await execa(command.file, command.args, {
      reject: false,
      stdin: 'ignore',
      env: { TMPDIR },
      timeout: TIER_LIMIT_MS,
      cancelSignal: signal,
    });
    const checks = z.array(Check).safeParse(jsonIn(stdout));
    return checks.success ? { checks: checks.data } : { said: lastLine(stderr) };
  } catch (error) {
    return { said: messageOf(error) };
  }
}

/** `uid` works without a network of its own: whoever starts the container can close that. */
function judge(tier: Tier, checks: readonly Check[]): TierReport {
  if (tier === 'process') return { works: true, checks: [...checks] };
  const open = checks.filter(({ stopped }) => !stopped).map(({ attack }) => attack);
  const isExcused = (attack: string): boolean => tier === 'uid' && NETWORK_ATTACKS.includes(attack);
  const broken = open.filter((attack) => !isExcused(attack));
  if (broken.length > 0) {
    // As they are told in other languages, too.
    const attacks = broken.map((text): Said => ({ text, gaps: [] }));
    const why = t`it does not keep a server from this: ${attacks}`;
    return { works: false, ...toldOf({ why }), checks: [...checks] };
  }
  const advice = open.length > 0 ? spelled({ advice: OPEN_NETWORK }) : {};
  return { works: true, ...advice, checks: [...checks] };
}

function toldOf({ why, advice }: Trouble): Pick<TierReport, 'why' | 'advice' | 'told'> {
  return advice === undefined ? spelled({ why }) : spelled({ why, advice });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
