import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { EnvSource, EnvValue, SecretSource, StatelessServiceProps } from '../..';
import { aService } from '../../../test/support/examples';
import {
  controller, environment, mainContainer, newChart, podSpec, render, Rendered,
} from '../../../test/support/synth';

const { ConfigMap, PersistentVolumeClaim, Secret, ServiceAccount } = kplus;
const withProps = (props: (chart: Chart) => Partial<StatelessServiceProps>): Rendered[] =>
  render((chart) => aService(chart, 'web', props(chart)));
const declared = (manifests: Rendered[]): unknown =>
  controller(manifests).metadata.annotations['cdk8s-nim/declared-secrets'];

test('a ConfigMap of cdk8s-plus is read as variables and files, and its content rolls the pods', () => {
  const checksum = (level: string): unknown[] => {
    const manifests = withProps((chart) => {
      const configMap = new ConfigMap(chart, 'settings', { metadata: { name: 'settings' }, data: { LEVEL: level } });
      return {
        env: { LEVEL: EnvValue.fromConfigMap(configMap, 'LEVEL') },
        envFrom: [EnvSource.configMap(configMap)],
        configMounts: [{ configMap, mountPath: '/etc/web' }],
      };
    });
    expect(environment(manifests).LEVEL).toEqual({ configMapKeyRef: { name: 'settings', key: 'LEVEL' } });
    expect(mainContainer(manifests).envFrom).toEqual([{ configMapRef: { name: 'settings' } }]);
    expect(podSpec(manifests).volumes).toContainEqual({ name: 'config-settings', configMap: { name: 'settings' } });
    return controller(manifests).spec.template.metadata.annotations['cdk8s-nim/config-checksum'];
  };
  expect(checksum('info')).not.toEqual(checksum('debug'));
});

test('a ConfigMap that somebody else makes is taken by its name', () => {
  const manifests = withProps((chart) => ({
    envFrom: [EnvSource.configMap(ConfigMap.fromConfigMapName(chart, 'theirs', 'platform'))],
  }));
  expect(mainContainer(manifests).envFrom).toEqual([{ configMapRef: { name: 'platform' } }]);
  expect(controller(manifests).spec.template.metadata.annotations).not.toHaveProperty('cdk8s-nim/config-checksum');
});

test('a Secret of cdk8s-plus is read as a variable and as files', () => {
  const manifests = withProps((chart) => {
    const own = SecretSource.of(new Secret(chart, 'own', { metadata: { name: 'own' } }));
    const theirs = SecretSource.of(Secret.fromSecretName(chart, 'theirs', 'tls.example.com'));
    return {
      env: { TOKEN: EnvValue.fromSecret(own.key('token')) },
      secretMounts: [
        { secret: own, mountPath: '/etc/own', files: { token: 'token.txt' } },
        { secret: theirs, mountPath: '/etc/tls' },
      ],
    };
  });
  expect(environment(manifests).TOKEN).toEqual({ secretKeyRef: { name: 'own', key: 'token' } });
  expect(podSpec(manifests).volumes.filter(({ secret }: Rendered) => secret)).toEqual([
    { name: 'secret-own', secret: { secretName: 'own', items: [{ key: 'token', path: 'token.txt' }] } },
    { name: 'secret-tls-example-com', secret: { secretName: 'tls.example.com' } },
  ]);
  expect(mainContainer(manifests).volumeMounts).toEqual(expect.arrayContaining([
    { name: 'secret-own', mountPath: '/etc/own', readOnly: true },
    { name: 'secret-tls-example-com', mountPath: '/etc/tls', readOnly: true },
  ]));
  expect(declared(manifests)).toBe('tls.example.com');
});

test('a Secret that is mounted twice is two volumes, for each has its own files', () => {
  const secret = SecretSource.existing('tls');
  const manifests = withProps(() => ({
    secretMounts: [{ secret, mountPath: '/a' }, { secret, mountPath: '/b', files: { 'tls.crt': 'ca.crt' } }],
  }));
  expect(podSpec(manifests).volumes.flatMap((volume: Rendered) => (volume.secret ? [volume.name] : []))).toEqual([
    'secret-tls', 'secret-tls-2',
  ]);
});

