import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import type { Cluster } from './cluster/cluster.ts';
import type { Kit } from './cluster/kit.ts';
import { saidOf } from './errors.ts';
import { HAS_REFERENCE } from './lab.ts';
import type { Machine } from './machine.ts';
import { scenariosAtOnce } from './open-files.ts';
import type { Finding } from './scenes/broken.ts';
import { type Played, play, type Setting } from './scenes/play.ts';
import { recordOf } from './scenes/record.ts';
import { RULES, type Rule } from './scenes/rules.ts';
import type { Scenario } from './scenes/scenario.ts';
import { TRY_START } from './scenes/try-start.ts';
import type { Cause, ScenarioResult } from './score/result.ts';
import { arranged, type Rubric, withNeeds } from './score/rubric.ts';
import { scoreScenario, type Verdict } from './score/score.ts';
import { t } from './text/text.ts';
import { spelled } from './text/told.ts';

/** Scenarios that run at once: they wait for each other's processes as much as for a core. */
const AT_ONCE = availableParallelism() + 2;

/** What to play, and who is told. */
export interface RunOptions {
  readonly seed: string;
  /** With all that they need; played in the order of the rubric's dependencies. */
  readonly scenarios: readonly Scenario[];
  readonly rubric: Rubric;
  /** How long to explore random schedules, in milliseconds; 200 of them by default. */
  readonly exploreMs?: number | undefined;
  /**
   * Ids of scenarios whose verdicts are wanted first. They start at once, beside what they need and
   * on servers of their own; the others start when these are decided.
   */
  readonly first?: readonly string[] | undefined;
  /** True to keep the trace of every scenario in its result. */
  readonly trace?: boolean;
  /** True to keep in these traces what each server prints, too; servers then log at level Info. */
  readonly logs?: boolean;
  /** Told when a scenario starts and ends, in the order in which that happens. */
  readonly onStart?: (scenario: Scenario) => void;
  readonly onEnd?: (result: ScenarioResult) => void;
}

type Arranged = ReturnType<typeof arranged<Scenario>>[number];

/** A scenario's result, and the clusters that it leaves to those that continue it. */
interface Ended {
  readonly result: ScenarioResult;
  readonly legacy: Played['legacy'];
}

/** One run through the scenarios: each starts as soon as what it needs has passed. */
export class Run {
  readonly #kit: Kit;
  readonly #machine: Machine;
  readonly #options: RunOptions;
  readonly #scenarios: readonly Arranged[];
  readonly #queue = new PQueue({ concurrency: scenariosAtOnce(AT_ONCE) });
  readonly #ended = new Map<string, Promise<Ended>>();

  /** Clusters that are there before any scenario, by the id that scenarios continue. */
  readonly #given: ReadonlyMap<string, Cluster>;

  /** @param started the one server that showed that the submission starts. */
  constructor(kit: Kit, machine: Machine, options: RunOptions, started: Cluster) {
    this.#kit = kit;
    this.#machine = machine;
    this.#options = options;
    const scenarios = arranged(options.scenarios, options.rubric);
    this.#scenarios = withoutCircles(hurried(scenarios, options.first ?? []));
    this.#given = new Map([[TRY_START, started]]);
  }

