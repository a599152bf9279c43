import { UserError } from '../kubernetes/user-error';
import { NodePool } from './node-pool';

const PART = /^(?:([A-Za-z0-9][A-Za-z0-9._-]*)=)?(\d{1,4})(?:-(\d{1,4}))?x([a-z0-9-]+\.[a-z0-9-]+)$/;

/** Reads `name=countxtype` parts separated by commas; see `Cluster.fromSpec`. */
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
          'write name=countxinstance-type, such as gpu=2xg5.2xlarge or cpu=3-6xm6i.large',
        );
      }
      const [, name, nodes, maxNodes, instanceType] = match;
      return NodePool.ec2({
        name, instanceType, nodes: Number(nodes), maxNodes: maxNodes === undefined ? undefined : Number(maxNodes),
        listsAllLabels: false,
      });
    });
}
