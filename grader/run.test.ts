import { describe, expect, it } from 'vitest';
import type { Cluster } from './cluster/cluster.ts';
import type { Kit } from './cluster/kit.ts';
import { EnvironmentError } from './errors.ts';
import type { Machine } from './machine.ts';
import { Run, type RunOptions } from './run.ts';
import { Broken } from './scenes/broken.ts';
import type { Open, Scenario } from './scenes/scenario.ts';
import type { Scene } from './scenes/scene.ts';
import type { Stage } from './scenes/stage.ts';
import type { Rubric } from './score/rubric.ts';

const finding = { code: 'quorum-needed', sent: [], expected: 'less', actual: 'more' } as const;
const kit = { signal: new AbortController().signal } as Kit;
const fit = { mustBeFit: async () => {} } as unknown as Machine;

/** Clusters that only know whether they were closed. */
class FakeClusters {
  readonly open = new Set<string>();

  make(name: string): Cluster {
    this.open.add(name);
    return {
      name,
      shape: { f: 1 },
      network: { renew: () => {} },
      close: async () => void this.open.delete(name),
    } as unknown as Cluster;
  }

  /** A scene that goes on with an inherited cluster, or makes one of this name. */
  scene(name: string): { open(stage: Stage, hand: boolean): Promise<Scene & { used: boolean }> } {
    return {
      open: async (stage, handedOver) => {
        const inherited = stage.inherited(() => true);
        const cluster = inherited ?? this.make(name);
        return {
          ...{ cluster, handedOver, facts: { f: 1 }, used: inherited !== undefined },
          judgeSafety: () => {},
          explain: (broken: Broken) => broken,
          close: () => cluster.close(),
        } as unknown as Scene & { used: boolean };
      },
    };
  }
}

const rubricOf = (needs: Record<string, string[]>): Rubric => ({
  groups: {},
  scenarios: Object.fromEntries(
    Object.entries(needs).map(([id, needed]) => [id, { points: 1, group: 'g', needs: needed }]),
  ),
});

async function played(
  scenarios: Scenario[],
  needs: Record<string, string[]>,
  machine = fit,
  more: Partial<RunOptions> = {},
) {
  const clusters = new FakeClusters();
  const options = { seed: 's', scenarios, rubric: rubricOf(needs), ...more };
  const results = await new Run(kit, machine, options, clusters.make('first')).all();
  return {
    statuses: Object.fromEntries(results.map(({ id, status }) => [id, status])),
    results,
    left: clusters.open,
  };
}

const story = (id: string, play: (open: Open) => Promise<void>, continues?: string): Scenario => ({
  ...{ id, story: id, play },
  ...(continues === undefined ? {} : { continues: [{ id: continues, f: 1 }] }),
});

