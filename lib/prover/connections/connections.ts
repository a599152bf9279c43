import { Model, podPorts, Workload } from '../../manifests';
import { RuleContext } from '../engine';
import { CallerPorts } from './caller-ports';
import { Opening, Openings, readOpenings } from './policy-openings';
import { serviceReferences } from './service-references';

/** One workload calls another. */
export interface Connection {
  readonly from: Workload;
  readonly to: Workload;
  /** Ports that callers use, sorted: of a Service of the receiver where it has one, else of its pods; none is any. */
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
 * Who calls whom: from NetworkPolicies that name pods on either side, and from addresses of Services in environment
 * variables; workloads are those of the admitted model. A port that one side describes and the other does not allow is
 * blocked, and listed by itself.
 */
export function findConnections(written: Model): Connections {
  const context = new RuleContext(written);
  const { model } = context;
  const egress = readOpenings(model, 'egress', context);
  const ingress = readOpenings(model, 'ingress', context);
  const wanted = new Wanted();
  forNamedPeers(egress, (from, to, ports) => wanted.add(from, to, ports));
  forNamedPeers(ingress, (to, from, ports) => wanted.add(from, to, ports));
  serviceReferences(model, context).forEach(({ from, to, port }) =>
    wanted.add(from, to, port === undefined ? [] : [port]),
  );
  const callerPorts = new CallerPorts(model, context);
  const list = wanted.entries().flatMap(({ from, to, ports }) => {
    const numbers = portNumbers(to, ports, context);
    const each = (numbers.length > 0 ? numbers : [undefined]).map((port) => ({
      port, blockedBy: blocker({ from, to, port }, egress, ingress, context),
    }));
    return [...new Set(each.map(({ blockedBy }) => blockedBy))].map(
      (blockedBy): Connection => ({
        from,
        to,
        blockedBy,
        ports: callerPorts.of(
          to,
          each.flatMap(({ port, blockedBy: by }) => (by === blockedBy && port !== undefined ? [port] : [])),
        ),
      }),
    );
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

function forNamedPeers(
  openings: Openings,
  use: (own: Workload, peer: Workload, ports: Iterable<string>) => void,
): void {
  for (const [own, list] of openings) {
    for (const { peers, ports } of list) {
      if (peers && peers.size <= MOST_PEERS) {
        peers.forEach((peer) => use(own, peer, ports ?? []));
      }
    }
  }
}

/** A call on one port, or on any. */
interface Call {
  readonly from: Workload;
  readonly to: Workload;
  readonly port?: string;
}

function blocker(
  { from, to, port }: Call,
  egress: Openings,
  ingress: Openings,
  context: RuleContext,
): string | undefined {
  const isOpen = (openings: Opening[] | undefined, peer: Workload) =>
    openings?.some(
      (opening) =>
        (!opening.peers || opening.peers.has(peer))
        && (!opening.ports || port === undefined || portNumbers(to, opening.ports, context).includes(port)),
    ) ?? true;
  return !isOpen(egress.get(from), to)
    ? `the NetworkPolicy of ${from.name} (${egress.get(from)![0].policy}, egress)`
    : !isOpen(ingress.get(to), from)
      ? `the NetworkPolicy of ${to.name} (${ingress.get(to)![0].policy}, ingress)`
      : undefined;
}

/** Ports of the receiver by number, where it declares their names. */
function portNumbers(to: Workload, ports: Iterable<string>, context: RuleContext): string[] {
  const declared = podPorts(context.podSpec(to));
  const numbers = [...ports].map((port) => String(declared.find(({ name }) => name === port)?.number ?? port));
  return [...new Set(numbers)].sort((one, two) => Number(one) - Number(two) || (one < two ? -1 : 1));
}
