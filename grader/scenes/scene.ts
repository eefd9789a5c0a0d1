import type { Cluster } from '../cluster/cluster.ts';
import { crashOf } from '../cluster/crash.ts';
import type { Limits } from '../cluster/limits.ts';
import type { Quiet } from '../network/idle.ts';
import { inCanonicalOrder, type Order } from '../network/network.ts';
import type { Message } from '../network/trace.ts';
import { type Execution, executions } from '../oracles/executions.ts';
import type { Facts } from '../oracles/facts.ts';
import { type SafetyRule, safetyViolations } from '../oracles/safety.ts';
import { inWords, sentMessages } from '../oracles/traffic.ts';
import type { PuppetClient } from '../puppet/client.ts';
import type { Choices } from '../seed.ts';
import { type Gap, t, type Message as Words } from '../text/text.ts';
import { METHOD, PrePrepare, type Request } from '../wire/messages.ts';
import { Broken } from './broken.ts';
import type { RuleCode } from './rules.ts';
import type { Stage } from './stage.ts';
import type { Timing } from './timing.ts';

/** Steps in a row, and entries in a trace, after which a network is said never to rest. */
const MAX_STEPS = 500;
const MAX_ENTRIES = 60_000;

/** What must happen is given up when the network is idle and stays so for this long. */
const GRACE_MS = 150;

/** Attempts to connect to a server that is down, over one link: nobody needs more. */
export const MOST_ATTEMPTS = 200;

const SAFETY_CODES: Record<SafetyRule, RuleCode> = {
  agreement: 'agreement',
  once: 'executed-once',
  order: 'order',
};

/** What is expected of the submission at one point of a story, in words for the student. */
export interface Expectation {
  readonly code: RuleCode;
  readonly expected: Words;
  /** What was seen instead; asked only when the expectation fails. */
  readonly actual: () => Words;
  /** True when only a time limit tells: the machine may be to blame. */
  readonly timedOut?: boolean;
}

/**
 * One cluster in one scenario: it waits for events, looks at the trace, and judges.
 *
 * "Must" waits for the event and gives up early when nothing moves any more. "Must not" waits
 * until nothing moves and looks then; the story goes on to make the event possible, and so
 * proves that the first look could have failed.
 */
export class Scene {
  readonly cluster: Cluster;
  readonly choices: Choices;
  readonly facts: Facts;
  /** True when the next scenario may go on with this cluster. */
  handedOver = false;
  /** What arrives in one step: all that waits, in an order that the seed chose. */
  order: Order = (waiting) => this.choices.shuffled(inCanonicalOrder(waiting));
  protected readonly client: PuppetClient;
  protected readonly limits: Limits;
  readonly #timing: Timing;
  /** Executions found so far, by client and time stamp, and how much of the trace was searched: signatures are dear. */
  readonly #executions = new Map<string, Execution[]>();
  #searched = 0;
  #steps = 0;

  constructor(cluster: Cluster, { choices, kit, timing }: Stage) {
    this.cluster = cluster;
    this.choices = choices;
    this.limits = kit.limits;
    this.#timing = timing;
    this.client = cluster.client('first');
    const { shape, identities } = cluster;
    const keys = [...identities].map(([id, { publicKey }]) => [id, publicKey] as const);
    const real = cluster.running
      .map(({ number }) => number)
      .filter((id) => shape.real.includes(id) && id !== shape.twin);
    this.facts = { f: shape.f, view: shape.view, real, serverKeys: new Map(keys) };
  }

  /** Goes on with a new trace on the same servers. */
  renew(): void {
    this.cluster.network.renew();
    this.#executions.clear();
    this.#searched = 0;
  }

  /** A signed request of the grader's client. */
  makeRequest(command: string): Request {
    return this.client.request(command);
  }

  /** Notes a step of the story, for the report of a failure. */
  note(step: Words): void {
    this.cluster.trace.add({ kind: 'note', text: step });
  }

  /** Executions of a request so far, as signed replies prove them. */
  executionsOf({ req: { timestamp, clientKey } }: Request): Execution[] {
    this.#search();
    return this.#executions.get(`${clientKey} ${timestamp}`) ?? [];
  }

