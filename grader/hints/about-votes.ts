/** Scenarios with one real server that sees votes which do not count. */
import { t } from '../text/text.ts';
import { type About, oneServer } from './about-type.ts';

/** How most of these begin. */
const ONE_MISSING = t`Your server is prepared and has one good commit: it needs one more.`;
/** How most of these end. */
const THEN_A_GOOD_ONE = t`A right server does not execute. When the good vote of the last server
  comes, it does.`;

export const ABOUT_VOTES: Readonly<Record<string, About>> = {
  'forged-signature': oneServer({
    paper: 'model',
    rules: ['vote-signature', 'bad-vote-harmless'],
    steps: [
      t`Your server is prepared. A commit with random bytes for a signature comes, and a good one after it.`,
      t`More of that server come, with other bytes, an empty text or nothing for a signature.`,
      THEN_A_GOOD_ONE,
    ],
  }),
  'vote-duplicate': oneServer({
    rules: ['vote-counted-once', 'quorum-suffices'],
    steps: [
      t`Your server is prepared. One server's commit comes many times, also with its fields in another
        order or its signature written in another way.`,
      t`A right server counts it once and does not execute. When another server votes, it does.`,
    ],
  }),
  'vote-view': oneServer({
    rules: ['vote-view', 'bad-vote-harmless'],
    steps: [
      ONE_MISSING,
      t`A second server's commits come, well signed, with the right digest and of other views.`,
      THEN_A_GOOD_ONE,
    ],
  }),
  'vote-digest': oneServer({
    rules: ['vote-digest', 'bad-vote-harmless'],
    steps: [
      ONE_MISSING,
      t`A second server's commits come, well signed, for other digests; some are almost like the right
        one.`,
      THEN_A_GOOD_ONE,
    ],
  }),
  'vote-other-seq': oneServer({
    rules: ['vote-seq', 'quorum-suffices', 'forgery-blocks-nobody'],
    steps: [
      t`A request is executed with the votes of two servers. The next one is prepared and has one good
        commit: it needs one more.`,
      t`Commits for it come whose signatures were made for the seq before or after it, among them one
        that was right there and was counted.`,
      THEN_A_GOOD_ONE,
    ],
  }),
  'vote-impersonated': oneServer({
    paper: 'model',
    rules: ['vote-signature', 'forgery-blocks-nobody'],
    steps: [
      ONE_MISSING,
      t`A commit comes that names the last server and is signed by another one.`,
      t`A right server does not execute. When the last server itself votes, it does: the forged vote
        has not used up the good one.`,
    ],
  }),
  'vote-unknown-id': oneServer({
    paper: 'model',
    rules: ['vote-member', 'bad-vote-harmless'],
    steps: [
      ONE_MISSING,
      t`Commits come from ids that the cluster does not have: too large, negative, or no number.`,
      t`A right server does not execute, and stays alive. When the good vote of the last server comes,
        it executes.`,
    ],
  }),
  'vote-own-id': oneServer({
    rules: ['vote-own', 'bad-vote-harmless'],
    steps: [
      ONE_MISSING,
      t`Your server's own Commit is sent back to it, well signed.`,
      THEN_A_GOOD_ONE,
    ],
  }),
  'vote-prepare-replayed': oneServer({
    rules: ['vote-type', 'bad-vote-harmless'],
    steps: [
      ONE_MISSING,
      t`A genuine prepare of a second server comes once more, as a commit.`,
      THEN_A_GOOD_ONE,
    ],
  }),
  'vote-poisoned-slot': oneServer({
    paper: 'model',
    rules: ['vote-signature', 'forgery-blocks-nobody'],
    steps: [
      t`Your server is prepared. Forged commits come in the name of every other server, for this proposal
        and for others.`,
      t`After a look the good commits of 2f of them come, one after the other.`,
      t`A right server ignores the forged ones, and executes with the good ones.`,
    ],
  }),
  'vote-bad-first': oneServer({
    paper: 'model',
    rules: ['bad-vote-harmless', 'vote-counted-once', 'quorum-suffices', 'quorum-needed'],
    steps: [
      t`Before the proposal, bad commits of every kind come, and 2f good ones behind them; for the
        next seq the good ones come first.`,
      t`Then the proposal and the prepares come, and the whole queue can be judged.`,
      t`For a third seq three copies of one commit queue like that, for a fourth one good commit and
        bad ones behind it.`,
      t`A right server skips what is bad, counts each good one once, and executes with 2f of them.`,
    ],
  }),
  'vote-garbage': oneServer({
    paper: 'model',
    rules: ['bad-vote-harmless', 'quorum-needed'],
    steps: [
      t`Your server is prepared. Commits of every wrong shape come, and lines that are no messages.`,
      t`Then 2f good commits come, and after them a whole request.`,
      t`A right server stays alive, counts none of the garbage, and executes both requests.`,
    ],
  }),
};
