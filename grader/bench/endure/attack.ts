import { Choices } from '../../seed.ts';
import { within } from '../../within.ts';
import { ACTS, type Arms, AT_ONCE, KINDS, type Kind } from './acts.ts';
import { Raw } from './raw.ts';

/** Connections that are held open at one server, well below what it takes. */
const MOST_HELD = 160;
const GARBAGE_BYTES = 256 * 1024;

/** One act after which the server did not do what it must. */
export interface Unmet {
  readonly server: number;
  readonly kind: Kind;
}

/** What an attack was. */
export interface Attacked {
  readonly counts: Readonly<Record<Kind, number>>;
  readonly unmet: readonly Unmet[];
}

interface AttackOptions extends Pick<Arms, 'seq'> {
  /** How long an act may take before the server is said not to react. */
  readonly limitMs: number;
}

/** One act after the other against every server, all kinds in turn, until it is told to stop. */
export class Attack {
  readonly #counts = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
  readonly #unmet: Unmet[] = [];
  readonly #rounds: number[];
  readonly #lanes: Promise<void>;
  /** Resolves once every server had every kind of act, or the attack is over. */
  readonly through: Promise<void>;
  #isThrough = false;
  #onThrough: () => void = () => {};
  readonly #open = new Set<Raw>();
  readonly #limitMs: number;
  readonly #seq: () => number;
  readonly #held: Raw[][];
  #isOver = false;
  #fault: unknown;

  private constructor(addresses: readonly string[], { limitMs, seq }: AttackOptions) {
    this.#limitMs = limitMs;
    this.#seq = seq;
    this.#rounds = addresses.map(() => 0);
    this.#held = addresses.map(() => []);
    this.through = new Promise((resolve) => {
      this.#onThrough = resolve;
    });
    const lanes = addresses.map((address, server) => this.#lane(address, server));
    this.#lanes = Promise.all(lanes)
      .catch((fault: unknown) => {
        this.#fault = fault; // told by stop()
        this.#isOver = true;
      })
      .then(() => this.#goThrough());
  }

  static start(addresses: readonly string[], options: AttackOptions): Attack {
    return new Attack(addresses, options);
  }

  /** True once {@link through} is resolved. */
  get isThrough(): boolean {
    return this.#isThrough;
  }

  /** Ends the acts under way, and all connections. @throws what this machine had no room for. */
  async stop(): Promise<Attacked> {
    this.#isOver = true;
    await this.#lanes;
    for (const connection of this.#open) connection.close();
    if (this.#fault !== undefined) throw this.#fault;
    return { counts: this.#counts, unmet: this.#unmet };
  }

  async #lane(address: string, server: number): Promise<void> {
    const choices = new Choices('endure', `attack ${server}`);
    const bytes = Buffer.from(Array.from({ length: GARBAGE_BYTES }, () => choices.integer(0, 255)));
    const held = this.#held[server] ?? [];
    const open = (reads = true): Raw => this.#connect(address, reads);
    const hold = (connection: Raw): void => {
      held.push(connection);
      if (held.length > MOST_HELD) held.shift()?.close();
    };
    while (!this.#isOver) {
      for (const kind of choices.shuffled(KINDS)) {
        if (this.#isOver) return;
        await this.#act(kind, server, { open, choices, seq: this.#seq, bytes, hold });
      }
      this.#rounds[server] = (this.#rounds[server] ?? 0) + 1;
      if (Math.min(...this.#rounds) >= 1) this.#goThrough();
    }
  }

  /** Connections are closed at the end, also those of acts that were given up. */
  #connect(address: string, reads: boolean): Raw {
    const connection = new Raw(address, reads);
    this.#open.add(connection);
    const forget = (): void => void this.#open.delete(connection);
    void connection.closed().then(forget, forget);
    return connection;
  }

  #goThrough(): void {
    this.#isThrough = true;
    this.#onThrough();
  }

  async #act(kind: Kind, server: number, arms: Arms): Promise<void> {
    const one = async (): Promise<void> => {
      const met = await within(ACTS[kind](arms), this.#limitMs, () => false);
      this.#counts[kind] += 1;
      if (!met) this.#unmet.push({ server, kind });
    };
    await Promise.all(Array.from({ length: AT_ONCE[kind] }, one));
  }
}
