import type { Message, TraceStep } from '../network/trace.ts';
import { type Execution, executions } from '../oracles/executions.ts';
import { judgements } from '../oracles/judgements.ts';
import type { SceneTrace, TraceEvent, TraceMessage } from '../score/trace.ts';
import { english, type Said, type Message as Words } from '../text/text.ts';
import { fieldsOf, STAGES } from '../wire/messages.ts';
import type { Played } from './play.ts';
import type { Scene } from './scene.ts';
import { traceHashOf } from './trace-hash.ts';

/** Longest parameters kept in a trace, as JSON text. */
const MAX_PARAMS_CHARS = 4_096;

/** The traces of what was played, and one hash over all of them. */
export function recordOf(played: Played): { traces: SceneTrace[]; traceHash: string } {
  const traces = played.scenes.map((scene) => sceneTrace(scene));
  const judged = traces.at(brokenIn(played));
  if (judged !== undefined) judged.events.push(verdictOn(played, judged));
  return { traces, traceHash: traceHashOf(played.scenes) };
}

/**
 * Index of the scene in which the rule broke, or that of the last one: who makes a failure smaller plays
 * on after the one that is told, and that one has its last step.
 */
function brokenIn(played: Played): number {
  if (played.status !== 'failed') return -1;
  const told = played.finding.sent.at(-1);
  return played.scenes.findLastIndex(({ cluster }) =>
    cluster.trace.steps.some((step) => step.kind === 'note' && step.text === told),
  );
}

function sceneTrace({ cluster, facts }: Scene): SceneTrace {
  const { shape, trace } = cluster;
  const { f, view, twin } = shape;
  const executed = executions(trace.steps, facts);
  const { messages, events } = entriesOf(trace.steps);
  for (const [number, judged] of judgements(trace.steps, { facts, twin, executed })) {
    const message = messages.get(number);
    if (message !== undefined) message.judged = [...judged];
  }
  for (const execution of executed) events.push(executedEvent(execution, trace.steps));
  for (const { atMs, after, server, text } of trace.logs.lines) {
    events.push({ atMs: rounded(atMs), kind: 'log', after, server, ...spelledText(text) });
  }
  events.sort((a, b) => a.atMs - b.atMs);
  // Not those that a scenario before this one has ended: the grader plays them, or nobody does.
  const real = shape.real.filter((id) => facts.real.includes(id) || id === twin);
  const base = { f, view, servers: cluster.n, real, messages: [...messages.values()] };
  return { ...base, events, ...(twin === undefined ? {} : { twin }) };
}

/** Messages by number, and what else happened. */
interface Entries {
  readonly messages: Map<number, TraceMessage>;
  readonly events: TraceEvent[];
}

function entriesOf(steps: readonly TraceStep[]): Entries {
  const messages = new Map<number, TraceMessage>();
  const events: TraceEvent[] = [];
  let after = 0;
  const noted = (message: Message, atMs: number): TraceMessage => {
    const known = messages.get(message.number) ?? described(message, atMs);
    messages.set(message.number, known);
    return known;
  };
  for (const step of steps) {
    const atMs = rounded(step.atMs);
    if (step.kind === 'note') events.push({ atMs, kind: 'note', after, ...spelledText(step.text) });
    else if ('server' in step) events.push({ atMs, kind: step.kind, after, server: step.server });
    else {
      const message = noted(step.message, atMs);
      after = Math.max(after, message.number);
      if (step.kind === 'delivered') message.deliveredMs.push(atMs);
      else if (step.kind === 'answered') message.error = step.error;
      else if (step.kind === 'altered') {
        message.instead = step.instead;
        messages.get(step.instead)?.acts.push('altered');
      } else if (step.kind !== 'sent') message.acts.push(step.kind);
    }
  }
  return { messages, events };
}

function executedEvent(
  { server, seq, result, index }: Execution,
  steps: readonly TraceStep[],
): TraceEvent {
  const step = steps[index];
  const after = step !== undefined && 'message' in step ? step.message.number : 0;
  const atMs = rounded(step?.atMs ?? 0);
  return { atMs, kind: 'executed', after, server, seq, text: result };
}

/** A text in English, and in parts where it has gaps. */
function spelledText(text: Words): { text: string; said?: Said } {
  const hasGaps = typeof text !== 'string' && text.gaps.length > 0;
  return { text: english(text), ...(hasGaps ? { said: text } : {}) };
}

function described(message: Message, atMs: number): TraceMessage {
  const { number, from, to, method, made, params } = message;
  const stage = STAGES.indexOf(method);
  const fields = fieldsOf(params);
  return {
    ...{ number, from, to, method, made },
    ...(stage < 0 ? {} : { stage }),
    ...whole('view', fields.view),
    ...whole('seq', fields.seq),
    ...whole('id', fields.id),
    ...{ sentMs: atMs, deliveredMs: [], acts: [], params: cut(params) },
  };
}

function verdictOn(played: Played, trace: SceneTrace): TraceEvent {
  const after = trace.messages.at(-1)?.number ?? 0;
  const times = trace.messages.flatMap(({ sentMs, deliveredMs }) => [sentMs, ...deliveredMs]);
  const atMs = Math.max(0, ...times, ...trace.events.map((event) => event.atMs));
  const why = played.status === 'failed' ? `: ${played.finding.code}` : '';
  return { atMs, kind: 'verdict', after, text: played.status + why };
}

function whole<K extends string>(key: K, value: unknown): { [key in K]?: number } {
  const kept = Number.isSafeInteger(value) ? { [key]: value as number } : {};
  return kept as { [key in K]?: number };
}

function cut(params: unknown): unknown {
  const text = JSON.stringify(params) ?? 'undefined';
  if (text.length <= MAX_PARAMS_CHARS) return params;
  return `${text.slice(0, 200)}… (${text.length} characters)`;
}

function rounded(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
