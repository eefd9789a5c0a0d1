import { generateKeyPairSync } from 'node:crypto';
import { EXIT, endOnSignals, runMain } from './zcli/main.ts';
import { NAIVE_USAGE, type NaiveFlags, readNaiveFlags } from './zcli/options.ts';
import { Screen } from './zcli/screen.ts';
import { parseCommand, USAGE } from './zkv/store.ts';
import { Logger } from './zlog/log.ts';
import { Client } from './zpbft/client.ts';
import { readKeyPair } from './zpbft/crypto.ts';
import { Master } from './zpbft/master.ts';
import { runCommand, runRepl } from './zpbft/repl.ts';
import { Server } from './zpbft/server.ts';

/** Starts the role. @returns the exit code of a client; a master and a server live on. */
async function start(flags: NaiveFlags): Promise<number | undefined> {
  if (flags.role === 'client') return runClient(flags);
  const log = new Logger(flags.logLevel);
  if (flags.role === 'master') {
    await new Master({ ...flags, log }).start();
  } else {
    const keys = readKeyPair(flags.pri, flags.pub);
    const { maddr, saddr, batch } = flags;
    await new Server({ maddr, saddr, keys, log, batch }).start();
  }
  return undefined;
}

async function runClient(flags: NaiveFlags & { role: 'client' }): Promise<number> {
  const { maddr, caddr, keyFiles, logLevel, command } = flags;
  const screen = new Screen();
  if (command !== undefined && parseCommand(command) === undefined) {
    screen.out(USAGE);
    return EXIT.usage;
  }
  const keys = keyFiles ? readKeyPair(keyFiles.pri, keyFiles.pub) : generateKeyPairSync('ed25519');
  const client = new Client({ maddr, caddr, keys, log: new Logger(logLevel, screen.out) });
  await client.start();
  const code =
    command === undefined
      ? await runRepl(client, screen, process.stdin)
      : await runCommand(client, screen, command);
  if (code !== EXIT.interrupted) await client.settled();
  client.close();
  return code;
}

void runMain({
  name: 'naive',
  usage: NAIVE_USAGE,
  run: async (argv) => {
    endOnSignals();
    const flags = readNaiveFlags(argv);
    if (flags !== undefined) return start(flags);
    process.stdout.write(`${NAIVE_USAGE}\n`);
    return EXIT.done;
  },
});
