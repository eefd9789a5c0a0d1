import { describe, expect, it } from 'vitest';
import { TRY_START } from '../scenes/try-start.ts';
import { CATALOGUE } from './index.ts';

describe('the catalogue', () => {
  it('names each scenario once, as its file is named', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  });

  it('leaves each cluster to one scenario at most, and to none that is not there', () => {
    const known = new Set([TRY_START, ...CATALOGUE.map(({ id }) => id)]);
    const heirs = CATALOGUE.flatMap(({ continues = [] }) =>
      continues.map(({ id, f }) => `${id} f=${f}`),
    );
    expect(new Set(heirs).size).toBe(heirs.length);
    for (const { continues = [] } of CATALOGUE) {
      for (const { id } of continues) expect(known).toContain(id);
    }
  });
});
