import { createInterface, type Interface } from 'node:readline';
import { EXIT } from '../zcli/main.ts';
import type { Screen } from '../zcli/screen.ts';
import { parseCommand, USAGE } from '../zkv/store.ts';
import { messageOf } from '../zlog/errors.ts';
import type { Client, Result } from './client.ts';

const PROMPT = '>>> ';
const NS_PER_MS = 1e6;
/** Words that end the REPL, besides Ctrl-C and Ctrl-D. */
const GOODBYES = new Set(['exit', 'quit']);

/** What the REPL needs of a client. */
export type Requester = Pick<Client, 'request'>;

/** Where commands come from. `isTTY`: a person types them, so there is a prompt. */
export type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/**
 * Runs one command and prints its result as the lab does.
 * @returns done, usage when it is not a command (nothing is sent), failed when it has no answer.
 */
export async function runCommand(
  client: Requester,
  screen: Screen,
  command: string,
): Promise<number> {
  if (parseCommand(command) === undefined) {
    screen.out(USAGE);
    return EXIT.usage;
  }
  try {
    screen.out(resultBlock(await client.request(command)));
    return EXIT.done;
  } catch (error) {
    screen.err(messageOf(error));
    return EXIT.failed;
  }
}

/** Runs commands line by line: with a prompt for a person, in order and without one for a script. */
export async function runRepl(client: Requester, screen: Screen, input: Input): Promise<number> {
  const output = screen.stdout;
  const person = input.isTTY === true && output.isTTY === true;
  const lines = createInterface({
    input,
    ...(person ? { output, prompt: PROMPT, terminal: true } : { terminal: false }),
  });
  const interrupted = new Promise<number>((resolve) => {
    lines.once('SIGINT', () => resolve(EXIT.interrupted));
  });
  const work = person ? converse(client, screen, lines) : runScript(client, screen, lines);
  const code = await Promise.race([work, interrupted]);
  screen.hidePrompt();
  lines.close();
  if (person) screen.out('');
  return code;
}

async function converse(client: Requester, screen: Screen, lines: Interface): Promise<number> {
  screen.showPrompt(lines);
  for await (const line of lines) {
    screen.hidePrompt();
    const command = line.trim();
    if (GOODBYES.has(command)) break;
    if (command !== '') await runCommand(client, screen, command);
    screen.showPrompt(lines);
  }
  return EXIT.done;
}

/** Stops at a command that has no answer: what follows it in a script builds on it. */
async function runScript(client: Requester, screen: Screen, lines: Interface): Promise<number> {
  let code: number = EXIT.done;
  for await (const line of lines) {
    const command = line.trim();
    if (GOODBYES.has(command)) break;
    if (command === '') continue;
    const outcome = await runCommand(client, screen, command);
    if (outcome === EXIT.failed) return outcome;
    if (outcome !== EXIT.done) code = outcome;
  }
  return code;
}

function resultBlock({ text, tookNs }: Result): string {
  const took = `take: ${Number(tookNs) / NS_PER_MS}ms`;
  return ['', '==== result ====', text, '=====', took, ''].join('\n');
}
