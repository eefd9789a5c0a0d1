import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import {
  Encoded,
  isRequest,
  isResponse,
  MAX_FRAME_CHARS,
  readFrames,
  writeRequest,
} from './frames.ts';

/** What comes out when these pieces arrive one by one. */
async function framesOf(pieces: Iterable<string | Buffer>): Promise<string[]> {
  const frames: string[] = [];
  const socket = new PassThrough();
  const overlong = (): void => {
    frames.push('overlong');
    socket.destroy();
  };
  readFrames(socket as unknown as Socket, (line) => frames.push(line), overlong);
  const ended = new Promise((resolve) => socket.once('close', resolve));
  for (const piece of pieces) socket.write(piece);
  socket.end();
  await ended;
  return frames;
}

describe('frames', () => {
  it.each([
    ['two in one piece', ['a\nb\n'], ['a', 'b']],
    ['one in three pieces', ['a', 'b', 'c\n'], ['abc']],
    ['the end of one and the beginning of the next', ['a', 'b\nc', 'd\n'], ['ab', 'cd']],
    ['empty ones', ['\n\n'], ['', '']],
    ['one without an end', ['a\nb'], ['a']],
    [
      'a character that is cut in two',
      [Buffer.from('é\n').subarray(0, 1), Buffer.from('é\n').subarray(1)],
      ['é'],
    ],
  ])('are cut at newlines: %s', async (_, pieces, frames) => {
    expect(await framesOf(pieces)).toEqual(frames);
  });

  it('may be as long as the limit, and not longer, wherever they are cut', async () => {
    const longest = 'x'.repeat(MAX_FRAME_CHARS);
    expect(await framesOf([longest, '\n', 'next\n'])).toEqual([longest, 'next']);
    expect(await framesOf([`${longest}x\nnext\n`])).toEqual(['overlong']);
    expect(await framesOf([longest, 'x', 'y\nnext\n'])).toEqual(['overlong']);
  });
});

describe('a frame', () => {
  const head = { jsonrpc: '2.0', id: 1 };

  it.each([
    ['a request', { ...head, method: 'x' }, true, false],
    ['a notification', { jsonrpc: '2.0', method: 'x' }, true, false],
    ['a request of another version', { id: 1, method: 'x' }, false, false],
    ['a request with a method that is no name', { ...head, method: 5 }, false, false],
    ['a request with an id that is none', { ...head, id: {}, method: 'x' }, false, false],
    ['a result', { ...head, result: {} }, false, true],
    ['a result that is null', { ...head, result: null }, false, true],
    ['an error of any shape', { ...head, error: 5 }, false, true],
    ['an error to no request', { ...head, id: null, error: {} }, false, true],
    ['both a result and an error', { ...head, result: {}, error: {} }, false, false],
    ['neither', head, false, false],
    ['a response without an id', { jsonrpc: '2.0', result: {} }, false, false],
    ['a batch', [{ ...head, method: 'x' }], false, false],
    ['null', null, false, false],
    ['text', '2.0', false, false],
  ])('is told apart: %s', (_, frame, request, response) => {
    expect(isRequest(frame)).toBe(request);
    expect(isResponse(frame)).toBe(response);
  });
});

describe('a request that is written', () => {
  function written(request: Parameters<typeof writeRequest>[1]): Promise<string> {
    const socket = new PassThrough();
    expect(writeRequest(socket as unknown as Socket, request)).toBe(true);
    return text(socket.end());
  }

  it('is one line, with an id or without one', async () => {
    const params = new Encoded({ a: 'b\n' });
    expect(await written({ id: 1, method: 'x', params })).toBe(
      '{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":"b\\n"}}\n',
    );
    expect(await written({ method: 'x', params })).toBe(
      '{"jsonrpc":"2.0","method":"x","params":{"a":"b\\n"}}\n',
    );
  });

  it('has parameters that are encoded once, and not before they are written', async () => {
    const toJSON = vi.fn(() => ({ a: 1 }));
    const params = new Encoded({ toJSON });
    expect(toJSON).not.toHaveBeenCalled();
    await written({ id: 1, method: 'x', params });
    await written({ id: 2, method: 'x', params });
    expect(toJSON).toHaveBeenCalledOnce();
  });

  it('has null for parameters that JSON has no word for', async () => {
    const params = new Encoded(undefined as unknown as object);
    expect(await written({ method: 'x', params })).toContain('"params":null');
  });
});
