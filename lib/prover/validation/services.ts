import { BlockList, isIP } from 'node:net';
import {
  cidr, dnsLabel, dnsSubdomain, hostWithWildcard, ipAddress, optionalPortNumber, pathSegment, portName, portNumber,
  portNumberOrName, qualifiedName, required, requiredOneOf,
} from './checks';
import { checkLabels } from './metadata';
import { Report } from './refusal';
import { FieldChecks, reportDuplicates, TypeChecks } from './tables';
import { Value } from './value';

/** Limits of single fields: pkg/apis/core/validation and pkg/apis/networking/validation, in the functions named. */
export const SERVICE_FIELDS: FieldChecks = {
  // validateServicePort
  'core.v1.ServicePort': {
    name: dnsLabel,
    port: portNumber,
    targetPort: (port) =>
      port.isPresent && !(port.json === 0 || port.json === '') ? portNumberOrName(port) : undefined,
    appProtocol: (value) => (value.isPresent ? qualifiedName(value) : undefined),
  },
  // validateAffinityTimeout
  'core.v1.ClientIPConfig': {
    timeoutSeconds: (value) =>
      !value.isPresent || (value.number > 0 && value.number <= 86_400) ? undefined : 'must be from 1 to 86400',
  },
  // ValidateIngressSpec, validateIngressRules
  'networking.v1.IngressSpec': {
    ingressClassName: (name) => (name.isPresent && name.text === '' ? 'must not be empty' : dnsSubdomain(name)),
  },
  'networking.v1.IngressRule': { host: hostWithWildcard },
  'networking.v1.IngressTLS': { secretName: dnsSubdomain },
  'networking.v1.HTTPIngressRuleValue': { paths: required },
  'networking.v1.HTTPIngressPath': { pathType: requiredOneOf('Exact', 'Prefix', 'ImplementationSpecific') },
  'networking.v1.IngressServiceBackend': { name: [required, dnsLabel] },
  'networking.v1.ServiceBackendPort': { name: portName, number: optionalPortNumber },
  // ValidateIngressClass
  'networking.v1.IngressClassSpec': {
    controller: (value) =>
      value.text.length > 250
        ? 'must be no more than 250 characters'
        : /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(
              value.text,
            )
          ? undefined
          : 'must be a domain and a path, such as k8s.io/ingress-nginx',
  },
};

export const SERVICE_TYPES: TypeChecks = {
  'core.v1.ServiceSpec': (spec, report) => {
    checkType(spec, report);
    checkServicePorts(spec, report);
    checkClusterAddresses(spec, report);
    checkTraffic(spec, report);
    checkLabels(spec.get('selector'), report);
  },
  'networking.v1.IngressSpec': (spec, report) => {
    if (spec.get('rules').isZero && !spec.get('defaultBackend').isPresent) {
      report(spec.get('rules'), 'is missing; write rules or defaultBackend');
    }
    for (const host of spec.get('tls').items.flatMap((tls) => tls.get('hosts').items)) {
      const fault = host.text === '' ? 'must be a DNS name' : isIP(host.text) ? undefined : hostWithWildcard(host);
      if (fault !== undefined) {
        report(host, fault);
      }
    }
  },
  // validateIngressTypedLocalObjectReference, validateIngressClassParametersReference
  'core.v1.TypedLocalObjectReference': (reference, report) => {
    if (reference.name === 'resource') {
      checkReference(reference, report);
    }
  },
  'networking.v1.IngressClassParametersReference': (reference, report) => {
    checkReference(reference, report);
    const [scope, namespace] = [reference.get('scope'), reference.get('namespace')];
    if (scope.isPresent && !['Cluster', 'Namespace'].includes(scope.text)) {
      report(scope, 'must be Cluster or Namespace');
    } else if ((scope.text === 'Namespace') === namespace.isZero) {
      report(
        namespace,
        namespace.isZero ? 'is missing; scope Namespace needs it' : 'must not be given unless scope is Namespace',
      );
    }
  },
  'networking.v1.HTTPIngressPath': checkIngressPath,
  'networking.v1.IngressBackend': checkBackend,
};

function isHeadless(spec: Value): boolean {
  return spec.get('clusterIP').text === 'None' || spec.get('clusterIPs').items[0]?.text === 'None';
}

