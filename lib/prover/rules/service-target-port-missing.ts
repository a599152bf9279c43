import { Field, Workload } from '../../manifests';
import { describePorts, podPorts } from '../../manifests/pod-spec';
import { NOT_APPLICABLE, Rule, Violation } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';
import { serviceSelector } from '../../manifests/selection';

export const serviceTargetPortMissing: Rule = {
  id: 'service-target-port-missing',
  title: 'Service targetPort is no container port',
  severity: 'error',
  explanation:
    'A named targetPort that no container has leaves the Service without endpoints for those pods. A number that no container declares ' +
    'may still be listened on, so it is a warning.',
  remediation: 'Write the name or number of a port that a container of the selected pods declares.',
  upstream: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  kinds: ['Service'],
  evaluate({ root, manifest }, context) {
    const selector = serviceSelector(root.get('spec'));
    const workloads = context.model.selectPods(manifest.namespace, selector);
    if (workloads.length === 0) {
      return NOT_APPLICABLE;
    }
    return root
      .get('spec', 'ports')
      .items()
      .flatMap((port) => {
        const target = port.get('targetPort').isPresent ? port.get('targetPort') : port.get('port');
        const protocol = port.get('protocol').string() ?? 'TCP';
        return workloads.flatMap((workload) => mismatch(target, protocol, workload, context));
      });
  },
};

function mismatch(target: Field, protocol: string, workload: Workload, context: RuleContext): Violation[] {
  const ports = podPorts(context.podSpec(workload)).filter((port) => port.protocol === protocol);
  const { value, pointer } = target;
  const id = workload.manifest.id;
  if (typeof value === 'string' && !/^\d+$/.test(value)) {
    return ports.some(({ name }) => name === value)
      ? []
      : [{ pointer, message: `no ${protocol} port of ${id} is named ${value}; its ports are ${describePorts(ports)}` }];
  }
  const declared = ports.length === 0 || ports.some(({ number }) => number === Number(value));
  return declared
    ? []
    : [
        {
          pointer,
          message: `no container of ${id} declares ${protocol} port ${String(value)}; its ports are ${describePorts(ports)}`,
          severity: 'warning',
        },
      ];
}
