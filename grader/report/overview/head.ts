import type { CourseRow } from '../../score/course.ts';
import { type Message, t } from '../../text/text.ts';
import { text } from '../page/markup.ts';
import type { Overview } from './model.ts';

/** Values of one kind that are named; more are only counted. */
const MAX_NAMED = 3;

/** What was graded, how, and how it went, at a glance. */
export function headHtml(overview: Overview): string {
  const { folder, tell, notes } = overview;
  const facts = factsOf(overview).map(
    ([name, value]) => `<div><dt>${tell(name)}</dt><dd>${value}</dd></div>`,
  );
  const figures = figuresOf(overview).map(
    ([name, value]) => `<li><strong>${text(value)}</strong> ${tell(name)}</li>`,
  );
  const noted = notes.map((note) => `<li>${text(note)}</li>`);
  return [
    '<header class="overview-head">',
    `<p class="kicker">${tell(t`PBFT lab: a course`)} <button type="button" class="theme" id="theme">${tell(t`Dark`)}</button></p>`,
    `<h1><bdi>${text(folder)}</bdi></h1>`,
    `<ul class="figures">${figures.join('')}</ul>`,
    `<dl class="facts">${facts.join('')}</dl>`,
    noted.length === 0 ? '' : `<ul class="notes">${noted.join('')}</ul>`,
    '</header>',
  ].join('\n');
}

function figuresOf({ statistics }: Overview): [name: Message, value: string][] {
  const { graded, notGraded, missing, maxScore, fullMarks } = statistics;
  const figure = (value: number | null): string => (value === null ? '–' : value.toFixed(1));
  const counts: [Message, string][] = [
    [t`graded`, String(graded)],
    [t`not graded`, String(notGraded)],
    [t`handed in nothing`, String(missing)],
  ];
  if (graded === 0) return counts;
  return [
    ...counts,
    [t`mean, of ${maxScore}`, figure(statistics.mean)],
    [t`median`, figure(statistics.median)],
    [t`standard deviation`, figure(statistics.standardDeviation)],
    [t`with all points`, String(fullMarks)],
  ];
}

function factsOf(overview: Overview): [name: Message, value: string][] {
  const { rows, facts, tell, when } = overview;
  const { rubric, shard } = facts;
  const kits = valuesOf(rows, ({ result }) => result?.kit);
  const tiers = valuesOf(rows, ({ result }) => result?.sandbox);
  const known: [Message, string][] = [];
  if (kits.length > 0) known.push([t`grader`, text(named(kits))]);
  if (rubric?.isDefault === true) known.push([t`rubric`, tell(t`the one of the lab`)]);
  else if (rubric !== undefined) {
    known.push([t`rubric`, tell(t`one of your own (SHA-256 ${rubric.hash}…)`)]);
  }
  const seed = seedOf(overview);
  if (seed !== undefined) known.push([t`seed`, tell(seed)]);
  if (tiers.length > 0) known.push([t`sandbox`, text(named(tiers))]);
  if (shard !== undefined) known.push([t`shard`, text(shard)]);
  const minute = when.toISOString().slice(0, 16);
  const time = `<time datetime="${minute}Z">${minute.replace('T', ' ')} UTC</time>`;
  return [...known, [t`page written`, time]];
}

/** Undefined when nothing was graded. */
function seedOf({ rows, facts }: Overview): Message | undefined {
  const seeds = valuesOf(rows, ({ result }) => result?.seed);
  if (facts.isSecret) return t`one for each student, from the secret`;
  if (seeds.length < 2) return seeds[0] && t`one for all: ${seeds[0]}`;
  return t`${seeds.length} different ones`;
}

function named(values: readonly string[]): string {
  const shown = values.slice(0, MAX_NAMED).join(', ');
  return values.length > MAX_NAMED ? `${shown} …` : shown;
}

/** Each value once, in the order of the rows. */
function valuesOf(
  rows: readonly CourseRow[],
  read: (row: CourseRow) => string | undefined,
): string[] {
  return [...new Set(rows.map(read))].filter((value) => value !== undefined);
}
