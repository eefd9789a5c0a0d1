import { inCanonicalOrder, type Order, type Parcel } from '../network/network.ts';
import type { Message } from '../network/trace.ts';
import { oneBadVote } from '../puppet/bad-votes.ts';
import { PuppetServer, type Slot } from '../puppet/server.ts';
import type { WholeScene } from '../scenes/whole.ts';
import { Choices } from '../seed.ts';
import { fieldsOf, METHOD, type Request } from '../wire/messages.ts';
import { type Batch, type Disturbance, told } from './schedule.ts';

/** Plays a batch: its requests together, and what the batch does to their messages. */
export class Disturbed {
  readonly #scene: WholeScene;
  readonly #batch: Batch;
  readonly #liar: PuppetServer;
  readonly #firstSeq: number;
  readonly #choices: Choices;
  readonly #requests: Request[] = [];
  /** Step at which a message was first there to be delivered. */
  readonly #since = new Map<number, number>();
  #step = 0;
  /** Place of the request that is to be executed next; all before it were. */
  awaited = 0;

  constructor(scene: WholeScene, batch: Batch) {
    this.#scene = scene;
    this.#batch = batch;
    const liar = scene.faultyOne;
    this.#liar = new PuppetServer(liar, scene.cluster.identity(liar));
    this.#firstSeq = scene.cluster.nextSeq;
    this.#choices = new Choices(String(batch.order), 'order');
  }

  /** @throws Broken when a server does not execute them all, or breaks a safety property. */
  async play(): Promise<void> {
    const scene = this.#scene;
    const { network } = scene.cluster;
    for (const step of told(this.#batch, this.#firstSeq)) scene.note(step);
    network.policy = (message) => (this.#find('twice', message) ? { copies: 2 } : 'deliver');
    scene.order = (waiting) => this.#next(waiting);
    const names = this.#batch.schedules.map((_, index) => `number ${index}`);
    this.#requests.push(...names.map((name) => scene.cluster.client(name).request(scene.put())));
    scene.deliverRequests(this.#requests);
    const by = scene.alive;
    for (const [place, request] of this.#requests.entries()) {
      this.awaited = place;
      await scene.mustExecute(request, { by, code: 'explored' });
    }
    await scene.settle();
    scene.judgeSafety();
  }

  /** What arrives in this step: all but what is late, bad votes of the step among it. */
  readonly #next: Order = (waiting) => {
    this.#step += 1;
    this.#sendBadVotes();
    const due = inCanonicalOrder(waiting).filter((parcel) => this.#isDue(parcel));
    return this.#batch.order === 0 ? due : this.#choices.shuffled(due);
  };

  #isDue({ message }: Parcel): boolean {
    const since = this.#since.get(message.number) ?? this.#step;
    this.#since.set(message.number, since);
    const late = this.#find('late', message);
    return late === undefined || this.#step >= since + late.steps;
  }

  #find(kind: Disturbance['kind'], { from, to, method, params }: Message) {
    const schedule = this.#batch.schedules[Number(fieldsOf(params).seq) - this.#firstSeq];
    return schedule?.find(
      (one) => one.kind === kind && one.method === method && one.from === from && one.to === to,
    );
  }

  #sendBadVotes(): void {
    for (const [index, schedule] of this.#batch.schedules.entries()) {
      for (const { kind, to, steps, vote } of schedule) {
        if (kind === 'bad' && steps === this.#step && this.#scene.alive.includes(to)) {
          this.#sendBadVote(index, to, vote);
        }
      }
    }
  }

  #sendBadVote(index: number, to: number, which: number): void {
    const request = this.#requests[index];
    if (request === undefined) return;
    const { cluster } = this.#scene;
    const slot: Slot = { view: cluster.shape.view, seq: this.#firstSeq + index, request };
    const victim = this.#scene.alive.find((id) => id !== to) ?? to;
    const bad = oneBadVote(which, {
      server: this.#liar,
      victim: new PuppetServer(victim, cluster.identity(victim)),
      slot,
      n: cluster.n,
      choices: this.#choices,
    });
    const params = bad?.vote;
    cluster.deliver(to, [{ from: this.#liar.id, method: METHOD.commit, params }]);
  }
}
