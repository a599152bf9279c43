import {
  between, dnsLabel, dnsSubdomain, labelValueFault, oneOfIfGiven, positive, qualifiedName, qualifiedNameFault, required,
  requiredOneOf,
} from './checks';
import { checkLabelValues, checkOperator } from './metadata';
import { Report } from './refusal';
import { FieldChecks, reportDuplicates, TypeChecks } from './tables';
import { Value } from './value';

const HONOR = oneOfIfGiven('Honor', 'Ignore');

/** Limits of single fields: pkg/apis/core/validation/validation.go, in the functions named. */
export const SCHEDULING_FIELDS: FieldChecks = {
  // ValidatePreferredSchedulingTerms, validateWeightedPodAffinityTerms
  'core.v1.PreferredSchedulingTerm': { weight: between(1, 100) },
  'core.v1.WeightedPodAffinityTerm': { weight: between(1, 100) },
  // validatePodAffinityTerm
  'core.v1.PodAffinityTerm': { topologyKey: qualifiedName },
  // ValidateNodeSelector
  'core.v1.NodeSelector': { nodeSelectorTerms: required },
  // validateTopologySpreadConstraints
  'core.v1.TopologySpreadConstraint': {
    maxSkew: positive, topologyKey: required, whenUnsatisfiable: requiredOneOf('DoNotSchedule', 'ScheduleAnyway'),
    nodeAffinityPolicy: HONOR, nodeTaintsPolicy: HONOR,
  },
};

export const SCHEDULING_TYPES: TypeChecks = {
  'core.v1.Toleration': checkToleration,
  'core.v1.PreferredSchedulingTerm': (term, report) => reportAbsentWeight(term, report),
  'core.v1.WeightedPodAffinityTerm': (term, report) => reportAbsentWeight(term, report),
  'core.v1.NodeSelectorTerm': (term, report) => {
    // Any text is a value of a preferred term: ValidatePreferredSchedulingTerms.
    const isPreferred = term.name === 'preference';
    for (const requirement of term.get('matchExpressions').items) {
      checkOperator(requirement, ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'], report);
      checkKey(requirement.get('key'), report);
      if (!isPreferred) {
        checkLabelValues(requirement.get('values'), report);
      }
    }
    term.get('matchFields').items.forEach((requirement) => checkFieldRequirement(requirement, report));
  },
  'core.v1.PodAffinityTerm': (term, report) => {
    for (const name of term.get('namespaces').items) {
      const fault = name.text === '' ? 'must be the name of a namespace' : dnsLabel(name);
      if (fault !== undefined) {
        report(name, fault);
      }
    }
    checkLabelKeys(term, report);
  },
  'core.v1.TopologySpreadConstraint': (constraint, report) => {
    const domains = constraint.get('minDomains');
    if (domains.isPresent && (domains.number < 1 || constraint.get('whenUnsatisfiable').text !== 'DoNotSchedule')) {
      report(
        domains,
        domains.number < 1 ? 'must be at least 1' : 'must not be given unless whenUnsatisfiable is DoNotSchedule',
      );
    }
    checkLabelKeys(constraint, report);
  },
  'core.v1.PodSpec': (spec, report) =>
    // ValidateSpreadConstraintNotRepeat
    reportDuplicates(
      spec.get('topologySpreadConstraints').items,
      (constraint) => `${constraint.get('topologyKey').text}\0${constraint.get('whenUnsatisfiable').text}`,
      report,
      (constraint) => constraint.get('topologyKey'),
      'must not stand in two constraints with the same whenUnsatisfiable',
    ),
};

/** A weight of zero reads as absent. */
function reportAbsentWeight(term: Value, report: Report): void {
  if (!term.get('weight').isPresent) {
    report(term.get('weight'), 'is missing; write 1 to 100');
  }
}

function checkKey(key: Value, report: Report): void {
  const fault = qualifiedName(key);
  if (fault !== undefined) {
    report(key, fault);
  }
}

/** ValidateNodeFieldSelectorRequirement */
function checkFieldRequirement(requirement: Value, report: Report): void {
  if (requirement.get('key').text !== 'metadata.name') {
    report(requirement.get('key'), 'must be metadata.name');
  }
  if (!/^(Not)?In$/.test(requirement.get('operator').text)) {
    report(requirement.get('operator'), 'must be In or NotIn');
  } else if (requirement.get('values').items.length !== 1) {
    report(requirement.get('values'), 'must hold exactly one name');
  }
  for (const name of requirement.get('values').items) {
    const fault = name.text === '' ? 'must be the name of a node' : dnsSubdomain(name);
    if (fault !== undefined) {
      report(name, fault);
    }
  }
}

/** ValidateMatchLabelKeysAndMismatchLabelKeys */
function checkLabelKeys(term: Value, report: Report): void {
  const mismatch = term.get('mismatchLabelKeys').items.map(({ text }) => text);
  for (const keys of [term.get('matchLabelKeys'), term.get('mismatchLabelKeys')].filter(({ isZero }) => !isZero)) {
    if (!term.get('labelSelector').isPresent) {
      report(keys, 'must not be given without labelSelector');
      continue;
    }
    for (const key of keys.items) {
      const fault = qualifiedNameFault(key.text);
      if (fault !== undefined) {
        report(key, fault);
      } else if (keys.name === 'matchLabelKeys' && mismatch.includes(key.text)) {
        report(key, 'must not stand in mismatchLabelKeys too');
      }
    }
  }
  const selector = term.get('labelSelector');
  const expressions = selector.get('matchExpressions').items.map((expression) => expression.get('key'));
  const earlier = new Set(Object.keys((selector.get('matchLabels').json as object | undefined) ?? {}));
  for (const key of expressions) {
    if (earlier.has(key.text) && term.get('matchLabelKeys').items.some(({ text }) => text === key.text)) {
      report(key, 'must not stand in matchLabelKeys and twice in labelSelector');
    }
    earlier.add(key.text);
  }
}

/** ValidateTolerations; Lt and Gt take part when a feature gate is on, so that they are not refused here. */
export function checkToleration(toleration: Value, report: Report): void {
  const [key, operator, value, effect] = ['key', 'operator', 'value', 'effect'].map((field) => toleration.get(field));
  if (key.text !== '') {
    checkKey(key, report);
  } else if (operator.text !== 'Exists') {
    report(operator, 'must be Exists without key');
  }
  if (toleration.get('tolerationSeconds').isPresent && effect.text !== 'NoExecute') {
    report(effect, 'must be NoExecute with tolerationSeconds');
  }
  if (operator.text === 'Exists' && value.text !== '') {
    report(value, 'must not be given with operator Exists');
  } else if (['', 'Equal'].includes(operator.text)) {
    const fault = labelValueFault(value.text);
    if (fault !== undefined) {
      report(value, fault);
    }
  } else if (/^[GL]t$/.test(operator.text) && !/^-?(0|[1-9]\d*)$/.test(value.text)) {
    report(value, `must be a whole number in quotes with operator ${operator.text}`);
  }
}
