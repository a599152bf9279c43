import { textOf, valueText } from '../../util/value-text';
import { ContainerPort, describePorts, Field, isBuiltIn, podPorts, serviceSelector, Workload } from '../../manifests';
import { NOT_APPLICABLE, Rule, Violation } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';

/** Kinds whose pods end: a Service forwards to others. */
const ENDING_KINDS = ['Job', 'CronJob'];

export const serviceTargetPortMissing: Rule = {
  id: 'service-target-port-missing',
  title: 'Service targetPort is no container port',
  severity: 'error',
  explanation:
    'A named targetPort that none of the selected pods has leaves the Service without endpoints: a pod without a port of that name is no ' +
    'endpoint, whatever the others are. It is a warning for a headless Service, whose addresses stay, and for pods that an operator makes. ' +
    'A number needs no containerPort, which informs only; where the pods declare other ports, it is a warning, because it is often a slip.',
  remediation: 'Write the name or number of a port that a container of the selected pods declares.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/endpointslice/utils.go',
  kinds: ['Service'],
  evaluate({ root, manifest }, context) {
    const spec = root.get('spec');
    const workloads = standing(context.model.selectPods(manifest.namespace, serviceSelector(spec)));
    if (workloads.length === 0) {
      return NOT_APPLICABLE;
    }
    const isHeadless = spec.get('clusterIP').value === 'None';
    return spec
      .get('ports')
      .items()
      .flatMap((port) => {
        const target = port.get('targetPort').isPresent ? port.get('targetPort') : port.get('port');
        const pods = workloads.map((workload) => portsOf(workload, port.get('protocol').string() ?? 'TCP', context));
        return isName(target.value)
          ? unnamed(target, pods, isHeadless)
          : isHeadless
            ? []
            : pods.flatMap((each) => undeclared(target, each));
      });
  },
};

/** Pods of one workload and what they listen on by their own word. */
interface Listener {
  readonly workload: Workload;
  readonly protocol: string;
  readonly ports: ContainerPort[];
}

/** Those that a Service is for: pods of tests never stand, and pods that end count where there are no others. */
function standing(workloads: Workload[]): Workload[] {
  const kept = workloads.filter(({ hook }) => hook !== 'never');
  const lasting = kept.filter(({ kind, hook }) => hook === undefined && !ENDING_KINDS.includes(kind));
  return lasting.length > 0 ? lasting : kept;
}

function portsOf(workload: Workload, protocol: string, context: RuleContext): Listener {
  return {
    workload,
    protocol,
    ports: podPorts(context.podSpec(workload)).filter((port) => port.protocol === protocol),
  };
}

function isName(target: unknown): target is string {
  return typeof target === 'string' && !/^\d+$/.test(target);
}

/** endpointslice `FindPort`: a pod without the name is passed over. */
function unnamed({ value, pointer }: Field, pods: Listener[], isHeadless: boolean): Violation[] {
  return pods.some(({ ports }) => ports.some(({ name }) => name === value))
    ? []
    : pods.map(({ workload, protocol, ports }) => ({
        pointer,
        message: `no ${protocol} port of ${workload.manifest.id} is named ${valueText(value)}; its ports are ${describePorts(ports)}`,
        severity: isHeadless || !isBuiltIn(workload.manifest) ? 'warning' : undefined,
      }));
}

function undeclared({ value, pointer }: Field, { workload, protocol, ports }: Listener): Violation[] {
  return ports.length === 0 || ports.some(({ number }) => number === Number(textOf(value)))
    ? []
    : [{
        pointer,
        message: `no container of ${workload.manifest.id} declares ${protocol} port ${valueText(value)}; its ports are ${describePorts(ports)}`,
        severity: 'warning',
      }];
}
