import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { GraderBug } from '../errors.ts';
import { type Outcome, TAKEN } from '../network/caller.ts';
import { Port } from '../network/endpoint.ts';
import { IdleWatch } from '../network/idle.ts';
import type { Link } from '../network/link.ts';
import { Meter } from '../network/meter.ts';
import { Network } from '../network/network.ts';
import type { Message, Party, Trace } from '../network/trace.ts';
import { PuppetClient } from '../puppet/client.ts';
import type { Replica } from '../puppet/replica.ts';
import type { Choices } from '../seed.ts';
import { METHOD } from '../wire/messages.ts';
import { type Identity, identityFrom } from '../wire/signing.ts';
import { allEnded } from '../within.ts';
import { Couriers } from './couriers.ts';
import type { Kit } from './kit.ts';
import { Master, type Registered } from './master.ts';
import { type Passive, recorder } from './passive.ts';
import { printer } from './printed-lines.ts';
import { RealServer } from './real-server.ts';
import { allRegistered } from './start.ts';
import { Ways } from './ways.ts';

/** Which cluster to build. */
export interface Shape {
  readonly f: number;
  readonly view: number;
  /** Ids of the servers that are the submission's; the grader plays the others. */
  readonly real: readonly number[];
  /** Id of a real server that runs twice, with one key: its twin is process number n. */
  readonly twin?: number | undefined;
  /** Servers of which there is a port only; the rest is real, or a replica of the grader's. */
  readonly passive: ReadonlyMap<number, Passive>;
  /** True to run the reference instead of the submission, to compare. */
  readonly reference?: boolean;
}

/**
 * 3f+1 servers, of which some are real processes and the grader plays the rest.
 *
 * Every server is told addresses of the grader's for its peers: a link to a real one, a port for
 * a played one. So all traffic of the real servers is in the trace, without their help.
 */
export class Cluster {
  readonly shape: Shape;
  readonly meter = new Meter();
  readonly network: Network;
  readonly idle: IdleWatch;
  /** Keys of all servers by id. */
  readonly identities: ReadonlyMap<number, Identity>;
  /** Server processes by number: their id, or n for a twin. */
  readonly real = new Map<number, RealServer>();
  /** The seq that the next request gets. */
  nextSeq = 1;
  /** Which processes get a message for a real server: that of its id, unless it has a twin. */
  route: (message: Message) => readonly number[] = ({ to }) => (typeof to === 'number' ? [to] : []);

  readonly #choices: Choices;
  readonly #ways: Ways;
  readonly #couriers = new Couriers((number) => this.real.get(number)?.address, this.meter);
  /** Masters for servers and for clients. */
  readonly #masters: { close(): void }[] = [];
  readonly #replicas = new Map<number, Replica>();
  readonly #clients = new Map<string, PuppetClient>();
  #clientPort: Port | undefined;

