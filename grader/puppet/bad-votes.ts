import type { Choices } from '../seed.ts';
import { type Said, t } from '../text/text.ts';
import type { Vote } from '../wire/messages.ts';
import { type Identity, sign } from '../wire/signing.ts';
import type { PuppetServer, Slot } from './server.ts';

/** A vote that no right server counts, and what is wrong about it, in words. */
export interface BadVote {
  readonly what: Said;
  readonly vote: unknown;
}

/** Random bytes in base64. */
function bytes(length: number, choices: Choices): string {
  return Buffer.from(choices.word(length)).toString('base64');
}

/** A digest that is another, and of the right form. */
function reversed(digest: string): string {
  return [...digest].reverse().join('');
}

/** A commit with changed fields, and a valid signature for just these fields. */
function signed(vote: Vote, change: Partial<Vote['msg']>, identity: Identity): Vote {
  const msg = { ...vote.msg, ...change };
  return { msg, signature: sign('commit', msg, identity) };
}

/** A genuine vote, written in other ways that mean the same: copies of it, however they look. */
export function sameVoteRewritten({ msg, signature }: Vote): BadVote[] {
  const { view, seq, digest, id } = msg;
  const urlSafe = signature.replaceAll('+', '-').replaceAll('/', '_');
  return [
    { what: t`the same commit`, vote: { msg, signature } },
    {
      what: t`the same commit with its keys in another order`,
      vote: { signature, msg: { id, digest, seq, view } },
    },
    {
      what: t`the same commit with its signature unpadded`,
      vote: { msg, signature: signature.replace(/=+$/, '') },
    },
    { what: t`the same commit with its signature in base64url`, vote: { msg, signature: urlSafe } },
    {
      what: t`the same commit with white space in its signature`,
      vote: { msg, signature: `${signature}\n` },
    },
  ];
}

/** The vote of `server`, unsigned by it. */
export function forgeries(server: PuppetServer, slot: Slot, choices: Choices): BadVote[] {
  const { msg } = server.commit(slot);
  return [
    { what: t`a commit signed with 64 random bytes`, vote: { msg, signature: bytes(64, choices) } },
    { what: t`a commit signed with 9 random bytes`, vote: { msg, signature: bytes(9, choices) } },
    { what: t`a commit signed with an empty text`, vote: { msg, signature: '' } },
    { what: t`a commit without a signature`, vote: { msg } },
  ];
}

/** Votes in the name of `victim` that it did not sign: for the slot, and for what it never voted for. */
export function inItsName(victim: PuppetServer, slot: Slot, choices: Choices): BadVote[] {
  const { msg } = victim.commit(slot);
  const { view, digest } = msg;
  const signature = bytes(64, choices);
  const name = t`in the name of server ${victim.id}`;
  return [
    {
      what: t`a forged commit ${name} for another digest`,
      vote: { msg: { ...msg, digest: reversed(digest) }, signature },
    },
    {
      what: t`a forged commit ${name} for view ${view + 1}`,
      vote: { msg: { ...msg, view: view + 1 }, signature },
    },
    { what: t`a forged commit ${name}`, vote: { msg, signature } },
  ];
}

/** Its vote in another view, also in one with the same leader, validly signed. */
export function otherView(server: PuppetServer, slot: Slot, n: number): BadVote[] {
  const vote = server.commit(slot);
  const before = slot.view === 0 ? [] : [slot.view - 1, 0];
  return [slot.view + 1, ...before, slot.view + n].map((view) => ({
    what: t`a commit for view ${view}`,
    vote: signed(vote, { view }, server.identity),
  }));
}

/** Its vote for another digest, validly signed. */
export function otherDigest(server: PuppetServer, slot: Slot): BadVote[] {
  const vote = server.commit(slot);
  const { digest } = vote.msg;
  const flipped = digest.endsWith('0') ? '1' : '0';
  const digests = [
    [t`a commit for another digest`, reversed(digest)],
    [t`a commit for a digest that differs in its last digit`, `${digest.slice(0, -1)}${flipped}`],
    [
      t`a commit for a digest of which only the last 8 digits are right`,
      digest.slice(-8).padStart(64, '0'),
    ],
    [t`a commit for the first 8 digits of the digest`, digest.slice(0, 8)],
    [t`a commit for the digest and one digit more`, `${digest}0`],
    [t`a commit for the digest in capitals`, digest.toUpperCase()],
    [t`a commit for an empty digest`, ''],
  ] as const;
  return digests
    .filter(([, other]) => other !== digest)
    .map(([what, other]) => ({
      what,
      vote: signed(vote, { digest: other }, server.identity),
    }));
}

