import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ROOT } from '../lab.ts';
import { SceneTrace } from '../score/trace.ts';
import { LANGUAGES } from '../text/language.ts';
import { drawFigure, excerpt, FIGURES } from './figures.ts';

const FOLDER = join(ROOT, 'docs/figures');
const traces = z
  .record(z.string(), SceneTrace)
  .parse(JSON.parse(readFileSync(join(FOLDER, 'traces.json'), 'utf8')));

describe('the figures of the handout', () => {
  it.each(FIGURES)('$name is what its trace draws; else run: npm run docs:figures', (figure) => {
    const trace = traces[figure.name];
    if (trace === undefined) throw new Error(`no trace of ${figure.name} is kept`);
    for (const language of LANGUAGES) {
      const file = join(FOLDER, `${figure.name}.${language}.svg`);
      expect(readFileSync(file, 'utf8')).toBe(drawFigure(figure, trace, language));
    }
  });

  it('are all drawings of messages in their folder', () => {
    const files = FIGURES.flatMap(({ name }) => LANGUAGES.map((one) => `${name}.${one}.svg`));
    const isDrawing = (file: string): boolean =>
      readFileSync(join(FOLDER, file), 'utf8').includes('class="message-diagram"');
    const found = readdirSync(FOLDER).filter((file) => file.endsWith('.svg') && isDrawing(file));
    expect(found.sort()).toEqual(files.sort());
    expect(Object.keys(traces).sort()).toEqual(FIGURES.map(({ name }) => name).sort());
  });

  it.each(['docs/pbft.md', 'docs/en/pbft.md'])('are there where %s shows them', (page) => {
    const text = readFileSync(join(ROOT, page), 'utf8');
    const shown = [...text.matchAll(/figures\/([\w.-]+\.svg)/g)].map(([, file]) => file);
    expect(shown.length).toBeGreaterThan(0);
    expect(readdirSync(FOLDER)).toEqual(expect.arrayContaining(shown));
  });

  it('do not take a request that a trace does not have', () => {
    const [figure] = FIGURES;
    const trace = traces['normal-path'];
    if (figure === undefined || trace === undefined) throw new Error('no figures');
    expect(() => excerpt(trace, { ...figure, request: 9 })).toThrow('no request 9');
  });
});
