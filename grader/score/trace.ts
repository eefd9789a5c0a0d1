/**
 * The trace of a scene as it stands in a result: every message on every link, what the grader did
 * to it, and the verdict. Reports and diagrams are drawn from it.
 *
 * Described for readers in docs/dev/trace.md.
 */
import * as z from 'zod';

const Ms = z.number().nonnegative().describe('Milliseconds since the start of the scene');
const Node = z
  .union([z.int(), z.enum(['client', 'master', 'unknown'])])
  .describe('Number of a server process, or a node that the grader plays');

/** What the grader may do to a message besides delivering it. */
const ACTS = ['held', 'delayed', 'dropped', 'copied', 'altered'] as const;

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
  acts: z.array(z.enum(ACTS)).describe('What the grader did to it'),
  instead: z.int().optional().describe('Number of the message that this one replaces'),
  error: z.string().optional().describe('What the receiver answered, when that was an error'),
  params: z.unknown().describe('As sent; long ones are cut to a text'),
});

const TraceEvent = z.strictObject({
  atMs: Ms,
  kind: z.enum(['note', 'killed', 'exited', 'frozen', 'thawed', 'executed', 'verdict']),
  after: z.int().nonnegative().describe('Number of the last message sent before; 0 for none'),
  server: z.int().optional().describe('Number of the process, or id of the server'),
  seq: z.int().optional(),
  text: z.string().optional().describe('The step of the story, the result, or the verdict'),
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

export type SceneTrace = z.infer<typeof SceneTrace>;
export type TraceMessage = z.infer<typeof TraceMessage>;
export type TraceEvent = z.infer<typeof TraceEvent>;
