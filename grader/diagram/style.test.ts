import { describe, expect, it } from 'vitest';
import { COLOURS } from './style.ts';

/** WCAG 2.2: relative luminance of a colour `#rrggbb`. */
function luminance(colour: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the %s colours of a drawing', (_, mode) => {
  const colour = (name: string): string => COLOURS[name]?.[mode] ?? '';

  it.each(['diagram-text', 'diagram-muted', 'diagram-bad'])('let people read %s', (name) => {
    expect(contrast(colour(name), colour('diagram-back'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour(name), colour('diagram-tint'))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([0, 1, 2, 3, 4])('let people read the labels of stage %i', (stage) => {
    expect(contrast(colour(`stage-${stage}`), colour('diagram-back'))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['diagram-lane', 'diagram-made'])('let people see the lines of %s', (name) => {
    expect(contrast(colour(name), colour('diagram-back'))).toBeGreaterThanOrEqual(3);
    expect(contrast(colour(name), colour('diagram-tint'))).toBeGreaterThanOrEqual(3);
  });
});
