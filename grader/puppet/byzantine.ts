import type { Choices } from '../seed.ts';
import { METHOD, type Request } from '../wire/messages.ts';
import { sign } from '../wire/signing.ts';
import { everyBadVote } from './bad-votes.ts';
import { HonestReplica, type Outgoing, type World } from './replica.ts';
import { PuppetServer, type Slot } from './server.ts';

/** Sends every bad vote to everybody, in names of others too, and withholds its own. */
export class BadVoter extends HonestReplica {
  readonly #choices: Choices;

  constructor(id: number, world: World, choices: Choices) {
    super(id, world);
    this.#choices = choices;
  }

  protected override commits(slot: Slot): Outgoing[] {
    return this.others.flatMap((to) => {
      const victim = this.others.find((other) => other !== to) ?? to;
      const identity = this.world.identities.get(victim);
      if (identity === undefined) return [];
      const votes = everyBadVote({
        server: this.server,
        victim: new PuppetServer(victim, identity),
        slot,
        n: this.world.identities.size,
        choices: this.#choices,
      });
      return votes.map(({ vote }) => ({ to, method: METHOD.commit, params: vote }));
    });
  }
}

/** A leader that proposes, and prepares, another request to one backup than to the others. */
export class Equivocator extends HonestReplica {
  readonly #another: () => Request;
  readonly #others = new Map<number, Slot>();

  /** @param another makes the request that the deceived backup gets. */
  constructor(id: number, world: World, another: () => Request) {
    super(id, world);
    this.#another = another;
  }

  /** The backup that gets the other request. */
  get deceived(): number {
    return Math.max(...this.others);
  }

  protected override proposals(slot: Slot): Outgoing[] {
    this.#others.set(slot.seq, { ...slot, request: this.#another() });
    return this.#twoFaced(slot, METHOD.prePrepare, (told) => this.server.prePrepare(told));
  }

  protected override prepares(slot: Slot): Outgoing[] {
    return this.#twoFaced(slot, METHOD.prepare, (told) => this.server.prepare(told));
  }

  #twoFaced(slot: Slot, method: string, say: (told: Slot) => object): Outgoing[] {
    const other = this.#others.get(slot.seq) ?? slot;
    return this.others.map((to) => {
      return { to, method, params: say(to === this.deceived ? other : slot) };
    });
  }
}

/** A signed reply with a result that is not the store's. */
export function lie(server: PuppetServer, { view, seq, request }: Slot, result: string): object {
  const { timestamp, clientKey } = request.req;
  const msg = { view, seq, timestamp, clientKey, id: server.id, result };
  return { msg, signature: sign('reply', msg, server.identity) };
}
