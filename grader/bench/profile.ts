import * as z from 'zod';

/** What a server does, and where that is: in Node, in the packages of the lab, or in the lab. */
export const WORK = [
  'crypto',
  'json',
  'sockets',
  'calls',
  'protocol',
  'collection',
  'other',
] as const;
type Work = (typeof WORK)[number];
export type Spent = Readonly<Record<Work, number>>;

/** What a V8 CPU profile has of what is used here. */
const Profile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      children: z.array(z.number()).optional(),
      callFrame: z.object({
        functionName: z.string(),
        url: z.string(),
        lineNumber: z.number(),
        columnNumber: z.number(),
      }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});
type Frame = z.infer<typeof Profile>['nodes'][number]['callFrame'];

const IDLE = new Set(['(idle)', '(root)']);
/** Functions of C++ stand in a profile by name only. */
const NATIVE: readonly (readonly [RegExp, Work])[] = [
  [/garbage collector/, 'collection'],
  [/^(?:parse|stringify)$/, 'json'],
  [/^run$|sign|verify|^update$|^digest$|Hash/i, 'crypto'], // run: of a SignJob
  [/write|read|uncork|cork|Utf8|Latin1|connect|\(program\)/i, 'sockets'],
];
const MODULES: readonly (readonly [RegExp, Work])[] = [
  [/^node:(?:internal\/)?crypto/, 'crypto'],
  [/^node:(?:internal\/)?(?:net|stream|streams|buffer|string_decoder|dtrace|timers)/, 'sockets'],
  [/canonicalize/, 'json'],
  [/^zrpc\/frames/, 'sockets'],
  [/node_modules\/zod|^zrpc\//, 'calls'],
  [/^zpbft\/(?:crypto|ed25519)/, 'crypto'],
  [/^(?:zpbft|zkv|zlog|zcli)\//, 'protocol'],
];

/**
 * Where the time of servers went: self time by kind of work, idle time left out.
 * @param lab tells places in its bundle as places in its sources.
 * @returns parts that add up to 1.
 */
export function spentOf(
  profiles: readonly unknown[],
  lab: { readonly file: string; readable(output: string): string },
): Spent {
  const micros = Object.fromEntries(WORK.map((work) => [work, 0])) as Record<Work, number>;
  for (const profile of profiles) {
    const { nodes, samples, timeDeltas } = Profile.parse(profile);
    const callers = new Map(
      nodes.flatMap(({ children = [], callFrame }) => children.map((id) => [id, callFrame])),
    );
    const works = new Map(
      nodes.map(({ id, callFrame }) => [id, workOf(callFrame, lab, callers.get(id))]),
    );
    samples.forEach((node, index) => {
      const work = works.get(node);
      if (work !== undefined) micros[work] += timeDeltas[index] ?? 0;
    });
  }
  const total = Object.values(micros).reduce((sum, value) => sum + value, 0) || 1;
  return Object.fromEntries(WORK.map((work) => [work, micros[work] / total])) as Record<
    Work,
    number
  >;
}

function workOf(
  frame: Frame,
  lab: Parameters<typeof spentOf>[1],
  caller?: Frame,
): Work | undefined {
  const { functionName, url, lineNumber, columnNumber } = frame;
  if (IDLE.has(functionName)) return undefined;
  if (url === '') {
    // The name of a function in an addon says nothing: it works for whoever calls it.
    const forCaller = caller === undefined || caller.url === '' ? 'other' : workOf(caller, lab);
    return found(NATIVE, functionName) ?? forCaller;
  }
  if (url.startsWith('node:')) return found(MODULES, url) ?? 'other';
  const place = lab.readable(`${url}:${lineNumber + 1}:${columnNumber + 1}`);
  return found(MODULES, place.replace(/^file:\/\//, '')) ?? 'other';
}

function found(kinds: readonly (readonly [RegExp, Work])[], text: string): Work | undefined {
  return kinds.find(([pattern]) => pattern.test(text))?.[1];
}
