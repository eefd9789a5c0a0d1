import * as z from 'zod';
import type { SignatureCost } from './floor.ts';
import type { Price } from './measure.ts';
import { WORK } from './profile.ts';

/** What a bench measured, and where: what `--json` writes and charts are drawn from. */
export interface BenchReport {
  /** Version of Node. */
  readonly node: string;
  readonly cores: number;
  /** Each client had a port and a connection of its own; else they shared them. */
  readonly apart: boolean;
  readonly cost: SignatureCost;
  readonly prices: readonly Price[];
}

const MeasuredPrice: z.ZodType<Price> = z.strictObject({
  f: z.number(),
  n: z.number(),
  clients: z.number(),
  valueBytes: z.number(),
  batch: z.number(),
  requests: z.number(),
  perSecond: z.number(),
  latencyMs: z.strictObject({ p50: z.number(), p99: z.number(), max: z.number() }),
  messages: z.number(),
  bytes: z.number(),
  cpuMs: z.number(),
  spent: z.record(z.enum(WORK), z.number()),
  rssMb: z.number(),
});

/** Reads a bench that was kept. */
export const BenchReport: z.ZodType<BenchReport> = z.strictObject({
  node: z.string(),
  cores: z.number(),
  apart: z.boolean(),
  cost: z.strictObject({ signMs: z.number(), verifyMs: z.number() }),
  prices: z.array(MeasuredPrice).min(1),
});
