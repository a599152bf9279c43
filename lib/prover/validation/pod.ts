import { between, dnsLabel, dnsSubdomain, ipAddress, qualifiedName, requiredOneOf } from './checks';
import { checkAnnotations, checkLabels } from './metadata';
import { checkOperatingSystem } from './operating-system';
import { amountFault, containerResourceNameFault } from './resources';
import { Report } from './refusal';
import { FieldChecks, reportDuplicates, TypeChecks } from './tables';
import { Value } from './value';

/** Limits of single fields: pkg/apis/core/validation/validation.go, in the functions named. */
export const POD_FIELDS: FieldChecks = {
  // ValidatePodSpec
  'core.v1.PodSpec': {
    serviceAccountName: dnsSubdomain, nodeName: dnsSubdomain, priorityClassName: dnsSubdomain,
    runtimeClassName: dnsSubdomain, hostname: dnsLabel, subdomain: dnsLabel,
    activeDeadlineSeconds: between(1, 2 ** 31 - 1),
  },
  // ValidateHostAliases
  'core.v1.HostAlias': { ip: ipAddress },
  // validateReadinessGates, validateSchedulingGates
  'core.v1.PodReadinessGate': { conditionType: qualifiedName },
  'core.v1.PodSchedulingGate': { name: qualifiedName },
  // validateOS
  'core.v1.PodOS': { name: requiredOneOf('linux', 'windows') },
  // validatePodResourceClaim
  'core.v1.PodResourceClaim': {
    name: dnsLabel, resourceClaimName: dnsSubdomain, resourceClaimTemplateName: dnsSubdomain,
  },
};

export const POD_TYPES: TypeChecks = {
  'core.v1.PodSpec': (spec, report) => {
    checkContainers(spec, report);
    checkPorts(spec, report);
    checkLabels(spec.get('nodeSelector'), report);
    checkDns(spec, report);
    checkHost(spec, report);
    checkGrace(spec, report);
    reportDuplicates(
      spec.get('schedulingGates').items, (gate) => gate.get('name').text, report, (gate) => gate.get('name'),
      'must be named once',
    );
    checkOverhead(spec.get('overhead'), report);
    spec.get('hostAliases').items.flatMap((alias) => alias.get('hostnames').items).forEach((name) => {
      const fault = name.text === '' ? 'must be a DNS name' : dnsSubdomain(name);
      if (fault !== undefined) {
        report(name, fault);
      }
    });
    const account = spec.get('serviceAccount');
    const accountName = spec.get('serviceAccountName');
    if (account.text !== '' && accountName.text !== '' && account.text !== accountName.text) {
      report(account, `must be the same as serviceAccountName ${accountName.text}`);
    }
    checkResourceClaims(spec.get('resourceClaims'), report);
    checkOperatingSystem(spec, report);
  },
  // ValidatePodTemplateSpec
  'core.v1.PodTemplateSpec': (template, report) => {
    checkLabels(template.get('metadata', 'labels'), report);
    checkAnnotations(template.get('metadata', 'annotations'), report);
    if (!template.get('spec', 'ephemeralContainers').isZero) {
      report(template.get('spec', 'ephemeralContainers'), 'must not be given in a pod template');
    }
  },
  // ValidatePodCreate, validatePodMetadataAndSpec
  'core.v1.Pod': (pod, report) => {
    const spec = pod.get('spec');
    if (!spec.get('ephemeralContainers').isZero) {
      report(spec.get('ephemeralContainers'), 'must not be given when a pod is created');
    }
    if (!spec.get('nodeName').isZero && !spec.get('schedulingGates').isZero) {
      report(spec.get('nodeName'), 'must not be given beside schedulingGates');
    }
    for (const image of [...spec.get('containers').items, ...spec.get('initContainers').items].map((container) =>
      container.get('image'),
    )) {
      if (image.text.trim() !== image.text) {
        report(image, 'must not start or end with a space');
      }
    }
  },
};

/** validateContainers, validateInitContainers: names are unique over both. */
function checkContainers(spec: Value, report: Report): void {
  const all = [...spec.get('containers').items, ...spec.get('initContainers').items];
  reportDuplicates(
    all,
    (container) => container.get('name').text || undefined,
    report,
    (container) => container.get('name'),
    'must be the name of one container only',
  );
  for (const policy of all.flatMap((container) => container.get('resizePolicy').items)) {
    if (spec.get('restartPolicy').text === 'Never' && policy.get('restartPolicy').text === 'RestartContainer') {
      report(policy.get('restartPolicy'), 'must be NotRequired in a pod with restartPolicy Never');
    }
  }
}

