import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Port } from '../../network/endpoint.ts';
import { KINDS, type Kind } from './acts.ts';
import { Attack, type Attacked } from './attack.ts';
import { crowd } from './crowd.ts';

const LIMIT_MS = 60_000;

const ports: Port[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** A port with a server of a kind behind it. */
async function serverThat(does: (socket: Socket) => void): Promise<string> {
  const port = await Port.open(does);
  ports.push(port);
  return port.address;
}

/** Answers each line with as many bytes; hangs up on frames over 4 MB and on those who do not read. */
function answers(socket: Socket): void {
  let begun = 0;
  socket.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      socket.write(`${'x'.repeat(begun + end - start)}\n`);
      begun = 0;
      start = end + 1;
    }
    begun += chunk.length - start;
    if (begun > 4 * 2 ** 20 || socket.writableLength > 16 * 2 ** 20) socket.destroy();
  });
}

/** One attack that goes through all kinds. */
async function attacked(address: string, limitMs = LIMIT_MS): Promise<Attacked> {
  const attack = Attack.start([address], { limitMs, seq: () => 0 });
  await attack.through;
  return attack.stop();
}

function kindsUnmet({ unmet }: Attacked): Kind[] {
  return [...new Set(unmet.map(({ kind }) => kind))].sort();
}

describe('an attack', () => {
  it(
    'is met by a server that answers every line and hangs up in time',
    async () => {
      const { counts, unmet } = await attacked(await serverThat(answers));
      expect(unmet).toEqual([]);
      for (const kind of KINDS) expect(counts[kind]).toBeGreaterThanOrEqual(1);
    },
    LIMIT_MS,
  );

  it(
    'shows a server that hangs up on what it does not understand',
    async () => {
      const address = await serverThat((socket) => socket.once('data', () => socket.destroy()));
      expect(kindsUnmet(await attacked(address))).toEqual([
        'garbage',
        'noRequest',
        'notJson',
        'votes',
      ]);
    },
    LIMIT_MS,
  );

  it(
    'shows a server that never hangs up, however long a frame is',
    async () => {
      const address = await serverThat((socket) => socket.resume());
      const unmet = kindsUnmet(await attacked(address, 500));
      expect(unmet).toEqual(expect.arrayContaining(['overlong', 'overlongInPieces']));
    },
    LIMIT_MS,
  );
});

describe('a crowd', () => {
  it('takes all connections that a server has', async () => {
    let inside = 0;
    const address = await serverThat((socket) => {
      inside += 1;
      if (inside > 120) socket.destroy();
      else answers(socket);
    });
    const { held, isFull, leave } = await crowd(address);
    expect({ held, isFull }).toEqual({ held: 120, isFull: true });
    leave();
  });

  it('has an end at a server that takes everybody', async () => {
    const { held, isFull, leave } = await crowd(await serverThat(answers));
    expect({ held, isFull }).toEqual({ held: 600, isFull: false });
    leave();
  });
});
