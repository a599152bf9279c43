import { ReadinessTimes } from '../kubernetes/arithmetic';
import { Field } from './field';
import { runningContainers } from './pod-spec';

/** A probe with upstream's defaults filled in (https://kubernetes.io/docs/concepts/workloads/pods/probes/). */
export interface Probe extends ReadinessTimes {
  /** JSON pointer of the probe. */
  readonly pointer: string;
}

/** A container that runs for as long as the pod does: an app container or a restartable init container. */
export interface Container {
  readonly name: string;
  readonly pointer: string;
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
}

/** App containers, then sidecars. */
export function readContainers(podSpec: Field): Container[] {
  return runningContainers(podSpec).map((container) => ({
    name: container.get('name').string() ?? '',
    pointer: container.pointer,
    startupProbe: readProbe(container.get('startupProbe')),
    livenessProbe: readProbe(container.get('livenessProbe')),
    readinessProbe: readProbe(container.get('readinessProbe')),
  }));
}

function readProbe(probe: Field): Probe | undefined {
  if (!probe.isPresent) {
    return undefined;
  }
  // Zero reads as the default, as in the API server.
  const seconds = (key: string, fallback: number) => probe.get(key).integer() || fallback;
  return {
    pointer: probe.pointer,
    initialDelaySeconds: seconds('initialDelaySeconds', 0),
    periodSeconds: seconds('periodSeconds', 10),
    timeoutSeconds: seconds('timeoutSeconds', 1),
    failureThreshold: seconds('failureThreshold', 3),
    successThreshold: seconds('successThreshold', 1),
  };
}
