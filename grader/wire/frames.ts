import * as z from 'zod';

/** Longest frame that the grader reads, in characters; the lab's own limit is half of it. */
export const MAX_FRAME_CHARS = 8 * 1024 * 1024;

/** Deepest nesting that is read: the lab's messages have four levels. More could overflow a stack. */
const MAX_DEPTH = 32;

const Id = z.union([z.string(), z.number(), z.null()]);

const RequestFrame = z.object({
  jsonrpc: z.literal('2.0'),
  id: Id.optional(),
  method: z.string(),
  params: z.unknown().optional(),
});
const ResponseFrame = z.object({
  jsonrpc: z.literal('2.0'),
  id: Id,
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
});

export type FrameId = z.infer<typeof Id>;
type RequestFrame = z.infer<typeof RequestFrame>;
export type ResponseFrame = z.infer<typeof ResponseFrame>;

/** What one line on the wire is. */
export type Frame =
  | { readonly kind: 'request'; readonly frame: RequestFrame }
  | { readonly kind: 'response'; readonly frame: ResponseFrame }
  | { readonly kind: 'garbage' };

/** Reads one line; never throws. */
export function parseFrame(line: string): Frame {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: 'garbage' };
  }
  if (isDeeper(value, MAX_DEPTH)) return { kind: 'garbage' };
  // One schema is asked: a failing one costs as much as twenty that pass.
  if (typeof value === 'object' && value !== null && 'method' in value) {
    const request = RequestFrame.safeParse(value);
    return request.success ? { kind: 'request', frame: request.data } : { kind: 'garbage' };
  }
  const response = ResponseFrame.safeParse(value);
  return response.success ? { kind: 'response', frame: response.data } : { kind: 'garbage' };
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** A JSON-RPC 2.0 request as one line, newline included. */
export function requestLine(id: number, method: string, params: unknown): string {
  return `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;
}

/** A successful JSON-RPC 2.0 response as one line, newline included. */
export function responseLine(id: FrameId, result: unknown): string {
  return `${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`;
}

/** A JSON-RPC 2.0 error response as one line, newline included. */
export function errorLine(id: FrameId, error: { code: number; message: string }): string {
  return `${JSON.stringify({ jsonrpc: '2.0', id, error })}\n`;
}
