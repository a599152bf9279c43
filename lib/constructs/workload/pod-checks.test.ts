import { Chart } from 'cdk8s';
import * as k8s from '../../../imports/k8s';
import { HealthCheck, StatelessServiceProps } from '../..';
import { aService } from '../../../test/support/examples';
import { mainContainer, newChart, podSpec, render } from '../../../test/support/synth';

const helper = (name: string, props: { [key in keyof k8s.Container]?: k8s.Container[key] } = {}): k8s.Container => ({
  name,
  image: 'registry.example.com/helper:1.0.0',
  ...props,
});
const emptyDir = (name: string): k8s.Volume => ({ name, emptyDir: {} });
const settings = (chart: Chart, name: string = 'settings'): k8s.KubeConfigMap =>
  new k8s.KubeConfigMap(chart, name, { metadata: { name } });

test('volumes, mounts, sidecars and init containers come behind those of the construct', () => {
  const manifests = render((chart) =>
    aService(chart, 'web', {
      volumes: [emptyDir('scratch')],
      volumeMounts: [
        { name: 'scratch', mountPath: '/scratch' },
        { name: 'scratch', mountPath: '/other', subPath: 'other' },
      ],
      sidecars: [helper('proxy', { volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }] })],
      initContainers: [
        helper('prepare', {
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }], env: [{ name: 'MODE', value: 'fast' }],
        }),
      ],
    }),
  );
  expect(podSpec(manifests).volumes.map(({ name }: k8s.Volume) => name)).toEqual(['tmp', 'scratch']);
  expect(mainContainer(manifests).volumeMounts.map(({ mountPath }: k8s.VolumeMount) => mountPath)).toEqual([
    '/tmp', '/scratch', '/other',
  ]);
  expect(podSpec(manifests).containers.map(({ name }: k8s.Container) => name)).toEqual(['web', 'proxy']);
  expect(podSpec(manifests).initContainers.map(({ name }: k8s.Container) => name)).toEqual(['prepare']);
});

type Build = (chart: Chart) => { readonly [key in keyof StatelessServiceProps]?: StatelessServiceProps[key] };

test.each<[string, Build, string]>([
  [
    'a sidecar has a tag that moves', () => ({ sidecars: [helper('proxy', { image: 'proxy:latest' })] }),
    "container 'proxy': image 'proxy:latest' is not pinned; write an exact tag or a digest, such as proxy:1.0.0",
  ],
  [
    'an init container has a branch for a tag', () => ({ initContainers: [helper('wait', { image: 'wait:main' })] }),
    "container 'wait': image 'wait:main' is not pinned; write an exact tag or a digest, such as wait:1.0.0",
  ],
  [
    'a volume has the name of another', () => ({ volumes: [emptyDir('tmp')] }),
    "volume 'tmp' exists twice in the pod; give one of them another name",
  ],
  [
    'a volume has the name of that of a ConfigMap',
    (chart) => ({
      volumes: [emptyDir('config-settings')], configMounts: [{ configMap: settings(chart), mountPath: '/etc/web' }],
    }),
    "volume 'config-settings' exists twice in the pod; give one of them another name",
  ],
  [
    'two ConfigMaps differ only in dots and dashes',
    (chart) => ({
      configMounts: ['a.b', 'a-b'].map((name) => ({ configMap: settings(chart, name), mountPath: `/etc/${name}` })),
    }),
    "volume 'config-a-b' exists twice in the pod; give one of them another name",
  ],
  [
    'a sidecar has the name of the main container',
    () => ({ sidecars: [helper('web')] }),
    "container 'web' exists twice in the pod; give one of them another name",
  ],
  [
    'a sidecar has the name of an init container',
    () => ({ sidecars: [helper('x')], initContainers: [helper('x')] }),
    "container 'x' exists twice in the pod; give one of them another name",
  ],
  [
    'two volumes are mounted at one path',
    () => ({ volumes: [emptyDir('x')], volumeMounts: [{ name: 'x', mountPath: '/tmp' }] }),
    "mount path '/tmp' exists twice in the pod; give one of them another name",
  ],
  ...['data', '/a:b', ''].map((mountPath): [string, () => object, string] => [
    `the path of a mount is '${mountPath}'`,
    () => ({ volumes: [emptyDir('x')], volumeMounts: [{ name: 'x', mountPath }] }),
    `mount path '${mountPath}' is no absolute path without ':'; write such as /data`,
  ]),
  [
    'two paths of mounts differ by a doubled slash',
    () => ({
      volumes: [emptyDir('x'), emptyDir('y')],
      volumeMounts: [{ name: 'x', mountPath: '/a/b' }, { name: 'y', mountPath: '/a//b' }],
    }),
    "mount path '/a/b' exists twice in the pod; give one of them another name",
  ],
  [
    'two paths of mounts differ by a slash',
    () => ({ volumes: [emptyDir('x')], volumeMounts: [{ name: 'x', mountPath: '/tmp/' }] }),
    "mount path '/tmp' exists twice in the pod; give one of them another name",
  ],
  [
    'a mount has no volume',
    () => ({ volumeMounts: [{ name: 'cache', mountPath: '/cache' }] }),
    "mount /cache names volume 'cache', which the pod does not have; it has 'tmp'",
  ],
  [
    'a mount of a sidecar has no volume',
    () => ({
      writablePaths: [],
      sidecars: [helper('proxy', { volumeMounts: [{ name: 'cache', mountPath: '/cache' }] })],
    }),
    "mount /cache names volume 'cache', which the pod does not have; it has none",
  ],
  [
    'the readiness asks a port that the container lacks',
    () => ({ readiness: HealthCheck.httpGet('/ready', '8080') }),
    "health check asks port '8080', which the container does not have; it has 'http'",
  ],
  [
    'the liveness asks a port that the container lacks',
    () => ({ liveness: HealthCheck.tcp('admin') }),
    "health check asks port 'admin', which the container does not have; it has 'http'",
  ],
  [
    'a sidecar holds a secret as a literal',
    () => ({ sidecars: [helper('proxy', { env: [{ name: 'PROXY_TOKEN', value: 'x' }] })] }),
    'environment variable PROXY_TOKEN looks like a secret given as a literal; write ' +
      "EnvValue.fromSecret(SecretSource.existing('my-secret').key('PROXY_TOKEN')), or EnvValue.notSecret(value, reason) when it is none",
  ],
])('fails when %s', (_, build, message) => {
  const chart = newChart();
  expect(() => aService(chart, 'web', build(chart))).toThrow(new Error(`lab/web: ${message}`));
});
