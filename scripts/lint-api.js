// @ts-check
'use strict';
// Compiles a copy of the library with jsii, which refuses whatever Python, Java, Go and .NET could not express: union
// types, mapped types, properties that can be changed. jsii is not the build, because it wants to own tsconfig.json.
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const root = path.resolve(__dirname, '..');
const {
  name, version, description, license, peerDependencies: peers, peerDependenciesMeta, devDependencies, dependencies,
} = require(path.join(root, 'package.json'));
// An optional one is loaded while the app runs, and stands in no signature.
const peerDependencies = Object.fromEntries(
  Object.entries(peers).filter(([peer]) => !peerDependenciesMeta[peer]?.optional),
);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-nim-api-'));

for (const part of ['lib', 'imports']) {
  fs.cpSync(path.join(root, part), path.join(folder, part), {
    recursive: true,
    filter: (file) => !file.endsWith('.test.ts'),
  });
}
fs.copyFileSync(path.join(root, 'README.md'), path.join(folder, 'README.md'));
fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
const manifest = {
  name,
  version,
  description,
  license,
  author: { name: 'cdk8s-nim', organization: true },
  repository: { type: 'git', url: 'https://example.com/cdk8s-nim.git' },
  main: 'lib/index.js',
  types: 'lib/index.d.ts',
  stability: 'experimental',
  peerDependencies,
  devDependencies: Object.fromEntries(Object.keys(peerDependencies).map((peer) => [peer, devDependencies[peer]])),
  dependencies,
  bundledDependencies: Object.keys(dependencies ?? {}),
  jsii: { outdir: 'out', targets: {}, tsconfig: 'tsconfig.json', validateTsconfig: 'off' },
};
fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));

const compilerOptions = {
  target: 'ES2022',
  lib: ['ES2022'],
  module: 'CommonJS',
  strict: true,
  // The shapes that JavaScript callers are held to; jsii's own configuration has it too.
  resolveJsonModule: true,
  declaration: true,
  skipLibCheck: true,
  stripInternal: true,
  types: ['node'],
};
fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['lib', 'imports'] }));

const env = {
  ...process.env,
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1',
  JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
};
const { status } = spawnSync(path.join(root, 'node_modules', '.bin', 'jsii'), ['--silence-warnings=reserved-word'], {
  cwd: folder,
  stdio: 'inherit',
  env,
});
fs.rmSync(folder, { recursive: true, force: true });
console.log(
  status === 0
    ? 'the public API can be bound to every jsii language'
    : 'error: the public API cannot be bound to every jsii language',
);
process.exit(status ?? 1);
