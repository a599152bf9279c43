// npm run test:control-plane: what only a real API server, real controllers and a real scheduler can tell.
const { transform, setupFilesAfterEnv } = require('./jest.config');

/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test/control-plane'],
  transform,
  setupFilesAfterEnv,
  testMatch: ['**/*.live.test.ts'],
  testTimeout: 300_000,
  // Each file starts a control plane of its own.
  maxWorkers: 1,
};
