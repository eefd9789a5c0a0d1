import type { Address } from '../zrpc/address.ts';
import { address, readCommandLine, UsageError, wholeNumber } from './flags.ts';

/** Servers are started by hand, one terminal each: 3 * 100 + 1 is more than enough. */
const MAX_F = 100;
const LOG_LEVEL = { least: 0, most: 3, unset: 1 };
/** A batch of more would wait longer than it saves. */
export const BATCH = { least: 1, most: 256, unset: 1 };
const VIEW = { least: 0, most: Number.MAX_SAFE_INTEGER, unset: 0 };

export const NAIVE_USAGE = `usage: npm run naive -- -role <role> -maddr <address> ...
  -role master -maddr :8000 [-f 1] [-view 0]
  -role server -maddr :8000 -saddr :8001 -pri <file> -pub <file> [-batch 1]
  -role client -maddr :8000 [-caddr :8005] [-pri <file> -pub <file>] [command]

  -maddr  address of the master; :8000 is port 8000 of this machine, port 0 any free one
  -saddr  address of the server
  -caddr  address of the client, by default :0
  -pri    private key file, PEM, Ed25519 or RSA (make one: npm run keygen -- keys)
  -pub    public key file, PEM
  -f      Byzantine servers tolerated, of 3f+1 (1)
  -view   the view that all servers start in; its leader is server view mod 3f+1 (0)
  -batch  requests that the leader may order under one seq, alike on all servers (1)
  -log    0 Debug, 1 Info, 2 Warn, 3 Error (1)

Without a command the client reads one a line: get <key>, put <key> <val>, del <key>, all`;

interface MasterFlags {
  readonly role: 'master';
  readonly maddr: Address;
  readonly f: number;
  readonly view: number;
  readonly logLevel: number;
}

interface ServerFlags {
  readonly role: 'server';
  readonly maddr: Address;
  readonly saddr: Address;
  readonly pri: string;
  readonly pub: string;
  readonly batch: number;
  readonly logLevel: number;
}

interface ClientFlags {
  readonly role: 'client';
  readonly maddr: Address;
  readonly caddr: Address;
  /** Key files; without them the client makes a pair for itself. */
  readonly keyFiles: { readonly pri: string; readonly pub: string } | undefined;
  readonly logLevel: number;
  /** The command given on the command line, if any. */
  readonly command: string | undefined;
}

export type NaiveFlags = MasterFlags | ServerFlags | ClientFlags;

/** The flags of each role, besides -role and -log; one of another role is a misunderstanding. */
const FLAGS_OF = {
  master: ['maddr', 'f', 'view'],
  server: ['maddr', 'saddr', 'pri', 'pub', 'batch'],
  client: ['maddr', 'caddr', 'pri', 'pub'],
} as const;
type Role = keyof typeof FLAGS_OF;

const FLAGS = ['role', 'maddr', 'saddr', 'caddr', 'pri', 'pub', 'f', 'view', 'batch', 'log'];

/**
 * Reads the command line of `naive`.
 * @returns `undefined` when the usage was asked for.
 * @throws UsageError with one clear sentence.
 */
export function readNaiveFlags(argv: readonly string[]): NaiveFlags | undefined {
  const { flags, words, help } = readCommandLine(argv, FLAGS, true);
  if (help) return undefined;
  const role = flags.get('role');
  if (!isRole(role)) {
    const seen = role === undefined ? 'nothing' : `"${role}"`;
    throw new UsageError(`-role must be master, server or client, not ${seen}`);
  }
  const own: readonly string[] = ['role', 'log', ...FLAGS_OF[role]];
  const foreign = [...flags.keys()].find((name) => !own.includes(name));
  if (foreign !== undefined) throw new UsageError(`a ${role} takes no -${foreign}`);
  if (role !== 'client' && words.length > 0) {
    throw new UsageError(`a ${role} takes flags only, not "${words[0]}"`);
  }
  const maddr = address('maddr', required(role, flags, 'maddr'));
  if (role !== 'master' && maddr.port === 0) {
    throw new UsageError('-maddr must be the port that the master printed, not 0');
  }
  const logLevel = wholeNumber('log', flags.get('log'), LOG_LEVEL);
  if (role === 'client') return clientFlags(flags, words, { maddr, logLevel });
  if (role === 'server') return serverFlags(flags, { maddr, logLevel });
  const f = wholeNumber('f', flags.get('f'), { least: 1, most: MAX_F, unset: 1 });
  return { role, maddr, logLevel, f, view: wholeNumber('view', flags.get('view'), VIEW) };
}

interface Common {
  readonly maddr: Address;
  readonly logLevel: number;
}

function serverFlags(flags: ReadonlyMap<string, string>, common: Common): ServerFlags {
  return {
    ...common,
    role: 'server',
    saddr: address('saddr', required('server', flags, 'saddr')),
    pri: required('server', flags, 'pri'),
    pub: required('server', flags, 'pub'),
    batch: wholeNumber('batch', flags.get('batch'), BATCH),
  };
}

function clientFlags(
  flags: ReadonlyMap<string, string>,
  words: readonly string[],
  common: Common,
): ClientFlags {
  const pri = flags.get('pri');
  const pub = flags.get('pub');
  if ((pri === undefined) !== (pub === undefined)) {
    throw new UsageError('-pri and -pub go together: give both, or none for a new key pair');
  }
  return {
    ...common,
    role: 'client',
    caddr: address('caddr', flags.get('caddr') ?? ':0'),
    keyFiles: pri === undefined || pub === undefined ? undefined : { pri, pub },
    command: words.length === 0 ? undefined : words.join(' '),
  };
}

function required(role: Role, flags: ReadonlyMap<string, string>, name: string): string {
  const value = flags.get(name);
  if (value !== undefined && value !== '') return value;
  throw new UsageError(`a ${role} needs -${name}`);
}

function isRole(text: string | undefined): text is Role {
  return text === 'master' || text === 'server' || text === 'client';
}