/** validateService */
function checkType(spec: Value, report: Report): void {
  const type = spec.get('type').text || 'ClusterIP';
  if (spec.get('ports').isZero && !isHeadless(spec) && type !== 'ExternalName') {
    report(spec.get('ports'), 'is missing', 'required-field-missing');
  }
  if (['LoadBalancer', 'NodePort'].includes(type) && isHeadless(spec)) {
    report(spec.get('clusterIP'), `must not be None with type ${type}`);
  }
  if (type === 'ExternalName') {
    const name = spec.get('externalName');
    const fault = name.isZero
      ? 'is missing; type ExternalName needs it'
      : dnsSubdomain(Value.of(name.text.replace(/\.$/, '')));
    if (fault !== undefined) {
      report(name, fault);
    }
    ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']
      .map((field) => spec.get(field))
      .filter(({ isZero }) => !isZero)
      .forEach((field) => report(field, 'must not be given with type ExternalName'));
  }
  const ranges = spec.get('loadBalancerSourceRanges');
  for (const field of type === 'LoadBalancer'
    ? []
    : [ranges, spec.get('allocateLoadBalancerNodePorts'), spec.get('loadBalancerClass')]) {
    if (field === ranges ? !field.isZero : field.isPresent) {
      report(field, 'must not be given unless type is LoadBalancer');
    }
  }
  for (const range of ranges.items) {
    const fault =
      cidr(Value.of(range.text.trim()))
      ?? (range.text.trim() === '' ? 'must be a block of addresses, such as 10.0.0.0/16' : undefined);
    if (fault !== undefined) {
      report(range, fault);
    }
  }
}

function checkServicePorts(spec: Value, report: Report): void {
  const ports = spec.get('ports').items;
  const protocol = (port: Value) => port.get('protocol').text || 'TCP';
  if (ports.length > 1) {
    ports
      .map((port) => port.get('name'))
      .filter(({ isZero }) => isZero)
      .forEach((name) => report(name, 'is missing; each of several ports needs one'));
  }
  reportDuplicates(
    ports, (port) => port.get('name').text || undefined, report, (port) => port.get('name'),
    'must be the name of one port only',
  );
  reportDuplicates(
    ports,
    (port) => `${protocol(port)}/${port.get('port').number}`,
    report,
    (port) => port.get('port'),
    'must be used once for a protocol',
  );
  reportDuplicates(
    ports,
    (port) => (port.get('nodePort').isZero ? undefined : `${protocol(port)}/${port.get('nodePort').number}`),
    report,
    (port) => port.get('nodePort'),
    'must be used once for a protocol',
  );
  const type = spec.get('type').text || 'ClusterIP';
  ports.map((port) => port.get('nodePort')).filter(({ isZero }) => !isZero && type === 'ClusterIP')
    .forEach((port) => report(port, 'must not be given with type ClusterIP; write type NodePort or LoadBalancer'));
}

/** Addresses that lead nowhere from elsewhere: ValidateEndpointIP. */
const OF_ONE_HOST = new BlockList();
([
  ['0.0.0.0', 32, 'ipv4'], ['127.0.0.0', 8, 'ipv4'], ['169.254.0.0', 16, 'ipv4'], ['224.0.0.0', 24, 'ipv4'],
  ['::', 127, 'ipv6'], ['fe80::', 10, 'ipv6'], ['ff02::', 16, 'ipv6'],
] as const).forEach(([net, prefix, family]) => OF_ONE_HOST.addSubnet(net, prefix, family));

/** ValidateServiceClusterIPsRelatedFields */
function checkClusterAddresses(spec: Value, report: Report): void {
  if (spec.get('type').text === 'ExternalName') {
    return;
  }
  const address = spec.get('clusterIP');
  const addresses = spec.get('clusterIPs').items;
  for (const one of [address, ...addresses].filter(({ text }) => text !== '' && text !== 'None')) {
    const fault = ipAddress(one);
    if (fault !== undefined) {
      report(one, fault);
    }
  }
  if (addresses.length > 0 && addresses[0].text !== address.text) {
    report(spec.get('clusterIPs'), `must start with clusterIP ${address.text || '(which is missing)'}`);
  }
  if (addresses.length > 2 || (addresses.length === 2 && isIP(addresses[0].text) === isIP(addresses[1].text))) {
    report(spec.get('clusterIPs'), 'must hold no more than one address of each family');
  }
  checkFamilies(spec, report);
  reportDuplicates(spec.get('ipFamilies').items, ({ text }) => text, report, (family) => family, 'must be named once');
  for (const external of spec.get('externalIPs').items) {
    const fault = external.text === '' ? 'must be an IP address' : ipAddress(external);
    if (fault !== undefined || OF_ONE_HOST.check(external.text, isIP(external.text) === 6 ? 'ipv6' : 'ipv4')) {
      report(external, fault ?? 'must not be an unspecified, loopback or link-local address');
    }
  }
}

