import type { Kit } from '../cluster/kit.ts';
import { GraderBug, isEnvironmentFault, messageOf, SubmissionError } from '../errors.ts';
import { Choices } from '../seed.ts';
import { Broken, type Finding } from './broken.ts';
import type { Open, Scenario } from './scenario.ts';
import type { Scene } from './scene.ts';

/** How one scenario ended. */
type Ending =
  | { readonly status: 'passed' }
  | { readonly status: 'failed'; readonly finding: Finding }
  /** The machine's fault, or ours: never the submission's. */
  | { readonly status: 'error'; readonly message: string };

/** An ending and how long it took. */
export type Played = Ending & { readonly durationMs: number };

/**
 * Plays one scenario to its end. Never rejects: what went wrong is in the ending, and every
 * process and socket is gone when it resolves.
 */
export async function play(scenario: Scenario, kit: Kit, seed: string): Promise<Played> {
  const startMs = performance.now();
  const choices = new Choices(seed, scenario.id);
  const scenes: Scene[] = [];
  const open: Open = async (shape, size) => {
    const scene = await shape.open(kit, choices, size);
    scenes.push(scene);
    return scene;
  };
  let ending = await endingOf(scenario, open, scenes);
  try {
    await Promise.all(scenes.map((scene) => scene.close()));
  } catch (error) {
    ending = { status: 'error', message: messageOf(error) };
  }
  return { ...ending, durationMs: Math.round(performance.now() - startMs) };
}

async function endingOf(scenario: Scenario, open: Open, scenes: Scene[]): Promise<Ending> {
  try {
    await scenario.play(open);
    for (const scene of scenes) scene.judgeSafety();
    return { status: 'passed' };
  } catch (error) {
    if (error instanceof Broken) {
      const { finding } = scenes.reduce((broken, scene) => scene.explain(broken), error);
      return { status: 'failed', finding };
    }
    if (error instanceof SubmissionError) {
      const { message: actual, location } = error;
      const expected = 'every server registers with the master';
      return {
        status: 'failed',
        finding: { code: 'starts', sent: [], expected, actual, location },
      };
    }
    if (isEnvironmentFault(error)) return { status: 'error', message: messageOf(error) };
    const bug = new GraderBug(`scenario ${scenario.id}: ${messageOf(error)}`, { cause: error });
    return { status: 'error', message: `${bug.message} (a bug of the grader)` };
  }
}
