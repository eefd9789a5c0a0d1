import { drawTrace } from '../../diagram/draw.ts';
import { type Certificate, replayOf, type Step } from '../../replay/replay.ts';
import type { ScenarioResult } from '../../score/result.ts';
import type { SceneTrace } from '../../score/trace.ts';
import { type Language, type Say, sayIn } from '../../text/language.ts';
import { type Message, t } from '../../text/text.ts';
import { dataElement, longText, type Tell, tellIn, text } from '../page/markup.ts';
import { eventMark, messageMark, type ReplayData, type Row, type StepData } from './data.ts';
import type { ReportOptions } from './options.ts';
import { refusalOf, stageName } from './words.ts';

/** Drawings of one page: with more a browser takes long to open it. */
const MAX_DRAWN_CHARS = 8_000_000;
/** Steps of one replay: who has to press a key more often reads none of them. */
const MAX_STEPS = 1_500;
/** Log lines of one replay. */
const MAX_LOGS = 1_000;
const MAX_LOG_CHARS = 400;
/** Refused votes that a certificate tells after a step, and how many kinds of them: each step tells them again. */
const MAX_REFUSED = 100;
const MAX_REFUSED_KINDS = 5;

type ReplayOptions = Pick<ReportOptions, 'language' | 'repeat'>;

/** One replay, and whether a rule broke in it; empty where there is no room for it. */
interface Drawn {
  readonly markup: string;
  readonly isBroken: boolean;
}

/** Makes the replays of a page, as long as there is room for them. */
export class Replays {
  readonly #language: Language;
  readonly #repeat: ReportOptions['repeat'];
  readonly #say: Say;
  readonly #tell: Tell;
  #room: number;
  #count = 0;

  /** @param room for all drawings together, in characters. */
  constructor({ language, repeat }: ReplayOptions, room = MAX_DRAWN_CHARS) {
    this.#language = language;
    this.#repeat = repeat;
    this.#room = room;
    this.#say = sayIn(language);
    this.#tell = tellIn(this.#say);
  }