/** validatePodHostNetworkDeps, checkHostPortConflicts */
function checkPorts(spec: Value, report: Report): void {
  const ports = spec.get('containers').items.flatMap((container) => container.get('ports').items);
  for (const port of ports) {
    const host = port.get('hostPort');
    if (spec.get('hostNetwork').isTrue && host.number !== 0 && host.number !== port.get('containerPort').number) {
      report(host, `must equal containerPort ${port.get('containerPort').number} with hostNetwork`);
    }
  }
  reportDuplicates(ports, (port) => (port.get('hostPort').number === 0 ? undefined
    : [port.get('protocol').text || 'TCP', port.get('hostIP').text, port.get('hostPort').number].join('/')), report,
  (port) => port.get('hostPort'), 'must be used by one container port only');
}

/** validatePodDNSConfig */
function checkDns(spec: Value, report: Report): void {
  const config = spec.get('dnsConfig');
  const servers = config.get('nameservers');
  if (spec.get('dnsPolicy').text === 'None' && servers.isZero) {
    report(config.isPresent ? servers : config, 'is missing; dnsPolicy None needs at least one nameserver');
  }
  if (servers.items.length > 3) {
    report(servers, 'must hold no more than 3 addresses');
  }
  const searches = config.get('searches');
  if (searches.items.length > 32) {
    report(searches, 'must hold no more than 32 domains');
  }
  for (const server of servers.items) {
    const fault = server.text === '' ? 'must be an IP address' : ipAddress(server);
    if (fault !== undefined) {
      report(server, fault);
    }
  }
  for (const search of searches.items) {
    const label = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
    if (search.text !== '.' && !new RegExp(`^${label}(\\.${label})*\\.?$`).test(search.text)) {
      report(search, 'must be a DNS name in lower case');
    }
  }
  for (const option of config.get('options').items) {
    if (option.get('name').isZero) {
      report(option.get('name'), 'is missing');
    }
  }
}

/** validateHostUsers, validateShareProcessNamespace, validatePodHostName */
function checkHost(spec: Value, report: Report): void {
  const users = spec.get('hostUsers');
  for (const field of users.json === false ? ['hostPID', 'hostIPC'] : []) {
    if (spec.get(field).isTrue) {
      report(spec.get(field), 'must not be true with hostUsers false');
    }
  }
  if (spec.get('shareProcessNamespace').isTrue && spec.get('hostPID').isTrue) {
    report(spec.get('shareProcessNamespace'), 'must not be true beside hostPID');
  }
  const override = spec.get('hostnameOverride');
  if (override.isPresent) {
    const fault = spec.get('setHostnameAsFQDN').isTrue ? 'must not be given beside setHostnameAsFQDN'
      : spec.get('hostNetwork').isTrue ? 'must not be given beside hostNetwork'
        : override.text.length > 64 ? 'must be no more than 64 characters' : dnsSubdomain(override);
    if (fault !== undefined) {
      report(override, fault);
    }
  }
}

/** validateSleepAction: no hook sleeps longer than the pod may take to end. */
function checkGrace(spec: Value, report: Report): void {
  const given = spec.get('terminationGracePeriodSeconds');
  // SetDefaults_PodSpec
  const grace = given.isPresent ? given.number : 30;
  for (const container of [...spec.get('containers').items, ...spec.get('initContainers').items]) {
    for (const seconds of ['postStart', 'preStop'].map((hook) =>
      container.get('lifecycle', hook, 'sleep', 'seconds'),
    )) {
      if (seconds.isPresent && (seconds.number < 0 || seconds.number > grace)) {
        report(seconds, `must be from 0 to terminationGracePeriodSeconds ${grace}`);
      }
    }
  }
}

/** validateOverhead */
export function checkOverhead(overhead: Value, report: Report): void {
  for (const [name, amount] of overhead.entries) {
    const fault = containerResourceNameFault(name);
    const wrong = fault === undefined ? amountFault(name, amount) : `names a resource that ${fault}`;
    if (wrong !== undefined) {
      report(amount, wrong);
    }
  }
}

/** validatePodResourceClaims */
function checkResourceClaims(claims: Value, report: Report): void {
  reportDuplicates(
    claims.items, (claim) => claim.get('name').text, report, (claim) => claim.get('name'), 'must be named once',
  );
  for (const claim of claims.items) {
    const sources = ['resourceClaimName', 'resourceClaimTemplateName'].filter((field) => claim.get(field).isPresent);
    const empty = sources.map((field) => claim.get(field)).find(({ text }) => text === '');
    if (empty) {
      report(empty, 'must not be empty');
    }
    if (sources.length !== 1) {
      report(claim, 'must have exactly one of resourceClaimName and resourceClaimTemplateName');
    }
  }
}