/** The fields of this seq, with a signature made for a neighbouring one. */
export function otherSeqSigned(server: PuppetServer, slot: Slot): BadVote[] {
  const vote = server.commit(slot);
  return [slot.seq + 1, slot.seq === 1 ? 3 : slot.seq - 1].map((seq) => ({
    what: t`a commit whose signature is for seq ${seq}`,
    vote: { msg: vote.msg, signature: signed(vote, { seq }, server.identity).signature },
  }));
}

/** Votes with a signature that its maker's vote for an earlier seq had, where it was right. */
export function signedBefore(
  server: PuppetServer,
  victim: PuppetServer,
  slot: Slot,
  before: Slot,
): BadVote[] {
  const { signature } = server.commit(before);
  return [server, victim].map((named) => ({
    what: t`a commit that names server ${named.id}, with the signature of server ${server.id}'s vote for seq ${before.seq}`,
    vote: { msg: named.commit(slot).msg, signature },
  }));
}

/** A vote in the name of `victim`, signed by another member. */
export function impersonated(victim: PuppetServer, liar: PuppetServer, slot: Slot): BadVote[] {
  const vote = victim.commit(slot);
  return [
    {
      what: t`a commit that names server ${victim.id} and is signed by server ${liar.id}`,
      vote: signed(vote, {}, liar.identity),
    },
  ];
}

/** A vote in the name of `victim`, with the signature of another member's genuine vote. */
export function withSignatureOf(signer: PuppetServer, victim: PuppetServer, slot: Slot): BadVote {
  const { signature } = signer.commit(slot);
  return {
    what: t`a commit that names server ${victim.id}, with the signature of server ${signer.id}'s commit`,
    vote: { msg: victim.commit(slot).msg, signature },
  };
}

/** A genuine prepare, sent as a commit. */
export function replayedPrepare(server: PuppetServer, slot: Slot): BadVote[] {
  return [
    { what: t`a prepare with its own signature, sent as a commit`, vote: server.prepare(slot) },
  ];
}

/** Votes of nobody: ids outside the cluster, and what is no id at all. */
export function unknownIds(server: PuppetServer, slot: Slot, n: number): BadVote[] {
  const vote = server.commit(slot);
  // Also those that name the signer to whoever counts ids in a circle.
  const outside = new Set([n, n + server.id, 4_096, -1, server.id - n]);
  const numbers = [...outside].map((id) => ({
    what: t`a commit of server ${id}, which there is not`,
    vote: signed(vote, { id }, server.identity),
  }));
  const others = [String(server.id), '__proto__', 'constructor', null, 1.5, [server.id], {}].map(
    (id) => ({
      what: t`a commit whose id is ${JSON.stringify(id)}`,
      vote: { msg: { ...vote.msg, id }, signature: vote.signature },
    }),
  );
  return [...numbers, ...others];
}

/** Whom bad votes are about, and who sends them. */
interface BadVoteOptions {
  readonly server: PuppetServer;
  readonly victim: PuppetServer;
  readonly slot: Slot;
  readonly n: number;
  readonly choices: Choices;
}

/** The kinds of bad vote that one faulty server can send by itself; signing is dear, so unmade. */
const KINDS: readonly ((options: BadVoteOptions) => BadVote[])[] = [
  ({ server, slot, choices }) => forgeries(server, slot, choices),
  ({ server, slot, n }) => otherView(server, slot, n),
  ({ server, slot }) => otherDigest(server, slot),
  ({ server, slot }) => otherSeqSigned(server, slot),
  ({ server, victim, slot }) => impersonated(victim, server, slot),
  ({ server, slot }) => replayedPrepare(server, slot),
  ({ server, slot, n }) => unknownIds(server, slot, n),
];

/** Every bad vote that one faulty server can send by itself. */
export function everyBadVote(options: BadVoteOptions): BadVote[] {
  return KINDS.flatMap((kind) => kind(options));
}

/** One of them; equal numbers choose the same. */
export function oneBadVote(which: number, options: BadVoteOptions): BadVote | undefined {
  const votes = KINDS[which % KINDS.length]?.(options) ?? [];
  return votes[Math.floor(which / KINDS.length) % votes.length];
}
