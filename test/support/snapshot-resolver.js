const path = require('path');

/** Snapshots live in the top-level __snapshots__, one file per test file, at the same path. */
const root = path.resolve(__dirname, '../..');
const snapshots = path.join(root, '__snapshots__');

module.exports = {
  testPathForConsistencyCheck: path.join(root, 'lib/example.test.ts'),
  resolveSnapshotPath: (testPath, extension) => path.join(snapshots, path.relative(root, testPath) + extension),
  resolveTestPath: (snapshotPath, extension) =>
    path.join(root, path.relative(snapshots, snapshotPath).slice(0, -extension.length)),
};
