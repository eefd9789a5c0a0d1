import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import * as z from 'zod';
import { ROOT } from '../lab.ts';

const FOLDER = join(ROOT, 'docs', 'schedulers');
const SHARDS = 8;

/** Writes its arguments down, one call a line, instead of grading. */
const NPM = `#!/usr/bin/env node
require('node:fs').appendFileSync(process.env.CALLS, JSON.stringify(process.argv.slice(2)) + '\\n');
`;
/** What GNU parallel does with --quote and :::, one after the other. */
const PARALLEL = `#!/usr/bin/env node
const args = process.argv.slice(2);
const template = args.slice(args.indexOf('npm'), args.indexOf(':::'));
for (const input of args.slice(args.indexOf(':::') + 1)) {
  const [file, ...rest] = template.map((arg) => arg.replaceAll('{}', input));
  require('node:child_process').execFileSync(file, rest);
}
`;

const Container = z.object({
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  args: z.tuple([z.string()]),
});
const KubernetesJob = z.object({
  kind: z.literal('Job'),
  spec: z.object({
    completions: z.int().optional(),
    template: z.object({ spec: z.object({ containers: z.tuple([Container]) }) }),
  }),
});
const Workflow = z.object({
  jobs: z.object({
    shard: z.object({
      strategy: z.object({ matrix: z.object({ shard: z.array(z.int()) }) }),
      steps: z.array(z.looseObject({ name: z.string().optional(), run: z.string().optional() })),
    }),
    merge: z.object({
      steps: z.array(z.looseObject({ name: z.string().optional(), run: z.string().optional() })),
    }),
  }),
});

