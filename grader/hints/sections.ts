/** Where there is more to read: sections of the handout, and of the paper. */
import type { Language } from '../text/language.ts';
import { type Said, t } from '../text/text.ts';

/** Sections of the handout, with the anchors that GitHub and editors make of the headings. */
export const HANDOUT = {
  faults: { en: 'pbft.md#the-fault-model', zh: 'pbft.md#故障模型' },
  stages: { en: 'pbft.md#the-five-stages', zh: 'pbft.md#五个阶段' },
  quorums: { en: 'pbft.md#quorums', zh: 'pbft.md#法定数目' },
  views: { en: 'pbft.md#views', zh: 'pbft.md#view' },
  messages: { en: 'code.md#messages-and-signatures', zh: 'code.md#消息与签名' },
  certificate: { en: 'code.md#the-certificate', zh: 'code.md#证书' },
  shared: { en: 'code.md#what-all-stages-use', zh: 'code.md#大家都用的' },
  task: { en: 'task.md#what-to-write', zh: 'task.md#要写什么' },
  tools: { en: 'task.md#what-you-may-use', zh: 'task.md#可以用的' },
  valid: { en: 'task.md#what-makes-a-commit-valid', zh: 'task.md#什么样的-commit-有效' },
  waiting: { en: 'task.md#the-rule-about-waiting', zh: 'task.md#等待的规则' },
  oneTerminal: { en: 'run.md#one-terminal', zh: 'run.md#一个终端' },
  grading: { en: 'grading.md#how-it-is-graded', zh: 'grading.md#怎样打分' },
  problems: {
    en: 'failure.md#it-does-not-compile-or-does-not-start',
    zh: 'failure.md#不能编译启动不了',
  },
} as const satisfies Record<string, Record<Language, string>>;
export type HandoutSection = keyof typeof HANDOUT;

const FOLDERS: Record<Language, string> = { en: 'docs/en', zh: 'docs' };

/** A section of the handout, as a path from the root of the kit. */
export function handoutPath(section: HandoutSection, language: Language): string {
  return `${FOLDERS[language]}/${HANDOUT[section][language]}`;
}

/** Sections of Castro and Liskov, "Practical Byzantine Fault Tolerance", OSDI 1999. */
export const PAPER = {
  model: '§2 System Model',
  algorithm: '§4 The Algorithm',
  client: '§4.1 The Client',
  normalCase: '§4.2 Normal-Case Operation',
  safety: '§4.5.1 Safety',
  liveness: '§4.5.2 Liveness',
} as const;
export type PaperSection = keyof typeof PAPER;

/** A section of the paper, with what the paper is called. */
export function paperText(section: PaperSection): Said {
  return t`Castro and Liskov, Practical Byzantine Fault Tolerance (OSDI 1999), ${PAPER[section]}`;
}
