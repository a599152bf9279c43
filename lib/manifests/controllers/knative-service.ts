import { Controller, workloadOf } from './controller';

/** What the proxy beside each container asks (knative config-deployment, queue-sidecar-cpu-request). */
const QUEUE_PROXY = { name: 'queue-proxy', resources: { requests: { cpu: '25m' } } };

/** Services of Knative: a new revision starts beside the old one and takes the traffic when it is ready. */
export const KNATIVE_SERVICE: Controller = {
  kind: 'Service',
  groups: ['serving.knative.dev'],
  isIndirect: true,
  read(root) {
    const template = root.get('spec', 'template');
    const scale = (...names: string[]) =>
      names
        .map((name) => template.get('metadata', 'annotations', `autoscaling.knative.dev/${name}`).value)
        .filter((value) => value !== undefined)
        .map(Number)
        .find(Number.isInteger);
    const least = scale('min-scale', 'minScale') ?? 0;
    const limit = scale('max-scale', 'maxScale') ?? 0;
    const start = Math.max(least, scale('initial-scale', 'initialScale') ?? 1);
    const spec = template.get('spec');
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
            QUEUE_PROXY,
          ],
        },
      }),
      {
        replicas: Math.max(limit, start),
        least,
        strategy: { type: 'NewRevision', pointer: template.pointer },
        bounds: (replicas) => ({ maxSurge: replicas, maxUnavailable: 0, recreate: false, requiredSurge: start }),
        unread: limit === 0 ? ['has no max-scale, so that any number of its pods may stand there'] : [],
      },
    );
  },
};
