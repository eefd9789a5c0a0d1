import { createHash } from 'node:crypto';
import type { Message, TraceStep } from '../network/trace.ts';
import { executions } from '../oracles/executions.ts';
import type { SceneTrace, TraceEvent, TraceMessage } from '../score/trace.ts';
import { fieldsOf, METHOD, Request, STAGES } from '../wire/messages.ts';
import type { Played } from './play.ts';
import type { Scene } from './scene.ts';

/** Longest parameters kept in a trace, as JSON text. */
const MAX_PARAMS_CHARS = 4_096;

/** The traces of what was played, and one hash over all of them. */
export function recordOf(played: Played): { traces: SceneTrace[]; traceHash: string } {
  const traces = played.scenes.map((scene) => sceneTrace(scene));
  const last = traces.at(-1);
  if (last !== undefined) last.events.push(verdictOn(played, last));
  const hash = createHash('sha256');
  for (const scene of played.scenes) for (const line of gists(scene)) hash.update(`${line}\n`);
  return { traces, traceHash: hash.digest('hex').slice(0, 16) };
}

function sceneTrace({ cluster, facts }: Scene): SceneTrace {
  const { shape, trace } = cluster;
  const messages = new Map<number, TraceMessage>();
  const events: TraceEvent[] = [];
  let after = 0;
  const noted = (message: Message, atMs: number): TraceMessage => {
    const known = messages.get(message.number) ?? described(message, atMs);
    messages.set(message.number, known);
    return known;
  };
  for (const step of trace.steps) {
    const atMs = rounded(step.atMs);
    if (step.kind === 'note') events.push({ atMs, kind: 'note', after, text: step.text });
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
  for (const { server, seq, result, index } of executions(trace.steps, facts)) {
    const step = trace.steps[index];
    const number = step && 'message' in step ? step.message.number : after;
    const atMs = rounded(step?.atMs ?? 0);
    events.push({ atMs, kind: 'executed', after: number, server, seq, text: result });
  }
  events.sort((a, b) => a.atMs - b.atMs);
  const { f, view, real, twin } = shape;
  const base = { f, view, servers: cluster.n, real: [...real], messages: [...messages.values()] };
  return { ...base, events, ...(twin === undefined ? {} : { twin }) };
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

/**
 * What was sent on each link and delivered to each server, in words that are the same in every
 * run: without times, addresses and what depends on them (digests and signatures). On the way of
 * one link messages keep their order; how links were interleaved is no choice of the grader's
 * until it delivers. Where messages are free, not even that.
 */
function gists({ cluster: { trace, network } }: Scene): string[] {
  const labels = new Map<unknown, string>();
  const lanes = new Map<string, string[]>();
  const say = (lane: string, gist: string): void => {
    lanes.set(lane, [...(lanes.get(lane) ?? []), gist]);
  };
  for (const step of trace.steps) {
    if (step.kind === 'note') continue;
    if ('server' in step) say('servers', `${step.kind} ${step.server}`);
    else {
      const { to, method, params } = step.message;
      // All servers reply to one port of the client's: the reply says whose it is.
      const from = method === METHOD.reply ? String(fieldsOf(params).id) : step.message.from;
      const gist = `${step.kind} ${gistOf(step, labels)}`;
      if (step.kind === 'answered') say(`${to} answers`, gist);
      else if (step.kind !== 'delivered') say(`${from}>${to}`, gist);
      else if (typeof to === 'number') say(`>${to}`, `${from} ${gist}`);
    }
  }
  const sorted = [...lanes].sort(([a], [b]) => a.localeCompare(b));
  return sorted.flatMap(([lane, said]) => [lane, ...(network.stepped ? said : [...said].sort())]);
}

function gistOf({ message }: TraceStep & { message: Message }, labels: Map<unknown, string>) {
  const { method, params } = message;
  const request = requestIn(params);
  if (request !== undefined && !labels.has(request.digest)) {
    const { timestamp, clientKey, command } = request.req;
    const label = `request ${labels.size / 2 + 1}: ${command}`;
    labels.set(request.digest, label).set(`${clientKey} ${timestamp}`, label);
  }
  const { view, seq, id, digest, clientKey, timestamp, result } = fieldsOf(params);
  const known = digest ?? request?.digest ?? `${clientKey} ${timestamp}`;
  return JSON.stringify([method, view, seq, id, labels.get(known) ?? 'no request', result]);
}

function requestIn(params: unknown): Request | undefined {
  const { request = params } = (params ?? {}) as { request?: unknown };
  const parsed = Request.safeParse(request);
  return parsed.success ? parsed.data : undefined;
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
