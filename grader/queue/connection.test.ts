import { afterEach, describe, expect, it } from 'vitest';
import { addressOf } from './address.ts';
import { connect, reconnect } from './connection.ts';
import { hasRedis, startRedis } from './redis-for-tests.ts';

describe.runIf(hasRedis())('the connection to a queue', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const open = async (url: string): Promise<void> => {
    (await connect(addressOf(url), () => {})).close();
  };

  it('needs the right password, and never tells the one that was given', async () => {
    const { url, stop } = await startRedis('--requirepass', 'sesame');
    ends.push(stop);
    const as = (user: string): string => url.replace('//', `//${user}@`);
    await open(as(':sesame'));
    await expect(open(url)).rejects.toThrow(/no Redis serves at .*NOAUTH/s);
    const wrong = open(as(':guess'));
    await expect(wrong).rejects.toThrow(/WRONGPASS/);
    await expect(wrong).rejects.not.toThrow(/guess/);
  });

  it('is waited for when the Redis was there before and is away just now', async () => {
    const redis = await startRedis();
    ends.push(redis.stop);
    const said: string[] = [];
    await redis.restart(async () => {
      const connection = await reconnect(addressOf(redis.url), (line) => said.push(line));
      ends.push(async () => connection.close());
      await expect.poll(() => said.length).toBe(1);
    });
    await expect
      .poll(() => said)
      .toEqual([expect.stringMatching(/^lost the connection/), expect.stringMatching(/is back$/)]);
  });

  it('is refused at once where there is no Redis, as the fault of the machine', async () => {
    const refused = open('redis://127.0.0.1:1');
    await expect(refused).rejects.toThrow(/ECONNREFUSED.* Is it running/s);
    await expect(refused).rejects.toMatchObject({ name: 'EnvironmentError' });
  });

  it('is given up when Redis stays away', async () => {
    const gone = await startRedis();
    const connection = await connect(addressOf(gone.url), () => {}, 100);
    ends.push(async () => connection.close());
    await gone.stop();
    await expect.poll(() => connection.lost.aborted).toBe(true);
    expect(connection.lost.reason).toMatchObject({ name: 'EnvironmentError' });
  });
});
