import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Quantity } from '../../kubernetes/quantity';
import { selectorLabels } from './labels';
import { IWorkload } from './workload-interface';
import { WorkloadPort } from './workload-port';
import { PodSpecSource } from './workload-spec';

/** The pods of a workload, as constructs of cdk8s-plus select them. */
export function podSelectorConfig({ name, namespace }: IWorkload): kplus.PodSelectorConfig {
  return {
    labelSelector: kplus.LabelSelector.of({ labels: selectorLabels(name) }),
    namespaces: namespace === undefined ? undefined : { names: [namespace] },
  };
}

/**
 * The main container, as constructs of cdk8s-plus ask for its ports and requests. It describes and is never rendered.
 */
export function describeContainer({ containerName, image, ports, resources }: PodSpecSource): kplus.Container {
  const { cpu, memory } = resources._toKube().requests as { readonly cpu: string; readonly memory: string };
  return new kplus.Container({
    name: containerName,
    image,
    ports: ports.map(({ name, containerPort, protocol }) => ({
      name, number: containerPort, protocol: protocol.transport as kplus.Protocol,
    })),
    resources: {
      cpu: { request: kplus.Cpu.millis(Math.ceil(Quantity.parse(cpu).value * 1000)) },
      memory: { request: Size.mebibytes(Math.ceil(Quantity.parse(memory).value / 2 ** 20)) },
    },
  });
}

/** A port of the Service, for an Ingress of cdk8s-plus. That takes a Service of its own kind: one that nobody renders. */
export function ingressBackend({ name }: IWorkload, port: WorkloadPort): kplus.IngressBackend {
  const description = new kplus.Service(new Chart(new App(), 'described'), name, {
    metadata: { name }, ports: [{ port: port.servicePort! }],
  });
  return kplus.IngressBackend.fromService(description);
}
