import { DNS_LABEL } from '../../kubernetes/dns-names';
import { cronFault } from '../../kubernetes/cron-fault';
import { timeZoneFault } from '../../kubernetes/time-zone-fault';
import { between, Check, notNegative, oneOf, qualifiedName, required, requiredOneOf } from './checks';
import { Report } from './refusal';
import { FieldChecks, TypeChecks } from './tables';
import { Value } from './value';

const schedule: Check = ({ text }) => cronFault(text);

/** Limits of single fields: pkg/apis/batch/validation/validation.go, in the functions named. */
export const JOB_FIELDS: FieldChecks = {
  // validateJobSpec
  'batch.v1.JobSpec': {
    parallelism: notNegative, completions: notNegative, activeDeadlineSeconds: notNegative, backoffLimit: notNegative,
    ttlSecondsAfterFinished: notNegative, backoffLimitPerIndex: notNegative, maxFailedIndexes: notNegative,
    completionMode: oneOf('NonIndexed', 'Indexed'), podReplacementPolicy: oneOf('Failed', 'TerminatingOrFailed'),
  },
  // validateCronJobSpec
  'batch.v1.CronJobSpec': {
    schedule: [required, schedule], timeZone: (value) => timeZoneFault(value.json as string | undefined),
    startingDeadlineSeconds: notNegative, successfulJobsHistoryLimit: notNegative, failedJobsHistoryLimit: notNegative,
    concurrencyPolicy: oneOf('Allow', 'Forbid', 'Replace'),
  },
  // validatePodFailurePolicyRule
  'batch.v1.PodFailurePolicyRule': { action: requiredOneOf('Count', 'FailIndex', 'FailJob', 'Ignore') },
  'batch.v1.PodFailurePolicyOnExitCodesRequirement': { operator: requiredOneOf('In', 'NotIn'), values: required },
  // validateSuccessPolicy
  'batch.v1.PodFailurePolicyOnPodConditionsPattern': { type: qualifiedName, status: oneOf('True', 'False', 'Unknown') },
  'batch.v1.SuccessPolicy': { rules: required },
  'batch.v1.SuccessPolicyRule': { succeededCount: between(0, 2 ** 31 - 1) },
};

export const JOB_TYPES: TypeChecks = {
  'batch.v1.JobSpec': (spec, report) => {
    checkRestart(spec, report);
    checkIndexed(spec, report);
    checkFailurePolicy(spec, report);
  },
  // validateGeneratedSelector, validateNameAllowsCompletions
  'batch.v1.Job': (job, report) => {
    const spec = job.get('spec');
    const name = job.get('metadata', 'name');
    if (!spec.get('manualSelector').isTrue && spec.get('selector').isPresent) {
      report(spec.get('selector'), 'must not be given without manualSelector; it is made from the name of the Job');
    } else if (spec.get('manualSelector').isTrue && !spec.get('selector').isPresent) {
      report(spec.get('selector'), 'is missing; manualSelector needs it', 'required-field-missing');
    }
    const completions = completionsOf(spec) ?? 0;
    const ending = `-${completions - 1}`;
    if (spec.get('completionMode').text !== 'Indexed' || completions <= 0) {
      return;
    }
    if (!DNS_LABEL.test(`${name.text || 'a'}${ending}`)) {
      report(name, 'must be a DNS label without dots for completionMode Indexed');
    } else if (name.text.length + ending.length > 63) {
      report(
        name, `must be no more than ${63 - ending.length} characters for ${completions} indexed completions`,
      );
    }
  },
  'batch.v1.CronJob': (cron, report) => {
    const name = cron.get('metadata', 'name');
    if (name.text.length > 52) {
      report(name, 'must be no more than 52 characters, so that its Jobs have room for a suffix');
    }
    // ValidateJobTemplateSpec
    for (const field of ['selector', 'manualSelector'].map((key) => cron.get('spec', 'jobTemplate', 'spec', key))) {
      if (field.name === 'selector' ? field.isPresent : field.isTrue) {
        report(field, 'must not be given: it is made for each Job');
      }
    }
  },
};

/** SetDefaults_Job: one where neither is given; parallelism alone sets none. */
function completionsOf(spec: Value): number | undefined {
  const completions = spec.get('completions');
  return completions.isPresent ? completions.number : spec.get('parallelism').isPresent ? undefined : 1;
}

