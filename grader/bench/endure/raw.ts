import type { Socket } from 'node:net';
import { EnvironmentError } from '../../errors.ts';
import { connectTo } from '../../network/endpoint.ts';
import { t } from '../../text/text.ts';

const NEWLINE = 10;

/** A connection that writes whatever bytes it likes, and counts the lines that it gets. */
export class Raw {
  readonly #socket: Socket;
  readonly #watchers = new Set<() => void>();
  #lines = 0;
  #isClosed = false;
  #fault: NodeJS.ErrnoException | undefined;

  /** @param reads false for one that never reads what it is sent. */
  constructor(address: string, reads = true) {
    this.#socket = connectTo(address);
    this.#socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#fault = error; // 'close' follows
    });
    this.#socket.once('connect', () => this.#look());
    this.#socket.on('drain', () => this.#look());
    this.#socket.once('close', () => {
      this.#isClosed = true;
      this.#look();
    });
    if (!reads) return;
    this.#socket.on('data', (chunk: Buffer) => {
      for (const byte of chunk) if (byte === NEWLINE) this.#lines += 1;
      this.#look();
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Resolves once it is connected, or was closed. */
  async connected(): Promise<void> {
    await this.#when(() => !this.#socket.connecting);
  }

  /** Writes, and resolves once there is room for more, or it was closed. */
  async write(bytes: Buffer | string): Promise<void> {
    if (this.#isClosed || this.#socket.write(bytes)) return;
    await this.#when(() => !this.#socket.writableNeedDrain);
  }

  /** Waits for so many lines. @returns false when it was closed before they came. */
  async answered(lines: number): Promise<boolean> {
    await this.#when(() => this.#lines >= lines);
    return this.#lines >= lines;
  }

  /** Resolves once the other end, or this one, has closed it. */
  async closed(): Promise<void> {
    await this.#when(() => this.#isClosed);
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Ends it the rude way: with RST, whatever is under way. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  /** @throws EnvironmentError when it was this machine that had no connection to give. */
  #when(happened: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!happened() && !this.#isClosed) return;
        this.#watchers.delete(look);
        const { code, message } = this.#fault ?? {};
        if (code !== 'EMFILE' && code !== 'EADDRNOTAVAIL') resolve();
        else
          reject(new EnvironmentError(t`no more connections to attack with: ${message ?? code}`));
      };
      this.#watchers.add(look);
      look();
    });
  }

  #look(): void {
    for (const look of [...this.#watchers]) look();
  }
}
