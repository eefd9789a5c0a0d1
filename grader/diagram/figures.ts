import type { SceneTrace, TraceMessage } from '../score/trace.ts';
import type { Language } from '../text/language.ts';
import { sayIn } from '../text/language.ts';
import { type Said, t } from '../text/text.ts';
import { fieldsOf, METHOD } from '../wire/messages.ts';
import { drawTrace } from './draw.ts';

/** A figure of the handout: one request of one scenario, as it was really played. */
export interface Figure {
  /** Of the files: `<name>.<language>.svg`. */
  readonly name: string;
  readonly scenario: string;
  /** Name of the submission among the wrong ones that was graded; the solution without it. */
  readonly wrong?: string;
  /** Which of the clusters that the scenario opened. */
  readonly cluster: number;
  /** Which of the seqs in that cluster, in the order of their first message. */
  readonly request: number;
  readonly title: Said;
}

/** What the handout shows: docs/pbft.md and docs/en/pbft.md name the files. */
export const FIGURES: readonly Figure[] = [
  {
    ...{ name: 'normal-path', scenario: 'normal-path', cluster: 0, request: 0 },
    title: t`One request, four servers`,
  },
  {
    ...{ name: 'seven-servers', scenario: 'normal-path', cluster: 1, request: 0 },
    title: t`One request, seven servers`,
  },
  {
    ...{ name: 'quorum', scenario: 'quorum-f1', cluster: 0, request: 0 },
    title: t`The second commit of others makes the quorum`,
  },
  {
    ...{ name: 'early-commits', scenario: 'early-commits', cluster: 0, request: 0 },
    title: t`Commits arrive before the prepares`,
  },
  {
    ...{ name: 'one-crashed', scenario: 'one-crashed', cluster: 1, request: 0 },
    title: t`A backup crashes, the others go on`,
  },
  {
    ...{ name: 'two-crashed-stall', scenario: 'two-crashed-stall', cluster: 0, request: 1 },
    title: t`Two are gone: nobody gets enough votes`,
  },
  {
    ...{ name: 'cut-commits', scenario: 'cut-commits', cluster: 0, request: 0 },
    title: t`Commits are held between two halves`,
  },
  {
    ...{ name: 'forged-signature', scenario: 'forged-signature', cluster: 0, request: 0 },
    title: t`Forged commits do not count`,
  },
  {
    ...{ name: 'equivocating-leader', scenario: 'equivocating-leader', cluster: 0, request: 0 },
    title: t`The leader proposes different requests`,
  },
  {
    ...{ name: 'broken-quorum', scenario: 'quorum-f1', cluster: 0, request: 0 },
    wrong: 'threshold-2f-minus-1',
    title: t`A submission that executes one vote too early`,
  },
];

/** So much of a digest tells requests apart. */
const DIGEST_CHARS = 16;

/**
 * What a figure needs of a trace: the messages about its request, and of these who sent what to whom.
 * @throws RangeError when the trace has no such request.
 */
export function excerpt(trace: SceneTrace, { name, request }: Figure): SceneTrace {
  const seqs = [...new Set(trace.messages.flatMap(({ seq }) => seq ?? []))];
  const seq = seqs[request];
  if (seq === undefined) throw new RangeError(`${name}: the trace has no request ${request}`);
  const digests = new Set(
    trace.messages.flatMap((one) =>
      one.method === METHOD.prePrepare && one.seq === seq ? [digestOf(one)] : [],
    ),
  );
  const isAbout = (one: TraceMessage): boolean =>
    one.method === METHOD.request ? digests.has(digestOf(one)) : one.seq === seq;
  const messages = trace.messages.filter(isAbout).map((one) => ({ ...one, params: slim(one) }));
  return { ...trace, messages };
}

/** A figure in one language. */
export function drawFigure(figure: Figure, trace: SceneTrace, language: Language): string {
  const title = sayIn(language)(figure.title);
  const seqs = [...new Set(trace.messages.flatMap(({ seq }) => seq ?? []))];
  const options = { language, title, seqs, times: false, data: false, prefix: figure.name };
  return `${drawTrace(trace, options)}\n`;
}

function digestOf({ params, method }: TraceMessage): string {
  const isRequest = method === METHOD.request && typeof params === 'object' && params !== null;
  const fields: Record<string, unknown> = isRequest ? { ...params } : fieldsOf(params);
  return typeof fields.digest === 'string' ? fields.digest.slice(0, DIGEST_CHARS) : '';
}

function slim(message: TraceMessage): unknown {
  const digest = digestOf(message);
  return message.method === METHOD.request ? { digest } : { msg: { digest } };
}
