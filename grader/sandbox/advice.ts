import { readFileSync } from 'node:fs';
import { type Message, t } from '../text/text.ts';
import { program } from './programs.ts';
import type { Tier } from './sandbox.ts';

/** Why a tier does not work on this machine, and what to do about it. */
export interface Trouble {
  readonly why: Message;
  readonly advice?: Message;
}

/** Programs that a tier is made of, and the Debian packages that they come in. */
const PROGRAMS: Record<Tier, Record<string, string>> = {
  bwrap: { bwrap: 'bubblewrap', prlimit: 'util-linux', setpriv: 'util-linux', ldd: 'libc-bin' },
  uid: { prlimit: 'util-linux', setpriv: 'util-linux', chroot: 'coreutils', ldd: 'libc-bin' },
  process: {},
};

/** Settings of the system that keep users without rights from namespaces. */
const SETTINGS = [
  {
    file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    forbids: '1',
    why: t`AppArmor keeps users from making namespaces, as Ubuntu 24.04 and later have it`,
    cure: 'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
  },
  {
    file: '/proc/sys/kernel/unprivileged_userns_clone',
    forbids: '0',
    why: t`the system keeps users from making namespaces`,
    cure: 'sysctl -w kernel.unprivileged_userns_clone=1',
  },
  {
    file: '/proc/sys/user/max_user_namespaces',
    forbids: '0',
    why: t`the system allows no user namespaces`,
    cure: 'sysctl -w user.max_user_namespaces=10000',
  },
];

const CONTAINER = t`A container gives no namespaces to what runs in it, unless it was started with
  \`--privileged\`. As root in it, the tier uid does without.`;

/** What is plain to see before anything is tried. */
export function troubleBefore(tier: Tier): Trouble | undefined {
  if (tier === 'process') return undefined;
  if (process.platform !== 'linux') {
    return {
      why: t`it is made of what only Linux has`,
      advice: t`Grade the submissions of others on Linux, for example in a virtual machine.`,
    };
  }
  if (tier === 'uid' && process.getuid?.() !== 0) {
    return {
      why: t`only root can start processes as other users`,
      advice: t`Run the grader as root, or use bwrap, which needs no root.`,
    };
  }
  const missing = Object.keys(PROGRAMS[tier]).filter((name) => program(name) === undefined);
  if (missing.length === 0) return undefined;
  const packages = [...new Set(missing.map((name) => PROGRAMS[tier][name] ?? name))].join(' ');
  return {
    why: t`not found: ${missing}`,
    advice: t`Install it. On Debian and Ubuntu: apt-get install ${packages}`,
  };
}

/** @param said what the tier's programs said when a server could not be started. */
export function troubleWith(tier: Tier, said: string): Trouble {
  const why = said === '' ? t`a server could not be started in it` : said;
  if (tier === 'bwrap' && process.getuid?.() !== 0) {
    const setting = SETTINGS.find(({ file, forbids }) => read(file) === forbids);
    if (setting !== undefined) {
      const advice = t`As root: ${setting.cure} (a file in /etc/sysctl.d makes it last).`;
      return { why: setting.why, advice };
    }
  }
  if (tier === 'bwrap') return { why, advice: CONTAINER };
  if (tier === 'uid') {
    const advice = t`It needs the rights that containers have by default (to change owners, users and
      the root directory), and a temporary directory from which programs may be started (TMPDIR).`;
    return { why, advice };
  }
  return { why };
}

/** A tier that works, with the network open to servers. */
export const OPEN_NETWORK = t`Servers reach the network: the system gives the grader none of its
  own. Start the container without one (docker run --network none).`;

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
