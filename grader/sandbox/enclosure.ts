import { needed, program, ran } from './programs.ts';
import type { Command, Tier } from './sandbox.ts';

/**
 * Brings loopback up in a network namespace, by `ip` or, where that is not installed, by the file
 * that the kernel has for it. Then becomes the command.
 */
const WITH_LOOPBACK =
  'ip link set lo up 2>/dev/null || { mount -t sysfs sysfs /sys && ' +
  'echo 1 > /sys/class/net/lo/flags && umount /sys; } && exec "$@"';

/**
 * The command that runs the process that grades one submission behind the outer walls of a tier: a
 * network with loopback only, and for `bwrap` processes that end with it. Standard input and output
 * are inherited, files are where they are. `uid` needs leave of the system for a network of its own:
 * a container may not give it, and then the command stays as it is.
 * @throws EnvironmentError when a program that the tier is made of is not there.
 */
export function enclosed(tier: Tier, command: Command): Command {
  const { file, args } = command;
  if (tier === 'process') return command;
  if (tier === 'bwrap') {
    const user = process.getuid?.() === 0 ? [] : ['--unshare-user'];
    const walls = [...user, '--unshare-net', '--unshare-pid', '--die-with-parent'];
    const view = ['--dev-bind', '/', '/', '--proc', '/proc'];
    return { file: needed('bwrap'), args: [...walls, ...view, '--', file, ...args] };
  }
  if (!canHaveNetwork()) return command;
  const { file: walls, args: words } = OWN_NETWORK;
  return { file: walls, args: [...words, file, ...args] };
}

const OWN_NETWORK: Command = {
  file: program('unshare') ?? 'unshare',
  args: ['--net', '--mount', '--', '/bin/sh', '-c', WITH_LOOPBACK, 'sh'],
};

let allowed: boolean | undefined;

/** Whether the system gives this user a network namespace: asked once, by trying. */
function canHaveNetwork(): boolean {
  allowed ??= ran(OWN_NETWORK.file, [...OWN_NETWORK.args, '/bin/true']).status === 0;
  return allowed;
}
