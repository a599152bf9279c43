import { valueText } from '../../util/value-text';
import { Field, isObject, matches, readLabelSelector } from '../../manifests';
import { atMostAll, Check, countOrPercent, dnsLabel, notNegative, requiredOneOf } from './checks';
import { Report } from './refusal';
import { FieldChecks, TypeChecks } from './tables';
import { Value } from './value';

const COUNTS = { replicas: notNegative, minReadySeconds: notNegative, revisionHistoryLimit: notNegative };
const POLICY = requiredOneOf('Retain', 'Delete');

/** Limits of single fields: pkg/apis/apps/validation/validation.go, in the functions named. */
export const WORKLOAD_FIELDS: FieldChecks = {
  // ValidateDeploymentSpec, ValidateRollingUpdateDeployment
  'apps.v1.DeploymentSpec': { ...COUNTS, progressDeadlineSeconds: notNegative },
  'apps.v1.RollingUpdateDeployment': { maxSurge: countOrPercent, maxUnavailable: atMostAll },
  // ValidateStatefulSetSpec, validateRollingUpdateStatefulSet
  'apps.v1.StatefulSetSpec': { replicas: notNegative, minReadySeconds: notNegative, serviceName: dnsLabel },
  'apps.v1.StatefulSetOrdinals': { start: notNegative },
  'apps.v1.RollingUpdateStatefulSetStrategy': { partition: notNegative, maxUnavailable: atMostAll },
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy': {
    whenDeleted: absentOr(POLICY), whenScaled: absentOr(POLICY),
  },
  // ValidateDaemonSetSpec, ValidateRollingUpdateDaemonSet
  'apps.v1.DaemonSetSpec': COUNTS,
  'apps.v1.RollingUpdateDaemonSet': { maxSurge: atMostAll, maxUnavailable: atMostAll },
  // ValidateReplicaSetSpec, ValidateReplicationControllerSpec, validateControllerRevision
  'apps.v1.ReplicaSetSpec': COUNTS,
  'core.v1.ReplicationControllerSpec': COUNTS,
  'apps.v1.ControllerRevision': { revision: notNegative },
};

