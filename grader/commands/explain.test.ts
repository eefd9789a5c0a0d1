import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../lab.ts';
import { CATALOGUE } from '../scenarios/index.ts';

const explain = (...args: string[]) =>
  execa(process.execPath, ['--import', 'tsx', 'grader/commands/explain.ts', ...args], {
    cwd: ROOT,
    reject: false,
    env: { INIT_CWD: ROOT },
  });

describe('npm run explain', () => {
  it('tells what a scenario does, judges, is worth, needs and blocks', async () => {
    const { stdout, exitCode } = await explain('early-commits');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^early-commits: commits before prepares/);
    expect(stdout).toMatch(/^ {2}group +Order, and exactly once, 4 points$/m);
    expect(stdout).toMatch(/^ {2}cluster +one real server; .* 3 others .*\(f = 1\)$/m);
    expect(stdout).toMatch(/^ {2}1\. [\s\S]*^ {2}3\. A right server keeps them/m);
    expect(stdout).toMatch(
      /^ {2}early-commit-kept: Commits that arrive before[\s\S]*Networks reorder/m,
    );
    expect(stdout).toMatch(/^ {2}needs +quorum-f1$/m);
    expect(stdout).toMatch(
      /^ {2}blocks +when it fails: quorum-jump, vote-bad-first, random-orders/m,
    );
    expect(stdout).toMatch(/^ {2}read +docs\/en\/[\s\S]*§4\.2/m);
    expect(stdout).toMatch(/^ {2}alone +npm run grade -- --only early-commits$/m);
  });

  it('tells it in Chinese', async () => {
    const { stdout } = await explain('early-commits', '--lang', 'zh');
    expect(stdout).toMatch(/^ {2}分组 +顺序与只执行一次，4 分$/m);
    expect(stdout).toMatch(/^ {2}1\. 一个 seq 的 2f 张 commit/m);
    expect(stdout).toMatch(/^ {2}阅读 +docs\/task\.md#/m);
  });

  it('lists all scenarios without a name', async () => {
    const { stdout } = await explain();
    for (const { id, story } of CATALOGUE) {
      expect(stdout.replace(/\s+/g, ' ')).toContain(`${id} ${story}`);
    }
  });

  it('tells about a rule by its code', async () => {
    const { stdout } = await explain('vote-signature');
    expect(stdout).toMatch(/^vote-signature: A Commit counts only when/);
    expect(stdout).toMatch(
      /^ {2}judged by +forged-signature, vote-impersonated, vote-poisoned-slot$/m,
    );
    expect((await explain('survives')).stdout).toMatch(/^ {2}judged by +all scenarios$/m);
  });

  it('suggests a name for one that there is not', async () => {
    const { stderr, exitCode } = await explain('quorumf1');
    expect(stderr).toMatch(/no scenario or rule "quorumf1"\. Did you mean quorum-f1/);
    expect(exitCode).toBe(2);
    expect((await explain('xyz')).stderr).toMatch(/"xyz"\. npm run explain lists all/);
  });
});
