import { Raw } from './raw.ts';

/** More than a server of the lab takes: 512. */
const MOST = 600;
const AT_ONCE = 50;
const KNOCK = '{"jsonrpc":"2.0","id":1,"method":"Node.PingRpc","params":{}}\n';

/** All connections of one server that an attacker could get, each of them answered once. */
interface Crowd {
  readonly held: number;
  /** Whether there was an end to it: nobody new gets in any more. */
  readonly isFull: boolean;
  readonly leave: () => void;
}

/** Takes all connections that a server has left, and holds them. */
export async function crowd(address: string): Promise<Crowd> {
  const held: Raw[] = [];
  let isFull = false;
  while (!isFull && held.length < MOST) {
    const knocked = await Promise.all(Array.from({ length: AT_ONCE }, () => knock(address)));
    const inside = knocked.filter((connection) => connection !== undefined);
    held.push(...inside);
    isFull = inside.length < AT_ONCE;
  }
  const leave = (): void => {
    for (const connection of held) connection.close();
  };
  return { held: held.length, isFull, leave };
}

/** A connection that the server really took: a full one accepts it and closes it at once. */
async function knock(address: string): Promise<Raw | undefined> {
  const connection = new Raw(address);
  await connection.write(KNOCK);
  return (await connection.answered(1)) ? connection : undefined;
}
