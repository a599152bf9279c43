import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { go } from './go';

/**
 * A module in `folder` that requires k8s.io/kubernetes. Its own go.mod points at staging modules in its repository,
 * which the module zip lacks; the published ones of the same version take their place.
 */
export function writeKubernetesModule(folder: string, version: string): void {
  const module = `k8s.io/kubernetes@v${version}`;
  writeFileSync(join(folder, 'go.mod'), 'module control-plane\n');
  const { Dir: source } = JSON.parse(go(folder, 'mod', 'download', '-json', module)) as { Dir: string };
  const upstream = readFileSync(join(source, 'go.mod'), 'utf8');
  const goVersion = /^go (\S+)$/m.exec(upstream)![1];
  const staging = [...upstream.matchAll(/^\s+(k8s\.io\/[a-z-]+) => \.\/staging/gm)].map(
    ([, name]) => `\t${name} => ${name} v0.${minorAndPatch(version)}`,
  );
  writeFileSync(
    join(folder, 'go.mod'),
    `module control-plane\n\ngo ${goVersion}\n\nrequire k8s.io/kubernetes v${version}\n\nreplace (\n${staging.join('\n')}\n)\n`,
  );
  cpSync(join(source, 'go.sum'), join(folder, 'go.sum'));
}

/** The flags by which the binaries know their version. */
export function versionFlags(version: string): string {
  const prefix = '-X k8s.io/component-base/version';
  return `-s -w ${prefix}.gitVersion=v${version} ${prefix}.gitMajor=1 ${prefix}.gitMinor=${minorAndPatch(version).split('.')[0]}`;
}

function minorAndPatch(version: string): string {
  return version.replace(/^1\./, '');
}
