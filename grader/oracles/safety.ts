import { type Said, t } from '../text/text.ts';
import type { Execution } from './executions.ts';
import type { Facts } from './facts.ts';

/** The properties that hold whatever the network and f servers do (PBFT §4.5.1). */
export type SafetyRule = 'agreement' | 'once' | 'order';

/** One breach, told as what was expected and what was seen. */
export interface Violation {
  readonly rule: SafetyRule;
  readonly expected: Said;
  readonly actual: Said;
}

/** The breaches of all safety properties; none for any right submission. */
export function safetyViolations(executions: readonly Execution[], { real }: Facts): Violation[] {
  const executed = executions.filter(({ server }) => real.includes(server));
  return [...agreement(executed), ...once(executed), ...order(executed)];
}

/** No two servers execute different requests, or to different results, at one seq. */
function agreement(executed: readonly Execution[]): Violation[] {
  const first = new Map<number, Execution>();
  return executed.flatMap((execution) => {
    const other = first.get(execution.seq) ?? execution;
    first.set(execution.seq, other);
    if (requestOf(other) === requestOf(execution) && other.result === execution.result) return [];
    return {
      rule: 'agreement' as const,
      expected: t`seq ${execution.seq} executed alike by all servers`,
      actual: t`server ${other.server}: ${show(other)}; server ${execution.server}: ${show(execution)}`,
    };
  });
}

/** No server executes a seq, or a request, twice. */
function once(executed: readonly Execution[]): Violation[] {
  const seen = new Set<string>();
  return executed.flatMap((execution) => {
    const { server, seq } = execution;
    const keys = [`${server} seq ${seq}`, `${server} request ${requestOf(execution)}`];
    const again = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    if (!again) return [];
    return {
      rule: 'once' as const,
      expected: t`server ${server} executes and answers the request of seq ${seq} once`,
      actual: t`it answered the request again`,
    };
  });
}

/** Each server executes in the order of seq (PBFT §4.2). */
function order(executed: readonly Execution[]): Violation[] {
  const last = new Map<number, number>();
  return executed.flatMap(({ server, seq }) => {
    const before = last.get(server) ?? 0;
    last.set(server, Math.max(before, seq));
    if (seq >= before) return []; // the same seq again is a matter of `once`
    return {
      rule: 'order' as const,
      expected: t`server ${server} executes seq ${seq} before seq ${before}`,
      actual: t`its reply to seq ${before} came first`,
    };
  });
}

/** What tells a request from all others: its client and its time stamp (PBFT §4.1). */
function requestOf({ clientKey, timestamp }: Execution): string {
  return `${clientKey} ${timestamp}`;
}

function show({ timestamp, result }: Execution): Said {
  return t`request ${timestamp} with result "${result}"`;
}
