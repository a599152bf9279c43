import { Field, Model, Workload } from '../../model';
import { policyTargets, selectPeer } from '../../rules/network-peers';
import { podPorts } from '../../rules/pod-spec';
import { RuleContext } from '../../rules/rule-context';
import { serviceReferences } from './service-references';

/** One workload calls another. */
export interface Connection {
  readonly from: Workload;
  readonly to: Workload;
  /** Ports of the receiving pods, sorted; empty when any is meant. */
  readonly ports: string[];
  /** Why network policies drop it; absent when none does. */
  readonly blockedBy?: string;
}

/** A peer that selects more workloads than this opens a namespace rather than describes a connection. */
const MOST_PEERS = 24;
/** Connections beyond are counted, not drawn. */
const MOST_CONNECTIONS = 600;

export interface Connections {
  readonly list: Connection[];
  /** Some were left out. */
  readonly isCut: boolean;
}

/** What is allowed in one direction for the pods of one policy. */
interface Opening {
  readonly policy: string;
  readonly peers?: ReadonlySet<Workload>;
  readonly ports?: ReadonlySet<string>;
}

type Side = Map<Workload, Opening[]>;

/**
 * Who calls whom: from NetworkPolicies that name pods on either side, and from addresses of Services in
 * environment variables. A connection that one side describes and the other does not allow is blocked.
 */
export function findConnections(model: Model): Connections {
  const context = new RuleContext(model);
  const egress: Side = new Map();
  const ingress: Side = new Map();
  const wanted = new Map<Workload, Map<Workload, Set<string>>>();
  let count = 0;
  const want = (from: Workload, to: Workload, ports: Iterable<string>) => {
    const targets = wanted.get(from) ?? new Map<Workload, Set<string>>();
    if (from === to || (!targets.has(to) && count >= MOST_CONNECTIONS)) {
      return;
    }
    count += targets.has(to) ? 0 : 1;
    wanted.set(from, targets.set(to, new Set([...targets.get(to) ?? [], ...ports])));
  };
  for (const manifest of model.byKind('NetworkPolicy')) {
    const root = Field.of(manifest, context.problems);
    const targets = policyTargets(root, manifest, context);
    const types = root.get('spec', 'policyTypes').items().map(({ value }) => value);
    const isEgress = types.length === 0 ? root.get('spec', 'egress').isPresent : types.includes('Egress');
    const isIngress = types.length === 0 || types.includes('Ingress');
    const direction = (side: Side, key: string, peerKey: string, note: (own: Workload, peer: Workload, ports: string[]) => void) => {
      const openings = root.get('spec', key).items().map((rule): Opening => {
        const peers = rule.get(peerKey).items();
        const selected = peers.map((peer) => selectPeer(peer, manifest, context)?.workloads);
        const isNamed = peers.every((peer, index) => selected[index] !== undefined || peer.get('ipBlock').isPresent);
        const ports = portsOf(rule);
        const workloads = selected.flatMap((each) => each ?? []);
        if (workloads.length <= MOST_PEERS && targets.length <= MOST_PEERS) {
          targets.forEach((own) => workloads.forEach((peer) => note(own, peer, [...ports ?? []])));
        }
        return { policy: manifest.name, peers: peers.length > 0 && isNamed ? new Set(workloads) : undefined, ports };
      });
      targets.forEach((own) => side.set(own, [...side.get(own) ?? [], { policy: manifest.name, peers: new Set() }, ...openings]));
    };
    if (isEgress) {
      direction(egress, 'egress', 'to', want);
    }
    if (isIngress) {
      direction(ingress, 'ingress', 'from', (own, peer, ports) => want(peer, own, ports));
    }
  }
  for (const { from, to, port } of serviceReferences(model, context)) {
    want(from, to, port === undefined ? [] : [port]);
  }
  const list = [...wanted].flatMap(([from, targets]) => [...targets].map(([to, ports]): Connection => ({
    from, to, ports: numberPorts(to, ports, context), blockedBy: blocker(from, to, ports, egress, ingress, context),
  })));
  return { list, isCut: count >= MOST_CONNECTIONS };
}

function portsOf(rule: Field): ReadonlySet<string> | undefined {
  const ports = rule.get('ports').items().map((port) => (port.get('endPort').isPresent ? undefined : port.get('port').value));
  return ports.length === 0 || ports.includes(undefined) ? undefined : new Set(ports.map(String));
}

/** Ports of the receiver by number, where it declares their names. */
function numberPorts(to: Workload, ports: Iterable<string>, context: RuleContext): string[] {
  const declared = podPorts(context.podSpec(to));
  const numbers = [...ports].map((port) => String(declared.find(({ name }) => name === port)?.number ?? port));
  return [...new Set(numbers)].sort((one, two) => Number(one) - Number(two) || (one < two ? -1 : 1));
}

function blocker(from: Workload, to: Workload, ports: Iterable<string>, egress: Side, ingress: Side, context: RuleContext): string | undefined {
  const numbers = numberPorts(to, ports, context);
  const refuses = (openings: Opening[] | undefined, peer: Workload) => openings && !openings.some((opening) => (!opening.peers || opening.peers.has(peer)) &&
    (!opening.ports || numbers.length === 0 || numberPorts(to, opening.ports, context).some((port) => numbers.includes(port))));
  return refuses(egress.get(from), to) ? `egress of ${from.name} (NetworkPolicy ${egress.get(from)![0].policy})`
    : refuses(ingress.get(to), from) ? `ingress of ${to.name} (NetworkPolicy ${ingress.get(to)![0].policy})` : undefined;
}
