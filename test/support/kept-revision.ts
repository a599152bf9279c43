/** A ControllerRevision as a StatefulSet (`db`) or DaemonSet keeps it. */
export const keptRevision = (owner: string, number: number, label: string, template: object) => {
  const [kind, name] = owner.split('/');
  return {
    apiVersion: 'apps/v1', kind: 'ControllerRevision', revision: number,
    metadata: {
      name: kind === 'StatefulSet' ? label : `${name}-${label}`, namespace: 'default',
      labels: { app: 'web', ...kind === 'DaemonSet' && { 'controller-revision-hash': label } },
      ownerReferences: [{ apiVersion: 'apps/v1', kind, name, controller: true }],
    },
    data: { spec: { template: { ...template, $patch: 'replace' } } },
  };
};
