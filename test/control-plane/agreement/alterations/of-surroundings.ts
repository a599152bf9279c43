import { Json } from '../../cluster/api';
import { mergePatch } from '../../support/merge-patch';
import { claim } from '../surroundings';
import { Act, Alter, Altered, one, replace } from './alteration';

/** What becomes of quotas, limits, budgets, priorities, claims and the namespace after pods were admitted beside them. */
export const OF_SURROUNDINGS: Readonly<Record<string, Alter>> = {
  'quota comes': (altered) => {
    const { random } = altered;
    const most = random.below(9);
    const hard = random.pick<Json>([
      { pods: String(most) }, { pods: String(most) }, { 'requests.cpu': `${1000 * most}m` },
      { persistentvolumeclaims: String(random.below(3)) }, { 'count/pods': String(most) },
    ]);
    return create(altered, { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'since' }, spec: { hard } });
  },
  'quota lowered': (altered) => requote(altered, [-3, -2, -1]),
  'quota raised': (altered) => requote(altered, [1, 2, 3]),
  'quota goes': (altered) => remove(altered, 'ResourceQuota'),
  'limits come': (altered) => altered.context.some(({ kind }) => kind === 'LimitRange') ? undefined
    : create(altered, { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits' }, spec: limits(altered) }),
  'limits change': (altered) => change(altered, 'LimitRange', (range) => {
    range.spec = limits(altered);
  }),
  'limits go': (altered) => remove(altered, 'LimitRange'),
  'budget comes': (altered) => {
    const app = one(altered, altered.workloads)!.from.metadata.name;
    const matchLabels = altered.random.chance(40) ? { tier: altered.random.pick(['front', 'back']) } : { app };
    return create(altered, {
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'since' },
      spec: { selector: { matchLabels }, ...bounds(altered) },
    });
  },
  'budget changes': (altered) => change(altered, 'PodDisruptionBudget', (budget) => {
    const { selector } = budget.spec;
    budget.spec = { selector, ...bounds(altered) };
  }),
  'Pod Security': (altered) => change(altered, 'Namespace', ({ metadata }) => {
    const level = altered.random.pick(['baseline', 'baseline', 'restricted']);
    metadata.labels = { ...metadata.labels, 'pod-security.kubernetes.io/enforce': level };
  }),
  'claim unused': (altered) => {
    const { random, namespace } = altered;
    const of = random.pick(['gp3', 'local', 'immediate', 'efs']);
    return create(altered, claim('unused', namespace, 'ReadWriteOnce', of));
  },
  'claim deleted': (altered) => remove(altered, 'PersistentVolumeClaim'),
  'priority of a class': (altered) => {
    const old = one(altered, altered.context.filter(({ kind }) => kind === 'PriorityClass'));
    if (old === undefined) {
      return undefined;
    }
    const object = replace(altered.context, old, (copy) => {
      copy.value = altered.random.pick([-10, 50, 500, 2000].filter((value) => value !== copy.value));
    });
    // Its value cannot be changed.
    return [{ what: 'delete', object: old }, { what: 'create', object }];
  },
  'default priority': (altered) => {
    const { random, namespace } = altered;
    altered.alone = true;
    return create(altered, {
      apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: `${namespace}-default` },
      value: random.pick([-10, 50, 500, 2000]), globalDefault: true,
    });
  },
};

function create({ context, namespace }: Altered, given: Json): Act[] | undefined {
  const isOurs = given.kind !== 'PriorityClass';
  const object = isOurs ? { ...given, metadata: { ...given.metadata, namespace } } : given;
  if (context.some(({ kind, metadata }) => kind === object.kind && metadata.name === object.metadata.name)) {
    return undefined;
  }
  context.push(object);
  return [{ what: 'create', object }];
}

function change(altered: Altered, of: string, alter: (copy: Json) => void): Act[] | undefined {
  const old = one(altered, altered.context.filter(({ kind }) => kind === of));
  return old && [{ what: 'patch', object: old, patch: mergePatch(old, replace(altered.context, old, alter)) }];
}

function remove(altered: Altered, of: string): Act[] | undefined {
  const object = one(altered, altered.context.filter(({ kind }) => kind === of));
  if (object) {
    altered.context.splice(altered.context.indexOf(object), 1);
  }
  return object && [{ what: 'delete', object }];
}

function requote(altered: Altered, steps: readonly number[]): Act[] | undefined {
  const step = altered.random.pick(steps);
  return change(altered, 'ResourceQuota', ({ spec: { hard } }) => {
    for (const [resource, amount] of Object.entries(hard as Record<string, string>)) {
      hard[resource] = amount.endsWith('m') ? `${Math.max(0, parseInt(amount) + 500 * step)}m`
        : String(Math.max(0, Number(amount) + step));
    }
  });
}

function limits({ random }: Altered): Json {
  const cpu = random.pick(['250m', '500m', '1', '2']);
  const limit = random.pick<Json>([
    { defaultRequest: { cpu }, default: { cpu: '3' } }, { default: { cpu } }, { max: { cpu } }, { min: { cpu } },
    { defaultRequest: { cpu } },
  ]);
  return { limits: [{ type: random.pick(['Container', 'Container', 'Container', 'Pod']), ...limit }].map(ofPods) };
}

/** Limits of whole pods have no defaults. */
function ofPods({ type, default: most, defaultRequest, ...rest }: Json): Json {
  const cpu = most?.cpu ?? defaultRequest?.cpu;
  return type !== 'Pod' ? { type, ...most && { default: most }, ...defaultRequest && { defaultRequest }, ...rest }
    : { type, ...rest, ...cpu !== undefined && { max: { cpu } } };
}

function bounds({ random }: Altered): Json {
  return random.pick<Json>([
    { minAvailable: 1 }, { maxUnavailable: 1 }, { minAvailable: '50%' }, { maxUnavailable: 0 },
  ]);
}
