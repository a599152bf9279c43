import { valueText } from '../../util/value-text';
import { containerPorts, describePorts, runningContainers } from '../../manifests';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'];

export const probePortMissing: Rule = {
  id: 'probe-port-missing',
  title: 'Probe names a port the container does not have',
  severity: 'error',
  explanation: 'A probe with an unknown port name fails every time: the pod is never ready, or is restarted for ever.',
  remediation: "Write the name of one of the container's ports, or its number.",
  upstream:
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port',
  kinds: POD_KINDS,
  evaluate({ workload }, context) {
    const containers = workload ? runningContainers(context.podSpec(workload)) : [];
    const named = containers.flatMap((container) =>
      PROBES.flatMap((probe) => [container.get(probe, 'httpGet', 'port'), container.get(probe, 'tcpSocket', 'port')])
        .filter(({ value }) => typeof value === 'string' && !/^\d+$/.test(value))
        .map((port) => ({ port, ports: containerPorts(container) })),
    );
    if (named.length === 0) {
      return NOT_APPLICABLE;
    }
    return named
      .filter(({ port, ports }) => !ports.some(({ name }) => name === port.value))
      .map(({ port, ports }) => ({
        pointer: port.pointer,
        message: `the container has no port named ${valueText(port.value)}; its ports are ${describePorts(ports)}`,
      }));
  },
};
