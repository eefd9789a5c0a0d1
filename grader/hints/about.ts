/** What each scenario does, for people who want to know more than its story. */
import { ABOUT_CLUSTERS } from './about-clusters.ts';
import { ABOUT_ONE_SERVER } from './about-one-server.ts';
import type { About } from './about-type.ts';
import { ABOUT_VOTES } from './about-votes.ts';

/** By the id of the scenario, in the order of the catalogue. */
export const ABOUT: Readonly<Record<string, About>> = {
  ...ABOUT_ONE_SERVER,
  ...ABOUT_VOTES,
  ...ABOUT_CLUSTERS,
};

/** Rules that are judged wherever a server runs or something is executed. */
export const EVERYWHERE = [
  'starts',
  'survives',
  'responsive',
  'rests',
  'agreement',
  'order',
  'executed-once',
  'result-right',
] as const;
