/** Hints on submissions that do not build or start, in the same levels as those on rules. */
import type { SubmissionErrorCode } from '../errors.ts';
import { type Said, t } from '../text/text.ts';
import type { HandoutSection } from './sections.ts';

interface ProblemHint {
  readonly question: Said;
  /** Why it cannot be graded so. */
  readonly why: Said;
  readonly handout: HandoutSection;
}

export const PROBLEM_HINTS: Readonly<Record<SubmissionErrorCode, ProblemHint>> = {
  'file-missing': {
    question: t`Where is your work, and where does the grader look for it?`,
    why: t`The grader takes one file, zpbft/server.ts, and ignores all others.`,
    handout: 'grading',
  },
  'file-ambiguous': {
    question: t`Which of these files is the one that you work on?`,
    why: t`The grader takes one file. Where there are several, it does not guess.`,
    handout: 'grading',
  },
  'file-unreadable': {
    question: t`Can you open the file yourself, and is it about as long as you think?`,
    why: t`What cannot be read, or is far longer than this lab needs, is not graded.`,
    handout: 'grading',
  },
  'build-failed': {
    question: t`Read the line, and the one before it. What does the compiler still wait for there?`,
    why: t`The file is compiled together with the rest of the lab. What does not compile cannot be
      started.`,
    handout: 'problems',
  },
  'import-forbidden': {
    question: t`What do you need that module for? Does the lab have it already?`,
    why: t`A server may load files of the lab, and those modules of Node that reach neither files nor
      other processes.`,
    handout: 'tools',
  },
  'server-export-missing': {
    question: t`Which class do the lab's programs start, and is it still there under that name?`,
    why: t`The programs of the lab import the class Server from this file.`,
    handout: 'task',
  },
  'start-failed': {
    question: t`What does your file do when it is loaded, before any message comes?`,
    why: t`A server that ends while it starts takes part in nothing.`,
    handout: 'problems',
  },
  'start-timeout': {
    question: t`What does your server wait for when it starts, and who could answer?`,
    why: t`A server that does not register in time is not in the cluster.`,
    handout: 'problems',
  },
};
