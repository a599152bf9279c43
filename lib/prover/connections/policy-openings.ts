import { valueText } from '../../util/value-text';
import { Field, Manifest, Model, policyTargets, selectPeer, Workload } from '../../manifests';
import { RuleContext } from '../engine';

/** What one rule of a NetworkPolicy lets through. */
export interface Opening {
  /** Name of the policy. */
  readonly policy: string;
  /** Pods on the other side; undefined where they cannot be told, or any is meant. */
  readonly peers?: ReadonlySet<Workload>;
  /** Numbers or names of ports of the receiver; undefined where any is meant. */
  readonly ports?: ReadonlySet<string>;
}

/** The openings of one direction by the pods that they are for; pods without an entry are not restricted. */
export type Openings = ReadonlyMap<Workload, Opening[]>;

/** Reads the egress or ingress rules of all NetworkPolicies. */
export function readOpenings(model: Model, direction: 'egress' | 'ingress', context: RuleContext): Openings {
  const openings = new Map<Workload, Opening[]>();
  for (const manifest of model.byKind('NetworkPolicy')) {
    const root = Field.of(manifest, context.problems);
    if (isRestricted(root, direction)) {
      const rules = root
        .get('spec', direction)
        .items()
        .map((rule) => readRule(rule, direction === 'egress' ? 'to' : 'from', manifest, context));
      // A policy without rules lets nothing through, which is an opening to nobody.
      const own = [{ policy: manifest.name, peers: new Set<Workload>() }, ...rules];
      for (const workload of policyTargets(root, manifest, context.model)) {
        openings.set(workload, openings.get(workload) ?? []);
        openings.get(workload)!.push(...own);
      }
    }
  }
  return openings;
}

function isRestricted(root: Field, direction: 'egress' | 'ingress'): boolean {
  const types = root
    .get('spec', 'policyTypes')
    .items()
    .map(({ value }) => value);
  const [type, isDefault] =
    direction === 'egress' ? ['Egress', root.get('spec', 'egress').isPresent] : ['Ingress', true];
  return types.length === 0 ? isDefault : types.includes(type);
}

function readRule(rule: Field, peerKey: string, manifest: Manifest, context: RuleContext): Opening {
  const peers = rule.get(peerKey).items();
  const selected = peers.map((peer) =>
    peer.get('ipBlock').isPresent ? [] : selectPeer(peer, manifest, context.model)?.workloads,
  );
  const isTold = peers.length > 0 && selected.every((workloads) => workloads);
  const ports = rule
    .get('ports')
    .items()
    .map((port) => (port.get('endPort').isPresent ? undefined : port.get('port').value));
  const isNumbered = ports.length > 0 && !ports.includes(undefined);
  return {
    policy: manifest.name,
    peers: isTold ? new Set(selected.flatMap((workloads) => workloads ?? [])) : undefined,
    ports: isNumbered ? new Set(ports.map(valueText)) : undefined,
  };
}
