/**
 * What travels between master, servers and clients, as zod schemas that the RPC edge checks.
 *
 * The shapes are loose where a vote is to be judged by the protocol rather than by the edge: an
 * unknown id or an empty digest is well-formed, and refusing it is the work of `verifyBallot…`.
 */
import * as z from 'zod/mini';

/** Characters of one command; a value of 1 MB and its key fit. */
const MAX_COMMAND_CHARS = 2 * 1024 * 1024;
/** Characters of a digest, an address, a key or a signature (RSA 4096 in base64 needs 736). */
const MAX_TEXT_CHARS = 1_024;

const text = z.string().check(z.maxLength(MAX_TEXT_CHARS));
const view = z.int().check(z.gte(0));
const seq = z.int().check(z.gte(1));
const id = z.int();
/** Nanoseconds as decimal digits: 64 bits do not fit a JS number, and text is exact. */
const timestamp = z.string().check(z.regex(/^\d{1,19}$/));

/** ⟨request, o, t, c⟩. The client is named by its public key, so nobody can sign for another. */
export const RequestMsg = z.strictObject({
  clientKey: text,
  clientAddr: text,
  timestamp,
  command: z.string().check(z.maxLength(MAX_COMMAND_CHARS)),
});
/** A request with the digest of its message and the client's signature on it. */
export const RequestArgs = z.strictObject({ req: RequestMsg, digest: text, signature: text });

/** The leader answers a request with the seq that it gave it. */
export const RequestReply = z.object({ seq });

/** ⟨pre-prepare, v, n, d⟩: the sender is the leader of the view. */
export const PrePrepareMsg = z.strictObject({ view, seq, digest: text });
/**
 * A pre-prepare with the leader's signature, and the request m that it orders; with `-batch`, more
 * requests that come after it under the same seq.
 */
export const PrePrepareArgs = z.strictObject({
  msg: PrePrepareMsg,
  signature: text,
  request: RequestArgs,
  more: z.optional(z.array(RequestArgs)),
});

/** ⟨prepare, v, n, d, i⟩ */
export const PrepareMsg = z.strictObject({ view, seq, digest: text, id });
export const PrepareArgs = z.strictObject({ msg: PrepareMsg, signature: text });

/** ⟨commit, v, n, d, i⟩ */
export const CommitMsg = z.strictObject({ view, seq, digest: text, id });
export const CommitArgs = z.strictObject({ msg: CommitMsg, signature: text });

/** ⟨reply, v, t, c, i, r⟩, with the seq for the client's log line. */
export const ReplyMsg = z.strictObject({
  view,
  seq,
  timestamp,
  clientKey: text,
  id,
  result: z.string(),
});
export const ReplyArgs = z.strictObject({ msg: ReplyMsg, signature: text });

/** A server registers its address and public key (SPKI DER in base64) with the master. */
export const RegisterArgs = z.strictObject({ addr: text, publicKey: text });
/** A client tells the master where it listens and asks for the servers. */
export const GetPeersArgs = z.strictObject({ clientAddr: text });
/** One server, as the master tells it to others. */
export const PeerInfo = z.strictObject({ id, addr: text, publicKey: text });
export const GetPeersReply = z.strictObject({
  f: z.int().check(z.gte(1)),
  view,
  peers: z.array(PeerInfo),
});
export const RegisterReply = z.extend(GetPeersReply, { id });

export type RequestMsg = z.infer<typeof RequestMsg>;
export type RequestArgs = z.infer<typeof RequestArgs>;
export type RequestReply = z.infer<typeof RequestReply>;
export type PrePrepareMsg = z.infer<typeof PrePrepareMsg>;
export type PrePrepareArgs = z.infer<typeof PrePrepareArgs>;
export type PrepareMsg = z.infer<typeof PrepareMsg>;
export type PrepareArgs = z.infer<typeof PrepareArgs>;
export type CommitMsg = z.infer<typeof CommitMsg>;
export type CommitArgs = z.infer<typeof CommitArgs>;
export type ReplyMsg = z.infer<typeof ReplyMsg>;
export type ReplyArgs = z.infer<typeof ReplyArgs>;
export type RegisterArgs = z.infer<typeof RegisterArgs>;
export type RegisterReply = z.infer<typeof RegisterReply>;
export type GetPeersArgs = z.infer<typeof GetPeersArgs>;
export type GetPeersReply = z.infer<typeof GetPeersReply>;
export type PeerInfo = z.infer<typeof PeerInfo>;

/** Phase messages are answered with an empty object: the sender learns nothing but "received". */
export type PhaseReply = Record<string, never>;
