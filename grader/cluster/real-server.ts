import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Caller } from '../network/caller.ts';
import { newMeter } from '../network/endpoint.ts';
import { PING_LIMIT_MS, type Pulse, type Watched } from '../network/idle.ts';
import { METHOD, Pong } from '../wire/messages.ts';
import type { Identity } from '../wire/signing.ts';
import { within } from '../within.ts';
import type { Kit } from './kit.ts';
import { ServerProcess } from './process.ts';

/** The lab's log level for graded servers: Info, so that a failure can show their logs. */
const LOG_LEVEL = '1';

/** One server of the submission: its process, its address once it registered, its pulse. */
export class RealServer implements Watched {
  readonly id: number;
  readonly process: ServerProcess;
  /** Where it listens, as it registered; `undefined` before that and after its end. */
  address: string | undefined;
  // Pings have a meter of their own: they are not traffic.
  readonly #control = new Caller(() => this.address, newMeter());

  private constructor(id: number, process: ServerProcess) {
    this.id = id;
    this.process = process;
    void process.exited.then(() => {
      this.address = undefined;
    });
  }

  /** Starts the server with keys that only it can read; it then registers by itself. */
  static async start(
    kit: Kit,
    id: number,
    identity: Identity,
    maddr: string,
    keyDir: string,
  ): Promise<RealServer> {
    const [pri, pub] = [join(keyDir, 'pri.pem'), join(keyDir, 'pub.pem')];
    await mkdir(keyDir, { recursive: true, mode: 0o700 });
    await writeFile(pri, identity.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
    });
    await writeFile(pub, identity.publicKey.export({ type: 'spki', format: 'pem' }));
    const role = ['-role', 'server', '-maddr', maddr, '-saddr', '127.0.0.1:0'];
    const args = [...role, '-pri', pri, '-pub', pub, '-log', LOG_LEVEL];
    return new RealServer(id, await ServerProcess.start(kit, args, [keyDir]));
  }

  async ping(): Promise<Pulse> {
    const pong = this.#control.call(METHOD.ping, {}).then((outcome): Pulse => {
      const reply = outcome.kind === 'result' ? Pong.safeParse(outcome.result) : undefined;
      return reply?.success ? { kind: 'alive', ...reply.data } : { kind: 'gone' };
    });
    return within(pong, PING_LIMIT_MS, () => ({ kind: 'blocked' }));
  }

  /** Ends the process and closes the grader's connection to it. */
  async kill(): Promise<void> {
    this.address = undefined;
    this.#control.close();
    await this.process.kill();
  }
}
