import type { Socket } from 'node:net';

/**
 * Longest frame in characters. Above the largest message of the lab: a 1 MB value, escaped as
 * JSON, inside a request inside a pre-prepare.
 */
export const MAX_FRAME_CHARS = 4 * 1024 * 1024;

/** Bytes that may wait for a peer that does not read; beyond it the connection is given up. */
const MAX_QUEUED_BYTES = 16 * 1024 * 1024;

/** A call, JSON-RPC 2.0 section 4; without an id it is a notification, which has no answer. */
export interface Request {
  readonly jsonrpc: '2.0';
  readonly id?: number | string | null;
  readonly method: string;
  readonly params?: unknown;
}

/** Parameters that are encoded once, however many peers are sent them. */
export class Encoded {
  readonly #params: object;
  #json: string | undefined;

  constructor(params: object) {
    this.#params = params;
  }

  /** @throws TypeError for what JSON cannot say, when it is first asked for. */
  get json(): string {
    this.#json ??= JSON.stringify(this.#params) ?? 'null';
    return this.#json;
  }
}

/** What a call came to: its result, or the error that it ended with. */
export type Outcome =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string } };

/** The answer to a call, JSON-RPC 2.0 section 5. */
export type Response = { readonly jsonrpc: '2.0'; readonly id: Request['id'] } & Outcome;

/**
 * Cuts a socket's bytes into frames: one JSON text a line, so that a person can read the traffic
 * and type it with netcat. Each piece that arrives is searched once, however long the frame.
 *
 * @param onOverlong called for a frame over {@link MAX_FRAME_CHARS}; it must destroy the socket.
 */
export function readFrames(
  socket: Socket,
  onFrame: (line: string) => void,
  onOverlong: () => void,
): void {
  let begun = ''; // a frame whose end has not arrived yet
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const [first = '', ...more] = text.split('\n');
    begun += first;
    if (begun.length > MAX_FRAME_CHARS) onOverlong();
    for (const next of more) {
      if (socket.destroyed) return;
      onFrame(begun);
      begun = next;
    }
  });
}

/** Writes a request, or without an id a notification; see {@link writeFrame}. */
export function writeRequest(
  socket: Socket,
  {
    id,
    method,
    params,
  }: { readonly id?: number; readonly method: string; readonly params: object },
): boolean {
  const start = JSON.stringify({ jsonrpc: '2.0', id, method });
  const { json } = params instanceof Encoded ? params : new Encoded(params);
  return writeLine(socket, `${start.slice(0, -1)},"params":${json}}`);
}

/** Writes one frame; false, and nothing written, when too much is already waiting. */
export function writeFrame(socket: Socket, message: Request | Response): boolean {
  return writeLine(socket, JSON.stringify(message));
}

function writeLine(socket: Socket, line: string): boolean {
  if (socket.destroyed || socket.writableLength > MAX_QUEUED_BYTES) return false;
  socket.cork(); // what is written in one turn goes out in one piece: a write costs a system call
  process.nextTick(() => socket.uncork());
  socket.write(`${line}\n`);
  return true;
}

/** The JSON value of one frame; `undefined`, which no JSON text means, when it is not JSON. */
export function parseFrame(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** True for a request. Batches (section 6) are not taken: the lab sends none. */
export function isRequest(frame: unknown): frame is Request {
  if (!isMessage(frame) || typeof frame.method !== 'string') return false;
  return frame.id === undefined || isId(frame.id);
}

/** True for a response; what its error is made of is not checked. */
export function isResponse(frame: unknown): frame is Response {
  if (!isMessage(frame) || !isId(frame.id)) return false;
  return frame.method === undefined && 'error' in frame !== 'result' in frame;
}

function isMessage(frame: unknown): frame is Record<string, unknown> {
  return (
    typeof frame === 'object' && frame !== null && 'jsonrpc' in frame && frame.jsonrpc === '2.0'
  );
}

function isId(id: unknown): boolean {
  return id === null || typeof id === 'number' || typeof id === 'string';
}
