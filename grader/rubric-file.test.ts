import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from './errors.ts';
import { readRubric } from './rubric-file.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function read(text: string) {
  const file = join(directory, 'rubric.json');
  await writeFile(file, text);
  return readRubric(file);
}

const QUORUM_ONLY = '{ "scenarios": { "quorum-f1": { "points": 100 } } }';

describe('a rubric file', () => {
  it('is read, with the mark that some editors put at the start or without', async () => {
    const expected = { scenarios: { 'quorum-f1': { points: 100 } } };
    expect(await read(QUORUM_ONLY)).toMatchObject(expected);
    expect(await read(`\uFEFF${QUORUM_ONLY}`)).toMatchObject(expected);
  });

  it.each([
    ['no JSON', '{\n  "scenarios": {,}\n}', /rubric\.json:2:17: not a JSON rubric: Expected/],
    ['a comma too many', '{ "scenarios": {}, }', /rubric\.json:1:18: .*trailing commas/],
    ['nothing', '', /rubric\.json:1:1: not a JSON rubric: Unexpected end of file/],
    [
      'a scenario twice',
      '{ "scenarios": { "quorum-f1": { "points": 60 }, "quorum-f1": { "points": 40 } } }',
      /rubric\.json:1:49: .*Duplicate key "quorum-f1"/,
    ],
    ['a list', '[]', /rubric\.json: Invalid input: expected object/],
    [
      'points that are no number',
      '{ "scenarios": { "quorum-f1": { "points": "9" } } }',
      /rubric\.json: scenarios\.quorum-f1\.points: Invalid input: expected number/,
    ],
    [
      'two mistakes',
      '{ "scenarios": { "quorum-f9": { "points": 90 } } }',
      /rubric\.json:\n {2}scenarios\.quorum-f9: there is no.*\n {2}scenarios: .* add up to 90/,
    ],
  ])('with %s is refused, with the file and the place', async (_, text, message) => {
    const refused = read(text);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toBeInstanceOf(UsageError);
  });

  it('that is not there is named', async () => {
    const file = join(directory, 'none.json');
    await expect(readRubric(file)).rejects.toThrow(/none\.json: cannot read the rubric: ENOENT/);
  });
});
