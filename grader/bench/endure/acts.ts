import type { Choices } from '../../seed.ts';
import { MAX_FRAME_CHARS } from '../../wire/frames.ts';
import { METHOD } from '../../wire/messages.ts';
import type { Raw } from './raw.ts';

/** Everything that anybody who can reach a port can do to it, without a key. */
export const KINDS = [
  'garbage',
  'notJson',
  'noRequest',
  'votes',
  'overlong',
  'overlongInPieces',
  'unread',
  'silent',
  'half',
  'reset',
] as const;
export type Kind = (typeof KINDS)[number];

/** How many of a kind come at once: those that cost a server little come in crowds. */
export const AT_ONCE: Readonly<Record<Kind, number>> = {
  ...{ garbage: 4, notJson: 4, noRequest: 1, votes: 1 },
  ...{ overlong: 1, overlongInPieces: 1, unread: 1 },
  ...{ silent: 8, half: 8, reset: 8 },
};

/** What an attack has at hand against one server. */
export interface Arms {
  /** Opens a connection to it; one that does not read leaves its answers where they are. */
  readonly open: (reads?: boolean) => Raw;
  readonly choices: Choices;
  /** About the last seq that was given: anybody who looks on knows it. */
  readonly seq: () => number;
  /** Random bytes to take pieces from. */
  readonly bytes: Buffer;
  /** Keeps a connection open as long as the attack lasts; the oldest goes when there are many. */
  readonly hold: (connection: Raw) => void;
}

/** One act. Resolves to whether the server did what it must: answer each line, or hang up. */
type Act = (arms: Arms) => Promise<boolean>;

const LARGE = Buffer.alloc(256 * 1024, 'x');
const SMALL = Buffer.alloc(1024, 'x');
const MOST_GARBAGE = 16 * 1024;
const HALF = '{"jsonrpc":"2.0","id":1,"method":"Server.RequestRpc","params":{"req":{"command":"';
/** Brackets within brackets: a parser that recurses does not survive it. */
const DEPTH = 50_000;
const ECHO_CHARS = 1024 * 1024;

/** Seqs whose queues are filled before their proposals come, and votes for each: more than a queue takes. */
const SEQS = 8;
const VOTES_A_SEQ = 640;

const NOT_JSON = ['', ' ', '{', '}{', 'GET / HTTP/1.1', "{'a': 1}", '\u0000\u0001', 'NaN', '1 2'];

const NESTED = `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`;
const PARAMS = ['null', '[]', '"x"', '{}', '{"msg":{"__proto__":{"seq":1}}}', `{"req":${NESTED}}`];

/** Each has an answer: an error. */
const NO_REQUESTS = [
  ...['0', '-1e400', 'true', 'null', '""', '[]', '{}', '[[],{}]', '"\\ud800"'],
  ...[NESTED, '{"__proto__":{"method":"Server.RequestRpc"}}'],
  ...['{"jsonrpc":"1.0","id":1,"method":"Node.PingRpc"}', '{"jsonrpc":"2.0","id":1,"result":{}}'],
  ...['{"jsonrpc":"2.0","id":{},"method":"Node.PingRpc"}', '{"jsonrpc":"2.0","id":1,"method":[]}'],
  ...['constructor', '__proto__', 'toString', 'Server.NoneRpc'].map((name) => call(name, '{}')),
  ...Object.values(METHOD).flatMap((name) => PARAMS.map((params) => call(name, params))),
];

/** By kind; each opens connections of its own. */
export const ACTS: Readonly<Record<Kind, Act>> = {
  garbage: ({ open, choices, bytes }) => {
    const length = choices.integer(1, MOST_GARBAGE);
    const start = choices.integer(0, bytes.length - length);
    const garbage = Buffer.concat([bytes.subarray(start, start + length), Buffer.from('\n')]);
    return answered(open(), garbage, garbage.filter((byte) => byte === 10).length);
  },
  notJson: ({ open }) => answered(open(), `${NOT_JSON.join('\n')}\n`, NOT_JSON.length),
  noRequest: ({ open, choices }) =>
    answered(open(), `${choices.shuffled(NO_REQUESTS).join('\n')}\n`, NO_REQUESTS.length),
  /** Votes in the names of all servers, for what is about to be proposed: they must not keep out real ones. */
  votes: ({ open, choices, seq }) => {
    const first = seq() + choices.integer(1, 4 * SEQS);
    const lines = Array.from({ length: SEQS * VOTES_A_SEQ }, (_, vote) => {
      const turn = Math.floor(vote / SEQS);
      const msg = { view: 0, seq: first + (vote % SEQS), digest: 'd', id: turn % 4 };
      const method = turn < VOTES_A_SEQ / 2 ? METHOD.prepare : METHOD.commit;
      return call(method, JSON.stringify({ msg, signature: choices.word(86) }));
    });
    return answered(open(), `${lines.join('\n')}\n`, lines.length);
  },
  overlong: ({ open }) => overlong(open(), LARGE),
  overlongInPieces: ({ open }) => overlong(open(), SMALL),
  /** The answers to what it asks pile up; the server must hang up before its memory is full. */
  unread: async ({ open }) => {
    const connection = open(false);
    const id = 'x'.repeat(ECHO_CHARS); // it comes back in the answer
    const line = `${JSON.stringify({ jsonrpc: '2.0', id, method: 'Server.NoneRpc' })}\n`;
    while (!connection.isClosed) await connection.write(line);
    return true;
  },
  silent: async ({ open, hold }) => {
    const connection = open();
    hold(connection);
    await connection.connected();
    return true;
  },
  half: async ({ open, choices, hold }) => {
    const connection = open();
    hold(connection);
    await connection.write(HALF + 'x'.repeat(choices.integer(0, MOST_GARBAGE)));
    return true;
  },
  reset: async ({ open, choices }) => {
    const connection = open();
    await connection.connected();
    if (choices.integer(0, 1) === 1) await connection.write(HALF);
    connection.reset();
    await connection.closed();
    return true;
  },
};

/** Sends lines that are all answered. */
async function answered(connection: Raw, text: Buffer | string, lines: number): Promise<boolean> {
  await connection.write(text);
  const all = await connection.answered(lines);
  connection.close();
  await connection.closed();
  return all;
}

/** Sends a frame without an end, of twice the lab's limit: before that the server must hang up. */
async function overlong(connection: Raw, piece: Buffer): Promise<boolean> {
  for (let sent = 0; sent <= MAX_FRAME_CHARS && !connection.isClosed; sent += piece.length) {
    await connection.write(piece);
  }
  await connection.closed();
  return true;
}

function call(method: string, params: string): string {
  return `{"jsonrpc":"2.0","id":1,"method":${JSON.stringify(method)},"params":${params}}`;
}
