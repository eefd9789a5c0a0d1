import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, STUDENT_FILE } from '../../lab.ts';
import { build } from '../../submission/build.ts';
import { FRAMEWORK } from '../../submission/framework.ts';
import { english } from '../../text/text.ts';
import { KINDS } from './acts.ts';
import { endure } from './endure.ts';
import type { Endured, Enduring, Setting } from './result.ts';
import { enduredText, hasEndured } from './table.ts';

/** The warm-up takes 400. */
const SMALL: Setting = { f: 1, clients: 8, requests: 480, attackSeconds: 0 };
/** Real servers on a machine that may be busy. */
const LIMIT_MS = 240_000;

let workDir = '';
beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(workDir, { recursive: true, force: true }));

/** The reference with pieces of server.ts replaced, all of which must be there. */
async function submission(
  name: string,
  pieces: readonly (readonly [string, string])[],
): Promise<Enduring> {
  let source = await readFile(join(ROOT, 'solution', STUDENT_FILE), 'utf8');
  for (const [piece, other] of pieces) {
    expect(source).toContain(piece);
    source = source.replaceAll(piece, other);
  }
  const lab = await build(source, FRAMEWORK, join(workDir, name));
  const { signal } = new AbortController();
  return { lab, workDir, signal, onPhase: () => {} };
}

/** What failed, by phase and name. */
function failed({ checks }: Endured): string[] {
  return checks.filter(({ passed }) => !passed).map(({ phase, name }) => `${phase}: ${name}`);
}

function seen({ checks }: Endured): string {
  return checks.map((check) => english(check.seen)).join('\n');
}

describe('servers endure', () => {
  it(
    'when they are the reference: load and every kind of attack',
    async () => {
      const reference = await submission('reference', []);
      const endured = await endure({ ...SMALL, attackSeconds: 1.5 }, reference);
      expect(failed(endured)).toEqual([]);
      expect(hasEndured(endured)).toBe(true);
      const { warm, load, samples, after, attack } = endured;
      expect((warm?.requests ?? 0) + (load?.requests ?? 0)).toBe(SMALL.requests);
      // PBFT §4.2: what is kept below the last executed seq. Fewer, and nothing was counted.
      for (const { servers } of [...samples, after].flatMap((sample) => sample ?? [])) {
        expect(servers.map(({ certificates }) => certificates)).toEqual([128, 128, 128, 128]);
      }
      for (const kind of KINDS) expect(attack?.counts[kind]).toBeGreaterThanOrEqual(4);
      expect(attack?.pace.requests).toBeGreaterThan(0);
      expect(endured.crowds.map(({ isFull }) => isFull)).toEqual([true, true, true, true]);
      expect(enduredText(endured, english)).toContain('✔ attack: memory does not grow: ');
    },
    LIMIT_MS,
  );

  it(
    'only when they collect certificates below the low water mark',
    async () => {
      const leaking = await submission('leaking', [
        ['this.certs.delete(next.seq - SEQS_KEPT);', ''],
      ]);
      // A certificate takes 2 KB: 800 make more than memory may grow by.
      const endured = await endure({ ...SMALL, requests: 1_200 }, leaking);
      expect(failed(endured)).toEqual(['load: memory', 'load: certificates']);
      expect(hasEndured(endured)).toBe(false);
    },
    LIMIT_MS,
  );

  it(
    'only when they keep nothing of connections that are gone',
    async () => {
      const lab = await submission('hoarding', []);
      const text = await readFile(lab.lab.file, 'utf8');
      const piece = 'this.#sockets.delete(socket);';
      expect(text).toContain(piece);
      await writeFile(lab.lab.file, text.replace(piece, ''));
      const endured = await endure({ ...SMALL, attackSeconds: 1.5 }, lab);
      expect(failed(endured)).toEqual(['attack: memory']);
    },
    LIMIT_MS,
  );
});

describe('requests', () => {
  it(
    'may not be executed again when they are sent again',
    async () => {
      const again = await submission('again', [['this.sessions.isOld(req)', 'false']]);
      const endured = await endure(SMALL, again);
      expect(failed(endured)).toContain('load: once');
      expect(seen(endured)).toMatch(
        /"(?:put|del) c.*" is executed as seq \d+, and by server \d as/,
      );
    },
    LIMIT_MS,
  );

  it(
    'may not be left out by one server',
    async () => {
      const piece = 'const result = this.store.execute(req.command);';
      const leaves = `if (this.id === 3 && seq % 50 === 0 && /^put/.test(req.command)) return;`;
      const losing = await submission('losing', [[piece, `${leaves} ${piece}`]]);
      const endured = await endure(SMALL, losing);
      expect(failed(endured)).toContain('load: once');
      expect(seen(endured)).toContain('server 3 never executed "put c');
    },
    LIMIT_MS,
  );

  it(
    'need servers that run: one that ends is told, although the others go on without it',
    async () => {
      const piece = 'const result = this.store.execute(req.command);';
      const ends = `if (this.id === 2 && seq === 300) throw process.exit(7);`;
      const ending = await submission('ending', [[piece, `${ends} ${piece}`]]);
      const endured = await endure(SMALL, ending);
      expect(failed(endured)).toEqual(['load: alive']);
      expect(seen(endured)).toContain('server 2 ended');
    },
    LIMIT_MS,
  );
});
