import { KubernetesVersion } from '../kubernetes/kubernetes-version';
import { Field } from './field';
import { newerFields } from './newer-fields';
import { load, workload } from '../../test/support/rollout';

const found = (minor: number, pod: object) => {
  const { manifests: [manifest] } = load(workload('Deployment', 'web', {}, {}, pod));
  const spec = Field.of(manifest, []).get('spec', 'template', 'spec');
  return newerFields(spec, KubernetesVersion.of(`1.${minor}`));
};
const affinity = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
  { topologyKey: 'kubernetes.io/hostname', labelSelector: {}, matchLabelKeys: ['pod-template-hash'] }] } } };

test.each<[string, number, object]>([
  ['restartPolicy of init containers', 29, { initContainers: [{ name: 's', restartPolicy: 'Always' }] }],
  ['matchLabelKeys of pod affinity', 31, affinity],
  ['resources of the pod', 34, { resources: { requests: { cpu: '1' } } }],
  ['resourceClaims', 34, { resourceClaims: [{ name: 'gpu' }] }],
  ['image volumes', 35, { volumes: [{ name: 'model', image: { reference: 'a:1' } }] }],
  ['restartPolicyRules', 35, { containers: [{ name: 'a', restartPolicyRules: [] }] }],
])('%s are kept from 1.%i on', (name, since, pod) => {
  expect(found(since, pod)).toEqual([]);
  expect(found(since - 1, pod)).toEqual([
    `${name}, which Kubernetes 1.${since - 1} drops by default (on from 1.${since})`,
  ]);
  expect(found(since - 1, {})).toEqual([]);
});
