/** A g5.2xlarge as `kubectl get nodes -o json` shows it. */
export const listedNode = (name: string, extra: object = {}) => ({
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/hostname': name, 'eks.amazonaws.com/nodegroup': 'gpu' } },
  spec: {},
  status: {
    allocatable: {
      'cpu': '7910m', 'memory': '31482280Ki', 'pods': '58', 'ephemeral-storage': '76224326324', 'nvidia.com/gpu': '1',
    },
  },
  ...extra,
});
