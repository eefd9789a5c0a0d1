import type { SceneTrace } from '../score/trace.ts';
import { Certificates, type Effect } from './certificates.ts';
import { Departures } from './departures.ts';
import { focusOf } from './focus.ts';
import { type Moment, momentsOf } from './moments.ts';
import type { Certificate, Replay, Step } from './types.ts';
import { sentenceOf } from './words.ts';

export type { Certificate, CertificateStage, Refused, Replay, Step } from './types.ts';

/**
 * A scene step by step: what happened, in words, and what a right server in the place of each real
 * one would then hold. It is a function of the trace alone; see docs/dev/trace.md.
 */
export function replayOf(trace: SceneTrace): Replay {
  const moments = momentsOf(trace);
  const certificates = new Certificates(trace);
  const departures = new Departures(trace);
  const effects: Effect[] = [];
  for (const [index, moment] of moments.entries()) {
    const effect = certificates.apply(moment);
    departures.see(index, moment, effect);
    effects.push(effect);
  }
  const broken = departures.first ?? failedVerdict(moments);
  const focus = focusOf(trace, moments, broken === undefined ? undefined : moments[broken]);
  const steps = moments.map((moment, index): Step => {
    const effect = effects[index] ?? { changes: [] };
    return {
      index,
      ...placeOf(moment),
      text: sentenceOf(moment, effect, trace),
      changes: effect.changes,
      broken: index === broken,
      matters: focus.matters(moment),
    };
  });
  return { steps, seqs: focus.seqs };
}

/** The certificates after a step (by index), ordered by server and seq. */
export function certificatesAt({ steps }: Replay, step: number): Certificate[] {
  const latest = new Map<string, Certificate>();
  for (const { changes } of steps.slice(0, step + 1)) {
    for (const one of changes) latest.set(`${one.server} ${one.seq}`, one);
  }
  return [...latest.values()].sort((a, b) => a.server - b.server || a.seq - b.seq);
}

/** Index of the step at which the rule broke; `undefined` unless the scenario failed there. */
export function brokenStep({ steps }: Replay): number | undefined {
  const index = steps.findIndex(({ broken }) => broken);
  return index < 0 ? undefined : index;
}

function failedVerdict(moments: readonly Moment[]): number | undefined {
  const index = moments.findIndex(
    (moment) =>
      'event' in moment &&
      moment.kind === 'verdict' &&
      moment.event.text?.startsWith('failed') === true,
  );
  return index < 0 ? undefined : index;
}

function placeOf(moment: Moment): Pick<Step, 'atMs' | 'kind' | 'message' | 'delivery' | 'event'> {
  const { atMs, kind } = moment;
  if (!('message' in moment)) return { atMs, kind, event: moment.place };
  const { message, delivery } = moment;
  return { atMs, kind, message: message.number, ...(delivery === undefined ? {} : { delivery }) };
}
