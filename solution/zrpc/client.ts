import { connect, type Socket } from 'node:net';
import { type Address, formatAddress } from './address.ts';
import { RPC_ERROR, RpcError } from './errors.ts';
import { isResponse, parseFrame, readFrames, writeRequest } from './frames.ts';

/** How long one call may take, and how long a connection may take to come up. */
const CALL_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 1_000;

/** A call that has no answer yet. */
interface Call {
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: Error) => void;
  readonly timer: NodeJS.Timeout;
}

interface Connection {
  readonly socket: Socket;
  /** What waits for an answer on it, by the id of the request. */
  readonly calls: Map<number, Call>;
}

/** Calls one remote node. Connects when first used and again after the peer came back. */
export class RpcClient {
  readonly #address: Address;
  readonly #onCall: (change: 1 | -1) => void;
  #connection: Promise<Connection> | undefined;
  #socket: Socket | undefined;
  #nextId = 1;

  /** @param onCall told +1 when a call starts and -1 when it ends, for idle detection. */
  constructor(address: Address, onCall: (change: 1 | -1) => void) {
    this.#address = address;
    this.#onCall = onCall;
  }

  /**
   * Calls a remote method and waits for its answer.
   *
   * @param params may be `Encoded`, when several peers are sent the same.
   * @param timeoutMs how long to wait for the answer, once connected.
   * @throws Error when the peer cannot be reached, refuses, answers with an error or is too slow.
   */
  async call(method: string, params: object, timeoutMs = CALL_TIMEOUT_MS): Promise<unknown> {
    this.#onCall(1);
    try {
      return await this.#ask(await this.connect(), method, params, timeoutMs);
    } finally {
      this.#onCall(-1);
    }
  }

  /**
   * Tells a peer something that has no answer: a notification, JSON-RPC 2.0 section 4.1.
   *
   * @throws Error when the peer cannot be reached, or does not read; nobody learns whether it heard.
   */
  async notify(method: string, params: object): Promise<void> {
    this.#onCall(1);
    try {
      const { socket } = await this.connect();
      if (!writeRequest(socket, { method, params })) throw this.#deaf();
    } finally {
      this.#onCall(-1);
    }
  }

  /** Connects unless connected; a broken connection is replaced by the next call. */
  connect(): Promise<Connection> {
    this.#connection ??= this.#open();
    return this.#connection;
  }

  close(): void {
    this.#socket?.destroy();
  }

  #ask(
    { socket, calls }: Connection,
    method: string,
    params: object,
    timeoutMs: number,
  ): Promise<unknown> {
    const id = this.#nextId;
    this.#nextId += 1;
    if (!writeRequest(socket, { id, method, params })) throw this.#deaf();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        calls.delete(id);
        reject(new Error(`no answer within ${timeoutMs} ms`));
      }, timeoutMs);
      calls.set(id, { resolve, reject, timer });
    });
  }

  #deaf(): Error {
    return new Error(`${formatAddress(this.#address)} does not read what it is sent`);
  }

  #open(): Promise<Connection> {
    const where = formatAddress(this.#address);
    const socket = connect({ ...this.#address, noDelay: true });
    this.#socket = socket;
    const connection: Connection = { socket, calls: new Map() };
    readFrames(
      socket,
      (line) => receive(connection, line),
      () => socket.destroy(),
    );
    return new Promise((resolve, reject) => {
      let reason = `the connection to ${where} was closed`;
      socket.setTimeout(CONNECT_TIMEOUT_MS, () => {
        // After a turn: on a busy machine the connection may be up and not noticed yet.
        setImmediate(() => {
          if (!socket.connecting) return;
          reason = `no connection to ${where} within ${CONNECT_TIMEOUT_MS} ms`;
          socket.destroy();
        });
      });
      socket.once('connect', () => {
        socket.setTimeout(0);
        resolve(connection);
      });
      socket.on('error', (error: NodeJS.ErrnoException) => {
        const refused = error.code === 'ECONNREFUSED';
        reason = refused ? `nobody listens on ${where}` : `${where}: ${error.message}`;
      });
      socket.once('close', () => {
        this.#connection = undefined;
        for (const id of connection.calls.keys()) take(connection, id)?.reject(new Error(reason));
        reject(new Error(reason));
      });
    });
  }
}

/** An answer. A peer that sends something else is not one of ours: hang up. */
function receive(connection: Connection, line: string): void {
  const response = parseFrame(line);
  if (!isResponse(response)) return void connection.socket.destroy();
  const call = take(connection, response.id);
  if ('result' in response) call?.resolve(response.result);
  else call?.reject(errorOf(response.error));
}

/** The call with this id, which ends now; `undefined` when nobody waits for its answer any more. */
function take({ calls }: Connection, id: unknown): Call | undefined {
  const call = calls.get(id as number);
  calls.delete(id as number);
  clearTimeout(call?.timer);
  return call;
}

/** The error that a peer answered with, which may be anything. */
function errorOf(error: unknown): RpcError {
  const { code, message } = Object(error) as Record<string, unknown>;
  const known = typeof code === 'number' && typeof message === 'string';
  return known ? new RpcError(code, message) : new RpcError(RPC_ERROR.internal, 'an unknown error');
}
