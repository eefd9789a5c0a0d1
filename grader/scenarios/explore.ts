import { explore as exploreSchedules } from '../explore/explore.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const explore: Scenario = {
  id: 'explore',
  story: t`random schedules with late, copied and bad votes`,
  effort: 12,
  async play(open, { choices, exploreMs }) {
    const seed = choices.integer(0, 0x7fff_ffff);
    const schedules = await exploreSchedules(open, { seed, budgetMs: exploreMs });
    return t`${schedules} schedules`;
  },
};
