import { Logger } from '../zlog/log.ts';
import { Inbox } from './inbox.ts';

/** A logger whose lines a test can read and wait for. */
export interface TestLog {
  readonly log: Logger;
  readonly lines: Inbox<string>;
}

export function testLog(level = 0): TestLog {
  const lines = new Inbox<string>();
  return { log: new Logger(level, lines.push), lines };
}

/** Drops everything. */
export function silent(): Logger {
  return new Logger(Number.POSITIVE_INFINITY, () => {});
}
