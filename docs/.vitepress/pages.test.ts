import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { loadFixtures } from '../../fixtures/load.ts';
import { FAMILIES } from '../../fixtures/schema.ts';
import { CHAPTERS, HANDOUT } from '../../grader/handout/chapters.ts';
import { HANDOUT as SECTIONS } from '../../grader/hints/sections.ts';
import { CATALOGUE } from '../../grader/scenarios/index.ts';
import { anchorsOf, blocksOf, linksOf, markdownFiles, proseOf, ROOT, textOf } from './pages.ts';
import { DEVELOPER, INSTRUCTOR, NOT_FOR_STUDENTS, pageIn } from './sections.ts';
import { wordsOf } from './words.ts';

const START_LIMIT_MS = 60_000;
const levelsOf = (markdown: string): number[] =>
  [...proseOf(markdown).matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length);

describe('both languages', () => {
  const twins = markdownFiles()
    .filter((path) => path.startsWith('docs/en/'))
    .map((path) => [path, path.replace('docs/en/', 'docs/')] as const);

  it('have every chapter', () => {
    for (const path of HANDOUT) expect(existsSync(`${ROOT}${path}`), path).toBe(true);
    expect(twins.length).toBeGreaterThan(CHAPTERS.length);
  });

  it.each(twins)('have the same headings and code in %s', (en, zh) => {
    expect(existsSync(`${ROOT}${zh}`), `${zh} is missing`).toBe(true);
    expect(levelsOf(textOf(en))).toEqual(levelsOf(textOf(zh)));
    const languages = (path: string) => blocksOf(textOf(path)).map(({ language }) => language);
    expect(languages(en)).toEqual(languages(zh));
    const asked = (path: string) =>
      textOf(path)
        .match(/^<<< .*$|<!-- (?:report|bench|count|say): [^>]*>/gm)
        ?.sort();
    expect(asked(en)).toEqual(asked(zh));
    const commands = (path: string) =>
      blocksOf(textOf(path)).flatMap(({ language, code }) => (language === 'sh' ? [code] : []));
    expect(commands(en)).toEqual(commands(zh));
  });
});

describe('a link', () => {
  it.each(markdownFiles())('leads to a file that is there: %s', (path) => {
    const dead = linksOf(textOf(path)).filter((to) => {
      const [file = ''] = to.split('#');
      if (file === '' || /^\w+:/.test(file)) return false;
      return !existsSync(`${ROOT}${posix.join(posix.dirname(path), file)}`);
    });
    expect(dead).toEqual([]);
  });

  it('of a student’s page leads to no page of instructors', () => {
    for (const path of HANDOUT) {
      const to = linksOf(textOf(path)).filter((link) => /\.md(?:#|$)/.test(link));
      const pages = to.map((link) => posix.join(posix.dirname(path), link.replace(/#.*/, '')));
      expect(pages.filter((page) => !HANDOUT.includes(page))).toEqual([]);
    }
  });
});

describe('a section that reports and hints name', () => {
  const sections = Object.values(SECTIONS).flatMap(({ en, zh }) => [`docs/en/${en}`, `docs/${zh}`]);

  it.each(sections)('is there: %s', (section) => {
    const [path = '', anchor] = section.split('#');
    expect(anchorsOf(textOf(path))).toContain(anchor);
  });
});

describe('the sections', () => {
  it('have every page of their folders, once', () => {
    const named = [
      ...INSTRUCTOR.flatMap((name) => [
        pageIn('instructor', name, 'zh'),
        pageIn('instructor', name, 'en'),
      ]),
      ...DEVELOPER.flatMap((name) => [pageIn('dev', name, 'zh'), pageIn('dev', name, 'en')]),
    ].map((page) => `docs/${page}.md`);
    const others = markdownFiles()
      .filter((path) => path.startsWith('docs/') && !HANDOUT.includes(path))
      .filter((path) => !path.includes('/decisions/'));
    expect(others.filter((path) => !named.includes(path))).toEqual([]);
  });

  it('leave nothing but the handout in a site for students', () => {
    const isOut = (path: string): boolean =>
      NOT_FOR_STUDENTS.some((pattern) => path.includes(pattern.replaceAll('**', '')));
    const left = markdownFiles().filter((path) => path.startsWith('docs/') && !isOut(path));
    expect(left.sort()).toEqual([...HANDOUT].sort());
  });
});

describe('a sample for the shell', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const helps = new Map<string, string>();
  /** What `--help` says; of the commands that have it. */
  const helpOf = (script: string): string => {
    const known = helps.get(script) ?? helpText(scripts[script] ?? '');
    helps.set(script, known);
    return known;
  };
  const pages = markdownFiles().filter((path) => path !== 'CHANGELOG.md');

  it.each(pages)(
    'names scripts and flags that there are: %s',
    { timeout: START_LIMIT_MS },
    (path) => {
      const shell = blocksOf(textOf(path)).filter(({ language }) => language === 'sh');
      const inline = [...textOf(path).matchAll(/`(npm run [^`\n]+)`/g)].map(
        ([, line = '']) => line,
      );
      for (const line of [...shell.flatMap(({ code }) => code.split('\n')), ...inline]) {
        const [, script, rest = ''] =
          /npm run (?:-s |--silent )?([\w:]+)(?: -- ?(.*))?/.exec(line) ?? [];
        if (script === undefined) continue;
        expect(Object.keys(scripts), line).toContain(script);
        if (!/start\.mjs|(?:naive|keygen|cluster)\.ts/.test(scripts[script] ?? '')) continue;
        const flags = rest.replace(/[|#].*/, '').match(/(?<=^| )--?[a-z][a-z-]*/g) ?? [];
        const told = flags.filter((flag) => flag !== '--help');
        for (const flag of told) expect(helpOf(script), `${path}: ${line}`).toContain(flag);
      }
    },
  );
});

function helpText(command: string): string {
  const [, ...args] = command.split(' ');
  const env = { ...process.env, LC_ALL: 'C.UTF-8', COLUMNS: '200' };
  return execFileSync(process.execPath, [...args, '--help'], { cwd: ROOT, env, encoding: 'utf8' });
}

describe('the page on grading', () => {
  it.each(['docs/grading.md', 'docs/en/grading.md'])(
    'tells every flag: %s',
    {
      timeout: START_LIMIT_MS,
    },
    (path) => {
      const told = [...textOf(path).matchAll(/^\| `(--[\w-]+)/gm)].map(([, flag = '']) => flag);
      const help = helpText('node grader/start.mjs grade');
      const there = [...help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag = '']) => flag);
      expect(told.sort()).toEqual(there.sort());
    },
  );
});

