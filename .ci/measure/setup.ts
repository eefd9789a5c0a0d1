// Runs in every vitest worker, before its tests. Node reads NODE_V8_COVERAGE once, when a process
// starts; set here it is too late for the worker itself, which vitest measures in its own way, and
// in time for every process that the tests start.
import process from 'node:process';

const folder = process.env.PBFT_LAB_CHILD_COVERAGE;
if (folder !== undefined) process.env.NODE_V8_COVERAGE = folder;
