import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import { EnvironmentError } from '../errors.ts';
import { t } from '../text/text.ts';
import { readIfThere } from './inner.ts';
import { needed } from './programs.ts';

/** Server processes of one grade that may run at once: it starts a third of that in all. */
const BLOCK = 128;
/**
 * From here on no system gives uids to anybody (systemd's list of them says so): blocks are taken at
 * random, so two graders on a machine that know nothing of each other do not meet.
 */
const HIGH = { first: 0x7000_0000, blocks: 2_000_000 };
/** Where a container has no such uids: a block for each worker, below those that systems use. */
const LOW = { first: 20_000, blocks: 300 };
/** How often the processes of a uid are killed: no new one starts after the first time. */
const MAX_ROUNDS = 50;

/** The uids, and gids, of the server processes of one grade. */
export interface Uids {
  /** One that no process has. */
  take(): number;
  /** Frees it: no process has it any more. */
  free(uid: number): void;
  /** Ends all processes of all of them. */
  endAll(): Promise<void>;
}

/** @param slot no two workers of a batch have the same at once. */
export function uidsFor(slot: number): Uids {
  const first = firstUid(slot);
  const unused = Array.from({ length: BLOCK }, (_, index) => first + index);
  return {
    take() {
      const uid = unused.shift();
      if (uid === undefined) throw new EnvironmentError(t`no uid for more than ${BLOCK} servers`);
      return uid;
    },
    free: (uid) => void unused.push(uid),
    async endAll() {
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const left = alive().filter(({ uid }) => uid >= first && uid < first + BLOCK);
        if (left.length === 0) return;
        await Promise.all([...new Set(left.map(({ uid }) => uid))].map(endProcessesOf));
      }
      throw new EnvironmentError(
        t`processes of uids ${first} to ${first + BLOCK - 1} outlive SIGKILL`,
      );
    },
  };
}

/**
 * SIGKILL to every process of a uid, at one moment: kill(-1) by a process of that uid. What has it
 * pending forks no more, so nothing is missed, whatever session it moved to.
 * @throws EnvironmentError when no process can be started as that uid.
 */
export async function endProcessesOf(uid: number): Promise<void> {
  const [file = '', ...args] = [...become(uid), '/bin/sh', '-c', 'kill -KILL -1'];
  const alone = { env: {}, extendEnv: false, stdin: 'ignore', cwd: '/' } as const;
  const { exitCode, stderr } = await execa(file, args, { ...alone, reject: false });
  if (exitCode === 0 || /no such process/i.test(stderr)) return; // the latter: nothing but itself
  throw new EnvironmentError(t`cannot end the processes of uid ${uid}: ${stderr}`);
}

/** What root puts before a command to run it as this user, without any right to be another. */
export function become(uid: number): string[] {
  const ids = [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
  return [needed('setpriv'), ...ids, '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all'];
}

/** Processes that run, by uid; one that has ended and was not waited for does not. */
function alive(): { pid: number; uid: number }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const status = readIfThere(`/proc/${name}/status`);
    if (/^State:\s+[ZX]/m.test(status)) return [];
    // A process may hide its uid from the owner of its folder, not from this line.
    const uid = /^Uid:\s+(\d+)/m.exec(status)?.[1];
    return uid === undefined ? [] : [{ pid: Number(name), uid: Number(uid) }];
  });
}

function firstUid(slot: number): number {
  if (isMapped(HIGH.first, HIGH.blocks * BLOCK)) return HIGH.first + randomInt(HIGH.blocks) * BLOCK;
  if (slot < LOW.blocks && isMapped(LOW.first, LOW.blocks * BLOCK)) return LOW.first + slot * BLOCK;
  throw new EnvironmentError(
    t`this container has no uids to spare: it needs those from
        ${LOW.first} to ${LOW.first + LOW.blocks * BLOCK - 1}`,
  );
}

/** True when the user namespace of the grader has all of these as uids and gids. */
function isMapped(first: number, count: number): boolean {
  return ['uid_map', 'gid_map'].every((map) => {
    const lines = readFileSync(`/proc/self/${map}`, 'utf8').trim().split('\n');
    return lines.some((line) => {
      const [inside = 0, , length = 0] = line.trim().split(/\s+/).map(Number);
      return inside <= first && first + count <= inside + length;
    });
  });
}
