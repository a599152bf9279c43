import { apiGroup } from '../../kubernetes/api-group';
import { oncePer } from '../../util/once-per';
import { Manifest, readingsOf } from '../../manifests';
import {
  kindsOfGroup, removedKind, SchemaField, schemaFields, schemaKind, SchemaType,
} from '../../manifests/schema';
import { ACCESS_FIELDS, ACCESS_TYPES } from './access';
import { CLUSTER_KIND_FIELDS, CLUSTER_KIND_TYPES } from './cluster-kinds';
import { CONFIG_TYPES } from './config';
import { CONTAINER_FIELDS, CONTAINER_TYPES } from './containers';
import { Check, listed, oneOf, oneOfIfGiven, present, required } from './checks';
import { decode } from './decode';
import { JOB_FIELDS, JOB_TYPES } from './jobs';
import { ALWAYS_THERE, LENIENT_ENUMS, LENIENT_REQUIRED, NO_EMPTY_ENUMS, UNCHECKED } from './lenient-fields';
import { checkIdentity, checkMetadata, METADATA_FIELDS, METADATA_TYPES } from './metadata';
import { NETWORK_POLICY_FIELDS, NETWORK_POLICY_TYPES } from './network-policies';
import { POD_FIELDS, POD_TYPES } from './pod';
import { POLICY_FIELDS, POLICY_TYPES } from './policies';
import { QUOTA_FIELDS, QUOTA_TYPES } from './quotas';
import { Refusal, refusal, Report } from './refusal';
import { RESOURCE_TYPES } from './resources';
import { SCHEDULING_FIELDS, SCHEDULING_TYPES } from './scheduling';
import { SECURITY_FIELDS, SECURITY_TYPES } from './security';
import { SERVICE_FIELDS, SERVICE_TYPES } from './services';
import { STORAGE_FIELDS, STORAGE_TYPES } from './storage';
import { FieldChecks, TypeCheck, TypeChecks } from './tables';
import { Value } from './value';
import { VOLUME_FIELDS, VOLUME_TYPES } from './volumes';
import { WORKLOAD_FIELDS, WORKLOAD_TYPES } from './workloads';

const FIELD_TABLES: FieldChecks[] = [
  METADATA_FIELDS, POD_FIELDS, CONTAINER_FIELDS, VOLUME_FIELDS, SCHEDULING_FIELDS, SECURITY_FIELDS, WORKLOAD_FIELDS,
  JOB_FIELDS, SERVICE_FIELDS, NETWORK_POLICY_FIELDS, POLICY_FIELDS, STORAGE_FIELDS, ACCESS_FIELDS, QUOTA_FIELDS,
  CLUSTER_KIND_FIELDS,
];
const TYPE_TABLES: TypeChecks[] = [
  METADATA_TYPES, POD_TYPES, CONTAINER_TYPES, RESOURCE_TYPES, VOLUME_TYPES, SCHEDULING_TYPES, SECURITY_TYPES,
  WORKLOAD_TYPES, JOB_TYPES, SERVICE_TYPES, NETWORK_POLICY_TYPES, POLICY_TYPES, STORAGE_TYPES, CONFIG_TYPES,
  ACCESS_TYPES, QUOTA_TYPES, CLUSTER_KIND_TYPES,
];

/** What is to be done with one field of a type. */
interface FieldPlan {
  readonly name: string;
  readonly type: SchemaType;
  readonly checks: readonly Check[];
  /** Looked at where it is absent too: it is missing, or what it needs is. */
  readonly isNeeded: boolean;
}

/** All that is to be done with a value of one type. */
interface Plan {
  readonly fields: ReadonlyMap<string, FieldPlan>;
  readonly needed: readonly FieldPlan[];
  readonly checks: readonly TypeCheck[];
}

const plans = new Map<string, Plan | undefined>();
/** Shared by all objects that the API server takes. */
const NONE: readonly Refusal[] = [];

