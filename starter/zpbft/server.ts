import { Store } from '../zkv/store.ts';
import { messageOf } from '../zlog/errors.ts';
import type { Logger } from '../zlog/log.ts';
import { type Address, formatAddress, shortAddress } from '../zrpc/address.ts';
import { Refused } from '../zrpc/errors.ts';
import { Encoded } from '../zrpc/frames.ts';
import { RpcNode } from '../zrpc/node.ts';
import { LogCert, Stage } from './cert.ts';
import { Clients } from './clients.ts';
import { encodePublicKey, type KeyPair, sign, verify } from './crypto.ts';
import {
  CommitArgs,
  type CommitMsg,
  type PhaseReply,
  PrePrepareArgs,
  type PrePrepareMsg,
  PrepareArgs,
  type PrepareMsg,
  type ReplyArgs,
  type ReplyMsg,
  RequestArgs,
  type RequestReply,
} from './messages.ts';
import { connectMaster, type Peer, register } from './peers.ts';
import { digestOfBatch, RequestQueue } from './queue.ts';
import { RequestVerifier } from './request.ts';
import { Sessions } from './sessions.ts';

/**
 * Water marks (PBFT §4.2): seqs this far above the last executed one are accepted, and
 * certificates this far below it are kept. Departure from PBFT §4.3: there is no checkpoint
 * protocol, a server counts from its own last execution.
 */
const SEQS_AHEAD = 1_024;
const SEQS_KEPT = 128;

/** With batches, seqs under way at once: while they are, the next batch grows. */
const BATCHES_AHEAD = 1;

/** What a server is started with. */
export interface ServerOptions {
  readonly maddr: Address;
  readonly saddr: Address;
  readonly keys: KeyPair;
  readonly log: Logger;
  /** Requests that one seq may order; 1 unless told otherwise. */
  readonly batch?: number;
}

/**
 * One replica of the key-value store.
 *
 * The five stages of a request, in the order of the methods below: 0 request, 1 pre-prepare,
 * 2 prepare, 3 commit, 4 reply. Methods that end in `Rpc` are called by other nodes; their
 * arguments have been checked for shape, and for nothing else.
 */
export class Server {
  readonly log: Logger;
  readonly keys: KeyPair;
  /** Own id, given by the master in the order of registration. */
  id = -1;
  /** Byzantine servers tolerated; the cluster has 3f+1. */
  f = 0;
  view = 0;
  /** Every server of the cluster by id, this one included. */
  peers: ReadonlyMap<number, Peer> = new Map();

  readonly store = new Store();
  readonly certs = new Map<number, LogCert>();
  /** The highest seq that was executed; all below it were executed before. */
  lastExecuted = 0;

  private readonly options: ServerOptions;
  private readonly rpc: RpcNode;
  private readonly requests = new RequestVerifier();
  private readonly sessions = new Sessions();
  private readonly clients: Clients;
  private readonly batch: number;
  /** Leader only. */
  private readonly queue: RequestQueue;

  constructor(options: ServerOptions) {
    this.options = options;
    this.log = options.log;
    this.keys = options.keys;
    this.batch = options.batch ?? 1;
    this.queue = new RequestQueue(this.batch);
    this.rpc = new RpcNode(options.log);
    this.clients = new Clients((addr) => this.rpc.client(addr), options.log);
  }

  /** Id of the leader of the current view. */
  get leader(): number {
    return this.view % this.peers.size;
  }

  /**
   * Listens, registers, waits until all servers have registered, and connects to them.
   * @throws Error with one clear sentence, when the address is taken or the master refuses.
   */
  async start(): Promise<void> {
    // A peer may know the cluster a moment earlier than this server: its messages wait.
    let registered = (): void => {};
    const ready = new Promise<void>((resolve) => {
      registered = resolve;
    });
    this.listenFor(ready);
    const addr = formatAddress(await this.rpc.listen(this.options.saddr));

    this.log.info('connect master ...');
    const master = this.rpc.client(formatAddress(this.options.maddr));
    await connectMaster(master);
    this.log.info('register peer info ...');
    const publicKey = encodePublicKey(this.keys.publicKey);
    const cluster = await register(master, { addr, publicKey }, (peer) => this.rpc.client(peer));
    this.id = cluster.id;
    this.f = cluster.f;
    this.view = cluster.view;
    this.peers = cluster.peers;
    registered();
    this.log.info(`register success, id=${this.id}, leader=${this.leader}`);

    this.log.info('build connect with other peers ...');
    const up = await Promise.allSettled(this.others().map((peer) => peer.rpc.connect()));
    const failed = up.filter(({ status }) => status === 'rejected').length;
    if (failed === 0) this.log.info('==== connect all peers success ====');
    else this.log.warn(`${failed} peers do not answer yet; they are tried again when needed`);
    this.log.info('== start work loop ==');
  }

