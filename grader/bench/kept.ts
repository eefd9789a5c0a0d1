/** The bench whose charts and tables the handout shows, in `docs/figures`. */
export const KEPT = 'bench.json';