/** pkg/registry/core/service/storage/alloc.go `initIPFamilyFields`: one family is the default,
  but for such as have no pods. */
function checkFamilies(spec: Value, report: Report): void {
  const policy = spec.get('ipFamilyPolicy');
  const mayHaveTwo = policy.isPresent
    ? ['PreferDualStack', 'RequireDualStack'].includes(policy.text)
    : isHeadless(spec) && spec.get('selector').isZero;
  const several = ['ipFamilies', 'clusterIPs'].find((field) => spec.get(field).items.length > 1);
  if (several !== undefined && !mayHaveTwo) {
    report(policy, `must be PreferDualStack or RequireDualStack where there are several ${several}`);
  }
}

/** validateServiceExternalTrafficPolicy, validateClientIPAffinityConfig, validateServiceTrafficDistribution */
function checkTraffic(spec: Value, report: Report): void {
  const isReachable = ['LoadBalancer', 'NodePort'].includes(spec.get('type').text)
    || (spec.get('type').text !== 'ExternalName' && !spec.get('externalIPs').isZero);
  const policy = spec.get('externalTrafficPolicy');
  if (policy.text !== '' && !isReachable) {
    report(policy, 'must not be given unless type is NodePort or LoadBalancer');
  }
  const health = spec.get('healthCheckNodePort');
  if (health.number !== 0 && !(spec.get('type').text === 'LoadBalancer' && policy.text === 'Local')) {
    report(health, 'must not be given unless type is LoadBalancer and externalTrafficPolicy is Local');
  }
  const distribution = spec.get('trafficDistribution');
  const known = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
  if (distribution.isPresent && !known.includes(distribution.text)) {
    report(distribution, `must be one of ${known.join(', ')}`);
  }
}

const FORBIDDEN_IN_PATHS = ['//', '/./', '/../', '%2f', '%2F'];

/** validateHTTPIngressPath */
function checkIngressPath(path: Value, report: Report): void {
  const text = path.get('path');
  const isExact = ['Exact', 'Prefix'].includes(path.get('pathType').text);
  const fault =
    (isExact || text.text !== '') && !text.text.startsWith('/')
      ? text.isZero
        ? 'is missing'
        : 'must start with /'
      : isExact
        ? [
            ...FORBIDDEN_IN_PATHS.filter((sequence) => text.text.includes(sequence)).map(
              (sequence) => `must not contain '${sequence}'`,
            ),
            ...['/..', '/.'].filter((end) => text.text.endsWith(end)).map((end) => `must not end with '${end}'`),
          ][0]
        : undefined;
  if (fault !== undefined) {
    report(text, fault);
  }
}

/** A reference to an object of any kind. */
function checkReference(reference: Value, report: Report): void {
  const group = reference.get('apiGroup');
  const groupFault = group.isPresent ? (group.text === '' ? 'must not be empty' : dnsSubdomain(group)) : undefined;
  if (groupFault !== undefined) {
    report(group, groupFault);
  }
  for (const field of [reference.get('kind'), reference.get('name')]) {
    const fault = required(field) ?? pathSegment(field);
    if (fault !== undefined) {
      report(field, fault, fault === 'is missing' ? 'required-field-missing' : undefined);
    }
  }
}

/** validateIngressBackend */
function checkBackend(backend: Value, report: Report): void {
  const [service, resource] = [backend.get('service'), backend.get('resource')];
  if (service.isPresent === resource.isPresent) {
    report(backend, 'must have exactly one of service and resource');
  }
  const port = service.get('port');
  if (service.isPresent && port.get('name').isZero === port.get('number').isZero) {
    report(port, port.isZero ? 'is missing; write its name or number' : 'must have exactly one of name and number');
  }
}