  close(): void {
    this.rpc.close();
    this.clients.close();
    for (const peer of this.peers.values()) peer.rpc.close();
  }

  // ---- 0 request --------------------------------------------------------------------------

  /** A client's request: the leader checks it, gives it the next seq and starts the protocol. */
  RequestRpc(args: RequestArgs): RequestReply {
    if (this.id !== this.leader) throw new Refused(`not the leader, ask server ${this.leader}`);
    const wrong = this.requests.verify(args);
    if (wrong !== undefined) throw new Refused(wrong);
    const { req } = args;
    if (this.sessions.isOld(req)) {
      const sent = this.sessions.replyTo(req);
      if (sent === undefined) throw new Refused('a newer request of this client was executed');
      void this.clients.send(req.clientAddr, sent);
      return { seq: sent.msg.seq };
    }
    const known = this.queue.seqOf(args);
    if (known !== undefined) return { seq: known };
    if (this.queue.isFull) throw new Refused('too many requests wait');

    const seq = this.queue.add(args);
    this.log.info(
      () =>
        `${this.at(seq)} stage=0:request <= ${shortAddress(req.clientAddr)}, cmd: [${req.command}]`,
    );
    this.pbft();
    return { seq };
  }

  /** The leader's work loop: proposes waiting requests in order, up to the high water mark. */
  pbft(): void {
    const ahead = this.batch === 1 ? SEQS_AHEAD : BATCHES_AHEAD;
    for (const batch of this.queue.take(this.lastExecuted + ahead)) {
      const { seq, request, more } = batch;
      const cert = this.getCertOrNew(seq);
      cert.set(this.view, digestOfBatch(batch), request, more);
      cert.setStage(Stage.Prepare);
      void this.prePrepare(seq);
      void this.prepare(seq);
      this.verifyBallot(cert);
    }
  }

  // ---- 1 pre-prepare ----------------------------------------------------------------------

  /** Leader: proposes the request of `seq` to every other server. */
  async prePrepare(seq: number): Promise<void> {
    const { view, digest, request, more } = this.getCertOrNew(seq).get();
    const msg: PrePrepareMsg = { view, seq, digest };
    const signature = sign('pre-prepare', msg, this.keys.privateKey);
    const args: PrePrepareArgs = {
      msg,
      signature,
      request,
      ...(more.length > 0 && { more: [...more] }),
    };
    const reached = await this.broadcast('Server.PrePrepareRpc', args);
    this.log.info(`${this.at(seq)} stage=1:pre-prepare => [${reached.join(' ')}]`);
  }

  /** PBFT §4.2: a backup accepts at most one proposal per view and seq, and only the leader's. */
  PrePrepareRpc({ msg, signature, request, more = [] }: PrePrepareArgs): PhaseReply {
    const { view, seq, digest } = msg;
    const leader = this.peers.get(this.leader);
    if (leader === undefined || leader.id === this.id) throw new Refused('I am the leader');
    if (view !== this.view) throw new Refused(`view ${view} is not ${this.view}`);
    if (!verify('pre-prepare', msg, signature, leader.publicKey)) {
      throw new Refused('the pre-prepare is not signed by the leader');
    }
    if (more.length >= this.batch) throw new Refused(`more than ${this.batch} requests for a seq`);
    if (digest !== digestOfBatch({ request, more })) throw new Refused('digests differ');
    for (const one of [request, ...more]) {
      const wrong = this.requests.verify(one);
      if (wrong !== undefined) throw new Refused(wrong);
    }

    const cert = this.getCertOrNew(seq);
    if (cert.isSet()) {
      if (cert.get().digest !== digest) throw new Refused(`seq ${seq} has another proposal`);
      return {};
    }
    cert.set(view, digest, request, more);
    cert.setStage(Stage.Prepare);
    this.log.info(`${this.at(seq)} stage=1:pre-prepare <= ${leader.id}`);
    void this.prepare(seq);
    this.verifyBallot(cert); // votes may have come before the proposal
    return {};
  }

