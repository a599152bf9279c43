import { Controller, workloadOf } from './controller';

const QUEUE_PROXY = 'queue.sidecar.serving.knative.dev';

/**
 * What the proxy beside each container asks: 25m unless the revision says otherwise (knative config-deployment,
 * queue-sidecar-cpu-request; pkg/reconciler/revision/resources/queue.go `createQueueResources`).
 */
function queueProxy(annotation: (name: string) => unknown): object {
  const amounts = (suffix: string) => Object.fromEntries(['cpu', 'memory', 'ephemeral-storage'].flatMap((resource) => {
    const amount = annotation(`${QUEUE_PROXY}/${resource}-resource-${suffix}`);
    return typeof amount === 'string' ? [[resource, amount]] : [];
  }));
  return {
    name: 'queue-proxy', resources: { requests: { cpu: '25m', ...amounts('request') }, limits: amounts('limit') },
  };
}

/**
 * Services of Knative: a new revision starts beside the old one and takes the traffic when it is ready. Revisions that
 * `traffic` names stay beside both.
 */
export const KNATIVE_SERVICE: Controller = {
  kind: 'Service',
  groups: ['serving.knative.dev'],
  isIndirect: true,
  read(root) {
    const template = root.get('spec', 'template');
    const annotation = (name: string) => template.get('metadata', 'annotations', name).value;
    const scale = (...names: string[]) =>
      names
        .map((name) => annotation(`autoscaling.knative.dev/${name}`))
        .filter((value) => value !== undefined)
        .map(Number)
        .find(Number.isInteger);
    const least = scale('min-scale', 'minScale') ?? 0;
    const limit = scale('max-scale', 'maxScale') ?? 0;
    const start = Math.max(least, scale('initial-scale', 'initialScale') ?? 1);
    const spec = template.get('spec');
    const isShare = ['resource-percentage', 'resourcePercentage']
      .some((name) => annotation(`${QUEUE_PROXY}/${name}`) !== undefined);
    const keepsOthers = root.get('spec', 'traffic').items().some((target) => target.get('revisionName').isPresent);
    return workloadOf(
      root,
      template.holding({
        ...(template.value as object),
        spec: {
          ...(spec.value as object),
          containers: [
            ...spec
              .get('containers')
              .items()
              .map(({ value }) => value),
            queueProxy(annotation),
          ],
        },
      }),
      {
        replicas: Math.max(limit, start),
        least,
        strategy: { type: 'NewRevision', pointer: template.pointer },
        bounds: (replicas) => ({ maxSurge: replicas, maxUnavailable: 0, recreate: false, requiredSurge: start }),
        unread: [
          ...limit === 0 ? ['has no max-scale, so that any number of its pods may stand there'] : [],
          ...isShare ? ['gives its queue-proxy a percentage of its resources, which is not counted'] : [],
          ...keepsOthers ? ['sends traffic to revisions of its own choice, whose pods are not counted'] : [],
        ],
      },
    );
  },
};