  /** Plays all of them, several at once; results are in the order of the catalogue. */
  async all(): Promise<ScenarioResult[]> {
    try {
      const { first = [] } = this.#options;
      const wanted = this.#scenarios.filter(({ id }) => first.includes(id));
      await Promise.all(wanted.map((scenario) => this.#start(scenario)));
      for (const scenario of this.#scenarios) this.#start(scenario);
      const ended = await Promise.all(this.#ended.values());
      return this.#scenarios.flatMap(({ id }) =>
        ended.flatMap(({ result }) => (result.id === id ? [result] : [])),
      );
    } finally {
      await Promise.all([...this.#given.values()].map((cluster) => cluster.close()));
    }
  }

  /** How much there is to do from here to the end of whatever waits for this one, one after the other. */
  #wayToGo({ id, effort = 1 }: Arranged): number {
    const waiting = this.#scenarios.filter(
      ({ needs, continues = [] }) =>
        needs.includes(id) || continues.some((legacy) => legacy.id === id),
    );
    return effort + Math.max(0, ...waiting.map((follower) => this.#wayToGo(follower)));
  }

  /** Starts a scenario once, after those that it waits for. */
  #start(scenario: Arranged): Promise<Ended> {
    const known = this.#ended.get(scenario.id);
    if (known !== undefined) return known;
    const ended = this.#play(scenario);
    this.#ended.set(scenario.id, ended);
    return ended;
  }

  async #play(scenario: Arranged): Promise<Ended> {
    const { rubric, onEnd, first } = this.#options;
    const isEarly = scenario.needs.length > 0 && first?.includes(scenario.id) === true;
    const early = isEarly ? this.#staged(scenario, []) : undefined;
    const needed = await Promise.all(scenario.needs.map((id) => this.#after(id)));
    const inherited = await this.#inheritedBy(scenario);
    const blockedBy = needed.flatMap((need) =>
      need === undefined || need.result.status === 'passed' ? [] : [need.result.id],
    );
    const isBlocked = blockedBy.length > 0;
    const played = isBlocked ? undefined : await (early ?? this.#staged(scenario, inherited));
    const verdict: Verdict =
      played === undefined ? { status: 'blocked', blockedBy } : this.#verdictOf(played);
    const result = scoreScenario(scenario, verdict, rubric);
    if (!this.#kit.signal.aborted) onEnd?.(result);
    if (played !== undefined) return { result, legacy: played.legacy };
    const unused = [...inherited, ...((await early)?.legacy ?? [])];
    await Promise.all(unused.map((cluster) => cluster.close()));
    return { result, legacy: [] };
  }

  /** Plays a scenario when there is room for one more, and nothing has a longer way to go. */
  #staged(scenario: Arranged, inherited: readonly Cluster[]): Promise<Played> {
    const { seed, exploreMs, onStart } = this.#options;
    const priority = this.#wayToGo(scenario);
    const staged = () => {
      onStart?.(scenario);
      const heirs = this.#scenarios.flatMap(({ continues = [] }) =>
        continues.flatMap(({ id, f }) => (id === scenario.id ? [f] : [])),
      );
      return this.#judged(scenario, { kit: this.#kit, seed, inherited, heirs, exploreMs });
    };
    return this.#queue.add(staged, { priority });
  }

  /** The clusters that are left to a scenario by those that it continues. */
  async #inheritedBy({ continues = [] }: Arranged): Promise<Cluster[]> {
    const left = continues.map(async ({ id, f }) => {
      const given = this.#given.get(id);
      const legacy = given === undefined ? ((await this.#after(id))?.legacy ?? []) : [given];
      return legacy.filter(({ shape }) => shape.f === f);
    });
    return (await Promise.all(left)).flat();
  }

  async #after(id: string): Promise<Ended | undefined> {
    const scenario = this.#scenarios.find((candidate) => candidate.id === id);
    return scenario && this.#start(scenario);
  }

  /**
   * What fails on used servers is played again on fresh ones: then it is sure what is to blame,
   * and the scenario fails in the same way when it is played alone. And the machine's fault is
   * nobody's score: such a scenario is played once more.
   */
  async #judged(scenario: Scenario, setting: Setting): Promise<Played> {
    const fresh = { ...setting, inherited: [] };
    let played = await this.#fairly(scenario, setting);
    if (played.status === 'failed' && played.used) played = await this.#fairly(scenario, fresh);
    if (played.status !== 'error' || setting.kit.signal.aborted) return played;
    return this.#fairly(scenario, fresh);
  }

  /** A time limit that ran out says something of the submission only on a machine that is fit. */
  async #fairly(scenario: Scenario, setting: Setting): Promise<Played> {
    const played = await play(scenario, setting);
    if (played.status !== 'failed') return played;
    if (played.finding.code === 'starts')
      return this.#unlessReferenceFails(scenario, setting, played);
    if (!played.finding.timedOut) return played;
    try {
      await this.#machine.mustBeFit();
      return played;
    } catch (error) {
      return { ...played, status: 'error', message: saidOf(error) };
    }
  }

  /**
   * The submission has started before, and now does not: a machine that allows no more processes
   * or memory looks the same. So the same scenario is played with the reference; and where only
   * the clock spoke against the submission, it may start once more.
   */
  async #unlessReferenceFails(
    scenario: Scenario,
    setting: Setting,
    played: Played & { readonly status: 'failed' },
  ): Promise<Played> {
    const fresh = { ...setting, inherited: [], heirs: [] };
    const kit = { ...this.#kit, bundle: this.#kit.reference };
    const control = await play(scenario, { ...fresh, kit });
    if (control.status === 'passed' || onlyStubFails(control)) {
      return played.finding.timedOut ? play(scenario, fresh) : played;
    }
    const why = control.status === 'failed' ? control.finding.actual : control.message;
    return { ...played, status: 'error', message: t`the reference fails here too: ${why}` };
  }

  #verdictOf(played: Played): Verdict {
    const { status, durationMs, waitedMs } = played;
    const seen = { durationMs, waitedMs, ...(this.#options.trace ? recordOf(played) : {}) };
    if (status === 'failed') return { ...seen, status, cause: causeOf(played.finding) };
    if (status === 'error') return { ...seen, status, error: played.message };
    return played.counted ? { ...seen, status, counted: played.counted } : { ...seen, status };
  }
}

/** Scenarios of which those that are wanted first, and what these need, wait for no servers of others. */
function hurried(scenarios: readonly Arranged[], first: readonly string[]): readonly Arranged[] {
  const soon = new Set(withNeeds(scenarios, first).map(({ id }) => id));
  return scenarios.map((scenario) => {
    if (!soon.has(scenario.id)) return scenario;
    return {
      ...scenario,
      continues: scenario.continues?.filter(({ id }) => id === TRY_START) ?? [],
    };
  });
}

/**
 * Scenarios that continue no other which waits for them: an instructor's rubric may need them in
 * another order than ours. They then start servers of their own.
 */
function withoutCircles(scenarios: readonly Arranged[]): Arranged[] {
  const waits = new Map(scenarios.map(({ id, needs }) => [id, [...needs]]));
  const reaches = (from: string, to: string): boolean =>
    from === to || (waits.get(from) ?? []).some((next) => reaches(next, to));
  return scenarios.map((scenario) => {
    const continues = (scenario.continues ?? []).filter(({ id }) => {
      if (reaches(id, scenario.id)) return false;
      waits.get(scenario.id)?.push(id);
      return true;
    });
    return { ...scenario, continues };
  });
}

/** True when the stub that stands in for the reference has started, and then did no better. */
function onlyStubFails(control: Played): boolean {
  return !HAS_REFERENCE && control.status === 'failed' && control.finding.code !== 'starts';
}

function causeOf({ code, sent, expected, actual, location, timedOut }: Finding): Cause {
  const { rule, rationale, help, functions }: Rule = RULES[code];
  return {
    code,
    ...spelled({ rule, rationale, help }),
    functions: [...functions],
    ...spelled({ sent, expected, actual }),
    ...(location === undefined ? {} : { location }),
    ...(timedOut ? { timedOut } : {}),
  };
}
