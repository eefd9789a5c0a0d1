import { randomInt } from 'node:crypto';
import type { Address } from '../zrpc/address.ts';

/**
 * An address where nobody listens. A port that was just let go of is not one: the system gives it
 * to the next who asks for any free one.
 */
export const NOBODY: Address = { host: '127.0.0.1', port: 1 };

/** Below the ports that systems give out for port 0, so that nobody else gets them. */
const LEAST = 10_000;
const MOST = 30_000;
const TRIES = 100;

/**
 * Listens on a port that can be let go of and taken again.
 * @param listen rejects when the address is in use.
 */
export async function listenOnOwnPort(
  listen: (address: Address) => Promise<Address>,
): Promise<Address> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await listen({ host: NOBODY.host, port: randomInt(LEAST, MOST) });
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}
