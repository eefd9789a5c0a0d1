import { instance } from '@viz-js/viz';
import * as z from 'zod';
import type { Graph } from './graph.ts';
import { type Group, SPECIALS, type Special } from './parts.ts';

export type Point = readonly [x: number, y: number];

/** A part in its place. */
export interface Box {
  readonly label: string;
  readonly id: string;
  readonly group: Group;
  readonly centre: Point;
  readonly width: number;
}

/** An arrow: a curve of Bézier pieces, and the point where its head ends. */
export interface Arrow {
  readonly kind: 'imports' | Special['kind'];
  readonly curve: readonly Point[];
  readonly end: Point;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly frames: readonly { readonly group: Group; readonly from: Point; readonly to: Point }[];
}

export const BOX_HEIGHT = 26;
/** Of a character of the labels, and what is on both sides of them together. */
const CHAR_WIDTH = 8.5;
const PADDING = 12;
/** Leaves room for a title above the parts in a frame. */
const TITLED = 'margin=14; label=" "; fontsize=12;';
/** The class of an arrow that is not drawn: it puts the lab below the grader, so that the figure is narrow. */
const BELOW = 'below';
/** Graphviz wants inches for sizes, and answers in points. */
const INCH = 72;

const Laid = z.object({
  bb: z.string(),
  objects: z.array(
    z.object({
      _gvid: z.int(),
      name: z.string(),
      pos: z.string().optional(),
      bb: z.string().optional(),
      width: z.string().optional(),
    }),
  ),
  edges: z.array(
    z.object({ pos: z.string(), class: z.enum(['imports', 'starts', 'reads', BELOW]) }),
  ),
});

/** Where parts and arrows go, as Graphviz's `dot` finds it: the same for the same graph, wherever it runs. */
export async function layoutOf(graph: Graph): Promise<Layout> {
  const viz = await instance();
  const { bb, objects, edges } = Laid.parse(viz.renderJSON(dotOf(graph)));
  const [, , width = 0, height = 0] = bb.split(',').map(Number);
  const flipped = ([x, y]: Point): Point => [x, height - y];
  const boxes = objects.flatMap(({ name, pos, width: inches }): Box[] => {
    const part = graph.parts.get(name);
    if (part === undefined || pos === undefined) return [];
    return [{ ...part, centre: flipped(pointIn(pos)), width: Number(inches) * INCH }];
  });
  const frames = objects.flatMap(({ name, bb: frame }) => {
    const group = (['lab', 'grader'] as const).find((one) => name === `cluster_${one}`);
    if (group === undefined || frame === undefined) return [];
    const [left = 0, low = 0, right = 0, high = 0] = frame.split(',').map(Number);
    return [{ group, from: flipped([left, high]), to: flipped([right, low]) }];
  });
  const arrows = edges.flatMap(({ pos, class: kind }): Arrow[] => {
    // "e,x,y" is where the head ends; the rest is the curve.
    const [end = '', ...curve] = pos.split(' ');
    if (kind === BELOW) return [];
    return [{ kind, curve: curve.map(pointIn).map(flipped), end: flipped(pointIn(end.slice(2))) }];
  });
  return { width, height, boxes, arrows, frames };
}

function pointIn(text: string): Point {
  const [x = 0, y = 0] = text.split(',').map(Number);
  return [x, y];
}

/** The graph as Graphviz reads it; sorted, so that the order in which files were read does not matter. */
function dotOf({ parts, imports }: Graph): string {
  const quoted = (text: string): string => JSON.stringify(text);
  const all = [...parts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const nodes = (group: Group): string =>
    all
      .filter((part) => part.group === group)
      .map(({ id, label }) => {
        const width = (label.length * CHAR_WIDTH + PADDING) / INCH;
        return `${quoted(id)} [width=${width.toFixed(3)}]`;
      })
      .join('\n');
  const arrows = [...imports].flatMap(([from, to]) =>
    [...to].map((id) => `${quoted(from)} -> ${quoted(id)} [class=imports]`),
  );
  const specials = SPECIALS.map(
    ({ from, to, kind }) =>
      // What starts the grader anew leads back to its top and must not turn it upside down.
      `${quoted(from)} -> ${quoted(to)} [class=${kind}${to === 'grader/start.mjs' ? ' constraint=false' : ''}]`,
  );
  return `digraph {
    graph [nodesep=0.11 ranksep=0.36 margin=0 newrank=true];
    node [shape=box fixedsize=true label="" height=${(BOX_HEIGHT / INCH).toFixed(3)}];
    edge [arrowsize=0.6];
    subgraph cluster_grader { ${TITLED} ${nodes('grader')} }
    subgraph cluster_lab { ${TITLED} ${nodes('lab')} }
    ${nodes('around')}
    ${[...arrows.sort(), ...specials].join('\n')}
    "grader/wire" -> "solution" [class=${BELOW}];
  }`;
}
