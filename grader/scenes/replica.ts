import type { Passive } from '../cluster/passive.ts';
import type { Message } from '../network/trace.ts';
import { flawOf, quoted } from '../oracles/commits.ts';
import { premature } from '../oracles/quorum.ts';
import type { BadVote } from '../puppet/bad-votes.ts';
import type { PuppetServer, Slot } from '../puppet/server.ts';
import { t, type Message as Words } from '../text/text.ts';
import { fieldsOf, METHOD } from '../wire/messages.ts';
import { ReplicaActs } from './replica-acts.ts';
import type { RuleCode } from './rules.ts';
import type { Expectation } from './scene.ts';
import type { Stage } from './stage.ts';
import { commitsSent, namesOf, shown, validCommits } from './words.ts';

/** What the store answers to a put. Source: the lab's handout. */
const PUT_RESULT = 'put ok';

/** Which replica to put under test. */
interface ReplicaOptions {
  readonly f: number;
  readonly view?: number;
  /** True to put the leader under test; a backup otherwise. */
  readonly leads?: boolean;
  /** Id of the backup under test; chosen by the seed when not given. */
  readonly id?: number;
  /** What f of the others do with connections; they vote in no story. */
  readonly faulty?: Passive;
  /** See Shape. */
  readonly reference?: boolean;
}

/** What a missing Commit means, and how long to wait for it; see {@link Scene.must}. */
interface CommitOptions {
  readonly code?: RuleCode;
  readonly patienceMs?: number;
}

/**
 * ONE real server; the grader plays the master, the other 3f servers and the client.
 *
 * The shape in which most rules are decided: the server sees just the messages of the story.
 */
export class ReplicaScene extends ReplicaActs {
  static async open(stage: Stage, options: ReplicaOptions): Promise<ReplicaScene> {
    const { f, view = 0, leads = false, faulty = 'answers', id: wanted, ...rest } = options;
    const n = 3 * f + 1;
    const leader = view % n;
    const chosen = (leader + stage.choices.integer(1, n - 1)) % n;
    const id = leads ? leader : (wanted ?? chosen);
    const ids = Array.from({ length: n }, (_, other) => other).filter((other) => other !== id);
    // The faulty ones have the lowest ids: whoever asks one peer after the other meets them first.
    const spare = ids.filter((other) => other !== leader).slice(0, f);
    const voters = stage.choices.shuffled(ids.filter((other) => !spare.includes(other)));
    const others = [...voters, ...spare];
    const passive = new Map(
      others.map((other, index) => [other, index < 2 * f ? 'answers' : faulty] as const),
    );
    const cluster = await stage.cluster({ f, view, real: [id], passive, ...rest });
    return new ReplicaScene(stage, cluster, id, others);
  }

  /** Goes on with the backup of the scenario before, if it left one. */
  static readonly continued = {
    async open(stage: Stage, options: ReplicaOptions): Promise<ReplicaScene> {
      const { f, view = 0 } = options;
      const cluster = stage.inherited(({ shape }) => shape.f === f && shape.view === view);
      const [id] = cluster?.shape.real ?? [];
      if (cluster === undefined || id === undefined) return ReplicaScene.open(stage, options);
      const others = stage.choices.shuffled(cluster.ids.filter((other) => other !== id));
      return new ReplicaScene(stage, cluster, id, others);
    },
  };

  /** The Commits that the server under test sent for this seq. */
  commitsFor({ seq }: Slot): Message[] {
    return this.sentBy(this.id, METHOD.commit)
      .filter(({ params }) => fieldsOf(params).seq === seq)
      .sort((a, b) => Number(a.to) - Number(b.to)); // not as links happen to be read
  }

