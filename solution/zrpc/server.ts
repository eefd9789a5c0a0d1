import { setMaxListeners } from 'node:events';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import {
  createJSONRPCErrorResponse,
  isJSONRPCRequest,
  JSONRPCErrorException,
  type JSONRPCResponse,
  JSONRPCServer,
} from 'json-rpc-2.0';
import * as z from 'zod/mini';
import type { Logger } from '../zlog/log.ts';
import { type Address, boundAddress, formatAddress } from './address.ts';
import { parseFrame, readFrames, writeFrame } from './frames.ts';

const MAX_CONNECTIONS = 512;

/** Error codes of JSON-RPC 2.0, section 5.1; the last is in the range left to applications. */
export const RPC_ERROR = {
  parse: -32_700,
  invalidRequest: -32_600,
  invalidParams: -32_602,
  internal: -32_603,
  refused: -32_000,
} as const;

/** Thrown by a handler that refuses a well-formed request: the caller's fault, not a bug. */
export class Refused extends JSONRPCErrorException {
  constructor(message: string) {
    super(message, RPC_ERROR.refused);
    Object.setPrototypeOf(this, Refused.prototype); // which the library's constructor takes away
  }
}

/** What a handler may know about the call besides its parameters. */
export interface CallContext {
  /** Aborted when the caller's connection closes. */
  readonly closed: AbortSignal;
}

/** One remote method: the shape of its parameters, checked before `handle` sees them. */
export interface Method<Params> {
  readonly params: z.ZodMiniType<Params>;
  readonly handle: (params: Params, context: CallContext) => unknown;
}

/** Listens on one TCP port and answers JSON-RPC 2.0 requests, one a line. */
export class RpcServer {
  readonly #log: Logger;
  readonly #methods: JSONRPCServer<CallContext>;
  readonly #sockets = new Set<Socket>();
  readonly #server: NetServer;

  constructor(log: Logger) {
    this.#log = log;
    this.#methods = new JSONRPCServer<CallContext>({ errorListener: () => {} });
    this.#methods.mapErrorToJSONRPCErrorResponse = (id, error) => {
      if (!(error instanceof JSONRPCErrorException)) this.#log.error(describe(error));
      const known = error instanceof JSONRPCErrorException;
      const code = known ? error.code : RPC_ERROR.internal;
      return { jsonrpc: '2.0', id, error: { code, message: known ? error.message : 'internal' } };
    };
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
    this.#server.maxConnections = MAX_CONNECTIONS;
  }

  /** Makes `name` callable. Parameters of another shape are answered with -32602. */
  method<Params>(name: string, { params, handle }: Method<Params>): void {
    this.#methods.addMethod(name, (raw, context) => {
      const checked = params.safeParse(raw);
      if (checked.success) return handle(checked.data, context);
      const what = z.prettifyError(checked.error).replaceAll('\n', ' ');
      throw new JSONRPCErrorException(`${name}: ${what}`, RPC_ERROR.invalidParams);
    });
  }

  /**
   * Starts to listen and returns the address really bound.
   * @throws Error that names the address, when it is in use or not of this machine.
   */
  async listen({ host, port }: Address): Promise<Address> {
    await new Promise<void>((resolve, reject) => {
      // Kept after the start: accepting a connection may fail too, and must not end the process.
      this.#server.on('error', (error: NodeJS.ErrnoException) => {
        const where = formatAddress({ host, port });
        const why = error.code === 'EADDRINUSE' ? 'the address is in use' : error.message;
        reject(new Error(`cannot listen on ${where}: ${why}`));
      });
      this.#server.listen({ host, port }, resolve);
    });
    return boundAddress(host, this.#server.address());
  }

  /** Stops listening and closes every connection. */
  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #serve(socket: Socket): void {
    const closed = new AbortController();
    setMaxListeners(0, closed.signal); // many calls of one caller may wait: no leak to warn about
    this.#sockets.add(socket);
    socket.on('error', () => {}); // 'close' follows and says all there is to say
    socket.once('close', () => {
      this.#sockets.delete(socket);
      closed.abort();
    });
    readFrames(
      socket,
      (line) => void this.#answer(socket, line, { closed: closed.signal }),
      () => {
        this.#log.warn('a frame over the limit: connection closed');
        socket.destroy();
      },
    );
  }

  async #answer(socket: Socket, line: string, context: CallContext): Promise<void> {
    const response = await this.#respond(parseFrame(line), context);
    if (response !== null && !writeFrame(socket, response)) socket.destroy();
  }

  /**
   * Departure from JSON-RPC 2.0, section 6: no batches. The lab sends none, one frame must not
   * make more than one answer, and the library lets a batch with a `null` in it end the process.
   */
  async #respond(request: unknown, context: CallContext): Promise<JSONRPCResponse | null> {
    if (request === undefined) return refusal(RPC_ERROR.parse, 'not JSON');
    if (request !== null && isJSONRPCRequest(request)) {
      return this.#methods.receive(request, context);
    }
    return refusal(RPC_ERROR.invalidRequest, 'not a JSON-RPC 2.0 request');
  }
}

/** The answer to a frame whose sender and id are unknown. */
function refusal(code: number, message: string): JSONRPCResponse {
  return createJSONRPCErrorResponse(null, code, message);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
