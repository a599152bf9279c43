import { getOrMake } from '../../util/get-or-make';
import { valueText } from '../../util/value-text';
import { equalities, Field, Model, podPorts, Workload } from '../../manifests';
import { RuleContext } from '../engine';

/** The ports by which Services offer those of pods. */
export class CallerPorts {
  /** Ports of Services by the port of the pod, of each workload behind one. */
  private readonly offered = new Map<Workload, Map<string, Set<number>>>();

  constructor(model: Model, private readonly context: RuleContext) {
    model.byKind('Service').forEach((service) => {
      const spec = Field.of(service, context.problems).get('spec');
      const requirements = equalities(spec.get('selector'));
      const receivers = requirements.length === 0 ? [] : model.selectPods(service.namespace, { requirements });
      receivers.forEach((to) => spec.get('ports').items().forEach((port) => this.add(to, port)));
    });
  }

  /** What callers write for ports of the pods: those of Services where there are any, else the ports themselves. */
  public of(to: Workload, ports: readonly string[]): string[] {
    const offered = this.offered.get(to);
    const numbers = ports.flatMap((port) => {
      const services = offered?.get(port);
      return services ? [...services].map(String) : [port];
    });
    return [...new Set(numbers)].sort((one, two) => Number(one) - Number(two) || (one < two ? -1 : 1));
  }

  private add(to: Workload, port: Field): void {
    const number = port.get('port').value;
    if (typeof number === 'number') {
      const behind = portBehind(port, to, this.context);
      const ofWorkload = getOrMake(this.offered, to, () => new Map<string, Set<number>>());
      getOrMake(ofWorkload, behind, () => new Set<number>()).add(number);
    }
  }
}

/** The port of the pod behind a port of a Service, by number where the pod declares its name. */
export function portBehind(port: Field, to: Workload, context: RuleContext): string {
  const target = port.get('targetPort').isPresent ? port.get('targetPort').value : port.get('port').value;
  const declared = podPorts(context.podSpec(to)).find(({ name }) => name === target);
  return valueText(declared?.number ?? target);
}
