import {
  atMostAll, between, Check, dnsLabel, oneOfIfGiven, pathSegment, positive, quantityNotNegative, quantityOf, required,
  requiredOneOf, ZERO,
} from './checks';
import { containerResourceNameFault } from './resources';
import { Report } from './refusal';
import { FieldChecks, TypeChecks } from './tables';
import { Value } from './value';

const resourceName: Check = ({ text }) => containerResourceNameFault(text);

/** Limits of single fields: pkg/apis/policy/validation and pkg/apis/autoscaling/validation, in the functions named. */
export const POLICY_FIELDS: FieldChecks = {
  // ValidatePodDisruptionBudgetSpec
  'policy.v1.PodDisruptionBudgetSpec': {
    minAvailable: atMostAll, maxUnavailable: atMostAll,
    unhealthyPodEvictionPolicy: oneOfIfGiven('IfHealthyBudget', 'AlwaysAllow'),
  },
  // ValidateCrossVersionObjectReference
  'autoscaling.v2.CrossVersionObjectReference': { kind: [required, pathSegment], name: [required, pathSegment] },
  'autoscaling.v1.CrossVersionObjectReference': { kind: [required, pathSegment], name: [required, pathSegment] },
  // validateScalingRules, validateScalingPolicy
  'autoscaling.v2.HPAScalingRules': {
    stabilizationWindowSeconds: between(0, 3600), tolerance: quantityNotNegative,
    selectPolicy: oneOfIfGiven('Max', 'Min', 'Disabled'),
  },
  'autoscaling.v2.HPAScalingPolicy': {
    type: requiredOneOf('Pods', 'Percent'), value: positive, periodSeconds: [positive, between(1, 1800)],
  },
  // validateMetricIdentifier, validateContainerResourceSource
  'autoscaling.v2.MetricIdentifier': { name: [required, pathSegment] },
  'autoscaling.v2.ResourceMetricSource': { name: required },
  'autoscaling.v2.ContainerResourceMetricSource': { name: [required, resourceName], container: [required, dnsLabel] },
  // validateMetricTarget
  'autoscaling.v2.MetricTarget': { type: requiredOneOf('Utilization', 'Value', 'AverageValue') },
  'autoscaling.v1.HorizontalPodAutoscalerSpec': {
    targetCPUUtilizationPercentage: (value) => (value.isPresent ? positive(value) : undefined),
  },
};

/** A version with its group, as of the object to scale: ValidateAPIVersion. */
const groupVersion: Check = ({ text }) =>
  /^[^/]+\/[^/]*$/.test(text)
    ? undefined
    : text === ''
      ? 'is missing; write such as apps/v1'
      : 'must be a group and a version, such as apps/v1';

const SOURCES: { readonly [type: string]: string } = {
  Object: 'object', Pods: 'pods', Resource: 'resource', External: 'external', ContainerResource: 'containerResource',
};

export const POLICY_TYPES: TypeChecks = {
  'policy.v1.PodDisruptionBudgetSpec': (spec, report) => {
    if (spec.get('minAvailable').isPresent && spec.get('maxUnavailable').isPresent) {
      report(spec.get('maxUnavailable'), 'must not be given beside minAvailable');
    }
  },
  'autoscaling.v1.HorizontalPodAutoscalerSpec': (spec, report) => {
    checkTargetVersion(spec, report);
    checkSize(spec, false, report);
  },
  'autoscaling.v2.HorizontalPodAutoscalerSpec': (spec, report) => {
    checkTargetVersion(spec, report);
    const metrics = spec.get('metrics').items;
    checkSize(spec, metrics.some((metric) => ['Object', 'External'].includes(metric.get('type').text)), report);
    metrics.forEach((metric) => checkMetric(metric, report));
    for (const rules of ['scaleUp', 'scaleDown'].map((direction) => spec.get('behavior', direction))) {
      // Policies that are absent are filled in: SetDefaults_HorizontalPodAutoscaler.
      if (rules.get('policies').isPresent && rules.get('policies').isZero) {
        report(rules.get('policies'), 'must hold at least one policy');
      }
    }
  },
};

function checkTargetVersion(spec: Value, report: Report): void {
  const version = spec.get('scaleTargetRef', 'apiVersion');
  // The one kind to scale that may have no group; anything is read as its version.
  const isOfNoGroup = spec.get('scaleTargetRef', 'kind').text === 'ReplicationController';
  const fault = isOfNoGroup && version.text.split('/').length < 3 ? undefined : groupVersion(version);
  if (fault !== undefined) {
    report(version, fault);
  }
}

/**
 * validateHorizontalPodAutoscalerSpec; zero replicas are allowed by default since 1.37 with a metric of another object.
 */
function checkSize(spec: Value, mayBeZero: boolean, report: Report): void {
  const [least, most] = [spec.get('minReplicas'), spec.get('maxReplicas')];
  if (most.number <= 0) {
    report(most, most.isZero ? 'is missing; write at least 1' : 'must be at least 1');
  } else if (least.isPresent && most.number < least.number) {
    report(most, `must be at least minReplicas ${least.number}`);
  }
  if (least.isPresent && (least.number < 0 || (least.number === 0 && !mayBeZero))) {
    report(
      least,
      least.number < 0 ? 'must be at least 0' : 'must be at least 1 without a metric of type Object or External',
    );
  }
}

/** validateMetricSpec */
function checkMetric(metric: Value, report: Report): void {
  const type = metric.get('type');
  const wanted = SOURCES[type.text];
  if (wanted === undefined) {
    report(type, type.isZero ? 'is missing' : `must be one of ${Object.keys(SOURCES).join(', ')}`);
    return;
  }
  if (!metric.get(wanted).isPresent) {
    report(metric.get(wanted), `is missing; type ${type.text} needs it`);
  }
  Object.values(SOURCES).filter((source) => source !== wanted && metric.get(source).isPresent)
    .forEach((source) => report(metric.get(source), `must not be given beside type ${type.text}`));
  checkTarget(metric.get(wanted, 'target'), type.text, report);
}

/** validateMetricTarget, and what each kind of source asks of it. */
function checkTarget(target: Value, type: string, report: Report): void {
  const [value, average, utilization] = ['value', 'averageValue', 'averageUtilization'].map((field) =>
    target.get(field),
  );
  for (const amount of [value, average].filter(({ isPresent }) => isPresent)) {
    if (quantityOf(amount).compare(ZERO) <= 0) {
      report(amount, 'must be more than 0');
    }
  }
  if (utilization.isPresent && utilization.number < 1) {
    report(utilization, 'must be more than 0');
  }
  const isResource = type === 'Resource' || type === 'ContainerResource';
  if (isResource && !average.isPresent && !utilization.isPresent) {
    report(utilization, 'is missing; write averageUtilization or averageValue');
  } else if (isResource && average.isPresent && utilization.isPresent) {
    report(average, 'must not be given beside averageUtilization');
  } else if (type === 'Pods' && !average.isPresent) {
    report(average, 'is missing; type Pods needs it');
  } else if (['Object', 'External'].includes(type) && !value.isPresent && !average.isPresent) {
    report(value, 'is missing; write value or averageValue');
  } else if (type === 'External' && value.isPresent && average.isPresent) {
    report(value, 'must not be given beside averageValue');
  }
}
