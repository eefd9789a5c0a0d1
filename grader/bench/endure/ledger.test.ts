import { describe, expect, it } from 'vitest';
import { english } from '../../text/text.ts';
import { PutsAndDels } from './history.ts';
import { Ledger } from './ledger.ts';

const SERVERS = [0, 1, 2, 3];

/** A ledger with one client, and replies of servers to its requests. */
function ledger() {
  const whole = new Ledger(SERVERS.length);
  const { asked, askedAgain, replied } = whole.witness();
  const reply = (id: number, timestamp: string, seq: number, result: string): void =>
    replied({ view: 0, seq, timestamp, clientKey: 'key', id, result });
  return { whole, asked, askedAgain, reply };
}

/** One put, executed by all servers as seq 1. */
function executed() {
  const all = ledger();
  all.asked('1', 'put k v');
  for (const id of SERVERS) all.reply(id, '1', 1, 'put ok');
  return all;
}

const problems = (whole: Ledger): string[] => whole.problems().map(english);

describe('a request is executed exactly once', () => {
  it('when every server has replied once, with one seq and the right result', () => {
    const { whole } = executed();
    expect(whole.requests).toBe(1);
    expect(problems(whole)).toEqual([]);
  });

  it('unless a server replies twice', () => {
    const { whole, reply } = executed();
    reply(2, '1', 1, 'put ok');
    expect(problems(whole)).toEqual(['server 2 executed "put k v" 2 times']);
  });

  it('unless a server never replies', () => {
    const { whole, asked, reply } = ledger();
    asked('1', 'put k v');
    for (const id of [0, 1, 3]) reply(id, '1', 1, 'put ok');
    expect(problems(whole)).toEqual(['server 2 never executed "put k v"']);
  });

  it('unless its result shows that one before it was executed twice, or never', () => {
    const { whole, asked, reply } = executed();
    asked('2', 'del k');
    for (const id of SERVERS) reply(id, '2', 2, id === 3 ? 'not found: k' : 'del ok');
    expect(problems(whole)).toEqual(['server 3 answers "del k" with "not found: k"']);
  });

  it('unless servers gave it different seqs', () => {
    const { whole, asked, reply } = ledger();
    asked('1', 'put k v');
    for (const id of SERVERS) reply(id, '1', id === 1 ? 7 : 1, 'put ok');
    expect(problems(whole)).toEqual(['"put k v" is executed as seq 1, and by server 1 as 7']);
  });

  it('unless it shares a seq with another one', () => {
    const { whole, asked, reply } = executed();
    asked('2', 'put l v');
    for (const id of SERVERS) reply(id, '2', 1, 'put ok');
    expect(problems(whole)[0]).toBe('seq 1 has "put k v" and "put l v"');
  });

  it('also when it is sent again and the leader answers with the reply that it keeps', () => {
    const { whole, askedAgain, reply } = executed();
    askedAgain('1');
    reply(0, '1', 1, 'put ok');
    expect(problems(whole)).toEqual([]);
    reply(0, '1', 1, 'put ok');
    expect(problems(whole)).toEqual(['server 0 executed "put k v" 3 times']);
  });

  it('but not when a backup answers a request that was sent again: it got none', () => {
    const { whole, askedAgain, reply } = executed();
    askedAgain('1');
    reply(1, '1', 1, 'put ok');
    expect(problems(whole)).toEqual(['server 1 executed "put k v" 2 times']);
  });

  it('and nothing else is executed', () => {
    const { whole, reply } = executed();
    reply(1, '2', 2, 'put ok');
    expect(problems(whole)).toEqual(['server 1 answers what nobody asked']);
  });
});

describe('the history', () => {
  /** So many steps of two clients, in turn. */
  const steps = (history: PutsAndDels, count: number) =>
    Array.from({ length: count }, (_, turn) => history.next(turn % 2));

  it('puts every key once, deletes it once, and knows what is left', () => {
    const history = new PutsAndDels();
    const state = new Map<string, string>();
    const used = new Set<string>();
    for (const { command, expected } of steps(history, 400)) {
      const [op, key = '', value = ''] = command.split(' ');
      expect(expected).toBe(`${op} ok`);
      if (op === 'put') {
        expect(used).not.toContain(key);
        used.add(key);
        state.set(key, value);
      } else {
        expect(state.delete(key)).toBe(true);
      }
    }
    expect(history.state).toEqual(state);
    expect(state.size).toBeGreaterThan(0);
    expect(state.size).toBeLessThanOrEqual(10);
  });

  it('has puts and dels sent again, at once and when they are answered', () => {
    const again = steps(new PutsAndDels(), 400)
      .filter((step) => step.again !== undefined)
      .map(({ command, again: when }) => `${command.slice(0, 3)} ${when}`);
    expect([...new Set(again)].sort()).toEqual([
      'del at once',
      'del when answered',
      'put at once',
      'put when answered',
    ]);
  });
});