/**
 * Why the API server refuses an object, each reason once; empty when it takes it. Of a kind that is not built in only
 * its metadata is looked at.
 *
 * As the server does it: an object that cannot be decoded is not validated. Each object alone: what depends on the
 * objects that are there already, on admission plugins or on webhooks is not looked at.
 */
export const refusalsOf = oncePer((manifest: Manifest): readonly Refusal[] => {
  const refusals = validate(Value.of(manifest.json)).map((each) => withReadings(each, manifest));
  return refusals.length === 0 ? NONE : refusals;
});

/** Text for one reader and a boolean for another: refused where the second applies it. */
function withReadings(found: Refusal, { doubtfulWords }: Manifest): Refusal {
  const word = doubtfulWords.get(found.pointer);
  const isDoubtful = word && !word.isKey && found.message.startsWith(`${found.pointer} must be a string`);
  return isDoubtful ? { ...found, message: `${found.pointer} ${readingsOf(word)}`, isDoubtful } : found;
}

/**
 * Fields that the kind of an object does not have, and values of the wrong type: what the API server cannot decode.
 * Empty for a kind that is not built in.
 */
export function fieldRefusals(json: unknown): readonly Refusal[] {
  const root = Value.of(json);
  const kind = schemaKind(root.get('apiVersion').text, root.get('kind').text);
  const found: Refusal[] = [];
  if (kind) {
    decode({ form: 'struct', name: kind.type }, root, (...problem) => found.push(refusal(...problem)));
  }
  return found;
}

/** Why the API server refuses an object that it can decode: `refusalsOf` without what `fieldRefusals` tells. */
export function valueRefusals(json: unknown): readonly Refusal[] {
  return validate(Value.of(json), true);
}

function validate(root: Value, isDecoded = false): Refusal[] {
  const kind = schemaKind(root.get('apiVersion').text, root.get('kind').text);
  const refusals = new Map<string, Refusal>();
  const report: Report = (value, problem, rule) => {
    const one = refusal(value, problem, rule);
    refusals.set(one.pointer, refusals.get(one.pointer) ?? one);
  };
  if (!kind) {
    reportVersion(root, report);
    // Of a custom resource too: apiextensions-apiserver pkg/registry/customresource/validator.go `Validate`.
    checkMetadata(root.get('metadata'), report);
    return [...refusals.values()];
  }
  if (!isDecoded) {
    decode({ form: 'struct', name: kind.type }, root, report);
  }
  if (refusals.size === 0) {
    checkIdentity(root, report);
    walk(kind.type, root, report, true);
  }
  return [...refusals.values()];
}

/** A version or a kind of a built-in group that is not served. */
function reportVersion(root: Value, report: Report): void {
  const [apiVersion, kind] = [root.get('apiVersion').text, root.get('kind').text];
  const removed = removedKind(apiVersion, kind);
  const group = apiGroup(apiVersion);
  const served = kindsOfGroup(group);
  if (removed) {
    report(
      root.get('apiVersion'),
      `must be one that is served: ${apiVersion} ${kind} ended with Kubernetes 1.${removed.minor}` +
        `${removed.instead === '' ? '' : `; write ${removed.instead.split(' ')[0]}`}`,
      'api-version-not-served',
    );
  } else if (apiVersion !== '' && served.length > 0 && !kind.endsWith('List')) {
    const same = served.find((one) => one.endsWith(` ${kind}`));
    report(
      same ? root.get('apiVersion') : root.get('kind'),
      same
        ? `must be one that is served; write ${same.split(' ')[0]}`
        : `must be a kind of ${apiVersion}; there is no ${kind}`,
      'api-version-not-served',
    );
  }
}

function walk(type: string, value: Value, report: Report, isRoot = false): void {
  const plan = planOf(type);
  if (!plan) {
    return;
  }
  for (const [name, field] of value.entries) {
    // Status is left out when an object is created.
    const fieldPlan = isRoot && name === 'status' ? undefined : plan.fields.get(name);
    if (fieldPlan && field.isPresent) {
      walkField(fieldPlan, field, report);
    }
  }
  for (const fieldPlan of plan.needed) {
    const field = value.get(fieldPlan.name);
    if (!field.isPresent) {
      walkField(fieldPlan, field, report);
    }
  }
  plan.checks.forEach((check) => check(value, report));
}

