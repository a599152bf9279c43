import { BuildOptions, buildSync } from 'esbuild';
import { join } from 'path';
import { ROOT } from './manifests';

/** Runs an app that imports this library by its name, and writes its manifests to a folder. */
export function synthesizeSnippet(code: string, outdir: string): void {
  synthesize({ stdin: { contents: code, resolveDir: ROOT, loader: 'ts' } }, outdir);
}

/** The same for an app in a file, which may import others. */
export function synthesizeFile(file: string, outdir: string): void {
  synthesize({ entryPoints: [file], outfile: 'app.js' }, outdir);
}

function synthesize(entry: BuildOptions, outdir: string): void {
  const { outputFiles } = buildSync({
    ...entry,
    alias: { 'cdk8s-nim': join(ROOT, 'lib', 'index.ts') },
    external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  process.env.CDK8S_OUTDIR = outdir;
  new Function('require', 'module', 'exports', outputFiles![0].text)(require, { exports: {} }, {});
}
