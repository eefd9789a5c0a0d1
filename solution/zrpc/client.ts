import { connect, type Socket } from 'node:net';
import { isJSONRPCResponse, JSONRPCClient } from 'json-rpc-2.0';
import { type Address, formatAddress } from './address.ts';
import { parseFrame, readFrames, writeFrame } from './frames.ts';

/** How long one call may take, and how long a connection may take to come up. */
const CALL_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 1_000;

interface Connection {
  readonly socket: Socket;
  readonly rpc: JSONRPCClient;
}

/** Calls one remote node. Connects when first used and again after the peer came back. */
export class RpcClient {
  readonly #address: Address;
  readonly #onCall: (change: 1 | -1) => void;
  #connection: Promise<Connection> | undefined;
  #socket: Socket | undefined;

  /** @param onCall told +1 when a call starts and -1 when it ends, for idle detection. */
  constructor(address: Address, onCall: (change: 1 | -1) => void) {
    this.#address = address;
    this.#onCall = onCall;
  }

  /**
   * Calls a remote method and waits for its answer.
   *
   * @param timeoutMs how long to wait for the answer, once connected.
   * @throws Error when the peer cannot be reached, refuses, answers with an error or is too slow.
   */
  async call(method: string, params: object, timeoutMs = CALL_TIMEOUT_MS): Promise<unknown> {
    this.#onCall(1);
    try {
      const { rpc } = await this.connect();
      return await rpc.timeout(timeoutMs).request(method, params);
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

  #open(): Promise<Connection> {
    const where = formatAddress(this.#address);
    const socket = connect({ ...this.#address, noDelay: true });
    this.#socket = socket;
    const rpc = new JSONRPCClient((request) => {
      if (!writeFrame(socket, request)) throw new Error(`${where} does not read what it is sent`);
    });
    readFrames(
      socket,
      (line) => this.#receive(socket, rpc, line),
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
        resolve({ socket, rpc });
      });
      socket.on('error', (error: NodeJS.ErrnoException) => {
        const refused = error.code === 'ECONNREFUSED';
        reason = refused ? `nobody listens on ${where}` : `${where}: ${error.message}`;
      });
      socket.once('close', () => {
        this.#connection = undefined;
        rpc.rejectAllPendingRequests(reason);
        reject(new Error(reason));
      });
    });
  }

  /** A peer that sends something else than responses is not one of ours: hang up. */
  #receive(socket: Socket, rpc: JSONRPCClient, line: string): void {
    const response = parseFrame(line);
    if (isObject(response) && isJSONRPCResponse(response)) rpc.receive(response);
    else socket.destroy();
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
