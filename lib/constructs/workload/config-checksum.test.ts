import { Chart } from 'cdk8s';
import * as k8s from '../../../imports/k8s';
import { configChecksum, configVolumes } from './config-mount';
import { newChart } from '../../../test/support/synth';

const configMap = (chart: Chart, name: string, data: { [key: string]: string }) =>
  new k8s.KubeConfigMap(chart, name, { metadata: { name }, data });

test('the checksum does not depend on the order of ConfigMaps, nor on mounting one twice', () => {
  const chart = newChart();
  const [a, b] = [configMap(chart, 'a', { x: '1' }), configMap(chart, 'b', { y: '2' })];
  expect(configChecksum([a, b])).toBe(configChecksum([b, a]));
  expect(configChecksum([a, b, a])).toBe(configChecksum([a, b]));
});

test('the checksum depends on name and content', () => {
  const contents = [['a', { x: '1' }], ['a', { x: '2' }], ['a', { y: '1' }], ['b', { x: '1' }]] as const;
  const checksums = contents.map(([name, data]) => configChecksum([configMap(newChart(), name, data)]));
  expect(new Set(checksums).size).toBe(4);
});

test('the volume of a ConfigMap has a name that volumes may have', () => {
  const chart = newChart();
  const names = ['kube.root', 'c'.repeat(80), `${'d'.repeat(54)}..e`];
  const mounts = names.map((name) => ({ configMap: configMap(chart, name, {}), mountPath: `/${name}` }));
  expect(configVolumes(mounts).map(({ name }) => name)).toEqual([
    'config-kube-root', `config-${'c'.repeat(56)}`, `config-${'d'.repeat(54)}`,
  ]);
});
