import { describe, expect, it } from 'vitest';
import { sayIn } from '../../text/language.ts';
import { english, t } from '../../text/text.ts';
import { KINDS, type Kind } from './acts.ts';
import type { Sample } from './memory.ts';
import { type Endured, paceOf } from './result.ts';
import { enduredText, hasEndured } from './table.ts';

const MB = 2 ** 20;

function sample(requests: number, heapMb: number): Sample {
  const one = { heapBytes: heapMb * MB, rssBytes: 60 * MB, certificates: 128, sockets: 15 };
  return { requests, servers: [one, { ...one, certificates: 127 }] };
}

/** A run to its end, in which all is well. */
function endured(): Endured & Required<Pick<Endured, 'attack' | 'after'>> {
  const pace = paceOf([1, 2, 3, 4], 2_000);
  const counts = Object.fromEntries(KINDS.map((kind, index) => [kind, index])) as Record<
    Kind,
    number
  >;
  return {
    setting: { f: 1, clients: 1, requests: 1_000, attackSeconds: 2 },
    ...{ warm: pace, load: pace, samples: [sample(400, 7), sample(1_400, 7.5)] },
    ...{ attack: { pace, counts, unmet: [] }, after: sample(2_000, 7.25) },
    crowds: [501, 509].map((held) => ({ held, isFull: true })),
    checks: [{ phase: 'load', name: 'alive', passed: true, seen: t`${2} of ${2} servers` }],
  };
}

describe('what is told of servers that endured', () => {
  it('is how fast they were, what they kept, what was done to them, and the checks', () => {
    const text = enduredText(endured(), english);
    expect(text).toMatch(/^load +4 +2\.0 +2 +3\.0 +4\.0 +4\.0$/m);
    expect(text).toMatch(/^0 +7\.00 → 7\.50 → 7\.25 +524 +60 → 60 → 60 +128 → 128 → 128$/m);
    expect(text).toMatch(/^random bytes +0$/m);
    expect(text).toContain('The servers were full with 501, 509 connections of the attacker.');
    expect(text).toContain('✔ load: every server still runs: 2 of 2 servers');
  });

  it('has lines that a terminal has room for', () => {
    for (const line of enduredText({ ...endured(), crowds: [] }, english).split('\n')) {
      expect(line.length).toBeLessThanOrEqual(100);
    }
  });

  it('is told in Chinese, too', () => {
    const text = enduredText(endured(), sayIn('zh'));
    expect(text).toContain('✔ 负载：每个 server 都还在运行：2 个 server 中的 2 个');
    expect(text).toContain('攻击者以 501、509 个连接占满了各 server。');
  });

  it('is as much as there is, when a check kept others from being made', () => {
    const { setting, checks } = endured();
    const text = enduredText({ setting, checks, samples: [], crowds: [] }, english);
    expect(text).toBe('✔ load: every server still runs: 2 of 2 servers');
  });
});

describe('servers endured', () => {
  it('when all checks passed', () => {
    expect(hasEndured(endured())).toBe(true);
    const failed = { ...endured().checks[0], passed: false } as Endured['checks'][number];
    expect(hasEndured({ ...endured(), checks: [failed] })).toBe(false);
  });

  it('when the run came to its end, and not before', () => {
    const { after: _, ...early } = endured();
    expect(hasEndured(early)).toBe(false);
    expect(hasEndured({ ...early, setting: { ...early.setting, attackSeconds: 0 } })).toBe(true);
  });
});