  private constructor(shape: Shape, choices: Choices) {
    this.shape = shape;
    this.#choices = choices;
    this.network = new Network(this.meter, (messages) => this.#deliver(messages));
    this.idle = new IdleWatch(this.meter, () => this.running.filter(({ frozen }) => !frozen));
    const keys = this.ids.map((id): [number, Identity] => [
      id,
      identityFrom(choices.secret(`server ${id}`)),
    ]);
    this.identities = new Map(keys);
    this.#ways = new Ways(shape.passive, this.identities, this.network);
  }

  /**
   * Starts the real servers and waits until each has registered and been told its peers.
   * @throws SubmissionError when one of them ends or does not register in time.
   */
  static async start(kit: Kit, shape: Shape, choices: Choices): Promise<Cluster> {
    const cluster = new Cluster(shape, choices);
    try {
      await cluster.#start(kit);
    } catch (error) {
      await cluster.close();
      throw error;
    }
    return cluster;
  }

  get trace(): Trace {
    return this.network.trace;
  }

  get n(): number {
    return 3 * this.shape.f + 1;
  }

  get ids(): number[] {
    return Array.from({ length: this.n }, (_, id) => id);
  }

  get leader(): number {
    return this.shape.view % this.n;
  }

  /** The real servers that registered and did not end, in the order of their numbers. */
  get running(): RealServer[] {
    const running = [...this.real.values()].filter(({ address }) => address !== undefined);
    return running.sort((a, b) => a.number - b.number);
  }

  identity(id: number): Identity {
    const identity = this.identities.get(id);
    if (identity === undefined) throw new GraderBug(`no server ${id} in this cluster`);
    return identity;
  }

  /** A client of the grader's, with a key of its own; its replies come into the trace. */
  client(name: string): PuppetClient {
    const known = this.#clients.get(name);
    if (known !== undefined) return known; // its timestamps go on rising
    const identity = identityFrom(this.#choices.secret(`client ${name}`));
    const client = new PuppetClient(identity, this.#clientPort?.address ?? '', this.#choices);
    this.#clients.set(name, client);
    return client;
  }

  /** From now on this replica of the grader's gets what is sent to its id, and answers. */
  play(replica: Replica): void {
    this.#replicas.set(replica.id, replica);
  }

  /**
   * Servers that replicas of the grader's played are silent from now on, as if they crashed; and
   * the links of those that did crash take connections again, for a replica in their place.
   */
  stopPlaying(): void {
    this.#replicas.clear();
    this.#ways.mend();
  }

  /** Sends a message of the grader's by the network: policy and steps apply to it. */
  submit(from: Party, to: number, method: string, params: unknown): void {
    void this.network.submit(this.trace.sent({ from, to, method, params, made: true }));
  }

  /** Delivers messages of the grader's to one real server, in one piece and in this order. */
  deliver(to: number, messages: readonly Omit<Message, 'number' | 'to' | 'made'>[]): void {
    const sent = messages.map((message) => this.trace.sent({ ...message, to, made: true }));
    this.#couriers.deliver(to, sent, this.trace);
  }

  /** Delivers a line as it is, on a connection of its own; `params` is what the trace says of it. */
  deliverRaw(message: Omit<Message, 'number' | 'made'> & { to: number }, line: string): void {
    this.trace.add({ kind: 'delivered', message: this.trace.sent({ ...message, made: true }) });
    this.#couriers.write(message.to, line);
  }

  /**
   * Lets real clients in: each is told a link to every server.
   * @returns the address of a master that answers them.
   */
  async admitClients(): Promise<string> {
    const { f, view } = this.shape;
    const peers = await this.#ways.peersOf('client');
    const port = await Port.answering(this.meter, (method, _, answer) => {
      if (method === METHOD.getPeers) answer({ f, view, peers });
    });
    this.#masters.push(port);
    return port.address;
  }

  /** SIGKILL: the process is gone and its peers' connections are reset. */
  async kill(number: number): Promise<void> {
    const server = this.#server(number);
    this.trace.add({ kind: 'killed', server: number });
    this.#ways.cut(number);
    await server.kill();
  }

  /** Ends a server in whose place the grader plays from now on; its links stay. */
  async retire(number: number): Promise<void> {
    await this.#server(number).kill();
  }

  /** SIGSTOP: the process keeps its connections and does nothing. */
  async freeze(number: number): Promise<void> {
    await this.#server(number).freeze();
    this.trace.add({ kind: 'frozen', server: number });
  }

  /** SIGCONT: it goes on where it stopped. */
  thaw(number: number): void {
    this.trace.add({ kind: 'thawed', server: number });
    this.#server(number).thaw();
  }

  /** All links between servers. */
  get links(): readonly Link[] {
    return this.#ways.links;
  }

  /** Ends every process, then closes every socket; the trace stays. May be called again. */
  async close(): Promise<void> {
    this.network.close();
    try {
      await Promise.all([...this.real.values()].map((server) => server.kill()));
    } finally {
      for (const master of this.#masters) master.close();
      this.#couriers.close();
      this.#ways.close();
      this.#clientPort?.close();
    }
  }

  async #start(kit: Kit): Promise<void> {
    const { real, twin, f, view } = this.shape;
    const numbers = twin === undefined ? real : [...real, this.n];
    this.#clientPort = await recorder({ from: 'unknown', to: 'client' }, this.network, true);
    const registered = new Map<number, Registered>();
    const complete = allRegistered(numbers.length, kit.limits.startMs);
    const register = (number: number, registration: Registered): void => {
      registered.set(number, registration);
      complete.registered(registered.size);
    };
    const ids = new Map([...this.identities].map(([id, { publicKeyText }]) => [publicKeyText, id]));
    const address = await this.#openMaster((key) => ids.get(key), register);
    // A twin has its original's key: a master of its own tells the two apart.
    const twinAddress = twin === undefined ? '' : await this.#openMaster(() => this.n, register);
    const lab = this.shape.reference ? { ...kit, bundle: kit.reference } : kit;
    const keys = await mkdtemp(join(kit.workDir, 'keys-'));
    const starting = numbers.map(async (number) => {
      const maddr = number === this.n ? twinAddress : address;
      const server = await RealServer.start(lab, {
        number,
        identity: this.identity(this.#idOf(number)),
        maddr,
        keyDir: join(keys, String(number)),
        print: this.shape.reference ? undefined : printer(lab, number, () => this.trace),
      });
      server.unanswered = () => this.#couriers.unanswered(number);
      this.real.set(number, server);
      void server.process.exited.then(({ wanted }) => {
        if (!wanted) this.trace.add({ kind: 'exited', server: number });
      });
      complete.watch(server);
    });
    const telling = numbers.map((number) => this.#ways.peersOf(number));
    const [peers] = await allEnded([allEnded(telling), allEnded(starting)]);
    await complete.wait();
    for (const [number, { addr }] of registered) this.#server(number).address = addr;
    for (const [index, number] of numbers.entries()) {
      const told = { id: this.#idOf(number), f, view, peers: peers[index] ?? [] };
      registered.get(number)?.answer(told);
    }
  }

  async #openMaster(
    numberOf: (publicKey: string) => number | undefined,
    register: (number: number, registered: Registered) => void,
  ): Promise<string> {
    const master = await Master.open(this.meter, numberOf, register);
    this.#masters.push(master);
    return master.address;
  }

  #deliver(messages: readonly Message[]): Promise<Outcome>[] {
    const forReal = messages.filter((message) => !this.#readByReplica(message));
    const outcomes = this.#couriers.deliverAll(forReal, this.route, this.trace);
    return messages.map((message) => outcomes.get(message) ?? Promise.resolve(TAKEN));
  }

  /** True when a replica of the grader's read it; what that one says goes by the network, too. */
  #readByReplica(message: Message): boolean {
    const replica = typeof message.to === 'number' ? this.#replicas.get(message.to) : undefined;
    if (replica === undefined) return false;
    this.trace.add({ kind: 'delivered', message });
    for (const { to, method, params } of replica.receive(message)) {
      this.submit(replica.id, to, method, params);
    }
    return true;
  }

  #server(number: number): RealServer {
    const server = this.real.get(number);
    if (server === undefined) throw new GraderBug(`server ${number} is not a real one`);
    return server;
  }

  #idOf(number: number): number {
    return number === this.n ? (this.shape.twin ?? number) : number;
  }
}