  /** True when some server sent, or was sent, a message like this. */
  saw(matches: (message: Message) => boolean): boolean {
    return this.cluster.trace.steps.some((step) => 'message' in step && matches(step.message));
  }

  /** The seq that a real leader gave to a request, as its pre-prepare tells. */
  proposedSeq(request: Request): number | undefined {
    for (const { params } of this.sentBy(undefined, METHOD.prePrepare)) {
      const proposal = PrePrepare.safeParse(params);
      if (proposal.success && proposal.data.msg.digest === request.digest)
        return proposal.data.msg.seq;
    }
    return undefined;
  }

  /** Messages of one method that a real server sent to others so far; all servers if none is named. */
  sentBy(server: number | undefined, method: string): Message[] {
    return sentMessages(this.cluster.trace.steps, { from: server, method });
  }

  /** How many messages of each method the real servers sent, or one of them: for reports. */
  trafficOf(server?: number): Gap {
    return inWords(sentMessages(this.cluster.trace.steps, { from: server }));
  }

  /** Waits until nothing moves; steps the network until nothing waits in it. @returns how it was then. */
  async settle(): Promise<Quiet> {
    for (;;) {
      const quiet = await this.#idle();
      this.#judgeQuiet(quiet);
      if (!this.#stepped()) return quiet;
    }
  }

  /** Waits until the servers have dealt with what they were sent; the network is not stepped. */
  async rest(): Promise<void> {
    this.#judgeQuiet(await this.#idle());
  }

  /**
   * The event must happen: waits for it, no longer than the network is busy and a little.
   * @param patienceMs how long a server may be busy while nothing moves; see IdleWatch.
   */
  async must(
    happened: () => boolean,
    expectation: Expectation,
    patienceMs?: number,
  ): Promise<void> {
    const { idle } = this.cluster;
    const usualMs = idle.patienceMs;
    idle.patienceMs = patienceMs ?? usualMs;
    const seen = await this.#until(happened);
    idle.patienceMs = usualMs;
    if (seen !== 'yes') this.fail({ ...expectation, timedOut: seen === 'late' });
  }

  /**
   * Waits for something that a node does which is not watched, such as a client: it may be slow
   * to start, and a quiet network says nothing about it.
   */
  async comes(happened: () => boolean, expectation: Expectation): Promise<void> {
    const limit = AbortSignal.timeout(this.limits.eventMs);
    await this.#timing.during('event', this.cluster.trace.when(happened, limit));
    if (!happened()) this.fail({ ...expectation, timedOut: true });
  }

  /**
   * The event must not happen: waits until nothing moves, then looks.
   * @param lingerMs how long to go on looking, for what only a timer of a server's could do.
   */
  async mustNot(happened: () => boolean, expectation: Expectation, lingerMs = 0): Promise<void> {
    await this.settle();
    if (lingerMs > 0 && !happened()) {
      const over = AbortSignal.timeout(lingerMs);
      await this.#timing.during('grace', this.cluster.trace.when(happened, over));
    }
    if (happened()) this.fail(expectation);
  }

  /** Ends the scenario: the rule is broken. */
  fail({ code, expected, actual, timedOut }: Expectation): never {
    const notes = this.cluster.trace.steps.flatMap((step) =>
      step.kind === 'note' ? [step.text] : [],
    );
    const finding = { code, expected, actual: actual(), sent: notes };
    throw new Broken(timedOut ? { ...finding, timedOut } : finding);
  }

  /** The properties that every run must have, looked at when the story is over. */
  judgeSafety(): void {
    this.#search();
    const inOrder = [...this.#executions.values()].flat().sort((a, b) => a.index - b.index);
    const [violation] = safetyViolations(inOrder, this.facts);
    if (violation === undefined) return;
    const { rule, expected, actual } = violation;
    this.fail({ code: SAFETY_CODES[rule], expected, actual: () => actual });
  }

  /**
   * What really went wrong, when a story failed: a server that ended by itself, or whose code
   * threw, explains more than the vote that is missing because of it.
   */
  explain(broken: Broken): Broken {
    if (broken.explained) return broken;
    const { steps } = this.cluster.trace;
    const exited = steps.find((step) => step.kind === 'exited');
    const server = exited?.kind === 'exited' ? this.cluster.real.get(exited.server) : undefined;
    if (server !== undefined) {
      const { summary, location } = crashOf(server);
      const { sent, expected } = broken.finding;
      return new Broken({ code: 'survives', sent, expected, actual: summary, location }, true);
    }
    const internal = steps.find((step) => step.kind === 'answered' && step.error === 'internal');
    if (internal?.kind !== 'answered' || typeof internal.message.to !== 'number') return broken;
    const thrower = this.cluster.real.get(internal.message.to);
    if (thrower === undefined) return broken;
    const { error, location } = crashOf(thrower);
    const threw = error ?? t`an error`;
    const actual = t`${broken.finding.actual}; ${internal.message.method} threw ${threw}`;
    return new Broken({ ...broken.finding, actual, location }, true);
  }

  close(): Promise<void> {
    return this.#timing.during('end', this.cluster.close());
  }

  /** Finds the executions in what came into the trace since the last search. */
  #search(): void {
    const { steps } = this.cluster.trace;
    for (const execution of executions(steps, this.facts, this.#searched)) {
      const key = `${execution.clientKey} ${execution.timestamp}`;
      this.#executions.set(key, [...(this.#executions.get(key) ?? []), execution]);
    }
    this.#searched = steps.length;
  }

  async #until(happened: () => boolean): Promise<'yes' | 'no' | 'late'> {
    const { trace, meter } = this.cluster;
    const deadlineMs = performance.now() + this.limits.eventMs;
    while (!happened()) {
      if (performance.now() > deadlineMs) return 'late';
      const stop = new AbortController();
      const event = trace.when(happened, stop.signal);
      const waiting = Promise.race([
        this.cluster.idle.untilIdle(this.limits.eventMs, stop.signal),
        event,
      ]);
      const quiet = await this.#timing.during('event', waiting);
      stop.abort();
      if (happened()) break;
      if (quiet === undefined || quiet.kind === 'aborted') continue;
      this.#judgeQuiet(quiet);
      if (this.#stepped()) continue;
      const before = meter.activity;
      const hasTimers = quiet.kind === 'idle' && quiet.hasTimers;
      const grace = AbortSignal.timeout(hasTimers ? this.limits.timerMs : GRACE_MS);
      const moved = trace.when(() => happened() || meter.activity !== before, grace);
      await this.#timing.during('grace', moved);
      if (grace.aborted && meter.activity === before) break;
    }
    return happened() ? 'yes' : 'no';
  }

  #idle(): Promise<Quiet> {
    return this.#timing.during('idle', this.cluster.idle.untilIdle(this.limits.restMs));
  }

  /** Delivers what waits in the network; false when nothing did. */
  #stepped(): boolean {
    const { network, trace } = this.cluster;
    if (network.waiting === 0) {
      this.#steps = 0;
      return false;
    }
    this.#steps += 1;
    if (this.#steps > MAX_STEPS || trace.steps.length > MAX_ENTRIES) this.#restless();
    network.step(this.order);
    return true;
  }

  /** Whoever tries without end to reach a server that is down keeps all others busy, and the grader. */
  protected judgeAttempts(): void {
    const most = Math.max(0, ...this.cluster.links.map(({ attempts }) => attempts));
    if (most <= MOST_ATTEMPTS) return;
    this.fail({
      code: 'rests',
      expected: t`at most ${MOST_ATTEMPTS} attempts to reach a server that cannot be reached`,
      actual: () => t`${most} connections were tried, and there is no end of them`,
    });
  }

  #judgeQuiet(quiet: Quiet): void {
    if (quiet.kind !== 'idle') this.judgeAttempts(); // it may be why
    if (quiet.kind === 'blocked') {
      this.fail({
        code: 'responsive',
        expected: t`every server answers a ping within ${(this.limits.pingMs / 1_000).toFixed(1)} s`,
        actual: () => t`no answer from server ${[...quiet.servers].sort()}`,
        timedOut: true,
      });
    }
    if (quiet.kind === 'restless') this.#restless(true);
  }

  #restless(timedOut = false): never {
    this.fail({
      code: 'rests',
      expected: t`no more messages once all that was asked is done`,
      actual: () => t`the servers still send; so far ${this.trafficOf()}`,
      timedOut,
    });
  }
}
