import { buildSync } from 'esbuild';
import { join } from 'path';
import { ROOT } from './manifests';

/** Runs an app that imports this library by its name, and writes its manifests to a folder. */
export function synthesizeSnippet(code: string, outdir: string): void {
  const { outputFiles } = buildSync({
    stdin: { contents: code, resolveDir: ROOT, loader: 'ts' },
    alias: { 'cdk8s-nim': join(ROOT, 'lib', 'index.ts') },
    external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  process.env.CDK8S_OUTDIR = outdir;
  new Function('require', 'module', 'exports', outputFiles[0].text)(require, { exports: {} }, {});
}
