import type { SceneTrace, TraceEvent, TraceMessage } from '../score/trace.ts';
import { type Gap, type Message, type Said, t } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';
import type { Effect } from './certificates.ts';
import type { Moment } from './moments.ts';
import type { Refused, StepKind } from './types.ts';

/** Of a command or a result, at most so much is told. */
const MAX_TOLD_CHARS = 60;

/** Why a right server does not count a proposal or a vote. */
const REASONS: Readonly<Record<Refused['why'], Said>> = {
  shape: t`it is malformed`,
  view: t`it is for another view`,
  leader: t`its signer does not lead the view`,
  proposed: t`another proposal holds this seq`,
  member: t`no server of the cluster has this id`,
  own: t`it is the receiver's own`,
  signature: t`the signature does not verify`,
  digest: t`the digest is not that of the proposal`,
  duplicate: t`a vote of this server is counted already`,
  late: t`this seq is executed already`,
};

/** What happens at a moment, in one sentence. */
export function sentenceOf(moment: Moment, effect: Effect, trace: SceneTrace): Message {
  return 'message' in moment
    ? onMessage(moment.kind, moment.message, effect, trace)
    : onEvent(moment.event, effect, trace);
}

function onMessage(
  kind: StepKind,
  message: TraceMessage,
  effect: Effect,
  trace: SceneTrace,
): Message {
  const what = whatIs(message);
  const to = nameOf(message.to, trace);
  if (kind === 'sent') return onSending(message, effect, trace);
  if (kind === 'held') return t`${what} to ${to} is held back`;
  if (kind === 'delayed') return t`${what} to ${to} is delayed`;
  if (kind === 'copied') return t`${what} to ${to} is copied on the way`;
  if (kind === 'dropped') return t`${what} to ${to} is lost`;
  if (kind === 'altered') return t`${what} to ${to} is altered on the way`;
  if (kind === 'answered') return t`${to} answers ${what} with an error: ${short(message.error)}`;
  return onDelivery(message, effect, trace);
}

function onSending(message: TraceMessage, { before }: Effect, trace: SceneTrace): Said {
  const who = senderOf(message, trace);
  const what = whatIsSent(message);
  const to = nameOf(message.to, trace);
  const isPrepared = before?.stage !== 'none' && before?.stage !== 'pre-prepared';
  return message.method === METHOD.commit && !isPrepared
    ? t`${who} sends ${what} to ${to}, but it is not prepared`
    : t`${who} sends ${what} to ${to}`;
}

function onDelivery(message: TraceMessage, effect: Effect, trace: SceneTrace): Said {
  const what = whatIs(message);
  const to = nameOf(effect.server ?? message.to, trace);
  if (effect.away === 'gone') return t`${what} reaches ${to}, which is gone`;
  if (effect.away === 'stopped') return t`${what} reaches ${to}, which is stopped`;
  const outcome = outcomeOf(message, effect);
  return outcome === undefined ? t`${what} reaches ${to}` : t`${what} reaches ${to}: ${outcome}`;
}

/** What a right server makes of it; nothing is said of messages that are not judged. */
function outcomeOf({ method }: TraceMessage, effect: Effect): Said | undefined {
  const { judgement, before, now } = effect;
  if (judgement === undefined) return undefined;
  if (judgement === 'duplicate' && method === METHOD.prePrepare) return t`accepted already`;
  if (judgement !== 'accepted') return t`not counted, ${REASONS[judgement]}`;
  if (before === undefined || now === undefined) return t`accepted`;
  const reached = before.stage === now.stage ? 'nothing new' : now.stage;
  if (method === METHOD.prePrepare) {
    if (reached === 'prepared') return t`accepted, it is prepared`;
    return reached === 'committed' ? t`accepted, it is committed` : t`accepted`;
  }
  const { needed } = now;
  const count = (method === METHOD.prepare ? now.prepares : now.commits).length;
  if (now.stage === 'none') return t`kept until the proposal arrives, ${count} of ${needed}`;
  if (count > needed) return t`valid, but ${needed} are enough`;
  if (reached === 'prepared') return t`counted, ${count} of ${needed}: it is prepared`;
  if (reached === 'committed') return t`counted, ${count} of ${needed}: it is committed`;
  if (reached === 'executed') return t`counted, ${count} of ${needed}, after it was executed`;
  if (method === METHOD.commit && now.stage === 'pre-prepared') {
    return t`counted, ${count} of ${needed}, but it is not prepared yet`;
  }
  return t`counted, ${count} of ${needed}`;
}

