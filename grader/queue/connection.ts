import type { Redis } from 'ioredis';
import { EnvironmentError, saidOf } from '../errors.ts';
import { spoken } from '../text/language.ts';
import { t } from '../text/text.ts';
import { within } from '../within.ts';
import type { Address } from './address.ts';

/** How long a Redis may take to answer when a command starts. */
const CONNECT_LIMIT_MS = 5_000;
/** How long a Redis that was there may be away before a command gives up. */
const LOST_LIMIT_MS = 10 * 60_000;
const RETRY_STEP_MS = 100;
const RETRY_MOST_MS = 1_000;
/** How long a command waits for a connection to end in good order. */
const QUIT_LIMIT_MS = 2_000;

/** For the two packages, which type the same options each in its own way. */
type Options = ReturnType<typeof optionsFor>;

/** A Redis that answers. */
export interface Connection {
  /** For the connections that a queue makes of its own. */
  readonly options: Options;
  /** Aborted when Redis has been away for too long. */
  readonly lost: AbortSignal;
  close(): void;
}

/** How to reach it: commands wait for a Redis that is away, and are sent when it is back. */
function optionsFor({ host, port, db, username, password, tls }: Address) {
  return {
    ...{ host, port, db, connectTimeout: CONNECT_LIMIT_MS, maxRetriesPerRequest: null },
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
    retryStrategy: (times: number) => Math.min(times * RETRY_STEP_MS, RETRY_MOST_MS),
  };
}

/**
 * Connects, and from then on tells once when the connection is lost, and once when it is back.
 * @throws EnvironmentError when no Redis answers in time, or it refuses to serve.
 */
export async function connect(
  address: Address,
  say: (line: string) => void,
  lostLimitMs = LOST_LIMIT_MS,
): Promise<Connection> {
  const { Redis } = await import('ioredis');
  // Tried once: a wrong address is told at once, not after retries.
  const once = { ...optionsFor(address), lazyConnect: true, retryStrategy: () => null };
  await answers(new Redis(once), address);
  return reconnect(address, say, lostLimitMs);
}

/** Connects to a Redis that was there before: one that is away just now is waited for. */
export async function reconnect(
  address: Address,
  say: (line: string) => void,
  lostLimitMs = LOST_LIMIT_MS,
): Promise<Connection> {
  const { Redis } = await import('ioredis');
  const options = optionsFor(address);
  return watched(new Redis(options), options, { shown: address.shown, say, lostLimitMs });
}

async function answers(client: Redis, { shown }: Address): Promise<void> {
  let cause: unknown;
  client.on('error', (error) => {
    cause = error; // more telling than that the connection is closed
  });
  try {
    await within(
      client.connect().then(() => client.ping()),
      CONNECT_LIMIT_MS,
      () => {
        throw new EnvironmentError(t`no answer within ${CONNECT_LIMIT_MS / 1_000} s`);
      },
    );
  } catch (error) {
    const why = saidOf(cause ?? error);
    throw new EnvironmentError(
      t`no Redis serves at ${shown}: ${why}.
        Is it running, and are host, port and password right?`,
      { cause: error },
    );
  } finally {
    client.disconnect();
  }
}

interface Watch {
  readonly shown: string;
  readonly say: (line: string) => void;
  readonly lostLimitMs: number;
}

function watched(client: Redis, options: Options, watch: Watch): Connection {
  const { shown, say, lostLimitMs } = watch;
  const lost = new AbortController();
  let giveUp: NodeJS.Timeout | undefined;
  const awayTooLong = (): void => {
    const minutes = Math.round(lostLimitMs / 60_000);
    lost.abort(new EnvironmentError(t`${shown} has been away for ${minutes} minutes`));
  };
  client.on('error', () => {}); // what it means is told by the two below
  client.on('close', () => {
    if (giveUp !== undefined) return;
    say(spoken(t`lost the connection to ${shown}: waiting until it is back`));
    giveUp = setTimeout(awayTooLong, lostLimitMs);
  });
  client.on('ready', () => {
    if (giveUp === undefined) return;
    clearTimeout(giveUp);
    giveUp = undefined;
    say(spoken(t`${shown} is back`));
  });
  const close = (): void => {
    client.removeAllListeners('close');
    clearTimeout(giveUp);
    client.disconnect();
  };
  return { options, lost: lost.signal, close };
}

/** Something of the queue's package that holds connections. */
interface Closable {
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

/** Ends it in good order; what does not end so in time is cut off. */
export async function closeInOrder(thing: Closable, limitMs = QUIT_LIMIT_MS): Promise<void> {
  const cutOff = () => void thing.disconnect().catch(() => {}); // it is gone already
  await within(thing.close(), limitMs, cutOff).catch(cutOff);
}
