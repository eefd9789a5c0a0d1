import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { EnvironmentError } from '../errors.ts';
import { t } from '../text/text.ts';

/** What a process of the probe tells about itself. */
const Message = z.object({
  name: z.string(),
  ownKey: z.string(),
  port: z.number().optional(),
  outcomes: z
    .record(z.string(), z.object({ got: z.string().optional(), error: z.string().optional() }))
    .optional(),
});
type Message = z.infer<typeof Message>;

/** Where the processes of the probe report: one message each. */
interface Desk {
  readonly port: number;
  /** Resolves with what the one of that name tells. */
  message(name: string): Promise<Message>;
  close(): void;
}

export async function openDesk(): Promise<Desk> {
  const known = new Map<string, Message>();
  const waiting = new Map<string, (message: Message) => void>();
  const hear = (message: Message): void => {
    known.set(message.name, message);
    waiting.get(message.name)?.(message);
  };
  const server = createServer((socket) => {
    // What breaks off has told nothing; who waits for it has a limit.
    text(socket)
      .then((json) => hear(Message.parse(JSON.parse(json))))
      .catch(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new EnvironmentError(t`no port`);
  return {
    port: address.port,
    message: (name) =>
      new Promise((resolve) => {
        const told = known.get(name);
        if (told === undefined) waiting.set(name, resolve);
        else resolve(told);
      }),
    close: () => void server.close(),
  };
}
