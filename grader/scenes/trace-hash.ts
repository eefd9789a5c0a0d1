import { createHash } from 'node:crypto';
import type { Message, TraceStep } from '../network/trace.ts';
import { fieldsOf, METHOD, Request } from '../wire/messages.ts';
import type { Scene } from './scene.ts';

/** One hash over what was seen in scenes: equal ones say that two grades saw the same. */
export function traceHashOf(scenes: readonly Scene[]): string {
  const hash = createHash('sha256');
  for (const scene of scenes) for (const line of gists(scene)) hash.update(`${line}\n`);
  return hash.digest('hex').slice(0, 16);
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
