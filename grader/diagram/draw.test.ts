import { describe, expect, it } from 'vitest';
import { create } from 'xmlbuilder2';
import { TraceMaker } from '../replay/trace-for-tests.ts';
import type { SceneTrace } from '../score/trace.ts';
import { METHOD } from '../wire/messages.ts';
import { type DrawOptions, drawTrace } from './draw.ts';

/** A drawing as text; that it is well-formed is checked by the way. */
function drawn(trace: SceneTrace, options: Partial<DrawOptions> = {}): string {
  const svg = drawTrace(trace, { language: 'en', ...options });
  create(svg);
  return svg;
}

/** The opening tags of groups with a class, but those of the legend. */
function groups(svg: string, className: string): string[] {
  const [picture = ''] = svg.split('<g class="legend"');
  const tags = picture.match(/<g [^>]*>/g) ?? [];
  return tags.filter((tag) => new RegExp(`class="(?:[^"]* )?${className}[ "]`).test(tag));
}

function attribute(tag: string | undefined, name: string): string | undefined {
  return new RegExp(` ${name}="([^"]*)"`).exec(tag ?? '')?.[1];
}

/** What stands in a drawing to be read, in its order. */
function words(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
}

describe('a drawing of one request', () => {
  const maker = new TraceMaker();
  maker.note('votes');
  const trace = maker.executed().ended('passed');
  const svg = drawn(trace, { title: 'quorum' });

  it('has an arrow for each message, with its number, its delivery and its stage', () => {
    const arrows = groups(svg, 'message');
    const numbers = arrows.map((tag) => Number(attribute(tag, 'data-message')));
    expect(numbers.sort((a, b) => a - b)).toEqual(trace.messages.map(({ number }) => number));
    expect(new Set(arrows.map((tag) => attribute(tag, 'data-delivery')))).toEqual(new Set(['0']));
    expect([1, 2, 3, 4].map((stage) => groups(svg, `stage-${stage}`).length)).toEqual([1, 2, 3, 1]);
  });

  it('has a lane for the client and each server, and says which lead and which are played', () => {
    const lanes = groups(svg, 'lane').map((tag) => attribute(tag, 'data-lane'));
    expect(lanes).toEqual(['client', '0', '1', '2', '3', 'unknown'].slice(0, 5));
    expect(groups(svg, 'played').length).toBeGreaterThan(0);
    expect(words(svg)).toEqual(expect.arrayContaining(['leader · played', 'silent', 'server 2']));
  });

  it('marks executions with their seq, and when quorums are complete', () => {
    const [executed, ...others] = groups(svg, 'executed');
    expect(others).toEqual([]);
    const place = trace.events.findIndex(({ kind }) => kind === 'executed');
    expect(attribute(executed, 'data-event')).toBe(String(place));
    expect(words(svg)).toContain('prepared: proposal and 2 prepares of others');
    expect(words(svg)).toContain('committed: prepared and 2 commits of others');
  });

  it('has the steps of the story and the verdict as captions', () => {
    expect(words(svg)).toEqual(expect.arrayContaining(['votes', 'the scenario has passed']));
    const notes = groups(svg, 'note');
    expect(notes.map((tag) => attribute(tag, 'data-event'))).toEqual(['0']);
  });

  it('tells those who do not see it what it shows', () => {
    expect(svg).toContain('role="img"');
    expect(svg).toContain('<title id="diagram-title">quorum</title>');
    expect(svg).toMatch(/<desc id="diagram-description">.*about seq 1.*1 execution is seen/);
    expect(svg).toContain('aria-labelledby="diagram-title diagram-description"');
  });

  it('has a legend of what occurs only', () => {
    expect(words(svg)).toEqual(expect.arrayContaining(['3 commit', 'executed, with its seq']));
    expect(words(svg)).not.toContain('0 request');
    expect(words(svg)).not.toContain('lost');
  });

  it('is said in Chinese, and has ids of its own where it is told a prefix', () => {
    const chinese = drawn(trace, { language: 'zh', prefix: 'second' });
    expect(words(chinese)).toEqual(expect.arrayContaining(['沉默', '场景通过']));
    expect(chinese).toContain('lang="zh-CN"');
    const ids = [...chinese.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id);
    expect(ids.every((id) => id.startsWith('second-'))).toBe(true);
  });

  it('may go to the right, with numbers for the captions', () => {
    const right = drawn(trace, { direction: 'right' });
    expect(groups(right, 'message')).toHaveLength(trace.messages.length);
    expect(words(right)).toEqual(expect.arrayContaining(['1', '1. votes']));
  });

  it('has no times, numbers and sentences of the trace when told so', () => {
    const bare = drawn(trace, { times: false, data: false });
    expect(bare).not.toContain('data-message');
    expect(bare).not.toContain('data-event');
    const times = (all: string[]): string[] => all.filter((word) => /^\d+\.\d$/.test(word));
    expect(times(words(svg)).length).toBeGreaterThan(3);
    expect(times(words(bare))).toEqual([]);
  });
});

