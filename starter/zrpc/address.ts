import type { AddressInfo } from 'node:net';

/** A TCP address. The lab's short form `:8001` means this machine. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const LOOPBACK = '127.0.0.1';

/**
 * Parses `host:port`, `:port` or `localhost:port`; port 0 asks for any free one.
 *
 * `localhost` becomes 127.0.0.1, so that two nodes never disagree on IPv4 or IPv6.
 * @throws Error that names the text and the form expected.
 */
export function parseAddress(text: string): Address {
  const match = /^([^:\s]*):(\d{1,5})$/.exec(text);
  const port = Number(match?.[2]);
  if (match === null || port > 65_535) {
    throw new Error(`bad address "${text}": expected host:port or :port with a port up to 65535`);
  }
  const host = match[1] ?? '';
  return { host: host === '' || host === 'localhost' ? LOOPBACK : host, port };
}

/** The full form `127.0.0.1:8001`, for the wire. */
export function formatAddress({ host, port }: Address): string {
  return `${host}:${port}`;
}

/** The lab's short form for log lines: `:8001` for this machine, else the full form. */
export function shortAddress(text: string): string {
  return text.startsWith(`${LOOPBACK}:`) ? text.slice(LOOPBACK.length) : text;
}

/** The address a listening socket was really given, which port 0 leaves to the system. */
export function boundAddress(host: string, info: AddressInfo | string | null): Address {
  if (info === null || typeof info === 'string') throw new Error('not listening on a TCP port');
  return { host, port: info.port };
}