test('a claim of cdk8s-plus is one volume, however often it is mounted', () => {
  const manifests = withProps((chart) => {
    const claim = PersistentVolumeClaim.fromClaimName(chart, 'papers', 'papers');
    return {
      claimMounts: [{ claim, mountPath: '/a', subPath: 'a', readOnly: true }, { claim, mountPath: '/b', subPath: 'b' }],
    };
  });
  expect(podSpec(manifests).volumes.filter(({ name }: Rendered) => name === 'claim-papers')).toEqual([
    { name: 'claim-papers', persistentVolumeClaim: { claimName: 'papers' } },
  ]);
  expect(mainContainer(manifests).volumeMounts).toEqual(expect.arrayContaining([
    { name: 'claim-papers', mountPath: '/a', subPath: 'a', readOnly: true },
    { name: 'claim-papers', mountPath: '/b', subPath: 'b' },
  ]));
});

test.each<[string, (chart: Chart) => kplus.IServiceAccount]>([
  ['of the app', (chart) => new ServiceAccount(chart, 'robot', { metadata: { name: 'robot' } })],
  ['that somebody else makes', (chart) => ServiceAccount.fromServiceAccountName(chart, 'robot', 'robot')],
])('a ServiceAccount %s takes the place of the own one', (_, serviceAccount) => {
  const manifests = withProps((chart) => ({ serviceAccount: serviceAccount(chart) }));
  expect(podSpec(manifests).serviceAccountName).toBe('robot');
  expect(manifests.filter(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === 'web')).toEqual([]);
});

const elsewhere = (chart: Chart): Chart => new Chart(chart, 'other', { namespace: 'other' });

test.each<[string, (chart: Chart) => Partial<StatelessServiceProps>, string]>([
  [
    'a Secret lies in another namespace',
    (chart) => ({ secretMounts: [{ secret: SecretSource.of(new Secret(elsewhere(chart), 's')), mountPath: '/s' }] }),
    "lies in namespace 'other', and pods of namespace 'lab' cannot use it; make the Secret in the namespace of the workload",
  ],
  [
    'a claim lies in another namespace',
    (chart) => ({ claimMounts: [{ claim: new PersistentVolumeClaim(elsewhere(chart), 'c'), mountPath: '/c' }] }),
    "claim lab/other/c lies in namespace 'other', and pods of namespace 'lab' cannot use it; put it into their chart",
  ],
  [
    'a ServiceAccount lies in another namespace',
    (chart) => ({ serviceAccount: new ServiceAccount(elsewhere(chart), 'r') }),
    "service account lab/other/r lies in namespace 'other', and pods of namespace 'lab' cannot use it",
  ],
  [
    'the annotations of a ServiceAccount would be lost',
    (chart) => ({
      serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'r', 'robot'), serviceAccountAnnotations: { a: 'b' },
    }),
    "lab/web: serviceAccountAnnotations stand beside serviceAccount 'robot', which is not written; write them where it is made",
  ],
  [
    'a Secret is given as a ConfigMap',
    (chart) => ({ envFrom: [EnvSource.configMap(Secret.fromSecretName(chart, 's', 'tokens'))] }),
    "lab/s is a Secret and no ConfigMap; give a ConfigMap of the app, or a Secret by SecretSource.existing('tokens')",
  ],
  [
    'two Secrets are mounted at one place',
    () => ({
      secretMounts: ['a', 'b'].map((name) => ({ secret: SecretSource.existing(name), mountPath: '/s' })),
    }),
    'mount path',
  ],
])('fails when %s', (_, props, message) => {
  const chart = newChart();
  expect(() => aService(chart, 'web', props(chart))).toThrow(message);
});