describe('what happens to messages', () => {
  const ended = (make: (maker: TraceMaker) => void): string => {
    const maker = new TraceMaker();
    make(maker);
    return drawn(maker.ended('passed', 99));
  };

  it('is visible in classes, and each has its entry in the legend', () => {
    const svg = ended((maker) => {
      maker.commit({ acts: ['held'], deliveredMs: [5] });
      maker.commit({ id: 1, from: 1, acts: ['delayed'], deliveredMs: [7] });
      maker.commit({ id: 3, from: 3, acts: ['dropped'], deliveredMs: [] });
      maker.prepare({ id: 1, from: 1, acts: ['copied'], deliveredMs: [8, 9] });
      maker.prepare({ id: 0, from: 0, acts: ['altered'], deliveredMs: [] });
      maker.prepare({ id: 0, from: 0, instead: 5 });
      maker.prepare({ id: 3, from: 3, deliveredMs: [] });
    });
    const counts = ['held', 'delayed', 'dropped', 'copied', 'altered', 'instead', 'pending'];
    expect(counts.map((name) => groups(svg, name).length)).toEqual(counts.map(() => 1));
    expect(words(svg)).toEqual(
      expect.arrayContaining(['delayed', 'lost', 'delivered once more', 'did not arrive']),
    );
  });

  it('lets what replaces an altered message go on where that one was altered', () => {
    const svg = ended((maker) => {
      maker.commit({ acts: ['altered'], deliveredMs: [] });
      maker.commit({ instead: 1 });
    });
    const pointsOf = (tag = ''): string[] =>
      /class="line" d="M([^"]*)"/.exec(svg.slice(svg.indexOf(tag)))?.[1]?.split('L') ?? [];
    const [, end = ''] = pointsOf(groups(svg, 'altered')[0]);
    const [start = ''] = pointsOf(groups(svg, 'instead')[0]);
    const [x = 0, y = 0] = end.split(' ').map(Number);
    const [fromX = 99, fromY = 99] = start.split(' ').map(Number);
    expect(Math.hypot(fromX - x, fromY - y)).toBeLessThan(6);
  });

  it('has an arrow for each delivery', () => {
    const svg = ended((maker) => maker.commit({ acts: ['copied'], deliveredMs: [5, 6, 7] }));
    const deliveries = groups(svg, 'message').map((tag) => attribute(tag, 'data-delivery'));
    expect(deliveries).toEqual(['0', '1', '2']);
  });

  it('tells what is refused from what comes too late', () => {
    const svg = ended((maker) => {
      maker.commit({}, 'signature');
      maker.commit({ id: 3, from: 3 }, 'late');
      maker.commit({ id: 1, from: 1 }, 'accepted');
    });
    expect(groups(svg, 'refused').map((tag) => attribute(tag, 'data-message'))).toEqual(['1']);
    expect(groups(svg, 'uncounted').map((tag) => attribute(tag, 'data-message'))).toEqual(['2']);
    expect(groups(svg, 'counted').map((tag) => attribute(tag, 'data-message'))).toEqual(['3']);
  });

  it('shows processes that are killed and stopped, and what reaches the dead', () => {
    const svg = ended((maker) => {
      maker.event({ kind: 'frozen', server: 2 });
      maker.event({ kind: 'thawed', server: 2 });
      maker.event({ kind: 'killed', server: 2 });
      maker.commit();
    });
    expect(['frozen', 'thawed', 'killed'].map((kind) => groups(svg, kind).length)).toEqual([
      1, 1, 1,
    ]);
    expect(words(svg)).toEqual(expect.arrayContaining(['stopped', 'goes on', 'killed']));
    expect(svg).toContain('class="life frozen"');
    expect(svg).toContain('class="life gone"');
    expect(groups(svg, 'lost')).toHaveLength(1);
  });

  it('names the request by a letter only where there are several for one seq', () => {
    const svg = ended((maker) => {
      maker.propose({ digest: 'one' });
      maker.propose({ digest: 'other', to: 3 });
      maker.prepare({ digest: 'other', id: 3, from: 3 }, 'digest');
      maker.prepare({ digest: 'made up', id: 1, from: 1 }, 'digest');
    });
    expect(words(svg)).toEqual(
      expect.arrayContaining(['pre-prepare A', 'pre-prepare B', 'prepare B', 'prepare']),
    );
    const single = ended((maker) => maker.propose({ digest: 'one' }));
    expect(words(single)).toContain('pre-prepare');
  });
});

describe('the moment at which a rule broke', () => {
  it('has a ring and says what happened, next to where it is', () => {
    const maker = new TraceMaker();
    maker.propose();
    maker.prepare({ id: 0, from: 0 });
    maker.prepare({ id: 3, from: 3 });
    maker.reply();
    const svg = drawn(maker.ended('failed: quorum-needed'));
    expect(groups(svg, 'broken')).toHaveLength(1);
    expect(svg).toContain('class="ring"');
    const said = words(svg).join(' ');
    expect(said).toContain(
      'Here a rule is broken: server 2 has executed seq 1 with 0 of 2 commits',
    );
    expect(said).toContain('the scenario has failed');
  });

  it('is nowhere in a scenario that passed', () => {
    const svg = drawn(new TraceMaker().executed().ended('passed'));
    expect(groups(svg, 'broken')).toEqual([]);
    expect(svg).not.toContain('class="ring"');
  });
});

