/** What others need to know of the tiers: see docs/dev/isolation.md. */
export { sandboxFor } from './choose.ts';
export { enclosed } from './enclosure.ts';
export { probe } from './probe.ts';
export { TIERS, Tier } from './sandbox.ts';
