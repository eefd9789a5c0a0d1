import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKeys } from '../../solution/testing/keys.ts';
import { Lab, PROCESS_TEST_LIMIT_MS, type Running } from '../../solution/testing/processes.ts';
import { tempDir } from '../../solution/testing/temp-dir.ts';
import { blocksOf, ROOT, textOf } from './pages.ts';

const PAGES = ['docs/run.md', 'docs/en/run.md'];
const LIMIT = { timeout: PROCESS_TEST_LIMIT_MS };

/** The kinds of lines: what is another one in every run does not count. */
function kinds(lines: readonly string[]): string[] {
  const kind = (line: string): string =>
    line
      .replace(/^\[server \d\] /, '[server] ')
      .replace(/^server\.ts:\d+/, 'server.ts') // students write parts of it
      .replace(/:\d{4,5}\b/g, ':port')
      .replace(/take: [\d.]+ms/, 'take: …')
      .replace(/\b(I|id|reply\.count)=\d/g, '$1=…')
      .replace(/(<= )\d$|(<= )\d(?= \|)/, '$1$2…')
      .replace(/=> \[[\d ]+\]/, '=> […]')
      .trimEnd();
  const told = lines.filter((line) => line !== '' && line !== '…' && !line.startsWith('>>>'));
  return [...new Set(told.map(kind))].sort();
}

/** The blocks of output on a page, each by a line that only it has. */
function shown(page: string, mark: RegExp): string[] {
  const block = blocksOf(textOf(page)).find(({ code }) => mark.test(code));
  return (block?.code ?? '').split('\n');
}

describe('the page on running by hand shows what a run shows', LIMIT, () => {
  const keyDir = tempDir();
  const lab = new Lab(keyDir.path);
  let client: Running;
  beforeAll(async () => {
    await lab.start([0, 1, 2, 3].map(newKeys));
    client = lab.client();
    client.end('put x 10\n');
    await client.exit;
  }, PROCESS_TEST_LIMIT_MS);
  afterAll(async () => {
    await lab.stop();
    keyDir.remove();
  }, PROCESS_TEST_LIMIT_MS);

  it('of the master', async () => {
    await lab.master.line(/new client addr/);
    for (const page of PAGES) {
      expect(kinds(shown(page, /peerNum/))).toEqual(kinds(lab.master.out.all));
    }
  });

  it('of the client', () => {
    for (const page of PAGES) expect(kinds(shown(page, /take:/))).toEqual(kinds(client.out.all));
  });

  it('of the leader', async () => {
    const leader = lab.servers.get(0);
    for (const last of [/stage=1:pre-prepare =>/, /stage=2:prepare =>/, /stage=3:commit =>/]) {
      await leader?.line(last);
    }
    for (const page of PAGES) {
      expect(kinds(shown(page, /stage=4:reply => :8005/))).toEqual(kinds(leader?.out.all ?? []));
    }
  });

  it('with one server killed, and with two', async () => {
    await lab.servers.get(3)?.stop();
    expect((await lab.command('put', 'lab', 'pbft')).exit).toBe(0);
    const [warning] = (await lab.servers.get(0)?.line(/WARN\| Server\.CommitRpc 3 /)) ?? [];
    expect(warning).toBeDefined();
    await lab.servers.get(2)?.stop();
    const stalled = await lab.command('put', 'y', '20');
    expect(stalled.exit).toBe(1);
    for (const page of PAGES) {
      const [line = ''] = kinds(shown(page, /WARN\| Server\.CommitRpc 3/));
      expect(kinds(lab.servers.get(0)?.out.all ?? [])).toContain(line);
      const [noAnswer = ''] = shown(page, /^no answer within/);
      expect(`${stalled.out}\n${stalled.err}`).toContain(noAnswer);
    }
  });

  it('of a cluster in one terminal, with the starter as it comes', async () => {
    const args = ['--import', 'tsx', 'starter/cluster.ts'];
    const { all } = await execa(process.execPath, args, {
      ...{ cwd: ROOT, input: 'put x 10\n', reject: false, all: true },
    });
    const seen = kinds(all.split('\n'));
    for (const page of PAGES) {
      const told = kinds(shown(page, /^\[server 0\]/m));
      expect(told.length).toBeGreaterThan(4);
      expect(seen).toEqual(expect.arrayContaining(told));
    }
  });
});
