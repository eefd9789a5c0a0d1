import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand, Store, USAGE } from './store.ts';

/** Words as keys and values have them; names that mean something to JS objects included. */
const word = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'x', '10'),
  fc.stringMatching(/^[^\s]{1,8}$/),
);
const command = fc.oneof(
  fc.tuple(word, word).map(([key, value]) => `put ${key} ${value}`),
  word.map((key) => `get ${key}`),
  word.map((key) => `del ${key}`),
  fc.constant('all'),
);

function storeOf(entries: readonly (readonly [string, string])[]): Store {
  const store = new Store();
  for (const [key, value] of entries) store.execute(`put ${key} ${value}`);
  return store;
}

describe('a command line', () => {
  it('is parsed with any white space around and between its words', () => {
    expect(parseCommand('  put\tx   10 ')).toEqual({ op: 'put', key: 'x', value: '10' });
    expect(parseCommand('get x')).toEqual({ op: 'get', key: 'x' });
    expect(parseCommand('del x')).toEqual({ op: 'del', key: 'x' });
    expect(parseCommand('all')).toEqual({ op: 'all' });
  });

  it.each([
    ['nothing', ''],
    ['an unknown word', 'set x 1'],
    ['get without a key', 'get'],
    ['get with two keys', 'get x y'],
    ['put without a value', 'put x'],
    ['put with two values', 'put x 1 2'],
    ['del without a key', 'del'],
    ['all with a key', 'all x'],
    ['upper case', 'GET x'],
  ])('is none of the four commands when it is %s', (_, line) => {
    expect(parseCommand(line)).toBeUndefined();
    expect(new Store().execute(line)).toBe(USAGE);
  });
});

describe('the store', () => {
  it('answers as in the lab: put, get, del, all', () => {
    const store = new Store();
    expect(store.execute('all')).toBe('empty');
    expect(store.execute('get x')).toBe('not found: x');
    expect(store.execute('put x 10')).toBe('put ok');
    expect(store.execute('get x')).toBe('result: 10');
    expect(store.execute('put x 11')).toBe('put ok');
    expect(store.execute('put a 1')).toBe('put ok');
    expect(store.execute('all')).toBe('a:1\nx:11');
    expect(store.execute('del x')).toBe('del ok');
    expect(store.execute('del x')).toBe('not found: x');
    expect(store.execute('all')).toBe('a:1');
  });

  it('dumps its entries in a block, as a server prints it after each execution', () => {
    const store = storeOf([
      ['y', '20'],
      ['x', '10'],
    ]);
    expect(store.dump()).toBe('\n==== zkv ====\nx:10\ny:20\n=====\n');
  });

  it('takes __proto__ for a key like any other', () => {
    const store = new Store();
    expect(store.execute('get __proto__')).toBe('not found: __proto__');
    expect(store.execute('get constructor')).toBe('not found: constructor');
    store.execute('put __proto__ polluted');
    expect(store.execute('get __proto__')).toBe('result: polluted');
    expect(store.execute('all')).toBe('__proto__:polluted');
    expect(new Store().execute('get __proto__')).toBe('not found: __proto__');
  });

  it('gives equal results for equal commands in equal order: it can be replicated (PBFT §4)', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (lines) => {
        const [one, other] = [new Store(), new Store()];
        expect(lines.map((line) => one.execute(line))).toEqual(
          lines.map((line) => other.execute(line)),
        );
        expect(one.dump()).toBe(other.dump());
      }),
    );
  });

  it('shows equal contents alike, whatever the order of insertion was', () => {
    const shuffled = fc
      .uniqueArray(fc.tuple(word, word), { selector: ([key]) => key, minLength: 2, maxLength: 20 })
      .chain((entries) =>
        fc.tuple(
          fc.constant(entries),
          fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([entries, others]) => {
        const [one, other] = [storeOf(entries), storeOf(others)];
        expect(one.execute('all')).toBe(other.execute('all'));
        expect(one.dump()).toBe(other.dump());
      }),
    );
  });
});
