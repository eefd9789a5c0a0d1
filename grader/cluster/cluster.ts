import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { GraderBug } from '../errors.ts';
import { Caller, type Outcome } from '../network/caller.ts';
import { newMeter, Port } from '../network/endpoint.ts';
import { Link, type Policy } from '../network/link.ts';
import { type Party, Trace } from '../network/trace.ts';
import type { Choices } from '../seed.ts';
import { METHOD, type PeerInfo } from '../wire/messages.ts';
import { type Identity, identityFrom } from '../wire/signing.ts';
import type { Kit } from './kit.ts';
import { Master, type Registered } from './master.ts';
import { RealServer } from './real-server.ts';
import { allRegistered } from './start.ts';

/** Which cluster to build. */
export interface Shape {
  readonly f: number;
  readonly view: number;
  /** Ids of the servers that are the submission's; the grader plays the others. */
  readonly real: readonly number[];
}

/**
 * 3f+1 servers, of which some are real processes and the grader plays the rest.
 *
 * Every server is told addresses of the grader's for its peers: a link to a real one, a port for
 * a played one. So all traffic of the real servers is in the trace, without their help.
 */
export class Cluster {
  readonly shape: Shape;
  readonly trace = new Trace();
  readonly meter = newMeter();
  /** Keys of all servers by id, and of the client. */
  readonly identities: ReadonlyMap<number, Identity>;
  readonly client: Identity;
  readonly real = new Map<number, RealServer>();
  /** Decides the fate of messages between real servers from now on. */
  policy: Policy = () => 'deliver';

  readonly #links: Link[] = [];
  readonly #ports: Port[] = [];
  readonly #callers = new Map<string, Caller>();
  #clientPort: Port | undefined;
  #master: Master | undefined;

  private constructor(shape: Shape, choices: Choices) {
    this.shape = shape;
    const keys = this.ids.map((id): [number, Identity] => [
      id,
      identityFrom(choices.secret(`server ${id}`)),
    ]);
    this.identities = new Map(keys);
    this.client = identityFrom(choices.secret('client'));
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

  get n(): number {
    return 3 * this.shape.f + 1;
  }

  get ids(): number[] {
    return Array.from({ length: this.n }, (_, id) => id);
  }

  get leader(): number {
    return this.shape.view % this.n;
  }

  /** The real servers that registered and did not end, in the order of their ids. */
  get running(): RealServer[] {
    const running = [...this.real.values()].filter(({ address }) => address !== undefined);
    return running.sort((a, b) => a.id - b.id);
  }

  /** Where the grader's client listens for replies. */
  get clientAddr(): string {
    return this.#clientPort?.address ?? '';
  }

  identity(id: number): Identity {
    const identity = this.identities.get(id);
    if (identity === undefined) throw new GraderBug(`no server ${id} in this cluster`);
    return identity;
  }

  server(id: number): RealServer {
    const server = this.real.get(id);
    if (server === undefined) throw new GraderBug(`server ${id} is not a real one`);
    return server;
  }

  /** Sends a request of the grader's to a real server; the trace shows it as delivered. */
  send(from: Party, to: number, method: string, params: unknown): Promise<Outcome> {
    const message = this.trace.sent({ from, to, method, params, made: true });
    return this.#caller(from, to).deliver(message, this.trace);
  }

  /** Sends a line as it is; `params` is what the trace says of it. */
  sendRaw(from: Party, to: number, method: string, params: unknown, line: string): void {
    const message = this.trace.sent({ from, to, method, params, made: true });
    this.trace.add({ kind: 'delivered', message });
    this.#caller(from, to).write(line);
  }

  /** Delivers all held messages; later ones pass. */
  release(): void {
    this.policy = () => 'deliver';
    for (const link of this.#links) link.release();
  }

  /** SIGKILL: the process is gone and its peers' connections are refused. */
  async kill(id: number): Promise<void> {
    const server = this.server(id);
    this.trace.add({ kind: 'killed', server: id });
    for (const link of this.#links) if (link.to === id) link.close();
    await server.kill();
  }

  /** Ends every process and closes every socket; the trace stays. May be called again. */
  async close(): Promise<void> {
    this.#master?.close();
    this.#clientPort?.close();
    for (const port of [...this.#ports, ...this.#links]) port.close();
    for (const caller of this.#callers.values()) caller.close();
    await Promise.all([...this.real.values()].map((server) => server.kill()));
  }

  async #start(kit: Kit): Promise<void> {
    const { real } = this.shape;
    this.#clientPort = await this.#receiver('unknown', 'client');
    const ids = new Map([...this.identities].map(([id, { publicKeyText }]) => [publicKeyText, id]));
    const registered = new Map<number, Registered>();
    const complete = allRegistered(real.length);
    this.#master = await Master.open(
      this.meter,
      (key) => ids.get(key),
      (id, registration) => {
        registered.set(id, registration);
        complete.registered(registered.size);
      },
    );
    const { address } = this.#master;
    const keys = await mkdtemp(join(kit.workDir, 'keys-'));
    const starting = real.map(async (id) => {
      const dir = join(keys, String(id));
      const server = await RealServer.start(kit, id, this.identity(id), address, dir);
      this.real.set(id, server);
      void server.process.exited.then(({ wanted }) => {
        if (!wanted) this.trace.add({ kind: 'exited', server: id });
      });
      complete.watch(server);
    });
    const telling = real.map((id) => this.#peersOf(id));
    const [peers] = await Promise.all([Promise.all(telling), Promise.all(starting)]);
    await complete.wait();
    for (const [id, { addr }] of registered) this.server(id).address = addr;
    const { f, view } = this.shape;
    for (const [index, id] of real.entries()) {
      registered.get(id)?.answer({ id, f, view, peers: peers[index] ?? [] });
    }
  }

  /** The address that `from` is told for each server; its own is the one it registered. */
  async #peersOf(from: number): Promise<PeerInfo[]> {
    return Promise.all(
      this.ids.map(async (id) => {
        const { publicKeyText } = this.identity(id);
        return { id, addr: await this.#way(from, id), publicKey: publicKeyText };
      }),
    );
  }

  async #way(from: number, to: number): Promise<string> {
    if (!this.shape.real.includes(to)) {
      const port = await this.#receiver(from, to);
      this.#ports.push(port);
      return port.address;
    }
    const { trace, meter } = this;
    const target = (): string | undefined => this.real.get(to)?.address;
    const link = await Link.open({ from, to, target, policy: () => this.policy, trace, meter });
    this.#links.push(link);
    return link.address;
  }

  /** A port of a node that the grader plays: what comes in is recorded and answered. */
  #receiver(from: Party, to: Party): Promise<Port> {
    return Port.answering(this.meter, (method, params, answer) => {
      if (method !== METHOD.ping) {
        const message = this.trace.sent({ from, to, method, params, made: false });
        this.trace.add({ kind: 'delivered', message });
      }
      answer({});
    });
  }

  #caller(from: Party, to: number): Caller {
    const key = `${from}>${to}`;
    const known = this.#callers.get(key);
    if (known !== undefined) return known;
    const caller = new Caller(() => this.real.get(to)?.address, this.meter);
    this.#callers.set(key, caller);
    return caller;
  }
}
