import { Caller } from '../network/caller.ts';
import type { Pulse, Watched } from '../network/idle.ts';
import { Meter } from '../network/meter.ts';
import { METHOD, Pong } from '../wire/messages.ts';
import type { Identity } from '../wire/signing.ts';
import { within } from '../within.ts';
import { writeKeys } from './keys.ts';
import type { Kit } from './kit.ts';
import type { Print } from './printed-lines.ts';
import { ServerProcess } from './process.ts';

/** The lab's log levels Info and Warn: at Info a server prints its whole store after each execution. */
const INFO = '1';
const WARN = '2';

/** How a server process is started. */
interface Start {
  /** Its id, or n for a twin. */
  readonly number: number;
  readonly identity: Identity;
  readonly maddr: string;
  /** A directory for its keys, which only it can read. */
  readonly keyDir: string;
  /** Told each line that it prints; it then logs more. */
  readonly print?: Print | undefined;
}

/** One server of the submission: its process, its address once it registered, its pulse. */
export class RealServer implements Watched {
  readonly number: number;
  readonly process: ServerProcess;
  /** Where it listens, as it registered; `undefined` before that and after its end. */
  address: string | undefined;
  frozen = false;
  /** How many messages were delivered to it that it has not answered yet. */
  unanswered: () => number = () => 0;
  readonly #pingMs: number;
  // Pings have a meter of their own: they are not traffic.
  readonly #control = new Caller(() => this.address, new Meter());

  private constructor(number: number, process: ServerProcess, pingMs: number) {
    this.number = number;
    this.process = process;
    this.#pingMs = pingMs;
    void process.exited.then(() => {
      this.address = undefined;
    });
  }

  /** Starts the server; it then registers by itself. */
  static async start(kit: Kit, { number, identity, maddr, keyDir, print }: Start) {
    const keys = await writeKeys(keyDir, identity);
    const role = ['-role', 'server', '-maddr', maddr, '-saddr', '127.0.0.1:0'];
    const args = [...role, ...keys, '-log', print === undefined ? WARN : INFO];
    return new RealServer(
      number,
      await ServerProcess.start(kit, args, [keyDir], print),
      kit.limits.pingMs,
    );
  }

  async ping(): Promise<Pulse> {
    const pong = this.#control.call(METHOD.ping, {}).then((outcome): Pulse => {
      const reply = outcome.kind === 'result' ? Pong.safeParse(outcome.result) : undefined;
      if (!reply?.success) return { kind: 'gone' };
      const { outstanding, pending } = reply.data;
      // A long message is read in many turns, and a ping may be answered between two of them.
      return { kind: 'alive', outstanding: outstanding + this.unanswered(), pending };
    });
    return within(pong, this.#pingMs, () => ({ kind: 'blocked' }));
  }

  /** Stops the process, and waits until the system says that it is stopped. */
  async freeze(): Promise<void> {
    this.frozen = true;
    await this.process.stop();
  }

  thaw(): void {
    this.process.signal('SIGCONT');
    this.frozen = false;
  }

  /** Ends the process and closes the grader's connection to it. */
  async kill(): Promise<void> {
    this.address = undefined;
    this.#control.close();
    await this.process.kill();
  }
}
