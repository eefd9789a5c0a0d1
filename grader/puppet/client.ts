import type { Choices } from '../seed.ts';
import type { Request } from '../wire/messages.ts';
import { digestOf, type Identity, sign } from '../wire/signing.ts';

/** Timestamps start here, in nanoseconds, so that they look like those of any client. */
const FIRST_TIMESTAMP = 1_700_000_000_000_000_000n;

/** The client as the grader plays it: makes signed requests with rising timestamps. */
export class PuppetClient {
  readonly #identity: Identity;
  readonly #clientAddr: string;
  #timestamp: bigint;

  constructor(identity: Identity, clientAddr: string, choices: Choices) {
    this.#identity = identity;
    this.#clientAddr = clientAddr;
    this.#timestamp = FIRST_TIMESTAMP + BigInt(choices.integer(0, 1_000_000_000));
  }

  /** A new request for `command`, signed. */
  request(command: string): Request {
    this.#timestamp += 1_000_000n;
    const req = {
      clientKey: this.#identity.publicKeyText,
      clientAddr: this.#clientAddr,
      timestamp: String(this.#timestamp),
      command,
    };
    return { req, digest: digestOf(req), signature: sign('request', req, this.#identity) };
  }
}
