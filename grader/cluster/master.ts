import * as z from 'zod';
import { type Answer, Port } from '../network/endpoint.ts';
import type { Meter } from '../network/meter.ts';
import { METHOD, type PeerInfo, Registration } from '../wire/messages.ts';

/** What the master tells one server. */
interface Membership {
  readonly id: number;
  readonly f: number;
  readonly view: number;
  readonly peers: readonly PeerInfo[];
}

/** One server that has registered and waits for the others. */
export interface Registered {
  readonly addr: string;
  readonly answer: (membership: Membership) => void;
}

/**
 * The master as the grader plays it.
 *
 * Unlike the lab's, it knows every server by its key, so ids do not depend on who starts faster,
 * and it can tell each server other addresses for its peers.
 */
export class Master {
  readonly #idOf: (publicKey: string) => number | undefined;
  readonly #onRegister: (id: number, registered: Registered) => void;
  #port: Port | undefined;

  private constructor(
    idOf: (publicKey: string) => number | undefined,
    onRegister: (id: number, registered: Registered) => void,
  ) {
    this.#idOf = idOf;
    this.#onRegister = onRegister;
  }

  /** @param onRegister called for each registration under a known key; others get no answer. */
  static async open(
    meter: Meter,
    idOf: (publicKey: string) => number | undefined,
    onRegister: (id: number, registered: Registered) => void,
  ): Promise<Master> {
    const master = new Master(idOf, onRegister);
    master.#port = await Port.answering(meter, (method, params, answer) =>
      master.#receive(method, params, answer),
    );
    return master;
  }

  get address(): string {
    return this.#port?.address ?? '';
  }

  close(): void {
    this.#port?.close();
  }

  #receive(method: string, params: unknown, answer: Answer): void {
    const registration = z.safeParse(Registration, params);
    if (method !== METHOD.register || !registration.success) return;
    const { addr, publicKey } = registration.data;
    const id = this.#idOf(publicKey);
    if (id !== undefined) this.#onRegister(id, { addr, answer });
  }
}
