import { isStrictlyWithin, parseBlock } from '../../kubernetes/address-block';
import { cidr, oneOf, portNumberOrName, required } from './checks';
import { Report } from './refusal';
import { FieldChecks, TypeChecks } from './tables';
import { Value } from './value';

/** Limits of single fields: pkg/apis/networking/validation/validation.go, in the functions named. */
export const NETWORK_POLICY_FIELDS: FieldChecks = {
  // ValidateIPBlock
  'networking.v1.IPBlock': { cidr: [required, cidr] },
  // ValidateNetworkPolicyPort
  'networking.v1.NetworkPolicyPort': {
    protocol: (value) =>
      value.isPresent && value.text === '' ? 'must be TCP, UDP or SCTP' : oneOf('TCP', 'UDP', 'SCTP')(value),
    port: (port) => (port.isPresent ? portNumberOrName(port) : undefined),
  },
};

export const NETWORK_POLICY_TYPES: TypeChecks = {
  'networking.v1.NetworkPolicySpec': (spec, report) => {
    const types = spec.get('policyTypes');
    if (types.items.length > 2) {
      report(types, 'must hold no more than Ingress and Egress');
    }
    types.items
      .filter(({ text }) => !['Ingress', 'Egress'].includes(text))
      .forEach((type) => report(type, 'must be Ingress or Egress'));
  },
  'networking.v1.NetworkPolicyPeer': (peer, report) => {
    const present = peer.keys;
    if (present.length === 0) {
      report(peer, 'must have podSelector, namespaceSelector or ipBlock');
    } else if (present.length > 1 && peer.get('ipBlock').isPresent) {
      report(peer.get('ipBlock'), 'must not be given beside a selector');
    }
  },
  'networking.v1.NetworkPolicyPort': (port, report) => {
    const [number, end] = [port.get('port'), port.get('endPort')];
    if (!end.isPresent) {
      return;
    }
    const fault =
      typeof number.json !== 'number'
        ? 'must not be given unless port is a number'
        : end.number < number.number
          ? `must be at least port ${number.number}`
          : end.number > 65535
            ? 'must be a port from 1 to 65535'
            : undefined;
    if (fault !== undefined) {
      report(end, fault);
    }
  },
  'networking.v1.IPBlock': checkExceptions,
};

function checkExceptions(block: Value, report: Report): void {
  const outer = parseBlock(block.get('cidr').text);
  for (const exception of block.get('except').items) {
    const inner = parseBlock(exception.text);
    const fault = exception.text === '' ? 'must be a block of addresses' : cidr(exception);
    if (fault !== undefined) {
      report(exception, fault);
    } else if (outer && inner && !isStrictlyWithin(inner, outer)) {
      report(exception, `must lie within cidr ${block.get('cidr').text} and be smaller`);
    }
  }
}
