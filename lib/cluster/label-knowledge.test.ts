import { LabelKnowledge } from './label-knowledge';

test.each([
  ['team', true, false], ['example.com/team', true, false], ['kubernetes.io/arch', false, false],
  ['topology.kubernetes.io/zone', false, false], ['k8s.io/a', false, false],
  ['eks.amazonaws.com/nodegroup', false, false],
  ['a.k8s.aws/b', false, false], ['karpenter.sh/capacity-type', false, false], ['alpha.eksctl.io/a', false, false],
  ['cloud.google.com/gke-nodepool', false, false], ['kubernetes.azure.com/mode', false, false],
  ['nvidia.com/gpu.product', false, false], ['amd.com/gpu', false, false], ['feature.intel.com/a', false, false],
  ['mynvidia.com/a', true, false], ['nvidia.com', true, false],
])('the label %s, if it is not written, is known to be absent by a provider\'s description: %p', (key, provider,
  none) =>
  expect([LabelKnowledge.COMPLETE, LabelKnowledge.PROVIDER_LABELS_UNKNOWN, LabelKnowledge.ONLY_WRITTEN]
    .map(({ excludes }) => excludes(key))).toEqual([true, provider, none]));
