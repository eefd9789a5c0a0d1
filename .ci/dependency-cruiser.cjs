// Who may import whom. What judges (grader/) stays apart from what is judged (solution/, starter/),
// and what decides (oracles, score, wire) stays apart from what touches the world.
// Run it with `npm run imports`, which also fails when files were not seen.

const PURE = '^grader/(diagram|oracles|replay|score|text|wire)/';
const TEST = '[.]test[.]ts$';
const IO_BUILTINS =
  '^(node:)?(child_process|cluster|dgram|dns|fs|http2?|https|net|os|perf_hooks|readline|timers|tls|worker_threads)(/|$)';
const IO_FOLDERS =
  '^grader/(cluster|explore|network|puppet|scenarios|scenes|sandbox|submission|report|batch)/';

/** An error-level rule; `comment` is what a person reads when it fires. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule(
      'no-circular',
      'Files that import each other have no order in which a person can read them.',
      {},
      { circular: true },
    ),
    rule(
      'resolvable',
      'An import that resolves to nothing would slip past every other rule.',
      {},
      { couldNotResolve: true },
    ),
    rule(
      'lab-stands-alone',
      'Students get the lab without the grader, its fixtures and its tooling.',
      { path: '^(solution|starter)/' },
      { path: '^(grader|fixtures|[.]ci)/' },
    ),
    rule(
      'bottom-layer',
      'zkv and zlog are the lowest layer of the lab: each imports nothing of the lab but itself.',
      { path: '^(solution|starter)/(zkv|zlog)/', pathNot: TEST },
      { path: '^(solution|starter)/', pathNot: '^$1/$2/' },
    ),
    rule(
      'rpc-layer',
      'zrpc knows nothing of consensus: it may import zlog and itself only.',
      { path: '^(solution|starter)/zrpc/', pathNot: TEST },
      { path: '^(solution|starter)/', pathNot: '^$1/(zrpc|zlog)/' },
    ),
    rule(
      'judge-apart-from-judged',
      'The grader starts lab code as processes and never imports it, its own tests included: ' +
        'a mistake in shared code would be invisible.',
      { path: '^grader/' },
      { path: '^(solution|starter|fixtures)/' },
    ),
    rule(
      'pure-no-io',
      'These folders are functions of their arguments: no clock, no files, no sockets. ' +
        'Tests and the command that writes the schema are exempt.',
      { path: PURE, pathNot: [TEST, '^grader/score/export-schema[.]ts$'] },
      { path: [IO_BUILTINS, '(^|/)node_modules/execa/'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'pure-no-io-folders',
      'Pure folders may name the types of the folders that do I/O, not run their code.',
      { path: PURE, pathNot: TEST },
      { path: IO_FOLDERS, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'scenarios-below-report',
      'A scenario tells a story about servers; it knows neither submissions nor reports.',
      { path: '^grader/(scenarios|scenes|explore)/' },
      { path: '^grader/(report|submission)/' },
    ),
    rule(
      'report-reads-results',
      'A report is written from results alone: score, scenarios, what draws and says them, and the files directly in grader/.',
      { path: '^grader/report/' },
      {
        path: '^grader/[^/]+/',
        pathNot:
          '^grader/(diagram|replay|report|score|scenarios|scenes|text|testing)/|^grader/hints/about[.]ts$',
      },
    ),
    rule(
      'commands-are-the-top',
      'grader/commands holds the commands and nothing else: only what starts one imports it.',
      { pathNot: '^grader/(start[.]mjs$|commands/)' },
      { path: '^grader/commands/' },
    ),
    rule(
      'queue-when-asked',
      'bullmq and ioredis load slowly: only the commands of a queue load what needs them.',
      { path: '^grader/', pathNot: '^grader/(queue|commands)/' },
      { path: '^grader/queue/|(^|/)node_modules/(bullmq|ioredis)/' },
    ),
    rule(
      'test-tools-in-tests',
      'vitest is not there when students run the lab or the grader.',
      { pathNot: [TEST, '^[.]ci/', '^vitest[.]config[.]ts$'] },
      { path: '(^|/)node_modules/(vitest|@vitest)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Submissions that are wrong, unusual, broken or hostile on purpose may import what they like.
    exclude: { path: '^fixtures/(wrong|unusual|broken|hostile)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Also sees `import type`, and tells it from an import that runs.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
