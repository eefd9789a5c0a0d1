/** The curve y = constant + factor * n², and how well it fits: 1 is perfect. */
export interface Fit {
  readonly constant: number;
  readonly factor: number;
  readonly rSquared: number;
}

/** The least-squares fit to n²; needs two different n. */
export function fitToSquare(
  points: readonly { readonly n: number; readonly y: number }[],
): Fit | undefined {
  const xs = points.map(({ n }) => n * n);
  const ys = points.map(({ y }) => y);
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const spread = sum(xs.map((x) => (x - meanX) ** 2));
  if (spread === 0) return undefined;
  const factor = sum(xs.map((x, i) => (x - meanX) * ((ys[i] ?? 0) - meanY))) / spread;
  const constant = meanY - factor * meanX;
  const left = sum(xs.map((x, i) => ((ys[i] ?? 0) - constant - factor * x) ** 2));
  const all = sum(ys.map((y) => (y - meanY) ** 2));
  return { constant, factor, rSquared: all === 0 ? 1 : 1 - left / all };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