function onEvent(event: TraceEvent, effect: Effect, trace: SceneTrace): Message {
  const { kind, text = '', said, seq } = event;
  const who = nameOf(effect.server ?? event.server ?? 'unknown', trace);
  if (kind === 'killed') return t`the process of ${who} is killed`;
  if (kind === 'exited') return t`the process of ${who} ends by itself`;
  if (kind === 'frozen') return t`the process of ${who} is stopped`;
  if (kind === 'thawed') return t`the process of ${who} goes on`;
  if (kind === 'executed') return onExecution(who, seq ?? 0, short(text), effect);
  if (kind === 'verdict') return onVerdict(text);
  return said ?? text;
}

function onExecution(who: Gap, seq: number, result: string, { now }: Effect): Said {
  if (now === undefined) return t`${who} has executed seq ${seq}: ${result}`;
  const { executed, stage, commits, needed } = now;
  if (executed > 1) return t`${who} has executed seq ${seq} again: ${result}`;
  if (stage === 'executed') return t`${who} has executed seq ${seq}: ${result}`;
  return stage === 'prepared'
    ? t`${who} has executed seq ${seq} with ${commits.length} of ${needed} commits: ${result}`
    : t`${who} has executed seq ${seq} without being prepared: ${result}`;
}

function onVerdict(text: string): Said {
  const [status, code] = text.split(': ');
  if (status === 'passed') return t`the scenario has passed`;
  if (status !== 'failed') return t`the scenario could not be judged`;
  return t`the scenario has failed, by the rule ${code ?? ''}`;
}

/** A message, as a noun. */
function whatIs({ method, seq, id, params }: TraceMessage): Said {
  if (method === METHOD.request) return whatRequest(params);
  if (method === METHOD.prePrepare) {
    return seq === undefined ? t`a malformed pre-prepare` : t`the pre-prepare for seq ${seq}`;
  }
  const isWhole = seq !== undefined && id !== undefined;
  if (method === METHOD.prepare) {
    return isWhole ? t`the prepare of server ${id} for seq ${seq}` : t`a malformed prepare`;
  }
  if (method === METHOD.commit) {
    return isWhole ? t`the commit of server ${id} for seq ${seq}` : t`a malformed commit`;
  }
  if (method === METHOD.reply) {
    return isWhole ? t`the reply of server ${id} for seq ${seq}` : t`a malformed reply`;
  }
  return method === 'garbage' ? t`a line that is no message` : t`a call of ${short(method)}`;
}

/** What a server sends, as a noun: mostly it is its own. */
function whatIsSent(message: TraceMessage): Said {
  const { method, from, seq, id } = message;
  const isOwn = id !== undefined && (from === id || from === 'unknown');
  if (seq === undefined || !isOwn) return whatIs(message);
  if (method === METHOD.prepare) return t`its prepare for seq ${seq}`;
  if (method === METHOD.commit) return t`its commit for seq ${seq}`;
  return method === METHOD.reply ? t`its reply for seq ${seq}` : whatIs(message);
}

function whatRequest(params: unknown): Said {
  const { req } = (params ?? {}) as { readonly req?: { readonly command?: unknown } };
  const command = req?.command;
  return typeof command === 'string' ? t`the request "${short(command)}"` : t`a request`;
}

/** All servers send replies to one port of the client's: the reply names its sender. */
function senderOf({ from, id, method }: TraceMessage, trace: SceneTrace): Said {
  if (from !== 'unknown') return nameOf(from, trace);
  return method === METHOD.reply && id !== undefined ? t`server ${id}` : t`somebody`;
}

function nameOf(party: TraceMessage['from'], { twin, servers }: SceneTrace): Said {
  if (party === 'client') return t`the client`;
  if (party === 'master') return t`the master`;
  if (party === 'unknown') return t`somebody`;
  return twin !== undefined && party === servers
    ? t`the twin of server ${twin}`
    : t`server ${party}`;
}

function short(text = ''): string {
  if (text.length <= MAX_TOLD_CHARS) return text;
  return `${text.slice(0, MAX_TOLD_CHARS).replace(/[\ud800-\udbff]$/, '')}…`; // no half a character
}
