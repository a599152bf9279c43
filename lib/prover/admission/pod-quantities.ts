import { Quantity } from '../../kubernetes/quantity';
import { Field, Quantities, readQuantities, sumOfContainers } from '../../manifests';

/** Only these replace the sum of the containers when the pod itself names them. */
const POD_LEVEL = ['cpu', 'memory'];

/**
 * What all containers of a pod ask together, pod-level resources in place of their sum, without overhead; limits do not
 * stand in for requests. Source: kubernetes plugin/pkg/admission/limitranger/admission.go `podRequests`, `podLimits`.
 */
export function podQuantities(spec: Field, list: 'requests' | 'limits'): Quantities {
  // Thousandths hold every amount of bytes a double holds up to 8 TiB exactly, and rounding beyond is below one part in
  // 10^15.
  const sum = sumOfContainers(
    spec,
    (container) =>
      new Map(
        [...readQuantities(container.get('resources', list))].map(([name, quantity]) => [name, quantity.milliValue]),
      ),
  );
  const total = new Map([...sum].map(([name, milli]) => [name, quantityOf(milli)]));
  readQuantities(spec.get('resources', list)).forEach(
    (quantity, name) => POD_LEVEL.includes(name) && total.set(name, quantity),
  );
  return total;
}

function quantityOf(milli: number): Quantity {
  return Quantity.parse(milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`);
}
