import { type Said, t } from '../../text/text.ts';
import type { Kind } from './acts.ts';
import type { CheckName, Phase } from './result.ts';

/** What is done to a server. */
export function kindName(kind: Kind): Said {
  const names = {
    garbage: t`random bytes`,
    notJson: t`lines that are not JSON`,
    noRequest: t`JSON that is no request`,
    votes: t`votes that nobody signed`,
    overlong: t`a frame without end, in large pieces`,
    overlongInPieces: t`a frame without end, in pieces of 1 KB`,
    unread: t`answers never read`,
    silent: t`connections without a word`,
    half: t`half a frame, and no more`,
    reset: t`connections reset`,
  };
  return names[kind];
}

/** What is checked, as a claim. */
export function checkName(name: CheckName): Said {
  const names = {
    alive: t`every server still runs`,
    answered: t`every request is answered`,
    once: t`every request is executed exactly once`,
    state: t`all servers have the same state`,
    memory: t`memory does not grow`,
    certificates: t`certificates are collected`,
    reactions: t`servers answer or hang up`,
    connections: t`connections are closed`,
  };
  return names[name];
}

/** How far it is. */
export function progressOf(phase: Phase, percent: number): Said {
  const names = {
    start: t`starting servers`,
    warm: t`warming up`,
    load: t`under load`,
    attack: t`under attack`,
    crowd: t`taking all connections`,
    after: t`after the attack`,
  };
  return t`${names[phase]}, ${percent} %`;
}
