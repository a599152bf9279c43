import { UserError } from '../kubernetes/user-error';
import { NodePool } from './node-pool';

const PART =
  /^(?:([A-Za-z0-9][A-Za-z0-9._-]*)=)?(\d{1,4})(?:-(\d{1,4}))?x([a-z0-9-]+\.[a-z0-9-]+)(?:@(\d{1,6}(?:\.\d{1,6})?))?$/;

/**
 * Reads `name=countxtype` parts, with or without `@cost` of a node per hour, separated by commas; see
 * `Cluster.fromSpec`.
 */
export function poolsFromSpec(spec: string): NodePool[] {
  return spec
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const match = PART.exec(part);
      if (!match) {
        throw new UserError(
          'node pools', `'${part}' is not a pool`,
          'write name=countxinstance-type, such as gpu=2xg5.2xlarge or cpu=3-6xm6i.large, and @1.21 behind it for a node that costs 1.21 per hour',
        );
      }
      const [, name, nodes, maxNodes, instanceType, cost] = match;
      return NodePool.ec2({
        name, instanceType, nodes: Number(nodes), maxNodes: maxNodes === undefined ? undefined : Number(maxNodes),
        listsAllLabels: false, costPerHour: cost === undefined ? undefined : Number(cost),
      });
    });
}
