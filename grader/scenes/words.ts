/** How reports say things. */
import type { PuppetServer } from '../puppet/server.ts';
import type { Request } from '../wire/messages.ts';

/** `commit of server 2`, or `commits of server 2, server 0`. */
export function votes(what: string, servers: readonly PuppetServer[]): string {
  const of = servers.map(({ id }) => `server ${id}`).join(', ');
  return `${what}${servers.length === 1 ? '' : 's'} of ${of}`;
}

/** `no server`, `server 2`, or `servers 0, 2`: each once, in the order of ids. */
export function namesOf(ids: readonly number[]): string {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  if (sorted.length === 0) return 'no server';
  return `${sorted.length === 1 ? 'server' : 'servers'} ${sorted.join(', ')}`;
}

/** `no valid commits`, `1 valid commit`, `2 valid commits`. */
export function counted(count: number, what: string): string {
  return `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;
}

/** A command as reports show it: a value of a megabyte is told by its size. */
export function shown({ req: { command } }: Request): string {
  return command.length > 80 ? `${command.slice(0, 60)}… (${command.length} characters)` : command;
}
