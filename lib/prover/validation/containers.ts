import { textOf } from '../../util/value-text';
import {
  atLeast, dataKey, dnsLabel, dnsSubdomain, envName, notNegative, oneOf, optionalPortNumber, portName, portNumber,
  portNumberOrName, qualifiedNameFault, quantityOf, required, ZERO,
} from './checks';
import { Report } from './refusal';
import { FieldChecks, reportDuplicates, reportUnion, TypeChecks } from './tables';
import { Value } from './value';

/** Limits of single fields: pkg/apis/core/validation/validation.go, in the functions named. */
export const CONTAINER_FIELDS: FieldChecks = {
  // validateContainerCommon
  'core.v1.Container': { name: [required, dnsLabel], image: required },
  'core.v1.EphemeralContainer': { name: [required, dnsLabel], image: required },
  // validateContainerPorts
  'core.v1.ContainerPort': { name: portName, containerPort: [required, portNumber], hostPort: optionalPortNumber },
  // ValidateEnv, ValidateEnvFrom
  'core.v1.EnvVar': { name: [required, envName] },
  'core.v1.EnvFromSource': { prefix: envName },
  'core.v1.ConfigMapEnvSource': { name: [required, dnsSubdomain] },
  'core.v1.SecretEnvSource': { name: [required, dnsSubdomain] },
  'core.v1.ConfigMapKeySelector': { name: [required, dnsSubdomain], key: [required, dataKey] },
  'core.v1.FileKeySelector': { key: [required, envName], volumeName: [required, dnsLabel], path: required },
  // validateProbe
  'core.v1.Probe': {
    initialDelaySeconds: notNegative, timeoutSeconds: notNegative, periodSeconds: notNegative,
    successThreshold: notNegative, failureThreshold: notNegative, terminationGracePeriodSeconds: atLeast(1),
  },
  // validateHandler
  'core.v1.ExecAction': { command: required },
  'core.v1.HTTPGetAction': { port: portNumberOrName },
  'core.v1.TCPSocketAction': { port: portNumberOrName },
  'core.v1.GRPCAction': { port: portNumber },
  // validateContainerRestartPolicy
  'core.v1.ContainerRestartRule': { exitCodes: required },
};

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HANDLERS = { what: 'a probe or hook has exactly one handler' };

export const CONTAINER_TYPES: TypeChecks = {
  'core.v1.Container': (container, report) => {
    reportDuplicates(
      container.get('ports').items, (port) => port.get('name').text || undefined, report, (port) => port.get('name'),
      'must be the name of one port only',
    );
    // validateLivenessProbe, validateStartupProbe, validateReadinessProbe
    for (const probe of ['livenessProbe', 'startupProbe']) {
      const threshold = container.get(probe, 'successThreshold');
      if (threshold.number > 1) {
        report(threshold, `must be 1 for a ${probe}`);
      }
    }
    const grace = container.get('readinessProbe', 'terminationGracePeriodSeconds');
    if (grace.isPresent) {
      report(grace, 'must not be given for a readinessProbe');
    }
    checkResizePolicy(container, report);
    checkRestartPolicy(container, report);
  },
  'core.v1.Probe': (probe, report) => reportUnion(probe, ['exec', 'httpGet', 'tcpSocket', 'grpc'], report, HANDLERS),
  'core.v1.LifecycleHandler': (hook, report) =>
    reportUnion(hook, ['exec', 'httpGet', 'tcpSocket', 'sleep'], report, HANDLERS),
  // IsHTTPHeaderName
  'core.v1.HTTPHeader': (header, report) => {
    if (!/^[-A-Za-z0-9]+$/.test(header.get('name').text)) {
      report(header.get('name'), 'must be letters, digits and -');
    }
  },
  // validateEnvVarValueFrom
  'core.v1.EnvVar': (variable, report) => {
    const source = variable.get('valueFrom');
    if (source.isPresent && variable.get('value').text !== '') {
      report(source, 'must not be given beside value');
    }
  },
  'core.v1.EnvVarSource': (source, report) =>
    reportUnion(source, ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'], report,
      { what: 'a variable has exactly one source' }),
  // SecretKeySelector also stands in volumes of CustomResourceDefinitions, which is why its name is checked here.
  'core.v1.SecretKeySelector': (selector, report) => {
    for (const [field, check] of [['name', dnsSubdomain], ['key', dataKey]] as const) {
      const fault = required(selector.get(field)) ?? check(selector.get(field));
      if (fault !== undefined) {
        report(selector.get(field), fault);
      }
    }
  },
  'core.v1.EnvFromSource': (source, report) =>
    reportUnion(source, ['configMapRef', 'secretRef'], report, { what: 'an item has exactly one source' }),
  // validateObjectFieldSelector
  'core.v1.ObjectFieldSelector': checkFieldPath,
  'core.v1.ResourceFieldSelector': checkResourceField,
};

