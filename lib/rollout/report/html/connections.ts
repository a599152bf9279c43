import { Model, Workload } from '../../model';
import { podPorts } from '../../rules/pod-spec';
import { RuleContext } from '../../rules/rule-context';
import { Opening, Openings, readOpenings } from './policy-openings';
import { serviceReferences } from './service-references';

/** One workload calls another. */
export interface Connection {
  readonly from: Workload;
  readonly to: Workload;
  /** Ports of the receiving pods, sorted; empty when any is meant. */
  readonly ports: string[];
  /** The side whose NetworkPolicy does not allow it. */
  readonly blockedBy?: string;
}

export interface Connections {
  readonly list: Connection[];
  /** Some were left out. */
  readonly isCut: boolean;
}

/** A rule for more peers than this opens a namespace rather than describes who calls whom. */
const MOST_PEERS = 24;
const MOST_CONNECTIONS = 600;

/**
 * Who calls whom: from NetworkPolicies that name pods on either side, and from addresses of Services in
 * environment variables. A connection that one side describes and the other does not allow is blocked.
 */
export function findConnections(model: Model): Connections {
  const context = new RuleContext(model);
  const egress = readOpenings(model, 'egress', context);
  const ingress = readOpenings(model, 'ingress', context);
  const wanted = new Wanted();
  forNamedPeers(egress, (from, to, ports) => wanted.add(from, to, ports));
  forNamedPeers(ingress, (to, from, ports) => wanted.add(from, to, ports));
  serviceReferences(model, context).forEach(({ from, to, port }) => wanted.add(from, to, port === undefined ? [] : [port]));
  const list = wanted.entries().map(({ from, to, ports }): Connection => {
    const numbers = portNumbers(to, ports, context);
    const isOpen = (openings: Openings, own: Workload, peer: Workload) =>
      openings.get(own)?.some((opening) => admits(opening, peer, numbers, to, context)) ?? true;
    const blockedBy = !isOpen(egress, from, to) ? `the NetworkPolicy of ${from.name} (${egress.get(from)![0].policy}, egress)`
      : !isOpen(ingress, to, from) ? `the NetworkPolicy of ${to.name} (${ingress.get(to)![0].policy}, ingress)` : undefined;
    return { from, to, ports: numbers, blockedBy };
  });
  return { list, isCut: wanted.isCut };
}

/** Pairs with their ports, each once, up to a number that a page can hold. */
class Wanted {
  public isCut = false;
  private readonly ports = new Map<Workload, Map<Workload, Set<string>>>();
  private size = 0;

  public add(from: Workload, to: Workload, ports: Iterable<string>): void {
    if (from === to) {
      return;
    }
    const targets = this.ports.get(from) ?? new Map<Workload, Set<string>>();
    if (!targets.has(to) && this.size === MOST_CONNECTIONS) {
      this.isCut = true;
      return;
    }
    this.size += targets.has(to) ? 0 : 1;
    const known = targets.get(to) ?? new Set();
    [...ports].forEach((port) => known.add(port));
    this.ports.set(from, targets.set(to, known));
  }

  public entries(): { from: Workload; to: Workload; ports: ReadonlySet<string> }[] {
    return [...this.ports].flatMap(([from, targets]) => [...targets].map(([to, ports]) => ({ from, to, ports })));
  }
}

function forNamedPeers(openings: Openings, use: (own: Workload, peer: Workload, ports: Iterable<string>) => void): void {
  for (const [own, list] of openings) {
    for (const { peers, ports } of list) {
      if (peers && peers.size <= MOST_PEERS) {
        peers.forEach((peer) => use(own, peer, ports ?? []));
      }
    }
  }
}

function admits({ peers, ports }: Opening, peer: Workload, numbers: string[], to: Workload, context: RuleContext): boolean {
  const isPeer = !peers || peers.has(peer);
  return isPeer && (!ports || numbers.length === 0 || portNumbers(to, ports, context).some((port) => numbers.includes(port)));
}

/** Ports of the receiver by number, where it declares their names. */
function portNumbers(to: Workload, ports: Iterable<string>, context: RuleContext): string[] {
  const declared = podPorts(context.podSpec(to));
  const numbers = [...ports].map((port) => String(declared.find(({ name }) => name === port)?.number ?? port));
  return [...new Set(numbers)].sort((one, two) => Number(one) - Number(two) || (one < two ? -1 : 1));
}
