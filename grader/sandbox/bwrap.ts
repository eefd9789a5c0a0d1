import { dirname } from 'node:path';
import { belted, type NodeArgs } from './belt.ts';
import { programsOf, readableFor, readableForAll } from './files.ts';
import { PRLIMIT } from './limits.ts';
import { librariesOf, needed } from './programs.ts';
import type { Sandbox, ServerCommand } from './sandbox.ts';
import { become, uidsFor } from './uids.ts';

/** What nobody outside needs to share: all but the network, which links to the grader are made of. */
const NAMESPACES = ['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--die-with-parent'];

/**
 * One bubblewrap for each server process: it sees the bundle, its own keys, node and its libraries,
 * read-only, and no other process. For root each has a uid of its own as well; anybody else is given
 * a user namespace for it.
 * @param nodeArgs without the belt only to probe what holds without it.
 */
export function bwrapTier(slot: number, nodeArgs: NodeArgs = belted): Sandbox {
  const uids = process.getuid?.() === 0 ? uidsFor(slot) : undefined;
  return {
    tier: 'bwrap',
    command(bundle, args, readable): ServerCommand {
      const bwrap = needed('bwrap');
      const programs = programsOf(bundle);
      for (const file of programs) readableForAll(file);
      const uid = uids?.take();
      if (uid !== undefined) for (const directory of readable) readableFor(uid, directory);
      return {
        file: bwrap,
        args: [
          ...[...(uid === undefined ? ['--unshare-user'] : []), ...NAMESPACES, '--new-session'],
          ...shown([...systemFiles(), ...programs, ...readable]),
          ...['--proc', '/proc', '--remount-ro', '/', '--chdir', '/'],
          ...[needed('prlimit'), ...PRLIMIT, ...(uid === undefined ? [] : become(uid))],
          ...[needed('env'), '-i', process.execPath, ...nodeArgs(bundle, args, readable)],
        ],
        wrapped: true,
        // No process outlives its PID namespace: there is nothing to end.
        release: async () => void (uid !== undefined && uids?.free(uid)),
      };
    },
  };
}

/** The programs that a sandbox starts with, and their libraries. */
function systemFiles(): string[] {
  const programs = [needed('prlimit'), needed('setpriv'), needed('env'), process.execPath];
  return [...programs, ...librariesOf(programs)];
}

/** Shows each path where it is outside. Folders above it are made first, or only root may pass. */
function shown(paths: readonly string[]): string[] {
  const above = new Set(paths.flatMap(foldersAbove));
  return [
    ...[...above].sort().flatMap((folder) => ['--dir', folder]),
    ...paths.flatMap((path) => ['--ro-bind', path, path]),
  ];
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === '/' ? [] : [...foldersAbove(folder), folder];
}