describe('a run', () => {
  const clusters = new FakeClusters();
  const opening =
    (name: string, then: (used: boolean) => void = () => {}) =>
    async (open: Open) => {
      const scene = await open(clusters.scene(name), true);
      then(scene.used);
    };

  it('goes on with the cluster of the scenario before', async () => {
    const seen: boolean[] = [];
    const note = (used: boolean) => void seen.push(used);
    const chain = [
      story('a', opening('a', note)),
      story('b', opening('b', note), 'a'),
      story('c', opening('c', note), 'b'),
    ];
    const { statuses } = await played(chain, { a: [], b: ['a'], c: [] });
    expect(statuses).toEqual({ a: 'passed', b: 'passed', c: 'passed' });
    expect(seen).toEqual([false, true, true]);
    expect([...clusters.open]).toEqual([]);
  });

  it('plays what fails on used servers again on fresh ones, and that decides', async () => {
    const failIf = (when: boolean) => (used: boolean) => {
      if (used === when) throw new Broken(finding);
    };
    const chain = [
      story('a', opening('a')),
      story('b', opening('b', failIf(true)), 'a'),
      story('c', opening('c', failIf(false)), 'b'),
    ];
    const { statuses } = await played(chain, { a: [], b: [], c: [] });
    expect(statuses).toEqual({ a: 'passed', b: 'passed', c: 'passed' });
    expect([...clusters.open]).toEqual([]);
  });

  it('blocks what needs a scenario that failed, and closes what that left', async () => {
    const chain = [
      story('bad', async () => {
        throw new Broken(finding);
      }),
      story('a', opening('a')),
      story('b', opening('b'), 'a'),
    ];
    const { results } = await played(chain, { bad: [], a: [], b: ['bad'] });
    expect(results.find(({ id }) => id === 'b')).toMatchObject({
      status: 'blocked',
      blockedBy: ['bad'],
    });
    expect([...clusters.open]).toEqual([]);
  });

  it('ignores what a scenario continues where a rubric makes that wait for it', async () => {
    const chain = [story('a', opening('a')), story('b', opening('b'), 'a')];
    const { statuses } = await played(chain, { a: ['b'], b: [] });
    expect(statuses).toEqual({ a: 'passed', b: 'passed' });
    expect([...clusters.open]).toEqual([]);
  });

  it('closes the server that was started first when nobody goes on with it', async () => {
    const { left } = await played([story('a', opening('a'))], { a: [] });
    expect([...left]).toEqual([]);
  });

  describe('in which some are wanted first', () => {
    const at = <T>(log: T[], entry: T) => void log.push(entry);

    it('decides these, and what they need, before any other starts', async () => {
      const log: string[] = [];
      const all = ['a', 'b', 'c', 'd'].map((id) => story(id, opening(id)));
      await played(all, { a: [], b: ['a'], c: ['b'], d: [] }, fit, {
        first: ['c'],
        onStart: ({ id }) => at(log, `start ${id}`),
        onEnd: ({ id }) => at(log, `end ${id}`),
      });
      const before = log.slice(0, log.indexOf('end c'));
      expect(before).toEqual(expect.arrayContaining(['start a', 'start b', 'start c']));
      expect(log.indexOf('start d')).toBeGreaterThan(log.indexOf('end c'));
    });

    it('starts these beside what they need, and on servers of their own', async () => {
      const seen: boolean[] = [];
      let isThere = (): void => {};
      const there = new Promise<void>((resolve) => {
        isThere = resolve;
      });
      const needed = story('a', async (open) => {
        await there; // b plays before this has passed, or neither ends
        await opening('a')(open);
      });
      const wanted = story(
        'b',
        async (open) => {
          isThere();
          await opening('b', (used) => at(seen, used))(open);
        },
        'a',
      );
      const { statuses } = await played([needed, wanted], { a: [], b: ['a'] }, fit, {
        first: ['b'],
      });
      expect(statuses).toEqual({ a: 'passed', b: 'passed' });
      expect(seen).toEqual([false]);
      expect([...clusters.open]).toEqual([]);
    });

    it('says nothing of one of them whose need fails: it is blocked, and its servers are gone', async () => {
      const bad = story('bad', async () => {
        throw new Broken(finding);
      });
      const chain = [bad, story('b', opening('b')), story('c', opening('c'), 'b')];
      const { statuses } = await played(chain, { bad: [], b: ['bad'], c: [] }, fit, {
        first: ['b'],
      });
      expect(statuses).toEqual({ bad: 'failed', b: 'blocked', c: 'passed' });
      expect([...clusters.open]).toEqual([]);
    });
  });

  const late = story('late', async () => {
    throw new Broken({ ...finding, timedOut: true });
  });

  it('lets a time limit decide on a machine that is fit', async () => {
    const { results } = await played([late], { late: [] });
    expect(results[0]).toMatchObject({ status: 'failed', cause: { timedOut: true } });
  });

  it('calls it an error on a machine that became too slow', async () => {
    const slow = {
      mustBeFit: async () => {
        throw new EnvironmentError('too slow');
      },
    } as unknown as Machine;
    const { results } = await played([late], { late: [] }, slow);
    expect(results[0]).toMatchObject({ status: 'error', error: 'too slow', score: 0 });
  });
});
