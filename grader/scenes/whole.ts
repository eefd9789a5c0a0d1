import type { Cluster } from '../cluster/cluster.ts';
import { ServerProcess } from '../cluster/process.ts';
import { GraderBug } from '../errors.ts';
import { Caller } from '../network/caller.ts';
import type { Link } from '../network/link.ts';
import type { Replica, World } from '../puppet/replica.ts';
import { type Message, type Said, t } from '../text/text.ts';
import { METHOD, type Request } from '../wire/messages.ts';
import { within } from '../within.ts';
import type { RuleCode } from './rules.ts';
import { MOST_ATTEMPTS, Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { namesOf } from './words.ts';

/** Attempts to connect to a server that is down: the requests of a scenario take fewer. */
const FEW_ATTEMPTS = 30;

/** Which cluster to open. */
interface WholeOptions {
  readonly f: number;
  /** How many servers are not real: crashed, or Byzantine once a replica is put there. */
  readonly faulty?: number;
  /** See Shape. */
  readonly twin?: number;
  /** True when the leader is among the faulty ones. */
  readonly faultyLeader?: boolean;
}

/**
 * A whole cluster of real servers with the grader's links between them.
 *
 * The grader plays the client: it sends requests to the leader and reads the signed replies. It
 * steps the network: every delivery is its choice.
 */
export class WholeScene extends Scene {
  static async open(stage: Stage, options: WholeOptions): Promise<WholeScene> {
    const { f, twin } = options;
    const ids = Array.from({ length: 3 * f + 1 }, (_, id) => id);
    const faulty = faultyOf(ids, options);
    const real = ids.filter((id) => !faulty.includes(id));
    const shape = { f, view: 0, real, passive: new Map(), twin };
    return new WholeScene(await stage.cluster(shape), stage);
  }

  /** Goes on with the cluster of the scenario before, if it left one. */
  static readonly continued = {
    async open(stage: Stage, options: WholeOptions): Promise<WholeScene> {
      const cluster = stage.inherited(({ shape }) => shape.f === options.f);
      if (cluster === undefined) return WholeScene.open(stage, options);
      cluster.stopPlaying();
      // Those that are down already come first: there may be no more than f.
      const alive = cluster.running.map(({ number }) => number);
      const down = cluster.ids.filter((id) => !alive.includes(id));
      const more = faultyOf(alive, options).slice(down.length);
      await Promise.all(more.map((id) => cluster.retire(id)));
      return new WholeScene(cluster, stage);
    },
  };

  readonly #stage: Stage;

  private constructor(cluster: Cluster, stage: Stage) {
    super(cluster, stage);
    this.#stage = stage;
  }

  /** Ids of the servers that still run. */
  get alive(): number[] {
    return this.cluster.running.map(({ number }) => number);
  }

  /** Ids of the servers that do not run: the grader plays them, or nobody does. */
  get faulty(): number[] {
    return this.cluster.ids.filter((id) => !this.alive.includes(id));
  }

  /** The faulty server of a cluster that has one. */
  get faultyOne(): number {
    const [id] = this.faulty;
    if (id === undefined) throw new GraderBug('no server of this cluster is faulty');
    return id;
  }

  /** Backups that run, in an order that the seed chose. */
  get backups(): number[] {
    return this.choices.shuffled(this.alive.filter((id) => id !== this.cluster.leader));
  }

  /** A fresh put. */
  put(): string {
    return `put ${this.choices.word()} ${this.choices.word()}`;
  }

  /** The client sends commands to the leader, together. */
  request(command: string): Request {
    const request = this.makeRequest(command);
    this.send(request);
    return request;
  }

  /** Clients send signed requests to the leader, together. */
  send(...requests: readonly Request[]): void {
    const { leader } = this.cluster;
    for (const { req } of requests) this.note(t`the client asks leader ${leader}: ${req.command}`);
    for (const request of requests) this.cluster.submit('client', leader, METHOD.request, request);
    this.cluster.nextSeq += requests.length;
  }

  /** The client asks one process of a leader that runs twice. */
  ask(process: number, request: Request): void {
    this.note(t`the client asks process ${process} of the leader: ${request.req.command}`);
    const message = { from: 'client', method: METHOD.request, params: request } as const;
    this.cluster.deliver(process, [message]);
  }

  /** Starts the lab's own client, which sends one command and ends. */
  async startClient(command: string): Promise<ServerProcess> {
    const maddr = await this.cluster.admitClients();
    const { kit } = this.#stage;
    const role = ['-role', 'client', '-maddr', maddr, '-caddr', '127.0.0.1:0'];
    return ServerProcess.start({ ...kit, bundle: kit.reference }, [...role, command], []);
  }

  /** What a client printed, once it has ended. */
  async outputOf(client: ServerProcess): Promise<string> {
    const { timing, kit } = this.#stage;
    const ended = within(client.exited, kit.limits.eventMs, () => undefined);
    if ((await timing.during('event', ended)) === undefined) await client.kill();
    return client.output;
  }

  /** The pre-prepare that a real leader sends to a server which the grader plays. */
  async proposalTo(id: number): Promise<unknown> {
    const seen = () =>
      this.sentBy(this.cluster.leader, METHOD.prePrepare).find(({ to }) => to === id);
    await this.comes(() => seen() !== undefined, {
      code: 'all-execute',
      expected: t`the leader proposes the request to server ${id}`,
      actual: () => t`the servers sent ${this.trafficOf()}`,
    });
    return seen()?.params;
  }

  /** Sends a reply to a real client, and waits until it has it. */
  async replyTo(address: string, reply: object): Promise<void> {
    const caller = new Caller(() => address, this.cluster.meter);
    const { timing, kit } = this.#stage;
    const answer = within(caller.call(METHOD.reply, reply), kit.limits.eventMs, () => undefined);
    await timing.during('event', answer);
    caller.close();
  }

  /** Requests reach the leader in this order, in one piece: so seqs are given in this order. */
  deliverRequests(requests: readonly Request[]): void {
    const { leader } = this.cluster;
    this.note(t`${requests.length} clients ask leader ${leader}, together`);
    const from = 'client';
    const messages = requests.map((params) => ({ from, method: METHOD.request, params }) as const);
    this.cluster.deliver(leader, messages);
    this.cluster.nextSeq += requests.length;
  }

  /** A server crashes: SIGKILL. */
  async crash(id: number): Promise<void> {
    this.note(t`server ${id} crashes`);
    await this.cluster.kill(id);
  }

  /** A server is stopped: its connections stay, and it does nothing. */
  async freeze(id: number): Promise<void> {
    this.note(t`server ${id} is stopped`);
    await this.cluster.freeze(id);
  }

  /** A stopped server goes on. */
  thaw(id: number): void {
    this.note(t`server ${id} goes on`);
    this.cluster.thaw(id);
  }

  /** The link between two servers breaks, in both directions. */
  cutLink(a: number, b: number): void {
    this.note(t`the link between servers ${a} and ${b} breaks`);
    for (const link of this.#linksBetween(a, b)) link.cut();
  }

  /**
   * Servers must let those be that they cannot reach. Whoever tries again at once, for ever, is told from one that
   * makes pauses by how often: a right server tries once for each message.
   */
  async mustLetBe(): Promise<void> {
    const quiet = await this.settle();
    const isTrying = quiet.kind === 'idle' && quiet.hasCalls;
    const few = isTrying ? 0 : FEW_ATTEMPTS;
    const tried = this.cluster.links.filter(({ attempts }) => attempts > few);
    const triedOften = tried.map((link) => link.whenTried(MOST_ATTEMPTS, this.limits.restMs));
    await this.#stage.timing.during('event', Promise.all(triedOften));
    this.judgeAttempts();
  }

  /** The link between two servers is there again. */
  mendLink(a: number, b: number): void {
    this.note(t`the link between servers ${a} and ${b} is there again`);
    for (const link of this.#linksBetween(a, b)) link.mend();
  }

  /** What a replica of the grader's knows of the cluster. */
  get world(): World {
    const { f, view } = this.cluster.shape;
    const { identities, nextSeq } = this.cluster;
    return { f, view, identities, nextSeq };
  }

  /**
   * Puts a replica of the grader's in the place of a server.
   * @param what tells what it does, for the server with this id.
   */
  play(replica: Replica, what: (id: number) => Said): void {
    this.note(what(replica.id));
    this.cluster.play(replica);
  }

  /** All of these servers must execute the request, with this result. */
  async mustExecute(
    request: Request,
    { by, code, result }: { by: readonly number[]; code: RuleCode; result?: string },
  ): Promise<void> {
    const { command } = request.req;
    const seen = () => this.executionsOf(request).filter(({ server }) => by.includes(server));
    await this.must(() => new Set(seen().map(({ server }) => server)).size === by.length, {
      code,
      expected: t`"${command}" is executed by servers ${by}`,
      actual: () => {
        const servers = namesOf(seen().map(({ server }) => server));
        return t`executed by ${servers}; the servers sent ${this.trafficOf()}`;
      },
    });
    const right = result ?? 'put ok';
    const other = seen().find((execution) => execution.result !== right);
    if (other === undefined) return;
    this.fail({
      code: 'result-right',
      expected: t`all servers reply "${right}" to "${command}"`,
      actual: () => t`server ${other.server} replied "${other.result}"`,
    });
  }

  /** No server may execute the request, once all that can move has moved. */
  async mustNotExecute(
    request: Request,
    code: RuleCode,
    why: Message,
    lingerMs?: number,
  ): Promise<void> {
    const seen = () => this.executionsOf(request).map(({ server }) => server);
    await this.mustNot(
      () => seen().length > 0,
      {
        code,
        expected: t`"${request.req.command}" is not executed: ${why}`,
        actual: () => t`executed by ${namesOf(seen())}`,
      },
      lingerMs,
    );
  }

  /** In both directions. */
  #linksBetween(a: number, b: number): Link[] {
    return this.cluster.links.filter(
      ({ from, to }) => (from === a && to === b) || (from === b && to === a),
    );
  }
}

/** The servers that are chosen to be faulty: the leader when asked for, else the last ones. */
function faultyOf(ids: readonly number[], { faulty = 0, faultyLeader }: WholeOptions): number[] {
  if (faultyLeader) return ids.slice(0, faulty);
  return ids.slice(ids.length - faulty);
}