  /** It must send its Commit for `slot` to every other server that takes connections, once. */
  async mustCommit(slot: Slot, why: Words, options: CommitOptions = {}): Promise<void> {
    const { code = 'commit-sent', patienceMs } = options;
    const refusing = (id: number): boolean => this.cluster.shape.passive.get(id) === 'refuses';
    const expected = this.others.filter(({ id }) => !refusing(id));
    const sent = (): Message[] => this.commitsFor(slot);
    const reached = (): Set<unknown> => new Set(sent().map(({ to }) => to));
    const to = namesOf(expected.map(({ id }) => id));
    const expectation: Expectation = {
      code,
      expected: t`server ${this.id} sends a Commit for seq ${slot.seq} to ${to}: ${why}`,
      actual: () => {
        const whom = [...reached()].filter((id) => typeof id === 'number');
        const which = whom.length === 0 ? t`it sent none` : t`it sent one only to ${namesOf(whom)}`;
        const all = t`${which}; in all it sent ${this.trafficOf(this.id)}`;
        const stray = this.#strayCommit(slot);
        return stray === undefined ? all : t`${all}; the last Commit says ${stray}`;
      },
    };
    await this.must(() => reached().size >= expected.length, expectation, patienceMs);
    await this.mustNot(() => sent().length > expected.length, {
      code: 'commit-once',
      expected: t`${expected.length} Commits for seq ${slot.seq}, one to each other server`,
      actual: () => t`server ${this.id} sent ${sent().length}`,
    });
  }

  /** A Commit must say what the proposal says, and be signed by the server under test. */
  mustSay({ params, to }: Message, slot: Slot): void {
    const flaw = flawOf(params, slot, this.id, this.cluster.identity(this.id).publicKey);
    if (flaw === undefined) return;
    const { code, expected, actual } = flaw;
    const seen = code === 'commit-fields' ? t`to server ${to} ${actual}` : actual;
    this.fail({ code, expected, actual: () => seen });
  }

  /** It must not send its Commit for `slot`, once all that was sent has been dealt with. */
  async mustNotCommit(slot: Slot, why: Words, lingerMs?: number): Promise<void> {
    await this.mustNot(
      () => this.commitsFor(slot).length > 0,
      {
        code: 'commit-early',
        expected: t`no Commit for seq ${slot.seq}: ${why}`,
        actual: () => commitsSent(this.id, this.commitsFor(slot).length),
      },
      lingerMs,
    );
  }

  /** It must not have executed `slot`, once all that was sent has been dealt with. */
  async mustNotExecute(slot: Slot, code: RuleCode, why: Words, lingerMs?: number): Promise<void> {
    const actual = (): Words => {
      const early = premature(this.cluster.trace.steps, this.facts);
      const found = early.find(({ execution }) => execution.seq === slot.seq);
      if (found === undefined) return t`server ${this.id} executed it all the same`;
      const commits = validCommits(found.commits);
      return t`server ${this.id} executed it; by then it had ${commits} of others`;
    };
    const expected = t`seq ${slot.seq} is not executed: ${why}`;
    const happened = (): boolean => this.executionsOf(slot.request).length > 0;
    await this.mustNot(happened, { code, expected, actual }, lingerMs);
  }

  /** Sends bad commits one by one; none may make it execute. Exactly one good vote is missing. */
  async mustIgnore(
    slot: Slot,
    from: PuppetServer,
    votes: readonly BadVote[],
    code: RuleCode,
    why: Words = t`it has 1 valid commit of the 2 needed; the last one does not count`,
  ): Promise<void> {
    for (const bad of votes) {
      this.badCommits(from, bad);
      await this.mustNotExecute(slot, code, why);
    }
  }

  /** It must execute `slot`, once, with the right result. */
  async mustExecute(
    slot: Slot,
    code: RuleCode,
    why: Words,
    result: string = PUT_RESULT,
  ): Promise<void> {
    const { seq, request } = slot;
    const seen = () => this.executionsOf(request);
    await this.must(() => seen().length > 0, {
      code,
      expected: t`seq ${seq} is executed and answered: ${why}`,
      actual: () => t`no signed reply of server ${this.id} came, and nothing moves any more`,
    });
    await this.mustNot(() => seen().length > 1, {
      code: 'executed-once',
      expected: t`seq ${seq} is executed and answered once`,
      actual: () => t`server ${this.id} answered it ${seen().length} times`,
    });
    const wrong = seen().find((execution) => execution.result !== result);
    if (wrong === undefined) return;
    this.fail({
      code: 'result-right',
      expected: t`the result "${result}" of "${shown(request)}"`,
      actual: () => t`server ${this.id} replied "${wrong.result}"`,
    });
  }

  /** What it committed to instead, for the report of a missing Commit. */
  #strayCommit(slot: Slot): string | undefined {
    const other =
      this.commitsFor(slot).length === 0 ? this.sentBy(this.id, METHOD.commit).at(-1) : undefined;
    if (other === undefined) return undefined;
    const { msg = other.params } = (other.params ?? {}) as { msg?: unknown };
    return quoted(msg);
  }
}
