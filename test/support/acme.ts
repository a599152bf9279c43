import { readFileSync } from 'fs';
import { join } from 'path';
import { Cluster } from '../../lib';
import { Manifest, readManifests, ROOT } from './manifests';
import { synthesizeFile } from './snippet';
import { contentsBelow, inTemporaryFolder } from './workspace';

/** What `examples/acme` writes for one place. */
export interface RenderedSite {
  readonly cluster: Cluster;
  readonly manifests: Manifest[];
  readonly files: { readonly [path: string]: string };
}

/** Each place of `examples/acme`, by its name. */
export function renderAcme(): [name: string, site: RenderedSite][] {
  return inTemporaryFolder((outdir) => {
    synthesizeFile(join(ROOT, 'examples', 'acme', 'main.ts'), outdir);
    return ['gke', 'on-prem'].map((name): [string, RenderedSite] => [name, {
      cluster: Cluster.fromNodesFile(readFileSync(join(outdir, `${name}.nodes.yaml`), 'utf8')),
      manifests: readManifests(join(outdir, name)),
      files: contentsBelow(join(outdir, name)),
    }]);
  });
}
