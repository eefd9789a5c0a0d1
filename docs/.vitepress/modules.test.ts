import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { modulesFigures } from '../../.ci/modules/figure.ts';
import { reduced } from '../../.ci/modules/graph.ts';
import { ROOT, textOf } from './pages.ts';

const CRUISE_LIMIT_MS = 120_000;
const ARCHITECTURE = ['docs/dev/architecture.md', 'docs/en/dev/architecture.md'];

describe('the figure of modules', () => {
  let figures: ReadonlyMap<string, string> = new Map();
  beforeAll(async () => {
    figures = await modulesFigures();
  }, CRUISE_LIMIT_MS);

  it('shows the imports that there are: npm run docs:modules', () => {
    expect([...figures.keys()]).toHaveLength(2);
    for (const [file, svg] of figures) expect(textOf(file), file).toBe(svg);
  });

  it('marks the folders that the rules on imports keep pure', () => {
    const rules = z.object({
      forbidden: z.array(z.object({ name: z.string(), from: z.looseObject({}) })),
    });
    const { forbidden } = rules.parse(
      createRequire(import.meta.url)('../../.ci/dependency-cruiser.cjs'),
    );
    const { path } = forbidden.find(({ name }) => name === 'pure-no-io')?.from ?? {};
    const isPure = new RegExp(String(path));
    const marked = [
      ...(figures.values().next().value ?? '').matchAll(
        /"box pure"[^>]*><text class="name"[^>]*>([^<]+)</g,
      ),
    ].map(([, label = '']) => label);
    const folders = readdirSync(`${ROOT}grader`).filter((name) => isPure.test(`grader/${name}/`));
    expect(marked.sort()).toEqual(folders.filter((name) => name !== 'text').sort());
  });
});

describe('the arrows of the figure', () => {
  const graph = (arrows: readonly string[]) => {
    const imports = new Map<string, Set<string>>();
    const parts = new Map(
      [...new Set(arrows.join(''))].map((id) => [id, { id, label: id, group: 'grader' as const }]),
    );
    for (const [from = '', to = ''] of arrows) {
      imports.set(from, (imports.get(from) ?? new Set()).add(to));
    }
    return { parts, imports };
  };
  const left = (...arrows: string[]): string[] =>
    [...reduced(graph(arrows)).imports]
      .flatMap(([from, to]) => [...to].map((id) => from + id))
      .sort();

  it('are those that do not follow from others', () => {
    expect(left('ab', 'bc', 'ac')).toEqual(['ab', 'bc']);
    expect(left('ab', 'bc', 'cd', 'ad', 'ae')).toEqual(['ab', 'ae', 'bc', 'cd']);
  });

  it('stay where parts import each other', () => {
    expect(left('ab', 'ba', 'ac')).toEqual(['ab', 'ac', 'ba']);
    expect(left('ab', 'bc', 'cb', 'ac')).toEqual(['ab', 'ac', 'bc', 'cb']);
  });
});

describe('the pages on the architecture', () => {
  it.each(ARCHITECTURE)('tell what every folder of grader/ is for: %s', (path) => {
    const told = [...textOf(path).matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`([\w/-]+)`/g)].map(([, name = '']) => name),
    );
    const folders = readdirSync(`${ROOT}grader`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders.filter((name) => !told.includes(name))).toEqual([]);
  });
});

describe('the guide for developers', () => {
  it('names files that are there', () => {
    for (const path of ['docs/dev/guide.md', 'docs/en/dev/guide.md']) {
      const named = [...textOf(path).matchAll(/`((?:grader|fixtures|docs|\.ci)\/[\w./-]*\w)`/g)];
      expect(named.length).toBeGreaterThan(10);
      for (const [, file = ''] of named) expect(existsSync(`${ROOT}${file}`), file).toBe(true);
    }
  });
});
