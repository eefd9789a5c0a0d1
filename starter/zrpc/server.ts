import { setMaxListeners } from 'node:events';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import * as z from 'zod/mini';
import type { Logger } from '../zlog/log.ts';
import { type Address, boundAddress, formatAddress } from './address.ts';
import { RPC_ERROR, RpcError } from './errors.ts';
import { isRequest, type Outcome, parseFrame, readFrames, writeFrame } from './frames.ts';

/** One more is refused, rather than an old one closed: what is lost on its way is not sent again. */
const MAX_CONNECTIONS = 512;

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
  readonly #methods = new Map<string, (params: unknown, context: CallContext) => unknown>();
  readonly #sockets = new Set<Socket>();
  readonly #server: NetServer;

  constructor(log: Logger) {
    this.#log = log;
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
    this.#server.maxConnections = MAX_CONNECTIONS;
  }

  /** Makes `name` callable. Parameters of another shape are answered with -32602. */
  method<Params>(name: string, { params, handle }: Method<Params>): void {
    this.#methods.set(name, (raw, context) => {
      const checked = params.safeParse(raw);
      if (checked.success) return handle(checked.data, context);
      const what = z.prettifyError(checked.error).replaceAll('\n', ' ');
      throw new RpcError(RPC_ERROR.invalidParams, `${name}: ${what}`);
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
    const request = parseFrame(line);
    const outcome = await this.#outcome(request, context);
    const id = isRequest(request) ? request.id : null; // null: of a frame that tells no id
    if (id === undefined) return;
    if (!writeFrame(socket, { jsonrpc: '2.0', id, ...outcome })) socket.destroy();
  }

  /** Calls the method that a frame asks for; never rejects. */
  async #outcome(request: unknown, context: CallContext): Promise<Outcome> {
    try {
      if (request === undefined) throw new RpcError(RPC_ERROR.parse, 'not JSON');
      if (!isRequest(request)) {
        throw new RpcError(RPC_ERROR.invalidRequest, 'not a JSON-RPC 2.0 request');
      }
      const method = this.#methods.get(request.method);
      if (method === undefined) throw new RpcError(RPC_ERROR.methodNotFound, 'method not found');
      return { result: (await method(request.params, context)) ?? null };
    } catch (error) {
      if (error instanceof RpcError) return { error: { code: error.code, message: error.message } };
      this.#log.error(describe(error));
      return { error: { code: RPC_ERROR.internal, message: 'internal' } };
    }
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
