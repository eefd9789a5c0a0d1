import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEPT } from '../bench/kept.ts';
import { BenchReport } from '../bench/report.ts';
import { pricesText } from '../bench/table.ts';
import { type Language, sayIn } from '../text/language.ts';
import { t } from '../text/text.ts';

/** What a page may choose settings by, as it is written there. */
const CHOICES = { f: 'f', clients: 'clients', value: 'valueBytes', batch: 'batch' } as const;
type Choice = readonly [keyof typeof CHOICES, number];

/**
 * What `npm run bench` says of the settings that a page asks for, in either language: numbers of the run
 * that is kept for its charts, told today.
 * @param wanted `f=1 batch=1`, or `all`.
 * @returns undefined when nothing is kept, or nothing of what is asked for.
 */
export function sampleBench(root: string, wanted: string, language: Language): string | undefined {
  const file = join(root, 'docs/figures', KEPT);
  const choices = choicesOf(wanted);
  if (choices === undefined || !existsSync(file)) return undefined;
  const { prices, cost, cores, node } = BenchReport.parse(JSON.parse(readFileSync(file, 'utf8')));
  const chosen = prices.filter((price) =>
    choices.every(([name, value]) => price[CHOICES[name]] === value),
  );
  if (chosen.length === 0) return undefined;
  const say = sayIn(language);
  const where = say(t`Measured on ${cores} cores, with Node ${node}.`);
  return `${pricesText(chosen, cost, say)}\n${where}`;
}

function choicesOf(wanted: string): Choice[] | undefined {
  if (wanted === 'all') return [];
  const choices = wanted.split(' ').map((one) => /^(f|clients|value|batch)=(\d+)$/.exec(one));
  if (choices.includes(null)) return undefined;
  return choices.map((match): Choice => [match?.[1] as Choice[0], Number(match?.[2])]);
}
