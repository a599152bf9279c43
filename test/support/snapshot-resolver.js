const path = require('path');

/** Snapshots live in the top-level __snapshots__, one file per test file, in the same subfolders. */
const root = path.resolve(__dirname, '../..');
const tests = path.join(root, 'test');
const snapshots = path.join(root, '__snapshots__');

module.exports = {
  testPathForConsistencyCheck: path.join(tests, 'nim/example.test.ts'),
  resolveSnapshotPath: (testPath, extension) => path.join(snapshots, path.relative(tests, testPath) + extension),
  resolveTestPath: (snapshotPath, extension) => path.join(tests, path.relative(snapshots, snapshotPath).slice(0, -extension.length)),
};
