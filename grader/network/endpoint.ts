import { connect, createServer, type Server, type Socket } from 'node:net';
import { EnvironmentError } from '../errors.ts';
import { t } from '../text/text.ts';
import {
  type Frame,
  type FrameId,
  MAX_FRAME_CHARS,
  parseFrame,
  responseLine,
} from '../wire/frames.ts';
import { Meter } from './meter.ts';

/** The one address that the grader listens on and connects to. */
const HOST = '127.0.0.1';

/** Connects to `host:port`; the socket tells by its events whether it worked. */
export function connectTo(address: string): Socket {
  const [host = '', port] = address.split(':');
  return connect({ host, port: Number(port), noDelay: true });
}

/** Lines that wait for the end of this turn, by socket: one write costs as much as many lines. */
const unwritten = new WeakMap<Socket, string[]>();

/** Writes lines, newlines included, and counts them as in flight until the system has them. */
export function writeLines(socket: Socket, lines: string, meter: Meter): void {
  if (socket.destroyed) return;
  const waiting = unwritten.get(socket);
  if (waiting !== undefined) {
    waiting.push(lines);
    return;
  }
  const first = [lines];
  unwritten.set(socket, first);
  meter.fly(1);
  process.nextTick(() => {
    unwritten.delete(socket);
    socket.write(first.join(''), () => meter.fly(-1));
  });
}

/** Reads frames from a socket; `onFrame` also gets the line as it came, without the newline. */
export function readFrames(
  socket: Socket,
  meter: Meter,
  onFrame: (frame: Frame, line: string) => void,
): void {
  let begun = ''; // a line whose end has not arrived yet
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    meter.arrived();
    const [first = '', ...more] = text.split('\n');
    begun += first;
    if (begun.length > MAX_FRAME_CHARS) socket.destroy();
    for (const next of more) {
      if (socket.destroyed) return;
      onFrame(parseFrame(begun), begun);
      begun = next;
    }
  });
  socket.on('error', () => {}); // 'close' follows
  socket.once('close', () => meter.arrived()); // the other end learns of it, too, and may act
}

/** Answers one request, later or at once. */
export type Answer = (result: unknown) => void;

/** One listening port of the grader. */
export class Port {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Counts the connections that it refused. */
  readonly refused = new Meter();
  #refusing = false;

  private constructor(onConnection: (socket: Socket) => void) {
    this.#server = createServer({ noDelay: true }, (socket) => {
      socket.on('error', () => {}); // 'close' follows
      if (this.#refusing) {
        socket.destroy();
        return this.refused.arrived();
      }
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      onConnection(socket);
    });
  }

  /** Listens on a free port. @throws EnvironmentError when the machine gives none. */
  static async open(onConnection: (socket: Socket) => void): Promise<Port> {
    const port = new Port(onConnection);
    await new Promise<void>((resolve, reject) => {
      // Kept after the start: accepting a connection may fail too, and must not end the grader.
      port.#server.on('error', (cause) =>
        reject(new EnvironmentError(t`no free port on ${HOST}: ${cause.message}`, { cause })),
      );
      port.#server.listen({ host: HOST, port: 0 }, resolve);
    });
    return port;
  }

  /** A port on which the grader itself answers requests; anything else is ignored. */
  static answering(
    meter: Meter,
    onRequest: (method: string, params: unknown, answer: Answer) => void,
  ): Promise<Port> {
    return Port.open((socket) =>
      readFrames(socket, meter, (frame) => {
        if (frame.kind !== 'request') return;
        const { id, method, params } = frame.frame;
        onRequest(method, params, (result) => answer(socket, id, result, meter));
      }),
    );
  }

  get address(): string {
    const info = this.#server.address();
    return `${HOST}:${typeof info === 'object' ? (info?.port ?? 0) : 0}`;
  }

  /**
   * Closes all connections, those there are and those to come. The port stays taken: were it
   * free, it could become somebody else's, who would then get what is meant for a dead server.
   */
  set refusing(refusing: boolean) {
    this.#refusing = refusing;
    if (refusing) for (const socket of this.#sockets) socket.destroy();
  }

  /** Gives the port back and closes the connections there are. */
  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** A port on which nobody listens, and nobody else can: a connection to it is refused. */
export class DeadPort {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** @param address of a port that listens: the near end of a connection to it is the dead port. */
  static async open(address: string): Promise<DeadPort> {
    const socket = connectTo(address);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.on('error', (cause) =>
        reject(new EnvironmentError(t`no connection to ${address}: ${cause.message}`, { cause })),
      );
    });
    return new DeadPort(socket);
  }

  get address(): string {
    return `${HOST}:${this.#socket.localPort}`;
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Answers a request unless it was a notification. */
function answer(socket: Socket, id: FrameId | undefined, result: unknown, meter: Meter): void {
  if (id !== undefined) writeLines(socket, responseLine(id, result), meter);
}
