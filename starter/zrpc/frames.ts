import type { Socket } from 'node:net';
import split2 from 'split2';

/**
 * Longest frame in characters. Above the largest message of the lab: a 1 MB value, escaped as
 * JSON, inside a request inside a pre-prepare.
 */
export const MAX_FRAME_CHARS = 4 * 1024 * 1024;

/** Bytes that may wait for a peer that does not read; beyond it the connection is given up. */
const MAX_QUEUED_BYTES = 16 * 1024 * 1024;

/**
 * Cuts a socket's bytes into frames: one JSON text a line, so that a person can read the traffic
 * and type it with netcat.
 *
 * @param onOverlong called once for a frame over {@link MAX_FRAME_CHARS}; no frame follows.
 */
export function readFrames(
  socket: Socket,
  onFrame: (line: string) => void,
  onOverlong: () => void,
): void {
  const lines = split2('\n', { maxLength: MAX_FRAME_CHARS });
  lines.on('data', onFrame);
  lines.on('error', onOverlong);
  socket.pipe(lines);
}

/** Writes one frame; false, and nothing written, when too much is already waiting. */
export function writeFrame(socket: Socket, message: object): boolean {
  if (socket.destroyed || socket.writableLength > MAX_QUEUED_BYTES) return false;
  socket.cork(); // what is written in one turn goes out in one piece: a write costs a system call
  process.nextTick(() => socket.uncork());
  socket.write(`${JSON.stringify(message)}\n`);
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
