import { writeFileSync } from 'fs';
import { App, Chart } from 'cdk8s';
import { RestrictedNamespace, RolloutProof } from 'cdk8s-nim';
import { k8s } from 'cdk8s-plus-28';
import { Data } from './data';
import { Models } from './models';
import { Services } from './services';
import { GKE, ON_PREM } from './sites';

const dist = process.env.CDK8S_OUTDIR ?? 'dist';
for (const site of [GKE, ON_PREM]) {
  const app = new App({ outdir: `${dist}/${site.name}` });
  RolloutProof.attach(app, site.cluster);
  const platform = new Chart(app, '00-platform', { disableResourceNameHashes: true });
  new RestrictedNamespace(platform, 'acme');
  for (const [name, provisioner] of Object.entries(site.provisioners)) {
    new k8s.KubeStorageClass(platform, name, {
      metadata: { name },
      provisioner,
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
  }
  const chart = new Chart(app, 'acme', { namespace: 'acme', disableResourceNameHashes: true });
  const models = new Models(chart, site);
  const data = new Data(chart, site);
  new Services(chart, site, models, data);
  app.synth();
  // The same nodes for the command line.
  writeFileSync(`${dist}/${site.name}.nodes.yaml`, site.cluster.toNodesFile());
}
