import { Rendered } from './synth';

/**
 * What does not fit together among the manifests of workloads: names that lead nowhere, or stand twice where the API
 * server wants them once.
 */
export function incoherences(manifests: Rendered[]): string[] {
  const controllers = controllersIn(manifests);
  return [
    ...controllers.flatMap((controller) => podIncoherences(controller, manifests)),
    ...selectorIncoherences(manifests, controllers),
  ];
}

/** What makes pods: a CronJob by the Job that it makes. */
export function controllersIn(manifests: Rendered[]): Rendered[] {
  return manifests.filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job', 'CronJob'].includes(kind)).map((each) =>
    (each.kind === 'CronJob' ? { ...each, spec: each.spec.jobTemplate.spec } : each));
}

function podIncoherences(
  { metadata, spec: { selector, template, volumeClaimTemplates = [] } }: Rendered,
  manifests: Rendered[],
): string[] {
  const { volumes = [], containers, initContainers = [] } = template.spec;
  const volumeNames = [...volumes, ...volumeClaimTemplates.map((claim: any) => claim.metadata)].map(
    (volume: any) => volume.name,
  );
  const all = [...initContainers, ...containers];
  const errors = [
    ...twice('volume', volumeNames),
    ...twice(
      'container',
      all.map((container: any) => container.name),
    ),
    ...volumeNames.filter((name) => !LABEL.test(name) || name.length > 63).map((name) => `volume name '${name}'`),
    ...all.flatMap((container: any) => containerIncoherences(container, volumeNames)),
    ...ownClaims(volumes, metadata.name)
      .filter((claim) => !named(manifests, 'PersistentVolumeClaim', claim))
      .map((claim) => `no claim ${claim}`),
  ];
  if (selector && !matches(selector.matchLabels, template.metadata.labels)) {
    errors.push('the selector does not match the pods');
  }
  if (!named(manifests, 'ServiceAccount', template.spec.serviceAccountName)) {
    errors.push(`no ServiceAccount ${template.spec.serviceAccountName}`);
  }
  return errors.map((error) => `${metadata.name}: ${error}`);
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Claims that the construct makes itself start with its name; others exist already. */
function ownClaims(volumes: Rendered[], name: string): string[] {
  return volumes
    .flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? [])
    .filter((claim) => claim.startsWith(`${name}-`));
}

function containerIncoherences(container: Rendered, volumes: string[]): string[] {
  const { ports = [], env = [], volumeMounts = [], startupProbe, livenessProbe, readinessProbe } = container;
  const probed = [startupProbe, livenessProbe, readinessProbe].flatMap(
    (probe) => (probe?.httpGet ?? probe?.tcpSocket)?.port ?? [],
  );
  return [
    ...twice(
      'environment variable',
      env.map((entry: any) => entry.name),
    ),
    ...twice(
      'port',
      ports.map((port: any) => port.name),
    ),
    ...twice(
      'container port',
      ports.map((port: any) => port.containerPort),
    ),
    ...twice(
      'mount path',
      volumeMounts.map((mount: any) => mount.mountPath),
    ),
    ...volumeMounts
      .filter((mount: any) => !volumes.includes(mount.name))
      .map((mount: any) => `mount ${mount.mountPath} has no volume`),
    ...probed
      .filter((port) => !ports.some((candidate: any) => candidate.name === port))
      .map((port) => `probe of port ${port}`),
  ];
}

function selectorIncoherences(manifests: Rendered[], controllers: Rendered[]): string[] {
  return manifests.flatMap((manifest) => {
    const selector =
      manifest.kind === 'Service'
        ? manifest.spec.selector
        : (manifest.spec?.podSelector?.matchLabels ?? manifest.spec?.selector?.matchLabels);
    if (!['Service', 'PodDisruptionBudget', 'NetworkPolicy'].includes(manifest.kind)) {
      return [];
    }
    const selected = controllers.filter((controller) => matches(selector, podLabels(controller)));
    if (selected.length !== 1) {
      return [`${manifest.kind} ${manifest.metadata.name} selects the pods of ${selected.length} workloads`];
    }
    const ports = selected[0].spec.template.spec.containers[0].ports?.map((port: any) => port.name) ?? [];
    const targets = manifest.kind === 'Service' ? manifest.spec.ports.map((port: any) => port.targetPort) : [];
    return targets
      .filter((target: string) => !ports.includes(target))
      .map((target: string) => `Service ${manifest.metadata.name} leads to no port ${target}`);
  });
}

/** Labels of the first pod, with that which a StatefulSet adds. */
function podLabels({ kind, metadata, spec }: Rendered): { [key: string]: string } {
  const own = kind === 'StatefulSet' ? { 'statefulset.kubernetes.io/pod-name': `${metadata.name}-0` } : {};
  return { ...spec.template.metadata.labels, ...own };
}

function matches(selector: { [key: string]: string }, labels: { [key: string]: string }): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function named(manifests: Rendered[], kind: string, name: string): boolean {
  return manifests.some((manifest) => manifest.kind === kind && manifest.metadata.name === name);
}

function twice(what: string, values: (string | number)[]): string[] {
  return values
    .filter((value, index) => values.indexOf(value) !== index)
    .map((value) => `${what} ${value} stands twice`);
}