  // ---- 2 prepare --------------------------------------------------------------------------

  /** Tells every other server that this one accepted the proposal of `seq`. */
  async prepare(seq: number): Promise<void> {
    const { view, digest } = this.getCertOrNew(seq).get();
    const msg: PrepareMsg = { view, seq, digest, id: this.id };
    const args: PrepareArgs = { msg, signature: sign('prepare', msg, this.keys.privateKey) };
    const reached = await this.broadcast('Server.PrepareRpc', args);
    this.log.info(`${this.at(seq)} stage=2:prepare => [${reached.join(' ')}]`);
  }

  /** Another server's prepare. It is queued first: it may be early, and it may be a lie. */
  PrepareRpc(args: PrepareArgs): PhaseReply {
    const { seq, id } = args.msg;
    this.log.info(`${this.at(seq)} stage=2:prepare <= ${id}`);
    const cert = this.getCertOrNew(seq);
    cert.pushPrepare(args);
    this.verifyBallot(cert);
    return {};
  }

  // ---- 3 commit ---------------------------------------------------------------------------

  /**
   * Tells every other server that this one is prepared: it saw a quorum of prepares for `seq`.
   *
   * Called once per seq, by verifyBallotPrepare. Compare with prepare.
   */
  async commit(seq: number): Promise<void> {
    // TODO: build this server's CommitMsg for `seq`, sign it, send it to every other server
    // as `Server.CommitRpc`, and log `stage=3:commit => [ids]`.
    // Hint: what does a signature vouch for besides the fields of the message?
  }

  /** Another server's commit. Compare with PrepareRpc. */
  CommitRpc(args: CommitArgs): PhaseReply {
    // TODO: log `stage=3:commit <= id`, and keep the vote until it can be judged.
    // Hint: a commit may arrive before the prepares, and even before the pre-prepare.
    return {};
  }

  // ---- counting votes ---------------------------------------------------------------------

  /** Counts the votes that the certificate's stage waits for, and moves it on at a quorum. */
  verifyBallot(cert: LogCert): void {
    if (cert.getStage() === Stage.Prepare) this.verifyBallotPrepare(cert);
    if (cert.getStage() === Stage.Commit) this.verifyBallotCommit(cert);
  }

  /**
   * Counts valid prepares. At 2f from other servers, 2f+1 with this one's own, it is prepared
   * (PBFT §4.2) and commits.
   *
   * Before: the stage is Prepare. After: the queue of prepares is empty.
   */
  verifyBallotPrepare(cert: LogCert): void {
    const { view, seq, digest } = cert.get();
    for (const { msg, signature } of cert.popAllPrepares()) {
      const peer = this.peers.get(msg.id);
      if (peer === undefined || msg.id === this.id || cert.prepareVoted(msg.id)) continue;
      const same = msg.view === view && msg.seq === seq && msg.digest === digest;
      if (same && verify('prepare', msg, signature, peer.publicKey)) cert.prepareVote(msg.id);
      else this.log.warn(`${this.at(seq)} stage=2:prepare of ${msg.id} refused`);
    }
    if (cert.prepareBallot() < 2 * this.f) return;
    cert.setStage(Stage.Commit);
    void this.commit(seq);
  }

  /**
   * Counts valid commits; at a quorum the request is committed, and apply executes it.
   *
   * Called with the stage at Commit. Compare with verifyBallotPrepare.
   */
  verifyBallotCommit(cert: LogCert): void {
    // TODO: take the queued commits, count the valid ones once per server, and at a quorum
    // move the certificate to Stage.Reply and call apply.
    // Hint: what makes a vote valid? Who signed it, and for what?
  }

  // ---- 4 reply ----------------------------------------------------------------------------

