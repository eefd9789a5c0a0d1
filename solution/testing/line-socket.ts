import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import split2 from 'split2';
import type { Address } from '../zrpc/address.ts';
import { Inbox } from './inbox.ts';

/** A bare TCP connection: what a person would do with netcat. */
export class LineSocket {
  /** The lines that came back. */
  readonly lines = new Inbox<string>();
  readonly closed: Promise<void>;
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => {}); // 'close' follows
    socket.pipe(split2()).on('data', this.lines.push);
  }

  static async open(address: Address): Promise<LineSocket> {
    const socket = connect(address);
    await once(socket, 'connect');
    return new LineSocket(socket);
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  /** Sends one JSON-RPC request. */
  request(id: number, method: string, params: unknown): void {
    this.send(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
  }

  /** The answer to the request with this id, parsed. */
  answer(id: number | null): Promise<Answer> {
    return this.lines.first((line) => {
      const answer = JSON.parse(line) as Answer;
      return answer.id === id ? answer : undefined;
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** A JSON-RPC response, as far as tests look at it. */
export interface Answer {
  readonly id: number | null;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}