describe.skipIf(process.platform === 'win32')('a ready file for a scheduler', () => {
  let root = '';
  let calls = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
    calls = join(root, 'calls');
    for (const [name, text] of [['npm', NPM] as const, ['parallel', PARALLEL] as const]) {
      await writeFile(join(root, name), text);
      await chmod(join(root, name), 0o755);
    }
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const read = (name: string): Promise<string> => readFile(join(FOLDER, name), 'utf8');

  /** What the text has npm do, with a stand-in for npm. */
  async function callsOf(
    args: readonly string[],
    env: Record<string, string>,
  ): Promise<string[][]> {
    await writeFile(calls, '');
    const given = { DOWNLOAD: '/d/hw 3.zip', SECRET: '/d/secret', OUT: '/d/out', LAB: root };
    const path = [root, process.env.PATH].join(delimiter);
    await execa('bash', args, {
      cwd: root,
      env: { ...given, ...env, PATH: path, CALLS: calls },
    });
    const lines = (await readFile(calls, 'utf8')).trim().split('\n');
    return lines.map((line) => z.array(z.string()).parse(JSON.parse(line)));
  }

  /** Of calls of grade:all the shards, and that each has a folder of its own. */
  function shardsOf(made: readonly string[][]): string[] {
    const after = (call: readonly string[], flag: string): string =>
      call[call.indexOf(flag) + 1] ?? '';
    expect(new Set(made.map((call) => after(call, '--out'))).size).toBe(made.length);
    for (const call of made) {
      expect(call).toContain('grade:all');
      expect(call[call.indexOf('--') + 1]).toMatch(/[.]zip$/);
      expect(call).toContain('--secret');
    }
    return made.map((call) => after(call, '--shard'));
  }
  const all = Array.from({ length: SHARDS }, (_, index) => `${index + 1}/${SHARDS}`);

  it('uses no flag that its command does not have', async () => {
    const help = new Map<string, string>();
    let seen = 0;
    for (const name of [
      ...(await readdir(FOLDER)).map((file) => `schedulers/${file}`),
      'en/instructor/scaling.md',
    ]) {
      const text = (await readFile(join(ROOT, 'docs', name), 'utf8')).replace(/\\\n/g, ' ');
      for (const [, command = '', rest = ''] of text.matchAll(/grade:(\w+) -- (.*)/g)) {
        const flags = rest.match(/(?<=\s)--[a-z-]+/g) ?? [];
        const source = `grader/commands/grade-${command}.ts`;
        if (!help.has(command)) {
          const args = ['--import', 'tsx', source, '--help'];
          help.set(command, (await execa(process.execPath, args, { cwd: ROOT })).stdout);
        }
        for (const flag of flags)
          expect(help.get(command), `${name}: ${flag}`).toContain(`${flag} `);
        seen += flags.length;
      }
    }
    expect([...help.keys()].sort()).toEqual(['all', 'merge', 'worker']);
    expect(seen).toBeGreaterThan(20);
  });

  it('of Slurm grades every shard once, and merges them', async () => {
    const script = join(FOLDER, 'slurm.sh');
    expect(await read('slurm.sh')).toContain(`#SBATCH --array=1-${SHARDS}\n`);
    const made: string[][] = [];
    for (let task = 1; task <= SHARDS; task += 1) {
      const env = { SLURM_ARRAY_TASK_ID: `${task}`, SLURM_ARRAY_TASK_COUNT: `${SHARDS}` };
      made.push(...(await callsOf([script], env)));
    }
    expect(shardsOf(made)).toEqual(all);
    const [merge = []] = await callsOf([script, 'merge', '2'], {});
    const folders = ['/d/out/shard-1', '/d/out/shard-2'];
    expect(merge.slice(2)).toEqual(['grade:merge', '--', ...folders, '--out', '/d/out/course']);
  });

  it('of GNU parallel grades every shard once, and merges them', async () => {
    const made = await callsOf([join(FOLDER, 'parallel.sh')], { HOSTS: '/d/hosts' });
    const merge = made.pop() ?? [];
    expect(shardsOf(made)).toEqual(all);
    expect(merge).toContain('grade:merge');
    expect(merge.filter((arg) => arg.startsWith('/d/out/shard-'))).toHaveLength(SHARDS);
  });

  it('of GitHub Actions grades every shard once, and merges them', async () => {
    const { jobs } = Workflow.parse(parse(await read('github-actions.yml')));
    const made: string[][] = [];
    const grade = jobs.shard.steps.find(({ name }) => name === 'Grade')?.run ?? '';
    for (const index of jobs.shard.strategy.matrix.shard) {
      const total = jobs.shard.strategy.matrix.shard.length;
      const env = { INDEX: `${index}`, TOTAL: `${total}`, GRADING_SECRET: 'x', TMPDIR: root };
      made.push(...(await callsOf(['-euc', grade], env)));
    }
    expect(shardsOf(made)).toEqual(all);
    const merge = jobs.merge.steps.find(({ name }) => name === 'Merge')?.run ?? '';
    expect(merge).toContain('grade:merge -- graded/shard-* --out course');
    // What comes from outside is never pasted into a script.
    expect([grade, merge].join('')).not.toContain('${{');
  });

  it('of Kubernetes grades every shard once, and merges them', async () => {
    const documents = parseAllDocuments(await read('kubernetes.yaml'));
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
    const found = documents.flatMap((one) => KubernetesJob.safeParse(one.toJS()).data ?? []);
    const [grade, merge] = found;
    if (grade === undefined || merge === undefined) throw new Error('expected two jobs');
    const [grades] = grade.spec.template.spec.containers;
    const [merges] = merge.spec.template.spec.containers;
    expect(grade.spec.completions).toBe(SHARDS);
    const made: string[][] = [];
    for (let index = 0; index < SHARDS; index += 1) {
      const env = Object.fromEntries(grades.env.map(({ name, value }) => [name, value]));
      const job = { ...env, JOB_COMPLETION_INDEX: `${index}` };
      made.push(...(await callsOf(['-euc', grades.args[0]], job)));
    }
    expect(shardsOf(made)).toEqual(all);
    const env = Object.fromEntries(merges.env.map(({ name, value }) => [name, value]));
    const [call = []] = await callsOf(['-euc', merges.args[0]], env);
    expect(call.filter((arg) => /shard-\d$/.test(arg))).toHaveLength(SHARDS);
  });
});
