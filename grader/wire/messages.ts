/**
 * The lab's messages as the grader understands them.
 *
 * Written apart from the lab's own schemas: what judges must not share a mistake with what is
 * judged. Source: the lab's handout and docs/dev/wire.md.
 */
import * as z from 'zod';

const view = z.int().nonnegative();
const seq = z.int().positive();

const RequestMessage = z.strictObject({
  clientKey: z.string(),
  clientAddr: z.string(),
  timestamp: z.string().regex(/^\d+$/),
  command: z.string(),
});
export const Request = z.strictObject({
  req: RequestMessage,
  digest: z.string(),
  signature: z.string(),
});
export const PrePrepare = z.strictObject({
  msg: z.strictObject({ view, seq, digest: z.string() }),
  signature: z.string(),
  request: Request,
});
/** A prepare or a commit: they have the same fields and differ in what is signed. */
export const Vote = z.strictObject({
  msg: z.strictObject({ view, seq, digest: z.string(), id: z.int() }),
  signature: z.string(),
});
export const Reply = z.strictObject({
  msg: z.strictObject({
    view,
    seq,
    timestamp: z.string(),
    clientKey: z.string(),
    id: z.int(),
    result: z.string(),
  }),
  signature: z.string(),
});
/** Servers under test listen on this machine; the grader connects to no other. */
export const Registration = z.strictObject({
  addr: z.string().regex(/^127\.0\.0\.1:\d{1,5}$/),
  publicKey: z.string(),
});
/** What the lab's transport answers to `Node.PingRpc`. */
export const Pong = z.object({
  outstanding: z.int().nonnegative(),
  pending: z.int().nonnegative(),
});

/** The signed fields of whatever a message carries; none where it carries nothing of the kind. */
export function fieldsOf(params: unknown): Record<string, unknown> {
  const msg = typeof params === 'object' && params !== null && 'msg' in params ? params.msg : {};
  return typeof msg === 'object' && msg !== null ? { ...msg } : {};
}

export type Request = z.infer<typeof Request>;
export type PrePrepare = z.infer<typeof PrePrepare>;
export type Vote = z.infer<typeof Vote>;
export type Reply = z.infer<typeof Reply>;
export type Pong = z.infer<typeof Pong>;

/** One server in the master's answer to a registration. */
export interface PeerInfo {
  readonly id: number;
  readonly addr: string;
  readonly publicKey: string;
}

/** The remote methods of the lab, by stage. */
export const METHOD = {
  request: 'Server.RequestRpc',
  prePrepare: 'Server.PrePrepareRpc',
  prepare: 'Server.PrepareRpc',
  commit: 'Server.CommitRpc',
  reply: 'Client.ReplyRpc',
  register: 'Master.RegisterRpc',
  getPeers: 'Master.GetPeersRpc',
  ping: 'Node.PingRpc',
} as const;

/** Methods by stage, numbered as in the log lines: 0 request … 4 reply. */
export const STAGES: readonly string[] = [
  METHOD.request,
  METHOD.prePrepare,
  METHOD.prepare,
  METHOD.commit,
  METHOD.reply,
];