describe('what does not matter', () => {
  const several = (): SceneTrace => {
    const maker = new TraceMaker();
    for (const seq of [1, 2, 3]) {
      maker.note(`request ${seq}`);
      maker.executed({ seq });
    }
    return maker.ended('passed');
  };

  it('becomes a band that says how many messages are left out', () => {
    const svg = drawn(several());
    expect(new Set(groups(svg, 'message').length.toString())).toEqual(new Set(['7']));
    const [band] = groups(svg, 'band');
    expect(band).toBeDefined();
    expect(words(svg).join(' ')).toContain(
      '14 messages about seq 1–2 are not drawn: 2 pre-prepare, 4 prepare, 6 commit, 2 reply',
    );
    expect(words(svg)).not.toContain('request 1');
  });

  it('is drawn when asked for', () => {
    const svg = drawn(several(), { collapse: false });
    expect(groups(svg, 'message')).toHaveLength(21);
    expect(groups(svg, 'band')).toEqual([]);
    expect(words(svg)).toEqual(expect.arrayContaining(['request 1', 'prepare 1', 'prepare 3']));
  });

  it('is left out without a word where the seqs are chosen', () => {
    const svg = drawn(several(), { seqs: [2] });
    expect(groups(svg, 'message')).toHaveLength(7);
    expect(groups(svg, 'band')).toEqual([]);
    expect(words(svg)).toContain('request 2');
    expect(words(svg)).not.toContain('request 3');
  });

  it('is one arrow where many messages are alike', () => {
    const maker = new TraceMaker();
    for (let copy = 0; copy < 40; copy += 1) maker.commit({}, 'signature');
    const [arrow, ...others] = groups(drawn(maker.ended('passed')), 'message');
    expect(others).toEqual([]);
    expect(attribute(arrow, 'data-message')).toBe('1');
    expect(attribute(arrow, 'data-also')?.split(' ')).toHaveLength(39);
    expect(words(drawn(maker.ended('passed')))).toContain('commit ×40');
  });

  it('is cut where a flood would make a drawing that nobody can open', () => {
    const maker = new TraceMaker();
    for (let id = 4; id < 3000; id += 1) maker.commit({ id, to: 2 }, 'member');
    const svg = drawn(maker.ended('passed'));
    expect(svg.length).toBeLessThan(400_000);
    expect(words(svg).join(' ')).toMatch(/\d+ messages about seq 1 are not drawn/);
  });
});

describe('text that came from a submission', () => {
  it('is escaped, visible and cut wherever it stands', () => {
    const evil = '</text><script>alert(1)</script>"&\u0000\u202e\ud800\n'.concat('x'.repeat(9999));
    const maker = new TraceMaker();
    maker.note(evil);
    maker.message({ method: evil, params: { msg: evil }, error: evil });
    maker.commit({ digest: evil, error: evil });
    maker.reply({ result: evil });
    const svg = drawn(maker.ended(`failed: ${evil}`), { title: evil });
    expect(svg).not.toContain('<script');
    expect(svg).not.toMatch(/[\p{Cf}\p{Cs}]|(?!\n)\p{Cc}/u);
    expect(svg).toContain('\\u202e');
    expect(svg.length).toBeLessThan(60_000);
  });
});

describe('a drawing', () => {
  it('keeps what each server saw in its order, and puts an answer below its cause', () => {
    const maker = new TraceMaker();
    maker.propose();
    maker.prepare({ id: 2, from: 2, to: 0, made: false, deliveredMs: [1] });
    maker.prepare({ id: 0, from: 0 });
    const svg = drawn(maker.ended('passed'));
    const heights = groups(svg, 'message').map((tag) => {
      const at = svg.indexOf(tag);
      const d = /class="line" d="M[\d.]+ ([\d.]+)/.exec(svg.slice(at))?.[1];
      return [attribute(tag, 'data-message'), Number(d)] as const;
    });
    const height = new Map(heights);
    expect(height.get('2')).toBeGreaterThan(height.get('1') ?? 0);
  });

  it('is the same whenever it is drawn, also of a trace without anything', () => {
    const trace = new TraceMaker([]).ended('error');
    expect(drawn(trace)).toBe(drawn(trace));
    expect(groups(drawn(trace), 'message')).toEqual([]);
  });

  it('shows a message to oneself as a loop beside the lane', () => {
    const maker = new TraceMaker();
    maker.message({ method: METHOD.commit, from: 2, to: 2 });
    const line = /class="line" d="(M[^"]*)"/.exec(drawn(maker.ended('passed')))?.[1];
    expect(line?.match(/L/g)).toHaveLength(3);
  });
});
