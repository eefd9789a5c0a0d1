import { readCommandLine, UsageError, wholeNumber } from './zcli/flags.ts';
import { KeyExists, writeKeyPairs } from './zcli/keys.ts';
import { EXIT, endOnSignals, runMain } from './zcli/main.ts';

const USAGE = `usage: npm run keygen -- <folder> [-n 4]
  Makes one Ed25519 key pair per server: <folder>/0.pri.pem, <folder>/0.pub.pem, ...
  -n  how many (4)`;

/** As many as the largest cluster has servers. */
const MAX_PAIRS = 301;

async function run(argv: readonly string[]): Promise<number> {
  endOnSignals();
  const { flags, words, help } = readCommandLine(argv, ['n'], false);
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return EXIT.done;
  }
  const [dir, ...rest] = words;
  if (dir === undefined || rest.length > 0) {
    throw new UsageError(`expected one folder for the keys, saw ${words.length}`);
  }
  const count = wholeNumber('n', flags.get('n'), { least: 1, most: MAX_PAIRS, unset: 4 });
  try {
    for (const { pri, pub } of writeKeyPairs(dir, count)) process.stdout.write(`${pri}  ${pub}\n`);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof KeyExists)) throw error;
    process.stderr.write(`keygen: ${error.message}\n`);
    return EXIT.usage;
  }
}

void runMain({ name: 'keygen', usage: USAGE, run });