export const WORKLOAD_TYPES: TypeChecks = {
  'apps.v1.DeploymentSpec': (spec, report) => {
    checkController(spec, report);
    const deadline = spec.get('progressDeadlineSeconds');
    const ready = spec.get('minReadySeconds').number;
    // SetDefaults_Deployment
    if ((deadline.isPresent ? deadline.number : 600) <= ready) {
      report(
        deadline,
        `must be more than minReadySeconds ${ready}${deadline.isPresent ? '' : '; it is 600 where none is given'}`,
      );
    }
    const strategy = spec.get('strategy');
    const rolling = strategy.get('rollingUpdate');
    if (strategy.get('type').text === 'Recreate' && rolling.isPresent) {
      report(rolling, 'must not be given beside type Recreate', 'rolling-update-fields-without-rolling-update');
    } else if (isZeroCount(rolling.get('maxSurge')) && isZeroCount(rolling.get('maxUnavailable'))) {
      report(rolling.get('maxUnavailable'), 'must not be 0 where maxSurge is 0', 'no-surge-and-none-unavailable');
    }
  },
  'apps.v1.StatefulSetSpec': (spec, report) => {
    checkController(spec, report);
    const rolling = spec.get('updateStrategy', 'rollingUpdate');
    const type = spec.get('updateStrategy', 'type').text;
    // ValidateStatefulSetSpec knows Recreate where AllowStatefulSetRecreateStrategy (pkg/registry/apps/statefulset
    // strategy.go): the gate is alpha and off in 1.37 (pkg/features/kube_features.go); before there is no such type.
    if (type === 'Recreate') {
      report(
        spec.get('updateStrategy', 'type'),
        'must be RollingUpdate or OnDelete: Recreate of a StatefulSet needs the feature gate ' +
          'StatefulSetRecreateStrategy (alpha, off by default in 1.37)',
      );
    } else if (type === 'OnDelete' && rolling.isPresent) {
      report(rolling, `must not be given beside type ${type}`, 'rolling-update-fields-without-rolling-update');
    } else if (isZeroCount(rolling.get('maxUnavailable'))) {
      report(rolling.get('maxUnavailable'), 'must be at least 1');
    }
  },
  'apps.v1.DaemonSetSpec': (spec, report) => {
    checkController(spec, report);
    const rolling = spec.get('updateStrategy', 'rollingUpdate');
    if (spec.get('updateStrategy', 'type').text === 'OnDelete') {
      return;
    }
    const [surge, unavailable] = [rolling.get('maxSurge'), rolling.get('maxUnavailable')];
    // SetDefaults_DaemonSet: maxSurge 0, maxUnavailable 1
    const surges = surge.isPresent && !isZeroCount(surge);
    if (surges && !isZeroCount(unavailable)) {
      report(
        surge,
        `must be 0 where maxUnavailable is ${unavailable.isPresent ? valueText(unavailable.json) : '1, as it is where none is given'}`,
      );
    } else if (!surges && isZeroCount(unavailable)) {
      report(unavailable, 'must not be 0 where maxSurge is 0', 'no-surge-and-none-unavailable');
    }
  },
  'apps.v1.ReplicaSetSpec': checkController,
  'core.v1.ReplicationControllerSpec': (spec, report) => {
    if (spec.get('selector').isZero && spec.get('template', 'metadata', 'labels').isZero) {
      report(spec.get('selector'), 'is missing', 'required-field-missing');
    }
    if (!spec.get('template').isPresent) {
      report(spec.get('template'), 'is missing', 'required-field-missing');
    }
    const selector = Object.entries((spec.get('selector').json as { [key: string]: string } | undefined) ?? {});
    const labels = spec.get('template', 'metadata', 'labels');
    if (selector.some(([key, value]) => labels.get(key).json !== value)) {
      report(spec.get('selector'), 'must match the labels of the template', 'selector-does-not-match-template');
    }
    checkTemplate(spec, report);
  },
};

function absentOr(check: Check): Check {
  return (value) => (value.isPresent && value.text !== '' ? check(value) : undefined);
}

function isZeroCount({ json }: Value): boolean {
  return json === 0 || (typeof json === 'string' && /^0+%$/.test(json));
}

function checkController(spec: Value, report: Report): void {
  const selector = spec.get('selector');
  if (!selector.isPresent) {
    report(selector, 'is missing', 'required-field-missing');
  } else if (selector.get('matchLabels').isZero && selector.get('matchExpressions').isZero) {
    report(selector, 'must not be empty');
  } else if (!selects(selector, spec.get('template', 'metadata', 'labels'))) {
    report(selector, 'must match the labels of the template', 'selector-does-not-match-template');
  }
  checkTemplate(spec, report);
}

/** ValidatePodTemplateSpecForReplicaSet */
function checkTemplate(spec: Value, report: Report): void {
  const pod = spec.get('template', 'spec');
  const policy = pod.get('restartPolicy');
  if (policy.text !== '' && policy.text !== 'Always') {
    report(policy, 'must be Always in the template of this kind');
  }
  if (pod.get('activeDeadlineSeconds').isPresent) {
    report(pod.get('activeDeadlineSeconds'), 'must not be given in the template of this kind');
  }
}

/** Whether a selector takes labels that have passed the schema. */
export function selects(selector: Value, labels: Value): boolean {
  // Null reads as empty text.
  const json: unknown = JSON.parse(JSON.stringify(selector.json), (_, value: unknown) => value ?? '');
  const field = Field.of({ json: isObject(json) ? json : {} } as never, []);
  const map = new Map(labels.entries.map(([key, value]) => [key, value.text]));
  return matches(readLabelSelector(field)!, map);
}
