import { setTimeout } from 'node:timers/promises';
import { renderAcme } from '../../support/acme';
import { Manifest } from '../../support/manifests';
import { describePending, isComplete } from '../agreement/outcome';
import { ApiError } from '../cluster/api';
import { createNodes, deleteNodes } from '../cluster/nodes';
import { pathOf } from '../cluster/objects';
import { definitionsFor } from '../support/environments';
import { useControlPlane } from '../support/live';
import { nodesOf } from '../support/nodes-of';

jest.spyOn(console, 'warn').mockImplementation();

const live = useControlPlane();

/** The classes of the sites, by how far a volume reaches, made by the driver of the stand-in for nodes. */
const CLASSES = {
  'premium-rwo': 'zone', 'enterprise-multishare-rwx': 'none', 'ceph-block': 'none', 'cephfs': 'none',
};

/** A definition is served a moment after it was made. */
async function createOnceServed(object: Manifest): Promise<void> {
  for (let attempts = 100; ; attempts--) {
    try {
      await live.plane.api.create(pathOf(object, { collection: true }), object);
      return;
    } catch (error) {
      if (attempts === 0 || (error as ApiError).status !== 404) {
        throw error;
      }
      await setTimeout(100);
    }
  }
}

describe.each(renderAcme())('on %s', (_name, { cluster, manifests }) => {
  const workloads = manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  const incomplete = () =>
    workloads.filter((each) => !isComplete(live.view, each)).map((each) => describePending(live.view, 'acme', each));

  beforeAll(async () => {
    await createNodes(live.plane.api, nodesOf({ cluster }));
    const classes = Object.entries(CLASSES).map(([name, topology]) => ({
      apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner: 'csi.nodelet',
      parameters: { topology }, volumeBindingMode: 'WaitForFirstConsumer',
    }));
    for (const object of [...definitionsFor(manifests), ...classes]) {
      await live.plane.api.create(pathOf(object, { collection: true }), object).catch(() => undefined);
    }
    for (const object of manifests.filter(({ kind }) => kind !== 'StorageClass')) {
      await createOnceServed(object);
    }
    await live.quiet('acme');
  });

  afterAll(async () => {
    await live.plane.kubectl('delete', 'namespace', 'acme', '--wait');
    await deleteNodes(live.plane.api, nodesOf({ cluster }).map(({ metadata }) => metadata.name));
  });

  test('every pod runs', () => {
    expect(incomplete()).toEqual([]);
  });

  test('every workload updates, as the proof says', async () => {
    for (const { kind, metadata } of workloads) {
      await live.plane.kubectl('-n', 'acme', 'rollout', 'restart', `${kind}/${metadata.name}`);
      await live.quiet('acme');
      expect(incomplete()).toEqual([]);
    }
  });
});