  /**
   * Executes `seq` when all before it are executed, and then those after it that waited for it.
   *
   * Before: the stage of `seq` is Reply. PBFT §4.2: requests are executed in the order of seq.
   */
  apply(seq: number): void {
    this.log.debug(`${this.at(seq)} committed`);
    for (let next = this.committedNext(); next !== undefined; next = this.committedNext()) {
      this.lastExecuted = next.seq;
      const { request, more } = next.get();
      for (const one of [request, ...more]) this.execute(next.seq, one);
      next.forgetBatch();
      this.certs.delete(next.seq - SEQS_KEPT);
    }
    // The high water mark has moved. Requests that have arrived by now come along in a batch.
    if (this.batch === 1) this.pbft();
    else setImmediate(() => this.pbft());
  }

  /** Sends the result of an executed request to its client. */
  async reply(seq: number, clientAddr: string, args: ReplyArgs): Promise<void> {
    this.log.info(() => `${this.at(seq)} stage=4:reply => ${shortAddress(clientAddr)}`);
    await this.clients.send(clientAddr, args);
  }

  private committedNext(): LogCert | undefined {
    const cert = this.certs.get(this.lastExecuted + 1);
    return cert?.getStage() === Stage.Reply ? cert : undefined;
  }

  /** Runs the command once per (client, timestamp), however often a leader proposed it. */
  private execute(seq: number, request: RequestArgs): void {
    const { req } = request;
    this.queue.executed(request);
    if (this.sessions.isOld(req)) {
      this.log.warn(`${this.at(seq)} an old request is not executed again`);
      return;
    }
    const result = this.store.execute(req.command);
    this.log.info(() => `${this.at(seq)} execute cmd:[${req.command}], result: [${result}]`);
    const { timestamp, clientKey, clientAddr } = req;
    const msg: ReplyMsg = { view: this.view, seq, timestamp, clientKey, id: this.id, result };
    const args: ReplyArgs = { msg, signature: sign('reply', msg, this.keys.privateKey) };
    this.sessions.remember(req, args);
    void this.reply(seq, clientAddr, args);
    this.log.block(() => this.store.dump());
  }

  // ---- what all stages use ----------------------------------------------------------------

  /**
   * The certificate of `seq`, made when it is first asked for.
   * @throws Refused outside the water marks.
   */
  getCertOrNew(seq: number): LogCert {
    const known = this.certs.get(seq);
    if (known !== undefined) return known;
    if (seq <= this.lastExecuted || seq > this.lastExecuted + SEQS_AHEAD) {
      throw new Refused(`seq ${seq} is outside the water marks`);
    }
    const cert = new LogCert(seq, (type, { msg, signature }) => {
      const peer = this.peers.get(msg.id);
      return peer !== undefined && verify(type, msg, signature, peer.publicKey);
    });
    this.certs.set(seq, cert);
    return cert;
  }

  /** Every server of the cluster but this one. */
  others(): Peer[] {
    return [...this.peers.values()].filter(({ id }) => id !== this.id);
  }

  /**
   * Sends one message to every other server at once, so that a dead one holds up nobody.
   * @returns the ids of those that took it, in the order of their answers; never rejects.
   */
  async broadcast(method: string, args: object): Promise<number[]> {
    const reached: number[] = [];
    const params = new Encoded(args);
    const send = async ({ id, rpc }: Peer): Promise<void> => {
      try {
        await rpc.call(method, params);
        reached.push(id);
      } catch (error) {
        this.log.warn(`${method} ${id} error: ${messageOf(error)}`);
      }
    };
    await Promise.all(this.others().map(send));
    return reached;
  }

  /** The start of a log line: own id, leader, seq. */
  at(seq: number): string {
    return `I=${this.id} L=${this.leader} seq=${seq}|`;
  }

  private listenFor(ready: Promise<void>): void {
    const when =
      <Args>(handle: (args: Args) => unknown) =>
      async (args: Args) => {
        await ready;
        return handle.call(this, args);
      };
    const { rpc } = this;
    rpc.method('Server.RequestRpc', { params: RequestArgs, handle: when(this.RequestRpc) });
    rpc.method('Server.PrePrepareRpc', {
      params: PrePrepareArgs,
      handle: when(this.PrePrepareRpc),
    });
    rpc.method('Server.PrepareRpc', { params: PrepareArgs, handle: when(this.PrepareRpc) });
    rpc.method('Server.CommitRpc', { params: CommitArgs, handle: when(this.CommitRpc) });
  }
}
