import { allContainers, equalities, Field, Model, Workload } from '../../manifests';
import { RuleContext } from '../engine';
import { portBehind } from './caller-ports';

/** A workload that is told the address of a Service. */
export interface ServiceReference {
  readonly from: Workload;
  /** A workload behind the Service. */
  readonly to: Workload;
  /** The port of the receiving pod. */
  readonly port?: string;
}

const ADDRESS =
  /^(?:([a-z][a-z0-9+.-]*):\/\/(?:[^@/\s]*@)?)?([a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?)(?::(\d{1,5}))?(?:[/?#]|$)/;
const SCHEME_PORTS: { readonly [scheme: string]: number } = { http: 80, https: 443 };

/** Services whose address stands in an environment variable of a container, as URL or `host:port`. */
export function serviceReferences(model: Model, context: RuleContext): ServiceReference[] {
  return model.workloads.flatMap((from) => allContainers(context.podSpec(from))
    .flatMap((container) => container.get('env').items())
    .flatMap((variable) => resolve(variable.get('value').value, from, model, context)));
}

function resolve(value: unknown, from: Workload, model: Model, context: RuleContext): ServiceReference[] {
  const match = typeof value === 'string' && value.length < 2_000 ? ADDRESS.exec(value) : null;
  if (!match || (match[1] === undefined && match[4] === undefined)) {
    return [];
  }
  const [, scheme, host, , port] = match;
  const [name, namespace = from.namespace, ...rest] = host.split('.');
  const service = rest.length === 0 || rest[0] === 'svc' ? model.find('Service', namespace, name) : undefined;
  if (!service) {
    return [];
  }
  const spec = Field.of(service, context.problems).get('spec');
  const requirements = equalities(spec.get('selector'));
  const receivers = requirements.length === 0 ? [] : model.selectPods(namespace, { requirements });
  const number = port === undefined ? SCHEME_PORTS[scheme] : Number(port);
  return receivers.map((to) => ({ from, to, port: targetPort(spec, number, to, context) }));
}

function targetPort(spec: Field, number: number | undefined, to: Workload, context: RuleContext): string | undefined {
  const port = spec.get('ports').items().find((each) => each.get('port').value === number);
  return port && portBehind(port, to, context);
}