function checkRestart(spec: Value, report: Report): void {
  const policy = spec.get('template', 'spec', 'restartPolicy');
  if (!['OnFailure', 'Never'].includes(policy.text)) {
    report(policy, policy.isZero ? 'is missing; write OnFailure or Never' : 'must be OnFailure or Never in a Job');
  } else if (spec.get('podFailurePolicy').isPresent && policy.text !== 'Never') {
    report(policy, 'must be Never with podFailurePolicy');
  }
}

function checkIndexed(spec: Value, report: Report): void {
  const isIndexed = spec.get('completionMode').text === 'Indexed';
  const [perIndex, failed] = [spec.get('backoffLimitPerIndex'), spec.get('maxFailedIndexes')];
  if (failed.isPresent && !perIndex.isPresent) {
    report(perIndex, 'is missing; maxFailedIndexes needs it');
  }
  if (!isIndexed) {
    [perIndex, failed, spec.get('successPolicy')].filter(({ isPresent }) => isPresent)
      .forEach((field) => report(field, 'must not be given unless completionMode is Indexed'));
    return;
  }
  const completions = completionsOf(spec);
  if (completions === undefined) {
    report(spec.get('completions'), 'is missing; completionMode Indexed needs it');
  }
  if (spec.get('parallelism').number > 100_000) {
    report(spec.get('parallelism'), 'must be at most 100000 with completionMode Indexed');
  }
  const most = completions ?? Infinity;
  if (failed.number > most) {
    report(failed, `must be at most completions ${most}`);
  }
  for (const rule of spec.get('successPolicy', 'rules').items) {
    if (!rule.get('succeededCount').isPresent && !rule.get('succeededIndexes').isPresent) {
      report(rule, 'must have succeededCount or succeededIndexes');
    }
    const indexes = rule.get('succeededIndexes');
    const total = indexes.isPresent ? countOf(indexes.text, most) : Infinity;
    if (typeof total === 'string') {
      report(indexes, total);
    }
    if (rule.get('succeededCount').number > most) {
      report(rule.get('succeededCount'), `must be at most completions ${most}`);
    } else if (typeof total === 'number' && rule.get('succeededCount').number > total) {
      report(rule.get('succeededCount'), `must be at most ${total}, the number of succeededIndexes`);
    }
  }
}

/**
 * How many ascending indexes and ranges below the completions, such as `1,3-5,7`, are; what is wrong with them else
 * (validateIndexesFormat).
 */
function countOf(text: string, completions: number): number | string {
  let last = -1;
  let total = 0;
  for (const part of text === '' ? [] : text.split(',')) {
    const [, first, end] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part) ?? [];
    if (first === undefined || Number(first) <= last || (end !== undefined && Number(end) <= Number(first))) {
      return 'must be ascending indexes and ranges, such as 1,3-5,7';
    }
    last = Number(end ?? first);
    if (last >= completions) {
      return `must hold indexes below completions ${completions}`;
    }
    total += last - Number(first) + 1;
  }
  return total;
}

/** validatePodFailurePolicyRule, validatePodReplacementPolicy */
function checkFailurePolicy(spec: Value, report: Report): void {
  const policy = spec.get('podFailurePolicy');
  if (!policy.isPresent) {
    return;
  }
  const pod = spec.get('template', 'spec');
  const names = ['containers', 'initContainers']
    .flatMap((field) => pod.get(field).items)
    .map((container) => container.get('name').text);
  if (spec.get('podReplacementPolicy').text === 'TerminatingOrFailed') {
    report(spec.get('podReplacementPolicy'), 'must be Failed with podFailurePolicy');
  }
  for (const rule of policy.get('rules').items) {
    const codes = rule.get('onExitCodes');
    const conditions = rule.get('onPodConditions');
    if (codes.isPresent === !conditions.isZero) {
      report(rule, 'must have exactly one of onExitCodes and onPodConditions');
    }
    if (rule.get('action').text === 'FailIndex' && !spec.get('backoffLimitPerIndex').isPresent) {
      report(rule.get('action'), 'must not be FailIndex without backoffLimitPerIndex');
    }
    const container = codes.get('containerName');
    if (container.isPresent && !names.includes(container.text)) {
      report(container, `must be the name of a container; there are ${names.join(', ')}`);
    }
    checkExitCodes(codes, report);
  }
}

function checkExitCodes(codes: Value, report: Report): void {
  const values = codes.get('values');
  const numbers = values.items.map(({ number }) => number);
  if (codes.get('operator').text === 'In' && numbers.includes(0)) {
    report(values, 'must not hold 0 with operator In');
  }
  if (numbers.some((number, index) => index > 0 && numbers[index - 1] >= number)) {
    report(values, 'must be in ascending order, each once');
  }
}
