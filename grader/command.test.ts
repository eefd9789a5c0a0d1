import { Argument, Command, CommanderError, Option } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { command, languageOption } from './command.ts';
import { invalid, wholeNumber } from './ending.ts';
import { t } from './text/text.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The same options for a command of the grader and for one of commander's own. */
function withOptions(program: Command): Command {
  return program
    .argument('<file>', 'FILE')
    .addOption(new Option('--tier <tier>', 'TIER').choices(['auto', 'uid']).default('auto'))
    .option('--jobs <n>', 'JOBS', wholeNumber(1, 9))
    .addOption(new Option('--seed <seed>', 'SEED').conflicts('jobs'))
    .addOption(new Option('--level [n]', 'LEVEL').preset('1'));
}

const spokenCommand = (): Command =>
  withOptions(
    command({ name: 'npm run x', does: [t`show this help`], below: [t`show this help`] }),
  );

/** What a command line is answered with. */
function errorOf(program: Command, args: readonly string[]): { said: string; error: unknown } {
  const parts: string[] = [];
  program.exitOverride().configureOutput({ writeErr: (text) => void parts.push(text) });
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    return { said: parts.join(''), error };
  }
  throw new Error('expected an error');
}

const WRONG: [string, string[], RegExp][] = [
  ['unknownOption', ['f', '--job', '1'], /^错误：没有选项“--job”\n（是不是 --jobs？）\n$/],
  ['unknownOption', ['f', '--nonsense'], /^错误：没有选项“--nonsense”\n$/],
  ['missingArgument', [], /^错误：缺少参数“file”\n$/],
  ['excessArguments', ['f', 'g'], /^错误：参数太多。应有 1 个，实际有 2 个。\n$/],
  ['optionMissingArgument', ['f', '--jobs'], /^错误：选项“--jobs <n>”缺少值\n$/],
  ['invalidArgument', ['f', '--jobs', '10'], /“10”无效。应为 1 到 9 的整数。\n$/],
  ['invalidArgument', ['f', '--tier', 'x'], /“x”无效。可选的有：auto、uid。\n$/],
  [
    'conflictingOption',
    ['f', '--seed', 's', '--jobs', '1'],
    /“--seed <seed>”不能与选项“--jobs <n>”同用/,
  ],
];

describe('a command', () => {
  it.each(WRONG)('says %s of %j in Chinese', (code, args, message) => {
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    const { said, error } = errorOf(spokenCommand(), args);
    expect(said).toMatch(message);
    expect(error).toMatchObject({ code: `commander.${code}`, exitCode: 1 });
    expect(error).toBeInstanceOf(CommanderError);
  });

  it.each(WRONG)('says %s of %j in the words of commander in English', (_, args) => {
    const { said } = errorOf(spokenCommand(), args);
    expect(said).toBe(errorOf(withOptions(new Command('npm run x --')), args).said);
  });

  it('says that a required option is missing', () => {
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    const { said } = errorOf(spokenCommand().requiredOption('--out <folder>', 'OUT'), ['f']);
    expect(said).toBe('错误：必须给出选项“--out <folder>”\n');
  });

  it('leaves what it does not know in English', () => {
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    const program = spokenCommand().exitOverride();
    expect(() => program.error('error: something new')).toThrow('error: something new');
  });
});

describe('the help of a command', () => {
  it('is as commander has it in English', () => {
    const own = withOptions(
      new Command('npm run x --')
        .description('show this help')
        .helpOption('-h, --help', 'show this help'),
    );
    expect(spokenCommand().helpInformation()).toBe(own.helpInformation());
  });

  it('is Chinese altogether', () => {
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    const help = spokenCommand().addOption(languageOption()).helpInformation();
    expect(help.split('\n').map((line) => line.trim())).toEqual([
      '用法：npm run x -- [选项] <file>',
      '',
      '显示本帮助',
      '',
      '参数：',
      'file               FILE',
      '',
      '选项：',
      '--tier <tier>      TIER（可选："auto"、"uid"，默认："auto"）',
      '--jobs <n>         JOBS',
      '--seed <seed>      SEED',
      '--level [n]        LEVEL（不写值时："1"）',
      '--lang <language>  输出所用的语言（可选："en"、"zh"，默认：由环境变量决定）',
      '-h, --help         显示本帮助',
      '',
    ]);
  });

  it('has Chinese lines that fit the terminal, though there are no spaces in them', () => {
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    const program = spokenCommand().addArgument(
      new Argument('[more]', '一二三四五六七八九十'.repeat(9)),
    );
    const lines = program.helpInformation().split('\n');
    const wide = lines.filter((line) => line.replace(/\p{Script=Han}/gu, '##').length > 80);
    expect(wide).toEqual([]);
    expect(lines.filter((line) => /[一十]/.test(line)).length).toBeGreaterThan(2);
  });
});

it('what an argument should have been is said in the language of the command', () => {
  vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
  expect(invalid(t`Expected a whole number from ${1} to ${2}.`).message).toBe(
    '应为 1 到 2 的整数。',
  );
});