const FIELDS = ['metadata.name', 'metadata.namespace', 'metadata.uid'];
const ENV_FIELDS = [
  ...FIELDS, 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP',
  'status.podIPs',
];
const VOLUME_FIELDS = [...FIELDS, 'metadata.labels', 'metadata.annotations'];

function checkFieldPath(selector: Value, report: Report): void {
  const path = selector.get('fieldPath');
  const isEnv = selector.parent?.name === 'valueFrom';
  const known = isEnv ? ENV_FIELDS : VOLUME_FIELDS;
  const [, key] = /^metadata\.(?:labels|annotations)\['(.*)'\]$/.exec(path.text) ?? [];
  if (path.text === '') {
    report(path, 'is missing');
  } else if (key !== undefined) {
    const fault = qualifiedNameFault(path.text.startsWith('metadata.annotations') ? key.toLowerCase() : key);
    if (fault !== undefined) {
      report(path, `has a key that ${fault}`);
    }
  } else if (!known.includes(path.text) && path.text !== (isEnv ? 'spec.host' : '')) {
    report(path, `must be one of ${known.join(', ')}, metadata.labels['key'] or metadata.annotations['key']`);
  }
}

const RESOURCE_FIELD = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.*)$/;

function checkResourceField(selector: Value, report: Report): void {
  const resource = selector.get('resource');
  if (selector.parent?.name !== 'valueFrom' && selector.get('containerName').isZero) {
    report(selector.get('containerName'), 'is missing');
  }
  if (!RESOURCE_FIELD.test(resource.text)) {
    report(
      resource,
      resource.isZero ? 'is missing' : 'must be limits. or requests. with cpu, memory, ephemeral-storage or hugepages',
    );
  }
  const divisor = selector.get('divisor');
  const divisors = /\.cpu$/.test(resource.text)
    ? ['1m', '1']
    : ['1', ...'kMGTPE'.split('').flatMap((unit) => (unit === 'k' ? ['1k', '1Ki'] : [`1${unit}`, `1${unit}i`]))];
  if (
    divisor.isPresent
    && !/^0*(\.0*)?$/.test(textOf(divisor.json))
    && !divisors.includes(textOf(divisor.json))
    && (/^1\D*$/.test(textOf(divisor.json)) || quantityOf(divisor).compare(ZERO) < 0)
  ) {
    report(divisor, `must be one of ${divisors.join(', ')}`);
  }
}

/** validateResizePolicy */
function checkResizePolicy(container: Value, report: Report): void {
  const policies = container.get('resizePolicy').items;
  reportDuplicates(
    policies, (policy) => policy.get('resourceName').text, report, (policy) => policy.get('resourceName'),
    'must be named once',
  );
  for (const policy of policies) {
    const fault = oneOf('cpu', 'memory')(policy.get('resourceName'));
    if (fault !== undefined) {
      report(policy.get('resourceName'), fault);
    }
    const restart = oneOf('NotRequired', 'RestartContainer')(policy.get('restartPolicy'));
    if (restart !== undefined) {
      report(policy.get('restartPolicy'), restart);
    }
  }
}

/** validateContainerRestartPolicy, validateInitContainers */
function checkRestartPolicy(container: Value, report: Report): void {
  const policy = container.get('restartPolicy');
  const fault =
    policy.isPresent && policy.text === ''
      ? 'must be Always, Never or OnFailure'
      : oneOf('Always', 'Never', 'OnFailure')(policy);
  if (fault !== undefined) {
    report(policy, fault);
  }
  if (!policy.isPresent && !container.get('restartPolicyRules').isZero) {
    report(policy, 'is missing; restartPolicyRules need it');
  }
  if (container.parent?.name === 'initContainers' && policy.text !== 'Always') {
    [...PROBES, 'lifecycle'].map((field) => container.get(field)).filter(({ isPresent }) => isPresent)
      .forEach((field) => report(field, 'must not be given for an init container without restartPolicy Always'));
  }
}
