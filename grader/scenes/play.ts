import type { Cluster } from '../cluster/cluster.ts';
import type { Kit } from '../cluster/kit.ts';
import { GraderBug, isEnvironmentFault, SubmissionError, saidOf } from '../errors.ts';
import { Choices } from '../seed.ts';
import { type Message, t } from '../text/text.ts';
import { Broken, type Finding } from './broken.ts';
import type { Open, Scenario } from './scenario.ts';
import type { Scene } from './scene.ts';
import { Stage } from './stage.ts';
import type { Wait } from './timing.ts';

/** How one scenario ended. */
type Ending =
  | { readonly status: 'passed'; readonly counted?: Message }
  | { readonly status: 'failed'; readonly finding: Finding }
  /** The machine's fault, or ours: never the submission's. */
  | { readonly status: 'error'; readonly message: Message };

/** An ending, how long it took, and what it leaves. */
export type Played = Ending & {
  readonly durationMs: number;
  readonly waitedMs: Partial<Record<Wait, number>>;
  readonly scenes: readonly Scene[];
  /** Clusters for the scenarios that continue this one; whoever takes one closes it. */
  readonly legacy: readonly Cluster[];
  /** True when it was played with servers of an earlier scenario. */
  readonly used: boolean;
};

/** What a scenario is played with. */
export interface Setting {
  readonly kit: Kit;
  readonly seed: string;
  /** Clusters of the scenario that this one continues. */
  readonly inherited?: readonly Cluster[];
  /** See Given. */
  readonly exploreMs?: number | undefined;
  /** The f of each cluster that another scenario goes on with. */
  readonly heirs?: readonly number[];
}

/**
 * Plays one scenario to its end. Never rejects: what went wrong is in the ending, and every
 * process and socket is gone when it resolves, but those of a cluster that is handed over.
 */
export async function play(scenario: Scenario, setting: Setting): Promise<Played> {
  const startMs = performance.now();
  const { kit, seed, inherited, heirs = [], exploreMs } = setting;
  const stage = new Stage(kit, new Choices(seed, scenario.id), inherited);
  const scenes: Scene[] = [];
  const open: Open = async (shape, options) => {
    const scene = await shape.open(stage, options);
    scenes.push(scene);
    return scene;
  };
  const telling = () => scenario.play(open, { choices: stage.choices, exploreMs });
  let ending = await endingOf(scenario.id, telling, scenes);
  const wanted = ending.status === 'passed' ? heirs : [];
  const kept = scenes.filter(({ handedOver, facts }) => handedOver && wanted.includes(facts.f));
  try {
    const closing = scenes.filter((scene) => !kept.includes(scene));
    await Promise.all([stage.close(), ...closing.map((scene) => scene.close())]);
  } catch (error) {
    ending = { status: 'error', message: saidOf(error) };
  }
  return {
    ...ending,
    durationMs: Math.round(performance.now() - startMs),
    waitedMs: stage.timing.waited,
    scenes,
    legacy: kept.map(({ cluster }) => cluster),
    used: stage.used,
  };
}

async function endingOf(
  id: string,
  telling: () => ReturnType<Scenario['play']>,
  scenes: readonly Scene[],
): Promise<Ending> {
  try {
    const counted = await telling();
    for (const scene of scenes) scene.judgeSafety();
    return counted === undefined ? { status: 'passed' } : { status: 'passed', counted };
  } catch (error) {
    if (error instanceof Broken) {
      const { finding } = scenes.reduce((broken, scene) => scene.explain(broken), error);
      return { status: 'failed', finding };
    }
    if (error instanceof SubmissionError) {
      const { said: actual, location, timedOut } = error;
      const expected = t`every server registers with the master`;
      const finding = { code: 'starts', sent: [], expected, actual, location } as const;
      return { status: 'failed', finding: timedOut ? { ...finding, timedOut } : finding };
    }
    if (isEnvironmentFault(error)) return { status: 'error', message: saidOf(error) };
    const bug = new GraderBug(t`scenario ${id}: ${saidOf(error)}`, { cause: error });
    return { status: 'error', message: t`${bug.said} (a bug of the grader)` };
  }
}
