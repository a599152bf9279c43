import { Chart, Testing } from 'cdk8s';
import { DeviceClaim, KubernetesTarget, ReplicatedWorkloadProps } from '../..';
import { aService, EVERY_CONSTRUCT } from '../../../test/support/examples';
import { mainContainer, newChart, podSpec } from '../../../test/support/synth';

type Create = (chart: Chart, id: string, props: ReplicatedWorkloadProps) => unknown;

function renderedFor(version: string, create: Create, props: ReplicatedWorkloadProps) {
  const chart = newChart();
  KubernetesTarget.set(chart, version);
  create(chart, 'x', props);
  return Testing.synth(chart);
}

describe.each(EVERY_CONSTRUCT)('%s', (_, create) => {
  test('mounts images', () => {
    const manifests = renderedFor('1.35', create, {
      imageVolumes: [{ name: 'weights', image: 'registry.example.com/w:1', mountPath: '/weights', subPath: 'fp8' }],
    });
    expect(podSpec(manifests).volumes).toContainEqual(
      { name: 'weights', image: { reference: 'registry.example.com/w:1', pullPolicy: 'IfNotPresent' } },
    );
    expect(mainContainer(manifests).volumeMounts).toContainEqual(
      { name: 'weights', mountPath: '/weights', subPath: 'fp8', readOnly: true },
    );
  });

  test('asks for resources of the whole pod beside those of its containers', () => {
    const manifests = renderedFor('1.34', create, { podResources: { cpu: '16', memory: '64Gi', memoryLimit: '80Gi' } });
    expect(podSpec(manifests).resources).toEqual({
      requests: { cpu: '16', memory: '64Gi' }, limits: { cpu: '16', memory: '80Gi' },
    });
    expect(mainContainer(manifests).resources.requests.cpu).toBeDefined();
  });

  test('asks for devices by claims', () => {
    const manifests = renderedFor('1.34', create, {
      deviceClaims: [DeviceClaim.fromTemplate('gpu', 'one-gpu'), DeviceClaim.existing('nic', 'shared').request('port')],
    });
    expect(podSpec(manifests).resourceClaims).toEqual([
      { name: 'gpu', resourceClaimTemplateName: 'one-gpu' }, { name: 'nic', resourceClaimName: 'shared' },
    ]);
    expect(mainContainer(manifests).resources.claims).toEqual([{ name: 'gpu' }, { name: 'nic', request: 'port' }]);
  });

  test('keeps restart policies of containers', () => {
    const sidecar = { name: 'proxy', image: 'registry.example.com/proxy:1', restartPolicy: 'Always' };
    const { initContainers } = podSpec(renderedFor('1.30', create, { initContainers: [sidecar] }));
    expect(initContainers[0]).toMatchObject(sidecar);
  });
});

const image = { name: 'a', image: 'registry.example.com/a:1', mountPath: '/a' };

test.each<[string, string, ReplicatedWorkloadProps, string]>([
  ['an image is mounted on a cluster that drops it', '1.34', { imageVolumes: [image] },
    'image volumes, which Kubernetes 1.34 drops by default (on from 1.35); say the version of the cluster'],
  ['resources of the pod are for a cluster that drops them', '1.33', { podResources: { cpu: '4', memory: '8Gi' } },
    'resources of the pod, which Kubernetes 1.33 drops by default (on from 1.34)'],
  ['devices are claimed on a cluster that drops them', '1.33', { deviceClaims: [DeviceClaim.existing('a', 'b')] },
    'resourceClaims, which Kubernetes 1.33 drops by default (on from 1.34)'],
  ['an image has no exact tag', '1.35', { imageVolumes: [{ ...image, image: 'registry.example.com/a' }] },
    'is not pinned'],
  ['an image is mounted where another is', '1.35', { imageVolumes: [image, { ...image, name: 'b' }] },
    "mount path '/a' exists twice in the pod"],
  ['a device claim has the name of another', '1.34',
    { deviceClaims: [DeviceClaim.existing('a', 'b'), DeviceClaim.existing('a', 'c')] },
    "device claim 'a' exists twice in the pod; give one of them another name"],
  ['a pod has less than its main container', '1.34', { podResources: { cpu: '4', memory: '1Mi' } },
    "podResources memory '1Mi' is less than its main container asks for; write the sum of all containers"],
  ['a limit of a pod is below its request', '1.34', { podResources: { cpu: '4', cpuLimit: '2', memory: '8Gi' } },
    "cpu limit '2' is below the request '4'"],
])('fails when %s', (_, version, props, message) =>
  expect(() => renderedFor(version, aService, props)).toThrow(message));

test('fails when the name of a claim is none', () => {
  expect(() => DeviceClaim.existing('A', 'b')).toThrow("device claim 'A' is not a DNS label");
  expect(() => DeviceClaim.fromTemplate('a', 'B_')).toThrow("resource claim template 'B_'");
});
