import type { CertificateStage, Refused } from '../../replay/replay.ts';
import { type Said, t } from '../../text/text.ts';

/** What a stage of a certificate is called; the names are those of the paper. */
export function stageName(stage: CertificateStage): Said {
  const names = {
    none: t`no proposal`,
    'pre-prepared': t`pre-prepared`,
    prepared: t`prepared`,
    committed: t`committed`,
    executed: t`executed`,
  };
  return names[stage];
}

/** A vote that is not counted, and why. */
export function refusalOf({ method, from, claims, why }: Refused): Said {
  const kind = method.replace(/^Server\.|Rpc$/g, '');
  const reasons = {
    shape: t`wrong shape`,
    view: t`another view`,
    leader: t`not from the leader`,
    proposed: t`there is another proposal`,
    member: t`no server has that id`,
    own: t`its own vote`,
    signature: t`wrong signature`,
    digest: t`another digest`,
    duplicate: t`counted before`,
    late: t`already executed`,
  };
  return claims === undefined || claims === from
    ? t`${kind} of ${from}: ${reasons[why]}`
    : t`${kind} of ${from} as ${claims}: ${reasons[why]}`;
}