  /** The replays of a scenario, one for each cluster that it used; empty when nothing was kept. */
  of({ id, traces = [] }: ScenarioResult): string {
    const all = traces
      .filter(({ messages }) => messages.length > 0)
      .map((trace, index, { length }) => {
        const where = length === 1 ? id : t`${id}, cluster ${index + 1} of ${length}`;
        return this.#one(trace, this.#say(where));
      });
    // Where a rule broke comes first, and has the first claim to the room.
    const drawn = [...all]
      .sort((a, b) => Number(b.isBroken) - Number(a.isBroken))
      .map(({ markup, isBroken }) => ({ markup: this.#fitting(markup), isBroken }));
    const command = `${this.#repeat(id)} --html ${id}.html`;
    const left = drawn.some(({ markup }) => markup === '')
      ? `<p class="small">${this.#tell(t`There is no room for this drawing: ${command} draws it alone.`)}</p>`
      : '';
    return [...this.#folded(drawn), left].filter((part) => part !== '').join('\n');
  }

  /** Beside the one where a rule broke, other clusters are folded. */
  #folded(drawn: readonly Drawn[]): string[] {
    const markups = (wanted: readonly Drawn[]): string[] => wanted.map(({ markup }) => markup);
    const broken = drawn.filter(({ isBroken }) => isBroken);
    const fine = drawn.filter(({ isBroken, markup }) => !isBroken && markup !== '');
    if (broken.length === 0 || fine.length === 0) return markups(drawn);
    const summary =
      fine.length === 1
        ? t`1 other cluster of this scenario`
        : t`${fine.length} other clusters of this scenario`;
    const folded = [`<summary>${this.#tell(summary)}</summary>`, ...markups(fine)];
    return [...markups(broken), `<details class="more">${folded.join('\n')}</details>`];
  }

  /** What there is room for; a smaller one may fit where a large one did not. */
  #fitting(markup: string): string {
    if (markup.length > this.#room) return '';
    this.#room -= markup.length;
    return markup;
  }

  #one(trace: SceneTrace, title: string): Drawn {
    this.#count += 1;
    const id = `replay-${this.#count}`;
    const replay = replayOf(trace);
    const kept = replay.steps.filter(({ matters, broken }) => matters || broken);
    const steps = kept.length > MAX_STEPS ? kept.slice(-MAX_STEPS) : kept;
    const svg = drawTrace(trace, { language: this.#language, title, prefix: id, replay });
    const logs = trace.events.filter(({ kind }) => kind === 'log').slice(-MAX_LOGS);
    const broken = steps.findIndex((step) => step.broken);
    const data: ReplayData = {
      steps: this.#stepData(replay.steps, steps, replay.seqs),
      broken: broken < 0 ? null : broken,
      logsAtMs: logs.map(({ atMs }) => atMs),
    };
    const markup = [
      `<section class="replay" id="${id}" aria-label="${this.#tell(t`Step by step: ${title}`)}">`,
      this.#controls(id, steps.length, data.broken !== null),
      replay.steps.length > steps.length
        ? `<p class="small">${this.#tell(t`Left out: ${replay.steps.length - steps.length} steps that are about other requests, or came long before.`)}</p>`
        : '',
      '<div class="panes">',
      `<div class="drawing" tabindex="0" role="group" aria-label="${this.#tell(t`Diagram of the messages`)}"></div>`,
      `<div class="beside">${this.#certificates(id)}${this.#logs(id, logs)}</div>`,
      '</div>',
      `<template>${svg}</template>`,
      dataElement(`${id}-data`, data),
      '</section>',
    ].join('\n');
    return { markup, isBroken: data.broken !== null };
  }

  #controls(id: string, count: number, isBroken: boolean): string {
    const html = this.#tell;
    const button = (to: string, sign: string, name: Message): string =>
      `<button type="button" data-to="${to}" title="${html(name)}"><span aria-hidden="true">${sign}</span><span class="visually-hidden">${html(name)}</span></button>`;
    return [
      `<div class="controls" role="toolbar" aria-label="${html(t`Steps`)}">`,
      button('first', '|◀', t`first step (Home)`),
      button('back', '◀', t`one step back (←)`),
      button('next', '▶', t`next step (→)`),
      button('last', '▶|', t`last step (End)`),
      isBroken
        ? `<button type="button" data-to="broken" class="broken">${html(t`where the rule broke`)}</button>`
        : '',
      `<label class="visually-hidden" for="${id}-at">${html(t`step`)}</label>`,
      `<input type="range" id="${id}-at" min="0" max="${Math.max(0, count - 1)}" value="0">`,
      '</div>',
      '<p class="current"><span class="count small"></span> <output aria-live="polite"></output></p>',
    ].join('');
  }

  #certificates(id: string): string {
    const heads = [
      ...[t`server`, t`seq`, t`stage`, t`prepares`, t`commits`],
      ...[t`own Commit`, t`executed`, t`not counted, and why`],
    ];
    const row = heads.map((head) => `<th scope="col">${this.#tell(head)}</th>`).join('');
    const title = this.#tell(t`Certificates, as a right server has them`);
    return (
      `<div class="scroll" role="group" tabindex="0" aria-labelledby="${id}-certificates"><table>` +
      `<caption id="${id}-certificates">${title}</caption><thead><tr>${row}</tr></thead><tbody></tbody></table></div>`
    );
  }

  #logs(id: string, logs: SceneTrace['events']): string {
    if (logs.length === 0) return '';
    const lines = logs.map(({ server, text: line = '', atMs }) => {
      const time = (atMs / 1_000).toFixed(3);
      return `<li><span class="small">${time} S${server}</span> ${longText(line, MAX_LOG_CHARS)}</li>`;
    });
    const title = this.#tell(t`What the servers logged, up to this step`);
    return (
      `<h4 id="${id}-logs">${title}</h4>` +
      `<div class="logs" tabindex="0" role="group" aria-labelledby="${id}-logs"><ol>${lines.join('')}</ol></div>`
    );
  }

  /** The steps that are kept, each with the certificates that changed since the one before. */
  #stepData(all: readonly Step[], kept: readonly Step[], seqs: readonly number[]): StepData[] {
    const wanted = new Set(kept);
    const changed = new Map<string, Row>();
    const data: StepData[] = [];
    for (const step of all) {
      for (const certificate of step.changes) {
        if (seqs.length > 0 && !seqs.includes(certificate.seq)) continue;
        const row = this.#row(certificate);
        changed.set(row.key, row);
      }
      if (!wanted.has(step)) continue;
      const { message, delivery, event, atMs } = step;
      const marks = [
        ...(message === undefined ? [] : [messageMark(message, delivery)]),
        ...(event === undefined ? [] : [eventMark(event)]),
      ];
      const said = text(this.#say(step.text));
      data.push({ text: said, atMs, marks, rows: [...changed.values()] });
      changed.clear();
    }
    return data;
  }

  #row(certificate: Certificate): Row {
    const { server, seq, stage, prepares, commits, needed, refused } = certificate;
    const votes = (ids: readonly number[]): string =>
      this.#say(t`${ids.length} of ${needed}`) +
      (ids.length === 0 ? '' : `: ${ids.map((id) => `S${id}`).join(' ')}`);
    const kinds = timesOf(refused.slice(-MAX_REFUSED).map((one) => this.#say(refusalOf(one))));
    const told = kinds.slice(-MAX_REFUSED_KINDS);
    const why = told.map(([said, times]) => (times === 1 ? said : `${said} ×${times}`));
    const before = refused.length - told.reduce((sum, [, times]) => sum + times, 0);
    if (before > 0) why.push(this.#say(t`… and ${before} before`));
    const { sentCommit, executed } = certificate;
    const cells = [
      ...[
        String(server),
        String(seq),
        this.#say(stageName(stage)),
        votes(prepares),
        votes(commits),
      ],
      ...[this.#say(sentCommit ? t`was sent` : t`not yet`), `${executed}×`, why.join('; ')],
    ];
    return { key: `${server}/${seq}`, cells: cells.map(text), stage };
  }
}

/** Each text once, with how often it is there; the one that came last is the last. */
function timesOf(texts: readonly string[]): [text: string, times: number][] {
  const times = new Map<string, number>();
  for (const one of texts) {
    const before = times.get(one) ?? 0;
    times.delete(one);
    times.set(one, before + 1);
  }
  return [...times];
}
