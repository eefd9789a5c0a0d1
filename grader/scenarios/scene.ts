import type { Cluster } from '../cluster/cluster.ts';
import { crashOf } from '../cluster/crash.ts';
import { IdleWatch, type Quiet } from '../network/idle.ts';
import type { Message } from '../network/trace.ts';
import { commitsSentBy } from '../oracles/commits.ts';
import { type Execution, executions } from '../oracles/executions.ts';
import type { Facts } from '../oracles/facts.ts';
import { type SafetyRule, safetyViolations } from '../oracles/safety.ts';
import { PuppetClient } from '../puppet/client.ts';
import type { Choices } from '../seed.ts';
import type { Request } from '../wire/messages.ts';
import { Broken } from './broken.ts';
import type { RuleCode } from './rules.ts';

/** Longest wait for one thing to happen, and for the network to come to rest. */
const EVENT_LIMIT_MS = 8_000;
const REST_LIMIT_MS = 5_000;

/** What must happen is given up when the network is idle and stays so for this long. */
const GRACE_MS = 150;

const SAFETY_CODES: Record<SafetyRule, RuleCode> = {
  agreement: 'agreement',
  once: 'executed-once',
  order: 'order',
};

/** What is expected of the submission at one point of a story, in words for the student. */
export interface Expectation {
  readonly code: RuleCode;
  readonly expected: string;
  /** What was seen instead; asked only when the expectation fails. */
  readonly actual: () => string;
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
  readonly #client: PuppetClient;
  readonly #sent: string[] = [];
  /** Executions found so far, and how much of the trace was searched: signatures are dear. */
  readonly #executions: Execution[] = [];
  #searched = 0;
  readonly #idle: IdleWatch;

  constructor(cluster: Cluster, choices: Choices) {
    this.cluster = cluster;
    this.choices = choices;
    this.#client = new PuppetClient(cluster.client, cluster.clientAddr, choices);
    const { shape, identities, meter } = cluster;
    this.#idle = new IdleWatch(meter, () => cluster.running);
    const keys = [...identities].map(([id, { publicKey }]) => [id, publicKey] as const);
    this.facts = { f: shape.f, view: shape.view, real: shape.real, serverKeys: new Map(keys) };
  }

  /** A signed request of the grader's client. */
  makeRequest(command: string): Request {
    return this.#client.request(command);
  }

  /** Notes a step of the story, for the report of a failure. */
  note(step: string): void {
    this.#sent.push(step);
  }

  /** Executions of a request so far, as signed replies prove them. */
  executionsOf(request: Request): Execution[] {
    const { steps } = this.cluster.trace;
    this.#executions.push(...executions(steps.slice(this.#searched), this.facts));
    this.#searched = steps.length;
    return this.#executions.filter(({ timestamp }) => timestamp === request.req.timestamp);
  }

  /** True when some server sent, or was sent, a message like this. */
  saw(matches: (message: Message) => boolean): boolean {
    return this.cluster.trace.steps.some((step) => 'message' in step && matches(step.message));
  }

  /** Commit messages that a real server sent to others so far. */
  commitsOf(server: number): Message[] {
    return commitsSentBy(server, this.cluster.trace.steps);
  }

  /** How many messages of each method the real servers sent, or one of them: for reports. */
  trafficOf(server?: number): string {
    const counts = new Map<string, number>();
    for (const step of this.cluster.trace.steps) {
      if (step.kind !== 'sent' || step.message.made) continue;
      const { from, method } = step.message;
      if (server === undefined || from === server)
        counts.set(method, (counts.get(method) ?? 0) + 1);
    }
    return [...counts].map(([method, count]) => `${count} ${method}`).join(', ') || 'nothing';
  }

  /** Waits until nothing moves. */
  async settle(): Promise<void> {
    this.#judgeQuiet(await this.#idle.untilIdle(REST_LIMIT_MS));
  }

  /** The event must happen: waits for it, no longer than the network is busy and a little. */
  async must(happened: () => boolean, expectation: Expectation): Promise<void> {
    if (!(await this.#until(happened))) this.fail(expectation);
  }

  /** The event must not happen: waits until nothing moves, then looks. */
  async mustNot(happened: () => boolean, expectation: Expectation): Promise<void> {
    await this.settle();
    if (happened()) this.fail(expectation);
  }

  /** Ends the scenario: the rule is broken. */
  fail({ code, expected, actual }: Expectation): never {
    throw new Broken({ code, expected, actual: actual(), sent: [...this.#sent] });
  }

  /** The properties that every run must have, looked at when the story is over. */
  judgeSafety(): void {
    const [violation] = safetyViolations(this.cluster.trace.steps, this.facts);
    if (violation === undefined) return;
    const { rule, expected, actual } = violation;
    this.fail({ code: SAFETY_CODES[rule], expected, actual: () => actual });
  }

  /**
   * What really went wrong, when a story failed: a server that ended by itself, or whose code
   * threw, explains more than the vote that is missing because of it.
   */
  explain(broken: Broken): Broken {
    const { steps } = this.cluster.trace;
    const exited = steps.find((step) => step.kind === 'exited');
    const server = exited?.kind === 'exited' ? this.cluster.real.get(exited.server) : undefined;
    if (server !== undefined) {
      const { summary, location } = crashOf(server);
      const { sent, expected } = broken.finding;
      return new Broken({ code: 'survives', sent, expected, actual: summary, location });
    }
    const internal = steps.find((step) => step.kind === 'answered' && step.error === 'internal');
    if (internal?.kind !== 'answered' || typeof internal.message.to !== 'number') return broken;
    const thrower = this.cluster.real.get(internal.message.to);
    if (thrower === undefined) return broken;
    const { error, location } = crashOf(thrower);
    const actual = `${broken.finding.actual}; ${internal.message.method} threw ${error ?? 'an error'}`;
    return new Broken({ ...broken.finding, actual, location });
  }

  close(): Promise<void> {
    return this.cluster.close();
  }

  async #until(happened: () => boolean): Promise<boolean> {
    const { trace, meter } = this.cluster;
    const deadlineMs = performance.now() + EVENT_LIMIT_MS;
    while (!happened() && performance.now() < deadlineMs) {
      const stop = new AbortController();
      const event = trace.when(happened, stop.signal);
      const idle = this.#idle.untilIdle(EVENT_LIMIT_MS, stop.signal);
      const quiet = await Promise.race([idle, event]);
      stop.abort();
      if (happened()) return true;
      if (quiet === undefined || quiet.kind === 'aborted') continue;
      this.#judgeQuiet(quiet);
      const before = meter.activity;
      const grace = AbortSignal.timeout(GRACE_MS);
      await trace.when(() => happened() || meter.activity !== before, grace);
      if (grace.aborted && meter.activity === before) break;
    }
    return happened();
  }

  #judgeQuiet(quiet: Quiet): void {
    if (quiet.kind === 'blocked') {
      this.fail({
        code: 'responsive',
        expected: 'every server answers a ping within 5 s',
        actual: () => `server ${quiet.servers.join(', ')} does not answer`,
      });
    }
    if (quiet.kind === 'restless') {
      this.fail({
        code: 'rests',
        expected: `no more messages ${quiet.limitMs / 1_000} s after the last request`,
        actual: () => `the servers still send`,
      });
    }
  }
}
