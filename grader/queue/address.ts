import { UsageError } from '../errors.ts';
import { t } from '../text/text.ts';

/** Where a Redis is, and how to get in. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls: boolean;
  /** For people: without user and password. */
  readonly shown: string;
}

/** Keeps a password out of the list of processes, which all users of a machine can read. */
export const PASSWORD_VARIABLE = 'PBFT_LAB_QUEUE_PASSWORD';

const DEFAULT_PORT = 6379;
const FORM = 'redis://[user:password@]host[:port][/database]';

/**
 * Reads the address of a Redis.
 * @param password where the address has none; empty is none.
 * @throws UsageError which never repeats what was given: it may hold a password.
 */
export function addressOf(given: string, password?: string): Address {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '') {
    throw new UsageError(t`--queue: expected ${FORM}, or rediss:// for TLS`);
  }
  const path = /^\/?(\d{0,4})$/.exec(url.pathname);
  if (path === null || url.search !== '' || url.hash !== '') {
    throw new UsageError(
      t`--queue: expected ${FORM}, or rediss:// for TLS; saw more than the number of a database behind the host`,
    );
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? DEFAULT_PORT : Number(url.port);
  const db = Number(path[1]);
  const secret = decoded(url.password) || password;
  return {
    host,
    port,
    db,
    ...(url.username === '' ? {} : { username: decoded(url.username) }),
    ...(secret ? { password: secret } : {}),
    tls: url.protocol === 'rediss:',
    shown: `${url.protocol}//${url.hostname}:${port}/${db}`,
  };
}

/**
 * The password from the environment, which is emptied of it: processes that are started later do
 * not inherit it.
 */
export function passwordFromEnvironment(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { [PASSWORD_VARIABLE]: password } = env;
  delete env[PASSWORD_VARIABLE];
  return password;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UsageError(t`--queue: write a % in a user or password as %25`);
  }
}
