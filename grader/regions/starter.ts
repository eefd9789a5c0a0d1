// `npm run starter` generates starter/ from solution/; with --check it only compares them.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf } from '../errors.ts';
import { checkStarter, generateStarter } from './generate.ts';
import { RegionError } from './regions.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const USAGE = 'usage: npm run starter [-- --check | --force]';
const EXIT = { done: 0, differs: 1, refused: 2 } as const;

function check(): number {
  const found = checkStarter(ROOT);
  if (found.length === 0) return EXIT.done;
  for (const { path, what } of found) process.stderr.write(`starter/${path}: ${what}\n`);
  process.stderr.write('starter/ is not what solution/ gives. Generate it: npm run starter\n');
  return EXIT.differs;
}

function generate(force: boolean): number {
  const outcome = generateStarter(ROOT, { force });
  if (outcome.kind === 'written') {
    const { files, changes } = outcome;
    for (const { path, what } of changes) {
      const done = { missing: 'added', changed: 'changed', extra: 'removed' }[what];
      process.stdout.write(`${done} starter/${path}\n`);
    }
    process.stdout.write(`starter/: ${files} files, ${changes.length} changed\n`);
    return EXIT.done;
  }
  process.stderr.write(
    'Nothing was written: these files hold work that is not in the last commit, and generating\n' +
      `would destroy it:\n${outcome.atRisk.map((path) => `  ${path}\n`).join('')}` +
      'Keep it (copy it elsewhere, or commit it), or destroy it: npm run starter -- --force\n',
  );
  return EXIT.refused;
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`);
  return EXIT.refused;
}

function main(args: string[]): number {
  let flags: { check: boolean; force: boolean };
  try {
    const flag = { type: 'boolean', default: false } as const;
    flags = parseArgs({ args, options: { check: flag, force: flag } }).values;
  } catch (error) {
    return fail(`${messageOf(error)}\n${USAGE}`);
  }
  if (flags.check && flags.force)
    return fail(`--check writes nothing, so it forces nothing\n${USAGE}`);
  try {
    return flags.check ? check() : generate(flags.force);
  } catch (error) {
    if (error instanceof RegionError) return fail(`solution/${error.message}`);
    throw error;
  }
}

process.exitCode = main(process.argv.slice(2));
