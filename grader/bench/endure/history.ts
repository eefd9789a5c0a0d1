import { Choices } from '../../seed.ts';
import type { History, Step } from '../load.ts';

/** Keys that a client keeps before it deletes its oldest one: the state stays small, and is not empty. */
const KEYS_KEPT = 4;
const VALUE_BYTES = 16;
/** Odd, so that puts and dels are sent again alike; of so many requests one at each of two moments. */
const AGAIN_EVERY = 7;

/** The one right result of a request in this history; of any other command there is none. */
export function expectedOf(command: string): string | undefined {
  return { put: 'put ok', del: 'del ok' }[command.split(' ')[0] ?? ''];
}

/**
 * A history in which executing a request twice, or never, shows.
 *
 * Every key is put once, later deleted once, and never used again. A `del` says "del ok" only where its
 * put was executed and no del before it; a lost `del`, or a put that comes back later, leaves a key in
 * the state for ever, and the state is compared. What cannot show is a `put` that is repeated at once
 * with one reply for both: it changes nothing, anywhere. Some requests are sent twice, as clients do
 * that lose patience (PBFT §4.1): that is when servers are tempted.
 */
export class PutsAndDels implements History {
  readonly state = new Map<string, string>();
  readonly #choices = new Choices('endure', 'values');
  readonly #clients = new Map<number, { turn: number; readonly keys: string[] }>();

  next(client: number): Step {
    const own = this.#clients.get(client) ?? { turn: 0, keys: [] };
    this.#clients.set(client, own);
    own.turn += 1;
    const command =
      own.keys.length > KEYS_KEPT ? this.#del(own.keys) : this.#put(own.keys, client, own.turn);
    const again = { 1: 'at once', 4: 'when answered' } as const;
    const when = again[(own.turn % AGAIN_EVERY) as keyof typeof again];
    return { command, expected: expectedOf(command) ?? '', ...(when && { again: when }) };
  }

  #put(keys: string[], client: number, turn: number): string {
    const key = `c${client}-${turn}`;
    const value = this.#choices.word(VALUE_BYTES);
    keys.push(key);
    this.state.set(key, value);
    return `put ${key} ${value}`;
  }

  #del(keys: string[]): string {
    const key = keys.shift() ?? '';
    this.state.delete(key);
    return `del ${key}`;
  }
}
