import { Manifest } from '../../support/manifests';
import { createNodes } from '../cluster/nodes';
import { pathOf } from '../cluster/objects';
import { argo, outOfSync } from '../support/argo';
import { distManifests, environment, namespaceOf, nodesOf } from '../support/environments';
import { useControlPlane } from '../support/live';

const live = useControlPlane();
const staging = environment('staging');
const namespace = namespaceOf(staging);
const nim = distManifests('staging').find(
  ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'embedding-nim',
)!;

const FORBIDDEN = "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'";

function without(manifest: Manifest, ...keys: string[]): Manifest {
  const annotations = Object.entries(manifest.metadata.annotations!).filter(([key]) => !keys.includes(key));
  return { ...manifest, metadata: { ...manifest.metadata, annotations: Object.fromEntries(annotations) } };
}

/** As everybody applies it who has not thought of the strategy: the API server fills in RollingUpdate. */
const plain = without(nim, 'argocd.argoproj.io/sync-options', 'cdk8s-nim/spec-checksum');
const naive: Manifest = { ...plain, spec: { ...plain.spec, strategy: undefined } };

const write = (manager: string, ...args: string[]) => async () => {
  const file = JSON.stringify(naive);
  const outcome = await live.plane.kubectlWith(file, ...args, '--field-manager', manager, '-f', '-');
  expect(outcome).toMatchObject({ status: 0 });
};

/** Who has made the Deployment that runs. */
const MAKERS: { readonly [maker: string]: () => Promise<void> } = {
  'Argo CD by server-side apply': async () => void (await argo(live.plane, 'sync server-side', [naive])),
  'Argo CD by client-side apply': async () => void (await argo(live.plane, 'sync client-side', [naive])),
  'kubectl apply': write('kubectl-client-side-apply', 'apply'),
  'kubectl apply --server-side': write('kubectl', 'apply', '--server-side'),
  'Helm': write('helm', 'create'),
};

const strategy = async () => (await live.plane.api.get(pathOf(nim))).spec.strategy;

beforeAll(async () => {
  await createNodes(live.plane.api, nodesOf(staging));
  await live.plane.kubectl('create', 'namespace', namespace);
});

afterEach(async () => {
  await live.plane.kubectl('-n', namespace, 'delete', 'deployment', nim.metadata.name, '--wait');
});

test.each(Object.keys(MAKERS))('Argo CD switches what %s has made to Recreate, and it stays Synced', async (maker) => {
  await MAKERS[maker]();
  expect(await strategy()).toMatchObject({ type: 'RollingUpdate' });
  expect(await argo(live.plane, 'sync server-side', [nim])).toMatchObject([{ status: 'Synced' }]);
  expect(await strategy()).toEqual({ type: 'Recreate' });
  expect(await outOfSync(live.plane, 'structured', [nim])).toEqual([]);
  expect(await outOfSync(live.plane, 'server-side', [nim])).toEqual([]);
});

test('a commit that only takes something out is seen and applied', async () => {
  await MAKERS.Helm();
  await argo(live.plane, 'sync server-side', [nim]);
  const shorter = structuredClone(nim);
  const [{ env }] = shorter.spec.template.spec.containers;
  const [gone] = env.splice(0, 1);
  shorter.metadata.annotations!['cdk8s-nim/spec-checksum'] = 'another';
  expect(await outOfSync(live.plane, 'structured', [shorter])).toMatchObject([{ status: 'OutOfSync' }]);
  await argo(live.plane, 'sync server-side', [shorter]);
  const { spec } = await live.plane.api.get(pathOf(nim));
  expect(spec.template.spec.containers[0].env.map(({ name }: { name: string }) => name)).not.toContain(gone.name);
});

test('without its sync option the switch is refused, and one merge patch makes it possible', async () => {
  await MAKERS['Argo CD by server-side apply']();
  expect(await argo(live.plane, 'sync server-side', [plain])).toMatchObject([
    { status: 'SyncFailed', message: expect.stringContaining(FORBIDDEN) },
  ]);
  const patch = '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}';
  await live.plane.kubectl('-n', namespace, 'patch', 'deployment', nim.metadata.name, '--type', 'merge', '-p', patch);
  expect(await argo(live.plane, 'sync server-side', [plain])).toMatchObject([{ status: 'Synced' }]);
  expect(await strategy()).toEqual({ type: 'Recreate' });
});

test('two commits switch it without a patch: the first one owns what the second one takes out', async () => {
  await MAKERS['Argo CD by server-side apply']();
  const inPlace = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };
  const first = { ...plain, spec: { ...plain.spec, strategy: inPlace } };
  expect(await argo(live.plane, 'sync server-side', [first])).toMatchObject([{ status: 'Synced' }]);
  expect(await argo(live.plane, 'sync server-side', [plain])).toMatchObject([{ status: 'Synced' }]);
  expect(await strategy()).toEqual({ type: 'Recreate' });
});

test('Flux and kubectl are refused after a server-side apply, null or not, until the patch', async () => {
  await MAKERS['kubectl apply --server-side']();
  const flux = ['apply', '--server-side', '--force-conflicts', '--field-manager', 'kustomize-controller', '-f', '-'];
  const withNull = { ...plain, spec: { ...plain.spec, strategy: { type: 'Recreate', rollingUpdate: null } } };
  for (const manifest of [plain, withNull]) {
    expect(await live.plane.kubectlWith(JSON.stringify(manifest), ...flux)).toMatchObject({
      status: 1, stderr: expect.stringContaining(FORBIDDEN),
    });
  }
  const patch = '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}';
  await live.plane.kubectl('-n', namespace, 'patch', 'deployment', nim.metadata.name, '--type', 'merge', '-p', patch);
  expect(await live.plane.kubectlWith(JSON.stringify(plain), ...flux)).toMatchObject({ status: 0 });
  expect(await strategy()).toEqual({ type: 'Recreate' });
});
