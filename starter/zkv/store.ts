/** What the client prints for anything that is not a command. Source: the lab's handout. */
export const USAGE = 'usage: get <key>, put <key> <val>, del <key>, all';

/** One parsed command line of the key-value store. */
export type Command =
  | { readonly op: 'get' | 'del'; readonly key: string }
  | { readonly op: 'put'; readonly key: string; readonly value: string }
  | { readonly op: 'all' };

/** Parses one command line; `undefined` when it is not one of the four (see {@link USAGE}). */
export function parseCommand(line: string): Command | undefined {
  const [op, key, value, ...rest] = line.trim().split(/\s+/);
  if (rest.length > 0) return undefined;
  if (op === 'all' && key === undefined) return { op };
  if ((op === 'get' || op === 'del') && key !== undefined && value === undefined) {
    return { op, key };
  }
  if (op === 'put' && key !== undefined && value !== undefined) return { op, key, value };
  return undefined;
}

/**
 * An in-memory key-value store: the state machine that the servers replicate.
 *
 * Deterministic: equal commands in equal order give equal results and equal stores, whatever the
 * insertion order was. Departure from the lab: `all` and the dump are sorted by key, because the
 * iteration order of a map differs between replicas and their replies would not be equal.
 */
export class Store {
  // A Map, not an object: keys come from clients, and `__proto__` is a key like any other.
  readonly #values = new Map<string, string>();

  /** Runs one command line and returns the text of its result; never throws. */
  execute(line: string): string {
    const command = parseCommand(line);
    switch (command?.op) {
      case 'get': {
        const value = this.#values.get(command.key);
        return value === undefined ? `not found: ${command.key}` : `result: ${value}`;
      }
      case 'put':
        this.#values.set(command.key, command.value);
        return 'put ok';
      case 'del':
        return this.#values.delete(command.key) ? 'del ok' : `not found: ${command.key}`;
      case 'all':
        return this.#values.size === 0 ? 'empty' : this.#lines().join('\n');
      default:
        return USAGE;
    }
  }

  /** The block that a server prints after each execution, one `key:value` a line. */
  dump(): string {
    return ['', '==== zkv ====', ...this.#lines(), '=====', ''].join('\n');
  }

  #lines(): string[] {
    const byKey = [...this.#values].sort(([a], [b]) => (a < b ? -1 : 1));
    return byKey.map(([key, value]) => `${key}:${value}`);
  }
}
