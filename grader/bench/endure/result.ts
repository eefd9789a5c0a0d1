import type { Message } from '../../text/text.ts';
import type { LoadLimits } from '../load.ts';
import type { Kind } from './acts.ts';
import type { Unmet } from './attack.ts';
import type { Sample } from './memory.ts';

/** What servers are made to endure. */
export interface Setting {
  readonly f: number;
  readonly clients: number;
  readonly requests: number;
  /** 0 for no attack. */
  readonly attackSeconds: number;
}

/** What is done now, in this order. */
export type Phase = 'start' | 'warm' | 'load' | 'attack' | 'crowd' | 'after';

/** What is run, and who is told how far it is. */
export interface Enduring extends LoadLimits {
  /** The lab, bundled: see submission/build.ts. */
  readonly lab: { readonly file: string };
  readonly workDir: string;
  readonly onPhase: (phase: Phase, done: number) => void;
}

/** What is checked, in this order: first after the load, then once more after the attack. */
export type CheckName =
  | 'alive'
  | 'answered'
  | 'once'
  | 'state'
  | 'memory'
  | 'certificates'
  | 'reactions'
  | 'connections';

/** One check, and what was seen of it. */
export interface Check {
  readonly phase: 'load' | 'attack';
  readonly name: CheckName;
  readonly passed: boolean;
  readonly seen: Message;
}

/** How fast requests were answered. */
export interface Pace {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly latencyMs: { readonly p50: number; readonly p99: number; readonly max: number };
}

/** What became of servers: all of it, or up to the check after which nothing could follow. */
export interface Endured {
  readonly setting: Setting;
  readonly warm?: Pace;
  /** All of the load after the warm-up. */
  readonly load?: Pace;
  /** The first is after the warm-up. */
  readonly samples: readonly Sample[];
  readonly attack?: {
    /** What clients asked meanwhile. */
    readonly pace: Pace;
    /** Acts by kind, over all servers. */
    readonly counts: Readonly<Record<Kind, number>>;
    readonly unmet: readonly Unmet[];
  };
  /** By server: how many connections one attacker could hold, and whether a new client was kept out then. */
  readonly crowds: readonly { readonly held: number; readonly isFull: boolean }[];
  /** After everything. */
  readonly after?: Sample;
  readonly checks: readonly Check[];
}

export function paceOf(latencies: readonly number[], tookMs: number): Pace {
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return {
    requests: latencies.length,
    seconds: tookMs / 1_000,
    perSecond: latencies.length / (tookMs / 1_000),
    latencyMs: { p50: at(0.5), p99: at(0.99), max: at(1) },
  };
}
