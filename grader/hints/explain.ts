import { listOf } from '../report/list.ts';
import { padded, wrapped } from '../report/width.ts';
import { RULES, type RuleCode } from '../scenes/rules.ts';
import { groupTitles, pointsOf, type Rubric } from '../score/rubric.ts';
import type { Selected } from '../select.ts';
import { type Language, type Say, sayIn } from '../text/language.ts';
import { type Message, type Said, t } from '../text/text.ts';
import { ABOUT, EVERYWHERE } from './about.ts';
import type { About } from './about-type.ts';
import { HINTS } from './hints.ts';
import { handoutPath, paperText } from './sections.ts';

const LABEL_COLUMNS = 10;
const MAX_COLUMNS = 100;

/** All that explanations are made from, and how they are told. */
export interface Book {
  /** The whole catalogue as the rubric arranges it. */
  readonly scenarios: readonly Selected[];
  readonly rubric: Rubric;
  readonly language: Language;
  readonly columns: number;
}

/** What one scenario does, judges, is worth and waits for. */
export function explainScenario(scenario: Selected, book: Book): string {
  const { id, group, story, needs } = scenario;
  const about = ABOUT[id];
  const page = new Page(book);
  const title = { text: groupTitles(book.rubric).get(group) ?? group, gaps: [] };
  page.line(t`${id}: ${story}`);
  page.field(t`group`, t`${title}, ${pointsText(pointsOf(book.rubric, id))}`);
  if (about !== undefined) page.field(t`cluster`, serversText(about));
  page.gap();
  page.steps(about?.steps ?? []);
  for (const code of about?.rules ?? []) page.rule(code);
  page.field(t`besides`, t`what every scenario judges: ${[...EVERYWHERE]}`);
  page.gap();
  const waiting = followersOf(id, book.scenarios);
  page.field(t`needs`, needs.length === 0 ? t`nothing` : listOf(needs));
  page.field(t`blocks`, waiting.length === 0 ? t`nothing` : t`when it fails: ${waiting}`);
  const [first] = about?.rules ?? [];
  if (about !== undefined) page.field(t`read`, ...readings(about.paper, first, book.language));
  page.copied(t`alone`, `npm run grade -- --only ${id}`);
  return page.text;
}

/** What one rule says, why it exists, and which scenarios judge it. */
export function explainRule(code: RuleCode, book: Book): string {
  const { rule, rationale } = RULES[code];
  const { question, paper } = HINTS[code];
  const page = new Page(book);
  page.line(t`${code}: ${rule}`);
  page.field(t`why`, rationale);
  page.field(t`think`, question);
  const judges = book.scenarios.map(({ id }) => id).filter((id) => ABOUT[id]?.rules.includes(code));
  const everywhere = EVERYWHERE.some((one) => one === code);
  if (everywhere) page.field(t`judged by`, t`all scenarios`);
  if (judges.length > 0) page.field(everywhere ? t`above all` : t`judged by`, listOf(judges));
  page.field(t`read`, ...readings(paper, code, book.language));
  return page.text;
}

/** All scenarios with their stories under the titles of their groups. */
export function explainAll(book: Book): string {
  const page = new Page(book);
  const titles = groupTitles(book.rubric);
  for (const [group, title] of titles) {
    const members = book.scenarios.filter((scenario) => scenario.group === group);
    if (members.length === 0) continue;
    page.line(title);
    for (const { id, story } of members) page.named(id, story);
    page.gap();
  }
  page.line(t`More about one of them: npm run explain -- <scenario>`);
  page.line(
    t`About a rule, by its code: npm run explain -- <rule>. There are ${Object.keys(RULES)}.`,
  );
  return page.text;
}

/** Scenarios that are blocked when this one fails, directly or not. */
function followersOf(id: string, scenarios: readonly Selected[]): string[] {
  const blocked = new Set([id]);
  for (let before = 0; before < blocked.size; ) {
    before = blocked.size;
    for (const { id: other, needs } of scenarios) {
      if (needs.some((need) => blocked.has(need))) blocked.add(other);
    }
  }
  blocked.delete(id);
  return scenarios.map(({ id }) => id).filter((one) => blocked.has(one));
}

function readings(
  paper: About['paper'],
  code: RuleCode | undefined,
  language: Language,
): Message[] {
  const handout = code === undefined ? 'stages' : HINTS[code].handout;
  return [handoutPath(handout, language), paperText(paper)];
}

function serversText({ whole, f }: About): Said {
  if (whole) return t`of real servers: ${f.map((one) => t`${3 * one + 1} (f = ${one})`)}`;
  const [one = 1] = f;
  return t`one real server; the grader plays the ${3 * one} others and the client (f = ${one})`;
}

function pointsText(points: number): Said {
  return points === 1 ? t`${points} point` : t`${points} points`;
}

/** Text that grows downwards. */
class Page {
  readonly #say: Say;
  readonly #columns: number;
  readonly #lines: string[] = [];

  constructor({ language, columns }: Book) {
    this.#say = sayIn(language);
    this.#columns = Math.min(Math.max(columns, 40), MAX_COLUMNS);
  }

  get text(): string {
    return this.#lines.join('\n');
  }

  line(message: Message): void {
    this.#hanging('', 0, message);
  }

  gap(): void {
    this.#lines.push('');
  }

  field(label: Message, ...messages: readonly Message[]): void {
    const name = padded(this.#say(label), LABEL_COLUMNS);
    for (const [index, message] of messages.entries()) {
      this.#hanging(index === 0 ? `  ${name}` : '', LABEL_COLUMNS + 2, message);
    }
  }

  /** Never wrapped: it is to be copied. */
  copied(label: Message, command: string): void {
    this.#lines.push(`  ${padded(this.#say(label), LABEL_COLUMNS)}${command}`);
  }

  steps(steps: readonly Said[]): void {
    for (const [index, step] of steps.entries()) this.#hanging(`  ${index + 1}. `, 5, step);
    if (steps.length > 0) this.gap();
  }

  rule(code: RuleCode): void {
    const { rule, rationale } = RULES[code];
    this.#hanging('  ', 4, t`${code}: ${rule}`);
    this.#hanging('    ', 4, rationale);
  }

  /** An id and what stands beside it. */
  named(id: string, message: Message): void {
    this.#hanging(`  ${id.padEnd(22)}`, 24, message);
  }

  /** Text behind a head; all its lines start at the same column. */
  #hanging(head: string, column: number, message: Message): void {
    const indent = ' '.repeat(column);
    const text = wrapped(this.#say(message), this.#columns - column);
    this.#lines.push((head || indent) + text.split('\n').join(`\n${indent}`));
  }
}
