import { belted, type NodeArgs } from './belt.ts';
import { programsOf } from './files.ts';
import { type Jail, openJail } from './jail.ts';
import { PRLIMIT } from './limits.ts';
import { needed } from './programs.ts';
import type { Sandbox, ServerCommand } from './sandbox.ts';
import { become, endProcessesOf, uidsFor } from './uids.ts';

/**
 * For root, also in a container: every server process has a uid of its own, which owns nothing, in a
 * jail that shows the bundle and node. It needs no namespaces.
 * @param nodeArgs without the belt only to probe what holds without it.
 */
export function uidTier(slot: number, nodeArgs: NodeArgs = belted): Sandbox {
  const uids = uidsFor(slot);
  // One for each bundle: the reference is run, too, and nobody else may see it.
  const jails = new Map<string, Jail>();
  const jailOf = (bundle: string): Jail => {
    const jail = jails.get(bundle) ?? openJail();
    jails.set(bundle, jail);
    return jail;
  };
  return {
    tier: 'uid',
    command(bundle, args, readable): ServerCommand {
      const jail = jailOf(bundle);
      const { root, hide } = jail;
      for (const file of programsOf(bundle)) jail.show(file);
      const uid = uids.take();
      for (const directory of readable) jail.showTo(uid, directory);
      return {
        file: needed('prlimit'),
        args: [
          ...PRLIMIT,
          ...[needed('chroot'), root, ...become(uid), '--pdeathsig=KILL'],
          ...[process.execPath, ...nodeArgs(bundle, args, readable)],
        ],
        async release() {
          await endProcessesOf(uid);
          for (const directory of readable) hide(directory);
          uids.free(uid);
        },
      };
    },
    async sweep() {
      await uids.endAll();
      for (const jail of jails.values()) jail.remove();
      jails.clear();
    },
  };
}
