import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AutolabScores, GradescopeResults } from '../score/formats.ts';
import type { Result, ScenarioResult } from '../score/result.ts';
import { FORMAT_NAMES, FormatFiles, formatOption, isStdoutTaken } from './formats.ts';

const scenario: ScenarioResult = {
  id: 'quorum-f1',
  group: 'quorum',
  story: 'a story',
  status: 'passed',
  score: 8,
  maxScore: 8,
  durationMs: 1,
};
const result: Result = {
  schema: 'pbft-lab/result/v1',
  kit: '1',
  score: 8,
  maxScore: 8,
  seed: 's',
  sandbox: 'bwrap',
  node: '20',
  durationMs: 1,
  starts: 1,
  submission: { id: 'ada', sha256: null },
  notes: [],
  scenarios: [scenario],
};

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const path = (file: string): string => join(directory, file);
const read = (file: string): Promise<string> => readFile(path(file), 'utf8');
const parsed = (...args: string[]) =>
  new Command().addOption(formatOption()).parse(args, { from: 'user' }).opts().format;

describe('--format', () => {
  it('may be repeated, and takes what is behind the first = for the file', () => {
    const args = ['--format', 'junit=a=b.xml', '--format', 'autolab=-'];
    expect(parsed(...args)).toEqual([
      { name: 'junit', file: 'a=b.xml' },
      { name: 'autolab', file: '-' },
    ]);
  });

  it.each([
    ['canvas=x', /no format "canvas"; .*names are gradescope, autolab/],
    ['constructor=x', /no format "constructor"/],
    ['junit', /expected <name>=<file>/],
    ['junit=', /expected <name>=<file>/],
  ])('is refused when it is %s', (format, message) => {
    expect(() => parsed('--format', format)).toThrow(message);
  });

  it('takes standard output for itself, but for Autolab', () => {
    const at = (name: string) => [{ name, file: '-' }];
    expect(isStdoutTaken(undefined, at('junit'))).toBe(true);
    expect(isStdoutTaken(undefined, at('autolab'))).toBe(false);
    expect(isStdoutTaken('-', [])).toBe(true);
    expect(() => isStdoutTaken('-', at('autolab'))).toThrow(/only one of them/);
    expect(() => isStdoutTaken(undefined, [...at('junit'), ...at('autolab')])).toThrow(/only one/);
  });

  it('needs a folder that is there', () => {
    const wanted = [{ name: 'junit', file: 'no/such/x.xml' }];
    expect(() => new FormatFiles(wanted, path)).toThrow(/--format junit=.*there is no folder/);
  });
});

describe('a result in the formats that were asked for', () => {
  it('is a valid file for Gradescope from the start on', async () => {
    const files = new FormatFiles([{ name: 'gradescope', file: 'g.json' }], path);
    const now = async () => GradescopeResults.parse(JSON.parse(await read('g.json')));
    await files.start();
    expect(await now()).toMatchObject({ score: 0, output: expect.stringMatching(/not be graded/) });
    for (let index = 0; index < 20; index += 1) files.ended(scenario, 40);
    await expect.poll(async () => (await now()).tests?.length).toBe(20);
    expect((await now()).output).toContain('20 of 40 scenarios');
    await files.end(result);
    expect(await now()).toMatchObject({ score: 8, execution_time: 0.001 });
  });

  it('adds to the files of GitHub, and replaces all others', async () => {
    const wanted = FORMAT_NAMES.map((name) => ({ name, file: name }));
    for (const { file } of wanted) await writeFile(path(file), 'before\n');
    const files = new FormatFiles(wanted, path);
    await files.end(result);
    const kept = await Promise.all(
      FORMAT_NAMES.map(async (name) => [name, (await read(name)).startsWith('before\n')] as const),
    );
    const names = kept.filter(([, isKept]) => isKept).map(([name]) => name);
    expect(names).toEqual(['github-summary', 'github-classroom']);
  });

  it('goes to standard output: for Autolab as the last line, a summary without commands', async () => {
    const printed: string[] = [];
    const print = (text: string): void => void printed.push(text);
    const names = ['autolab', 'github-summary'];
    for (const name of names) await new FormatFiles([{ name, file: '-' }], path, print).end(result);
    const [autolab = '', summary = ''] = printed;
    const { scores } = AutolabScores.parse(JSON.parse(autolab.trimEnd().split('\n').at(-1) ?? ''));
    expect(scores).toEqual({ quorum: 8 });
    expect(summary).toMatch(/^::stop-commands::(\S+)\n## PBFT lab[\s\S]*\n::\1::\n$/);
  });

  it('that cannot be written is the machine’s fault', async () => {
    const files = new FormatFiles([{ name: 'github-summary', file: '.' }], path);
    await expect(files.end(result)).rejects.toThrow(/cannot write/);
  });
});
