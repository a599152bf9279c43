import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import * as k8s from '../../../imports/k8s';
import { EnvSource, EnvValue, StatelessServiceProps } from '../..';
import { aService } from '../../../test/support/examples';
import { controller, mainContainer, newChart, podSpec, render, Rendered } from '../../../test/support/synth';

type Data = { [key: string]: string };

const configMap = (chart: Chart, data: Data, name: string = 'settings'): k8s.KubeConfigMap =>
  new k8s.KubeConfigMap(chart, name, { metadata: { name }, data });

const USES: [string, (settings: ApiObject) => Pick<StatelessServiceProps, 'env' | 'envFrom' | 'configMounts'>][] = [
  ['one of its keys is a variable', (settings) => ({ env: { LEVEL: EnvValue.fromConfigMap(settings, 'LEVEL') } })],
  ['all its keys are variables', (settings) => ({ envFrom: [EnvSource.configMap(settings)] })],
  ['it is mounted', (settings) => ({ configMounts: [{ configMap: settings, mountPath: '/etc/web' }] })],
];

/** The pod template of a service that uses a ConfigMap with this data, beside another that it does not use. */
const template = (uses: (typeof USES)[number][1], data: Data, unrelated: string = 'same'): Rendered =>
  controller(
    render((chart) => {
      configMap(chart, { KEY: unrelated }, 'unrelated');
      aService(chart, 'web', uses(configMap(chart, data)));
    }),
  ).spec.template;

describe.each(USES)('when %s', (_, uses) => {
  test('a change of a ConfigMap rolls the pods', () => {
    expect(template(uses, { LEVEL: 'debug' })).not.toEqual(template(uses, { LEVEL: 'info' }));
  });

  test('the order of its keys does not roll the pods', () => {
    expect(template(uses, { LEVEL: 'info', A: '1' })).toEqual(template(uses, { A: '1', LEVEL: 'info' }));
  });

  test('a change of another ConfigMap does not roll the pods', () => {
    expect(template(uses, { LEVEL: 'info' }, 'changed')).toEqual(template(uses, { LEVEL: 'info' }));
  });
});

test('data that is added after the service counts too', () => {
  const rendered = (later?: string): Rendered =>
    controller(
      render((chart) => {
        const settings = configMap(chart, { LEVEL: 'info' });
        aService(chart, 'web', { envFrom: [EnvSource.configMap(settings)] });
        settings.addJsonPatch(JsonPatch.add('/data/LATER', later ?? 'default'));
      }),
    ).spec.template;
  expect(rendered('changed')).not.toEqual(rendered());
});

test('without a ConfigMap there is no digest', () => {
  expect(Object.keys(controller(render((chart) => aService(chart))).spec.template.metadata.annotations)).not.toContain(
    'cdk8s-nim/config-checksum',
  );
});

test('a ConfigMap that is mounted twice is one volume with two mounts', () => {
  const manifests = render((chart) => {
    const settings = configMap(chart, { LEVEL: 'info' }, 'my.settings');
    aService(chart, 'web', {
      configMounts: ['/etc/a', '/etc/b'].map((mountPath) => ({ configMap: settings, mountPath })),
    });
  });
  const volume = { name: 'config-my-settings', configMap: { name: 'my.settings' } };
  expect(podSpec(manifests).volumes.filter((candidate: Rendered) => candidate.configMap)).toEqual([volume]);
  expect(mainContainer(manifests).volumeMounts.filter((mount: Rendered) => mount.name === volume.name)).toEqual([
    { name: volume.name, mountPath: '/etc/a', readOnly: true },
    { name: volume.name, mountPath: '/etc/b', readOnly: true },
  ]);
});

test('a sidecar can mount the volume of a ConfigMap', () => {
  const build = () =>
    render((chart) =>
      aService(chart, 'web', {
        configMounts: [{ configMap: configMap(chart, {}), mountPath: '/etc/web' }],
        sidecars: [{
          name: 'reload', image: 'registry.example.com/reload:1.0.0',
          volumeMounts: [{ name: 'config-settings', mountPath: '/etc/web' }],
        }],
      }),
    );
  expect(build).not.toThrow();
});

describe.each(USES)('fails when %s and', (_, uses) => {
  test('it lies in another namespace', () => {
    const chart = newChart();
    const settings = new k8s.KubeConfigMap(chart, 'Settings', {
      metadata: { name: 'settings', namespace: 'elsewhere' },
    });
    expect(() => aService(chart, 'web', uses(settings))).toThrow(
      new Error(
        "lab/web: ConfigMap lab/Settings lies in namespace 'elsewhere', and pods of namespace 'lab' cannot read it; put it into their chart",
      ),
    );
  });

  test('it is something else', () => {
    const chart = newChart();
    const secret = new k8s.KubeSecret(chart, 'Keys', { metadata: { name: 'keys' } });
    expect(() => aService(chart, 'web', uses(secret))).toThrow(
      new Error(
        "lab/web: lab/Keys is a Secret and no ConfigMap; give a ConfigMap of the app, or a Secret by SecretSource.existing('keys')",
      ),
    );
  });
});
