/** How reports say things. */
import type { PuppetServer } from '../puppet/server.ts';
import { type Gap, type Said, t } from '../text/text.ts';
import type { Request } from '../wire/messages.ts';

/** `prepare of server 2 for seq 1`, or `prepares of server 2, server 0 for seq 1`. */
export function preparesOf(servers: readonly PuppetServer[], seq: number): Said {
  const of = servers.map(({ id }) => t`server ${id}`);
  return servers.length === 1
    ? t`prepare of ${of} for seq ${seq}`
    : t`prepares of ${of} for seq ${seq}`;
}

/** `commit of server 2 for seq 1`, or `commits of server 2, server 0 for seq 1`. */
export function commitsOf(servers: readonly PuppetServer[], seq: number): Said {
  const of = servers.map(({ id }) => t`server ${id}`);
  return servers.length === 1
    ? t`commit of ${of} for seq ${seq}`
    : t`commits of ${of} for seq ${seq}`;
}

/** `no server`, `server 2`, or `servers 0, 2`: each once, in the order of ids. */
export function namesOf(ids: readonly number[]): Said {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  if (sorted.length === 0) return t`no server`;
  return sorted.length === 1 ? t`server ${sorted}` : t`servers ${sorted}`;
}

/** `no valid commits`, `1 valid commit`, `2 valid commits`. */
export function validCommits(count: number): Said {
  if (count === 0) return t`no valid commits`;
  return count === 1 ? t`${count} valid commit` : t`${count} valid commits`;
}

/** `server 2 sent 1 Commit`, `server 2 sent 3 Commits`: messages, not votes. */
export function commitsSent(id: number, count: number): Said {
  return count === 1 ? t`server ${id} sent ${count} Commit` : t`server ${id} sent ${count} Commits`;
}

/** A command as reports show it: a value of a megabyte is told by its size. */
export function shown({ req: { command } }: Request): Gap {
  if (command.length <= 80) return command;
  return t`${command.slice(0, 60)}… (${command.length} characters)`;
}
