import type { Kept } from '../cluster.ts';

/** What all servers kept at one moment at which nothing was under way. */
export interface Sample {
  /** How many requests had been executed by then. */
  readonly requests: number;
  readonly servers: readonly Kept[];
}

/**
 * What memory may grow by, however long a run is. A server that keeps nothing still grows a little, and
 * shrinks again: code is compiled, optimised, and thrown away when it was not used for a while. That was
 * seen to make up to 0.6 MB. It has an end, and what leaks has none: the more requests, the smaller the
 * leak that is found. 16,000 requests show one of 65 bytes a request, less than a digest.
 */
export const ROOM_BYTES = {
  /** For the slope over several samples, to which one odd sample does little. */
  fitted: 1024 * 1024,
  /** For the difference of two samples. */
  total: 2 * 1024 * 1024,
};

/** Certificates that a server keeps below its last executed seq (the low water mark, PBFT §4.2). */
const CERTIFICATES_KEPT = 128;

/** How the memory of one server grew over several samples. */
export interface Growth {
  /** Least-squares slope of the heap over requests. */
  readonly bytesARequest: number;
  /** The slope over all requests from the first sample to the last: one odd sample changes it little. */
  readonly fittedBytes: number;
  /** The last sample above the first: shows what grows late, which a slope averages away. */
  readonly totalBytes: number;
}

/** How one server grew. Samples are after collections of garbage, so that there is no sawtooth in them. */
export function growthOf(samples: readonly Sample[], server: number): Growth {
  const points = samples.map(({ requests, servers }) => {
    return { x: requests, y: servers[server]?.heapBytes ?? 0 };
  });
  const [first, last] = [points[0] ?? { x: 0, y: 0 }, points.at(-1) ?? { x: 0, y: 0 }];
  const mean = (of: 'x' | 'y'): number =>
    points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [middleX, middleY] = [mean('x'), mean('y')];
  const across = points.reduce((sum, { x }) => sum + (x - middleX) ** 2, 0);
  const along = points.reduce((sum, { x, y }) => sum + (x - middleX) * (y - middleY), 0);
  const bytesARequest = across === 0 ? 0 : along / across;
  return {
    bytesARequest,
    fittedBytes: bytesARequest * (last.x - first.x),
    totalBytes: last.y - first.y,
  };
}

/** True when a server grew by no more than what compiled code takes. */
export function isSteady({ fittedBytes, totalBytes }: Growth): boolean {
  return fittedBytes <= ROOM_BYTES.fitted && totalBytes <= ROOM_BYTES.total;
}

/**
 * Most certificates that a server may have while nothing is under way: those below its last executed seq.
 * Above it, each client had one request under way at most.
 */
export function mostCertificates(clients: number): number {
  return CERTIFICATES_KEPT + clients;
}
