import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Inbox } from '../testing/inbox.ts';
import { Screen } from '../zcli/screen.ts';
import { USAGE } from '../zkv/store.ts';
import { NoAnswer } from './pending.ts';
import { type Requester, runCommand, runRepl } from './repl.ts';

const PROMPT = '>>> ';
const RESULT = '\n==== result ====\nput ok\n=====\ntake: 4.556776ms\n\n';

/** A stream that keeps what was written to it. */
class Written extends PassThrough {
  readonly isTTY: boolean;
  readonly chunks = new Inbox<string>();

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
    this.on('data', (chunk) => this.chunks.push(String(chunk)));
  }

  text(): string {
    return this.chunks.all.join('');
  }

  /** Waits until `text` has been written, all in all `times` times. */
  has(text: string, times = 1): Promise<true> {
    return this.chunks.first(() => this.text().split(text).length > times);
  }
}

/** Answers every command but those that hold "lost", and remembers what it was asked. */
class FakeClient implements Requester {
  readonly asked: string[] = [];

  async request(command: string) {
    this.asked.push(command);
    if (command.includes('lost')) throw new NoAnswer('no answer: got 1, need 2');
    return { text: 'put ok', tookNs: 4_556_776n };
  }
}

class Typed extends PassThrough {
  readonly isTTY: boolean;

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }
}

function setUp(isTTY: boolean) {
  const [out, err] = [new Written(isTTY), new Written(isTTY)];
  return {
    out,
    err,
    input: new Typed(isTTY),
    client: new FakeClient(),
    screen: new Screen(out, err),
  };
}

async function runLines(text: string) {
  const { out, err, input, client, screen } = setUp(false);
  input.end(text);
  const code = await runRepl(client, screen, input);
  return { code, asked: client.asked, out: out.text(), err: err.text() };
}

describe('a command', () => {
  it('prints its result as in the lab', async () => {
    const { client, screen, out } = setUp(false);
    expect(await runCommand(client, screen, 'put x 10')).toBe(0);
    expect(out.text()).toBe(RESULT);
  });

  it('that is none prints the usage of the store, and is not sent', async () => {
    const { client, screen, out } = setUp(false);
    expect(await runCommand(client, screen, 'set x 10')).toBe(2);
    expect(out.text()).toBe(`${USAGE}\n`);
    expect(client.asked).toEqual([]);
  });

  it('without an answer says why on standard error', async () => {
    const { client, screen, out, err } = setUp(false);
    expect(await runCommand(client, screen, 'get lost')).toBe(1);
    expect(out.text()).toBe('');
    expect(err.text()).toBe('no answer: got 1, need 2\n');
  });
});

describe('a script', () => {
  it('is run line by line, without a prompt; empty lines are nothing', async () => {
    const { code, asked, out } = await runLines('put x 10\n\n  \r\n all\r\nget x');
    expect(code).toBe(0);
    expect(asked).toEqual(['put x 10', 'all', 'get x']);
    expect(out).toBe(RESULT.repeat(3));
  });

  it('goes on after a line that is no command, and ends with exit code 2', async () => {
    const { code, asked, out } = await runLines('hello\nput x 10\n');
    expect(code).toBe(2);
    expect(asked).toEqual(['put x 10']);
    expect(out).toBe(`${USAGE}\n${RESULT}`);
  });

  it('ends at a command that has no answer, with exit code 1', async () => {
    const { code, asked } = await runLines('hello\nget lost\nput x 10\n');
    expect(code).toBe(1);
    expect(asked).toEqual(['get lost']);
  });

  it.each(['exit', 'quit'])('ends at %s', async (word) => {
    const { code, asked } = await runLines(`all\n${word}\nall\n`);
    expect(code).toBe(0);
    expect(asked).toEqual(['all']);
  });

  it('may be empty', async () => {
    expect((await runLines('')).code).toBe(0);
  });
});

describe('a conversation', () => {
  it('has a prompt before each command, and ends with exit code 0', async () => {
    const { out, err, input, client, screen } = setUp(true);
    const code = runRepl(client, screen, input);
    await out.has(PROMPT);
    input.write('put x 10\r');
    await out.has('==== result ====');
    input.write('get lost\r');
    await err.has('no answer');
    input.write('hello\r');
    await out.has(USAGE);
    input.write('exit\r');
    expect(await code).toBe(0);
    expect(client.asked).toEqual(['put x 10', 'get lost']);
  });

  it('keeps what was typed below a line that is printed meanwhile', async () => {
    const { out, input, client, screen } = setUp(true);
    const code = runRepl(client, screen, input);
    await out.has(PROMPT);
    input.write('put x');
    await out.has('put x');
    screen.out('a late reply');
    await out.has('a late reply\n');
    await out.has(`${PROMPT}put x`);
    input.write(' 10\r');
    await out.has('==== result ====');
    expect(client.asked).toEqual(['put x 10']);
    input.end();
    expect(await code).toBe(0);
  });

  it('ends at Ctrl-C with exit code 130, even while a command waits for its answer', async () => {
    const { out, input, screen } = setUp(true);
    const asked = new Inbox<string>();
    const hung: Requester = {
      request: (command) => {
        asked.push(command);
        return new Promise(() => {});
      },
    };
    const code = runRepl(hung, screen, input);
    await out.has(PROMPT);
    input.write('all\r');
    await asked.first((command) => command === 'all');
    input.write('\x03');
    expect(await code).toBe(130);
  });

  it('ends at Ctrl-D with exit code 0', async () => {
    const { out, input, client, screen } = setUp(true);
    const code = runRepl(client, screen, input);
    await out.has(PROMPT);
    input.write('\x04');
    expect(await code).toBe(0);
  });

  it('needs a terminal on both sides: else it is a script', async () => {
    const { out, client, screen } = setUp(false);
    const input = new Typed(true);
    input.end('all\n');
    expect(await runRepl(client, screen, input)).toBe(0);
    expect(out.text()).toBe(RESULT);
  });
});