function walkField({ type, checks, isNeeded }: FieldPlan, field: Value, report: Report): void {
  const fault = firstFault(field, checks);
  if (fault !== undefined) {
    report(field, fault, fault === 'is missing' ? 'required-field-missing' : undefined);
  }
  if (field.isPresent || isNeeded) {
    descend(type, field, report);
  }
}

function firstFault(field: Value, checks: readonly Check[]): string | undefined {
  for (const check of checks) {
    const fault = check(field);
    if (fault !== undefined) {
      return fault;
    }
  }
  return undefined;
}

function descend(type: SchemaType, value: Value, report: Report): void {
  if (type.form === 'struct') {
    walk(type.name, value, report);
  } else if (type.form === 'list' && type.of.form !== 'scalar') {
    value.items.forEach((item) => descend(type.of, item, report));
  } else if (type.form === 'map' && type.of.form !== 'scalar') {
    value.entries.forEach(([, item]) => descend(type.of, item, report));
  } else if (type.form === 'enum' && Array.isArray(value.parent?.json)) {
    const fault = value.text === '' ? `must be ${listed(type.values)}` : oneOf(...type.values)(value);
    if (fault !== undefined) {
      report(value, fault);
    }
  }
}

/** The checks of a type: those of the schema, then those of the tables. */
function planOf(type: string): Plan | undefined {
  if (!plans.has(type)) {
    const fields = [...(schemaFields(type)?.values() ?? [])]
      .filter(({ name }) => !UNCHECKED.has(`${type}.${name}`))
      .map((field) => planField(type, field));
    plans.set(
      type,
      fields.length === 0
        ? undefined
        : {
            fields: new Map(
              fields
                .filter(
                  ({ type: { form }, checks }) => checks.length > 0 || !['scalar', 'any', 'object'].includes(form),
                )
                .map((field) => [field.name, field]),
            ),
            needed: fields.filter(({ isNeeded }) => isNeeded),
            checks: TYPE_TABLES.flatMap((table) => table[type] ?? []),
          },
    );
  }
  return plans.get(type);
}

const ABSENT = Value.of(undefined);

function planField(type: string, { name, type: fieldType, isRequired }: SchemaField): FieldPlan {
  const path = `${type}.${name}`;
  const isStruct = fieldType.form === 'struct';
  const mustBe = isRequired && !LENIENT_REQUIRED.has(path);
  const checks = [
    ...mustBe && !isStruct && !isNumeric(fieldType) ? [fieldType.form === 'object' ? present : required] : [],
    ...fieldType.form === 'enum' ? enumChecks(path, fieldType.values) : [],
    ...FIELD_TABLES.flatMap((table) => table[type]?.[name] ?? []),
  ];
  // The spec of an object is part of it in the server's own types.
  const isSpec = name === 'spec' && fieldType.form === 'struct' && fieldType.name === `${type}Spec`;
  const isPart = (mustBe && isStruct) || isSpec || ALWAYS_THERE.has(path);
  return { name, type: fieldType, checks, isNeeded: isPart || firstFault(ABSENT, checks) !== undefined };
}

function enumChecks(field: string, values: readonly string[]): Check[] {
  const mayBeEmpty = !NO_EMPTY_ENUMS.has(field);
  return LENIENT_ENUMS.has(field) ? [] : [mayBeEmpty ? oneOf(...values) : oneOfIfGiven(...values)];
}

/** Zero may be meant: the tables say where a number must be given. */
function isNumeric(type: SchemaType): boolean {
  return type.form === 'scalar' && ['int32', 'int64', 'double', 'boolean', 'intOrString'].includes(type.scalar);
}
