/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/lib', '<rootDir>/app', '<rootDir>/cli', '<rootDir>/test'],
  transform: { '^.+\\.ts$': '<rootDir>/test/support/typescript-transformer.js' },
  testMatch: ['**/*.test.ts'],
  // They need a control plane: jest.control-plane.config.js.
  testPathIgnorePatterns: ['/node_modules/', '\\.live\\.test\\.ts$'],
  setupFilesAfterEnv: ['<rootDir>/test/support/silence-warnings.js', '<rootDir>/test/support/fixed-seed.js'],
  snapshotResolver: '<rootDir>/test/support/snapshot-resolver.js',
  snapshotSerializers: ['<rootDir>/test/support/yaml-serializer.js'],
  snapshotFormat: { escapeString: false },
  prettierPath: null,
  // Jest leaves one processor to others; on two that would be half.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/test/support/left-out-reporter.js'],
};
