import { Field, Manifest, Model, parsePointer, runningContainers, serviceSelector } from '../../manifests';

/** What is asked of a Service, to know that what it leads to serves. */
export interface ServiceQuestion {
  readonly service: Manifest;
  readonly port: number;
  readonly path: string;
  /** The answer has to name models. */
  readonly isModels: boolean;
}

/**
 * By which a NIM, as every server with the API of OpenAI, names what it serves (docs.nvidia.com/nim, API reference).
 */
const NIM_READY = '/v1/health/ready';
const MODELS = '/v1/models';

/** The readiness of the pods behind each Service, asked through it; of a NIM its models too. */
export function questionsOf(model: Model): ServiceQuestion[] {
  return model.byKind('Service').flatMap((service) => {
    const spec = Field.of(service, []).get('spec');
    const selector = serviceSelector(spec);
    const [workload] = selector === undefined ? [] : model.selectPods(service.namespace, selector);
    if (workload === undefined) {
      return [];
    }
    const pod = Field.of(workload.manifest, []).get(...parsePointer(workload.pod.pointer));
    return runningContainers(pod).flatMap((container): ServiceQuestion[] => {
      const probe = container.get('readinessProbe', 'httpGet');
      const port = portOf(spec, container, probe.get('port').value);
      const path = probe.get('path').string();
      return port === undefined || path === undefined || probe.get('scheme').value === 'HTTPS' ? [] : [
        { service, port, path, isModels: false },
        ...path === NIM_READY ? [{ service, port, path: MODELS, isModels: true }] : [],
      ];
    });
  });
}

/** The port of the Service that leads to a port of the container, each named or numbered. */
function portOf(service: Field, container: Field, wanted: unknown): number | undefined {
  const named = container.get('ports').items().map((port) => [port.get('name').value, port.get('containerPort').value]);
  const numberOf = (port: unknown) => named.find(([name, number]) => name === port || number === port)?.[1] ?? port;
  return service.get('ports').items()
    .find((port) => numberOf(port.get('targetPort').value ?? port.get('port').value) === numberOf(wanted))
    ?.get('port').integer();
}
