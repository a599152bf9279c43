import { DNS_1035_LABEL } from '../../kubernetes/dns-names';
import {
  between, Check, dnsLabel, ipAddress, labelValue, oneOf, oneOfIfGiven, portNumber, positive, qualifiedName, required,
} from './checks';
import { checkLabels } from './metadata';
import { checkOverhead } from './pod';
import { Report } from './refusal';
import { FieldChecks, reportDuplicates, reportUnion, TypeChecks } from './tables';
import { Value } from './value';

const LEVELS = ['privileged', 'baseline', 'restricted'];
const SYSTEM_CLASSES: { readonly [name: string]: number } = {
  'system-cluster-critical': 2_000_000_000, 'system-node-critical': 2_000_001_000,
};

/** A domain of three parts or more: `IsFullyQualifiedName`. */
const webhookName: Check = ({ text }) =>
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?){2,}$/.test(text)
    ? undefined
    : 'must be a domain of three parts or more, such as check.example.com';
const WEBHOOK = { name: [required, webhookName], admissionReviewVersions: required, timeoutSeconds: between(1, 30) };

/** Limits of single fields, in the files named. */
export const CLUSTER_KIND_FIELDS: FieldChecks = {
  // pkg/apis/node/validation `ValidateRuntimeClass`
  'node.v1.RuntimeClass': { handler: [required, dnsLabel] },
  // pkg/apis/scheduling/validation `ValidatePriorityClass`
  'scheduling.v1.PriorityClass': { preemptionPolicy: oneOf('Never', 'PreemptLowerPriority') },
  // pkg/apis/coordination/validation `ValidateLeaseSpec`
  'coordination.v1.LeaseSpec': {
    leaseDurationSeconds: (value) => (value.isPresent ? positive(value) : undefined),
    leaseTransitions: (value) => (value.number < 0 ? 'must be at least 0' : undefined),
  },
  // pkg/apis/discovery/validation `ValidateEndpointSlice`
  'discovery.v1.EndpointSlice': { addressType: required },
  'discovery.v1.EndpointPort': { name: dnsLabel },
  'core.v1.EndpointAddress': { ip: [required, ipAddress] },
  'core.v1.EndpointPort': { name: dnsLabel, port: portNumber },
  // pkg/apis/storage/validation `ValidateCSIDriver`
  'storage.v1.CSIDriverSpec': {
    fsGroupPolicy: oneOfIfGiven('File', 'None', 'ReadWriteOnceWithFSType'),
  },
  // pkg/apis/admissionregistration/validation `validateValidatingWebhook`
  'admissionregistration.v1.ValidatingWebhook': WEBHOOK,
  'admissionregistration.v1.MutatingWebhook': WEBHOOK,
  'admissionregistration.v1.RuleWithOperations': {
    apiGroups: required, apiVersions: required, operations: required, resources: required,
  },
  'admissionregistration.v1.ServiceReference': {
    path: (value) => (value.text === '' || value.text.startsWith('/') ? undefined : 'must start with /'),
    port: (value) => (value.isPresent ? portNumber(value) : undefined),
  },
  'core.v1.Taint': { key: qualifiedName, value: labelValue },
};

export const CLUSTER_KIND_TYPES: TypeChecks = {
  'scheduling.v1.PriorityClass': (priorityClass, report) => {
    const [name, value] = [priorityClass.get('metadata', 'name'), priorityClass.get('value')];
    if (name.text.startsWith('system-')) {
      if (SYSTEM_CLASSES[name.text] !== value.number) {
        report(name, 'must not start with system-, which is reserved');
      }
    } else if (value.number > 1_000_000_000) {
      report(value, 'must be at most 1000000000');
    }
  },
  'node.v1.Scheduling': (scheduling, report) => {
    checkLabels(scheduling.get('nodeSelector'), report);
    reportDuplicates(
      scheduling.get('tolerations').items,
      (one) => ['key', 'operator', 'value', 'effect'].map((field) => one.get(field).text).join('\0'),
      report,
      (one) => one,
      'must stand once',
    );
  },
  'core.v1.EndpointSubset': (subset, report) => {
    if (subset.get('addresses').isZero && subset.get('notReadyAddresses').isZero) {
      report(subset.get('addresses'), 'is missing; write addresses or notReadyAddresses', 'required-field-missing');
    }
  },
  'discovery.v1.EndpointSlice': (slice, report) => {
    reportDuplicates(
      slice.get('ports').items, (port) => port.get('name').text, report, (port) => port.get('name'),
      'must be the name of one port only',
    );
    for (const address of slice.get('endpoints').items.flatMap((endpoint) => endpoint.get('addresses').items)) {
      const fault =
        slice.get('addressType').text === 'FQDN'
          ? undefined
          : address.text === ''
            ? 'must be an IP address'
            : ipAddress(address);
      if (fault !== undefined) {
        report(address, fault);
      }
    }
  },
  'storage.v1.CSIDriverSpec': (spec, report) =>
    spec
      .get('volumeLifecycleModes')
      .items.filter(({ text }) => !['Persistent', 'Ephemeral'].includes(text))
      .forEach((mode) => report(mode, 'must be Persistent or Ephemeral')),
  'admissionregistration.v1.WebhookClientConfig': (config, report) =>
    reportUnion(config, ['url', 'service'], report, { what: 'a webhook has exactly one address' }),
  'admissionregistration.v1.ValidatingWebhookConfiguration': checkWebhooks,
  'admissionregistration.v1.MutatingWebhookConfiguration': checkWebhooks,
  'node.v1.Overhead': (overhead, report) => checkOverhead(overhead.get('podFixed'), report),
  // k8s.io/pod-security-admission/admission `ValidateNamespace`
  'core.v1.Namespace': (namespace, report) => {
    for (const [key, value] of namespace.get('metadata', 'labels').entries) {
      const [, mode, isVersion] = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)(-version)?$/.exec(key) ?? [];
      if (
        mode !== undefined
        && !(isVersion ? /^(latest|v1\.(0|[1-9]\d*))$/.test(value.text) : LEVELS.includes(value.text))
      ) {
        report(value, `must be ${isVersion ? 'latest or a version such as v1.31' : LEVELS.join(', ')}`);
      }
    }
  },
  // pkg/apis/core/validation `ValidateNode`, `validateNodeTaints`
  'core.v1.NodeSpec': (spec, report) => {
    reportDuplicates(
      spec.get('taints').items,
      (taint) => `${taint.get('key').text}:${taint.get('effect').text}`,
      report,
      (taint) => taint.get('key'),
      'must stand once for an effect',
    );
  },
};

function checkWebhooks(configuration: Value, report: Report): void {
  const hooks = configuration.get('webhooks').items;
  reportDuplicates(hooks, (hook) => hook.get('name').text, report, (hook) => hook.get('name'), 'must be named once');
  for (const version of hooks.flatMap((hook) => hook.get('admissionReviewVersions').items)) {
    if (!DNS_1035_LABEL.test(version.text)) {
      report(version, 'must be a version such as v1');
    }
  }
  for (const hook of hooks) {
    reportDuplicates(
      hook.get('admissionReviewVersions').items, ({ text }) => text, report, (version) => version, 'must stand once',
    );
    for (const list of hook
      .get('rules')
      .items.flatMap((rule) => ['apiVersions', 'operations', 'resources'].map((field) => rule.get(field)))) {
      list.items.filter(({ text }) => text === '').forEach((item) => report(item, 'must not be empty'));
    }
  }
}
