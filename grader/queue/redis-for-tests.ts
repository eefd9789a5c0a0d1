import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** How long a Redis may take to start, or to end. */
const LIMIT_MS = 10_000;
const SERVER = 'redis-server';
const READY = 'Ready to accept connections';

/** True where Debian's redis-server is installed; in CI a test must not be skipped for it. */
export function hasRedis(): boolean {
  try {
    execFileSync(SERVER, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return process.env.CI === 'true';
  }
}

/** A Redis of a test's own, which keeps what it was told on disk. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  readonly host: string;
  /** Ends it in good order, and starts it again with what it had. */
  restart(between?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** @param args more of redis-server's options. */
export async function startRedis(...args: string[]): Promise<TestRedis> {
  const directory = await mkdtemp(join(tmpdir(), 'pbft-lab-redis-'));
  // An address of its own: outgoing connections of others take no port of it.
  const part = () => 1 + Math.floor(Math.random() * 250);
  const host = process.platform === 'linux' ? `127.${part()}.${part()}.${part()}` : '127.0.0.1';
  const port = await freePort(host);
  const options = ['--bind', host, '--port', `${port}`, '--dir', directory, '--save', ''];
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always'];
  const begin = () => ready([...options, ...durable, ...args]);
  let { server } = await begin();
  const end = async (): Promise<void> => {
    server.kill('SIGTERM');
    await server;
  };
  return {
    url: `redis://${host}:${port}`,
    ...{ host, port },
    restart: async (between) => {
      await end();
      await between?.();
      ({ server } = await begin());
    },
    stop: async () => {
      await end();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function ready(args: readonly string[]) {
  const server = execa(SERVER, args, {
    buffer: false,
    reject: false,
    stdin: 'ignore',
    forceKillAfterDelay: LIMIT_MS,
  });
  const limit = setTimeout(() => server.kill('SIGKILL'), LIMIT_MS);
  const said = await new Promise<string>((resolve) => {
    let text = '';
    server.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(READY)) resolve(text);
    });
    server.stdout.once('close', () => resolve(text));
  });
  clearTimeout(limit);
  if (!said.includes(READY)) throw new Error(`redis-server does not start: ${said}`);
  return { server }; // alone it is a promise of its end
}

async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
