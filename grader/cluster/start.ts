import { SubmissionError } from '../errors.ts';
import { t } from '../text/text.ts';
import { within } from '../within.ts';
import { crashOf } from './crash.ts';
import type { RealServer } from './real-server.ts';

/** Waits for a number of servers to register, and notices when one ends instead. */
export interface StartWatch {
  /** Tells how many have registered so far. */
  registered(count: number): void;
  /** Fails the wait when this server ends. */
  watch(server: RealServer): void;
  /** @throws SubmissionError when a server ended, or when the time is up. */
  wait(): Promise<void>;
}

/** @param limitMs from the start of a server to its registration. */
export function allRegistered(expected: number, limitMs: number): StartWatch {
  let resolve = (): void => {};
  let reject = (_: Error): void => {};
  const done = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  done.catch(() => {}); // it may fail before anybody waits
  return {
    registered(count) {
      if (count >= expected) resolve();
    },
    watch(server) {
      void server.process.exited.then(() => {
        const { summary, location } = crashOf(server);
        const help = t`Run \`npm run cluster:starter\` and read what the servers print.`;
        const message = t`a server ended before it registered: ${summary}`;
        reject(new SubmissionError('start-failed', message, { help, location }));
      });
    },
    async wait() {
      await within(done, limitMs, () => {
        const limit = (limitMs / 1_000).toFixed(1);
        const message = t`a server did not register within ${limit} s of its start`;
        const help = t`Look for a loop that never ends, or never waits, at the top of server.ts.`;
        throw new SubmissionError('start-timeout', message, { help });
      });
    },
  };
}
