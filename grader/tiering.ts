/**
 * Most code of a process that lives for seconds runs a few times. V8 optimizes what has run for long
 * enough, in threads of its own; with this flag that is eight times longer. A grade needs 9 % less CPU
 * with it ([decision 11](../docs/dev/decisions/0011-cheap-starts.md)).
 *
 * To be set when all modules of Node that are needed are loaded: with other flags than it was built
 * with, Node does not use what it keeps compiled of them.
 */
export const OPTIMIZE_LATER = '--interrupt-budget=1000000';
