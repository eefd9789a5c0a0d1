import { MeasuredCluster, type Usage } from './cluster.ts';
import { Load, type LoadLimits } from './load.ts';
import { type Spent, spentOf } from './profile.ts';
import { usageWhenQuiet } from './quiet.ts';

/** One setting: how many servers and clients, how large a value, and how many requests a seq. */
export interface Setting {
  readonly f: number;
  readonly clients: number;
  readonly valueBytes: number;
  /** Requests that the leader may order under one seq. */
  readonly batch: number;
}

/** What is measured, how long, and who is told. */
export interface Measuring extends LoadLimits {
  /** The lab, bundled, and places in it told as places in its sources. */
  readonly lab: { readonly file: string; readable(output: string): string };
  readonly workDir: string;
  readonly seconds: number;
  /** Each client has a port and a connection of its own; else they share them. */
  readonly apart: boolean;
  /** Told what is done now, and what part of it is done. */
  readonly onPhase: (phase: Phase, done: number) => void;
}
export type Phase = 'start' | 'warm' | 'measure' | 'profile' | 'check';

/** The price of a request in one setting. */
export interface Price extends Setting {
  readonly n: number;
  readonly requests: number;
  readonly perSecond: number;
  readonly latencyMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** All of these a request, over all servers. */
  readonly messages: number;
  readonly bytes: number;
  readonly cpuMs: number;
  /** Where the CPU time of the servers went, as parts of 1. */
  readonly spent: Spent;
  readonly rssMb: number;
}

/** Code is compiled and connections are there by then; a number of requests would be over too soon in batches. */
const WARM_UP = { seconds: 3 };
const PROFILE_SECONDS = 1.5;

/**
 * Measures one setting on real servers: warm-up, the measure itself, a profile, and then a check that
 * all was answered and all servers have the same state.
 * @throws WrongAnswer when they do not.
 */
export async function measure(setting: Setting, measuring: Measuring): Promise<Price> {
  const { f, clients: count, batch } = setting;
  const { lab, workDir, seconds, apart, onPhase } = measuring;
  onPhase('start', 0);
  const cluster = await MeasuredCluster.start({ file: lab.file, f, batch, workDir });
  const load = await Load.open(cluster, { count, apart }, setting.valueBytes, measuring);
  try {
    await load.run({ ...WARM_UP, onDone: (done) => onPhase('warm', done) });
    const before = await usageWhenQuiet(cluster);
    const { latencies, tookMs } = await load.run({
      seconds,
      onDone: (done) => onPhase('measure', done),
    });
    const after = await usageWhenQuiet(cluster);
    onPhase('profile', 0);
    await Promise.all(cluster.servers.map((server) => server.ask('profile')));
    await load.run({ seconds: PROFILE_SECONDS });
    const profiles = await Promise.all(cluster.servers.map((server) => server.ask('profiled')));
    onPhase('check', 0);
    await load.check();
    const requests = latencies.length;
    const used = (what: keyof Usage): number =>
      after.reduce((sum, usage, id) => sum + usage[what] - (before[id]?.[what] ?? 0), 0) / requests;
    return {
      ...setting,
      n: 3 * f + 1,
      requests,
      perSecond: (requests / tookMs) * 1_000,
      latencyMs: { p50: at(latencies, 0.5), p99: at(latencies, 0.99), max: at(latencies, 1) },
      messages: used('frames'),
      bytes: used('bytes'),
      cpuMs: used('cpuMicros') / 1_000,
      spent: spentOf(profiles, lab),
      rssMb: Math.max(...after.map(({ rssBytes }) => rssBytes)) / 2 ** 20,
    };
  } finally {
    load.close();
    await cluster.close();
  }
}

/** The value below which this part of all values is. */
function at(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