describe('the table of common mistakes', () => {
  const rows = (path: string): [string, string[]][] =>
    [...textOf(path).matchAll(/^\| ([^|`<]+) \| ((?:`[\w-]+` ?)+) \|/gm)].map(
      ([, family = '', ids = '']) => [family, ids.match(/[\w-]+/g) ?? []],
    );

  it('has every family of the fixtures, and scenarios that show them', () => {
    const english = rows('docs/en/failure.md');
    expect(english.map(([family]) => family)).toEqual([...FAMILIES]);
    const wrong = loadFixtures().filter((fixture) => fixture.kind === 'wrong');
    for (const [family, ids] of english) {
      const fails = wrong
        .filter(({ expectation }) => expectation.family === family)
        .flatMap(({ expectation }) => expectation.fails);
      expect(fails).toEqual(expect.arrayContaining(ids));
    }
  });

  it('names the same scenarios in both languages', () => {
    const ids = (path: string) => rows(path).map(([, scenarios]) => scenarios);
    expect(ids('docs/failure.md')).toEqual(ids('docs/en/failure.md'));
  });
});

describe('scenarios that the pages name', () => {
  it.each(HANDOUT)('are in the catalogue: %s', (path) => {
    const known = new Set(CATALOGUE.map(({ id }) => id));
    const families = '(?:commit|quorum|vote|early|message|once|forged|equivocating|lying)';
    const named = [...textOf(path).matchAll(new RegExp(`\`(${families}-[\\w-]*\\w)\``, 'g'))];
    expect(named.map(([, id = '']) => id).filter((id) => !known.has(id))).toEqual([]);
  });
});

describe('a sample in TypeScript', () => {
  it('compiles under the strict tsconfig', { timeout: START_LIMIT_MS }, () => {
    const samples = HANDOUT.map((path) => {
      const blocks = blocksOf(textOf(path)).filter(({ language }) => language === 'ts');
      return [path, `${blocks.map(({ code }) => code).join('\n')}\nexport {};\n`] as const;
    });
    const files = new Map(samples.map(([path, code]) => [`${ROOT}${path}.ts`, code]));
    expect([...files.values()].join('')).toContain('class BoxOffice');
    const config = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (path) => files.has(path) || fileExists(path);
    host.getSourceFile = (path, target, ...rest) => {
      const code = files.get(path);
      return code === undefined
        ? getSourceFile(path, target, ...rest)
        : ts.createSourceFile(path, code, target);
    };
    const program = ts.createProgram([...files.keys()], options, host);
    const problems = ts.getPreEmitDiagnostics(program).map(({ messageText, file }) => {
      return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
    expect(problems).toEqual([]);
  });
});

describe('the words of the search', () => {
  it('are words, and pairs of Chinese characters', () => {
    expect(wordsOf('来自其他 server 的 2f 张票')).toEqual([
      '来自',
      '自其',
      '其他',
      '他',
      'server',
      '的',
      '2f',
      '张票',
      '票',
    ]);
    expect(wordsOf('commit-shape：verifyBallotCommit')).toEqual([
      'commit',
      'shape',
      'verifyballotcommit',
    ]);
  });
});
