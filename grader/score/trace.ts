/**
 * The trace of a scene as it stands in a result: every message on every link, what the grader did
 * to it, and the verdict. Reports and diagrams are drawn from it.
 *
 * Described for readers in docs/dev/trace.md.
 */
import * as z from 'zod';
import { Said } from '../text/text.ts';

const Ms = z.number().nonnegative().describe('Milliseconds since the start of the scene');
const Node = z
  .union([z.int(), z.enum(['client', 'master', 'unknown'])])
  .describe('Number of a server process, or a node that the grader plays');

/** What the grader may do to a message besides delivering it. */
const ACTS = ['held', 'delayed', 'dropped', 'copied', 'altered'] as const;

/**
 * What a right server makes of a proposal or vote when it arrives: `accepted`, or why it refuses it.
 * It is judged by what stands on the wire and by signatures, never by what the receiver did.
 */
export const JUDGEMENTS = [
  'accepted',
  'shape', // no message of its kind: fields are missing or of another type
  'view',
  'leader', // a proposal of a server that does not lead the view
  'proposed', // another proposal holds this seq already
  'member', // nobody of the cluster has this id
  'own', // the receiver's own vote, come back
  'signature',
  'digest',
  'duplicate', // that server's vote was counted before
  'late', // executed already: nothing is counted any more
] as const;

const TraceMessage = z.strictObject({
  number: z.int().positive().describe('Counts from 1 in the order of sending'),
  from: Node,
  to: Node,
  method: z.string(),
  stage: z.int().min(0).max(4).optional().describe('0 request … 4 reply; none for garbage'),
  view: z.int().optional(),
  seq: z.int().optional(),
  id: z.int().optional().describe('The server that a vote or a reply names'),
  made: z.boolean().describe('True when the grader made it'),
  sentMs: Ms,
  deliveredMs: z.array(Ms).describe('Once a delivery; empty when it never arrived'),
  judged: z
    .array(z.enum(JUDGEMENTS))
    .optional()
    .describe('Of proposals and votes to real servers: what each delivery is worth'),
  acts: z.array(z.enum(ACTS)).describe('What the grader did to it'),
  instead: z.int().optional().describe('Number of the message that this one replaces'),
  error: z.string().optional().describe('What the receiver answered, when that was an error'),
  params: z.unknown().describe('As sent; long ones are cut to a text'),
});

const TraceEvent = z.strictObject({
  atMs: Ms,
  kind: z.enum(['note', 'killed', 'exited', 'frozen', 'thawed', 'executed', 'log', 'verdict']),
  after: z.int().nonnegative().describe('Number of the last message sent before; 0 for none'),
  server: z.int().optional().describe('Number of the process, or id of the server'),
  seq: z.int().optional(),
  text: z
    .string()
    .optional()
    .describe('The step of the story, the result, what the server logged, or the verdict'),
  said: Said.optional().describe('The step of the story in parts, where it has gaps'),
});

export const SceneTrace = z
  .strictObject({
    f: z.int().positive(),
    view: z.int().nonnegative(),
    servers: z.int().positive().describe('3f+1'),
    real: z.array(z.int()).describe('Ids that the submission runs; the grader plays the others'),
    twin: z.int().optional().describe('Id that runs twice; the other process has number `servers`'),
    messages: z.array(TraceMessage),
    events: z.array(TraceEvent),
  })
  .describe('All that was seen in one cluster of a scenario');

export type Judgement = (typeof JUDGEMENTS)[number];
export type SceneTrace = z.infer<typeof SceneTrace>;
export type TraceMessage = z.infer<typeof TraceMessage>;
export type TraceEvent = z.infer<typeof TraceEvent>;
