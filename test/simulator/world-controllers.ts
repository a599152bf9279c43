/**
 * Controllers of the simulator of whole changes, pod by pod and ReplicaSet by ReplicaSet, where the product counts
 * moves: written from kubernetes pkg/controller/deployment (sync.go, rolling.go, recreate.go),
 * pkg/controller/replicaset, pkg/controller/statefulset/stateful_set_control.go and pkg/controller/daemon/update.go.
 * They share no code with the product.
 */
import { nextSets, seenPods } from './deployment-sets';
import { admits, Pod, SimWorld, State } from './world';

const PHASES = ['p', 's', 'r'] as const;

/** All that the controller of a workload may do next. */
export function control(world: SimWorld, state: State, w: number): State[] {
  switch (world.workloads[w].kind) {
    case 'Deployment':
      return [...syncDeployment(world, state, w), ...keepReplicas(world, state, w)];
    case 'StatefulSet':
      return syncStatefulSet(world, state, w);
    default:
      return syncDaemonSet(world, state, w);
  }
}

function made(state: State, pod: Omit<Pod, 'phase' | 'node'>): State {
  return { ...state, pods: [...state.pods, { ...pod, phase: 'p', node: -1 }] };
}

function deleted(state: State, pod: Pod): State {
  return {
    ...state,
    pods: state.pods.flatMap((each): Pod[] =>
      (each !== pod ? [each] : pod.phase === 'p' ? [] : [{ ...pod, phase: 't' }])),
  };
}

function syncDeployment({ workloads }: SimWorld, state: State, w: number): State[] {
  const { after: { replicas }, ...change } = workloads[w];
  const { pods, sets } = state;
  const next = nextSets(sets[w], { ...change, replicas }, seenPods(pods, w));
  return JSON.stringify(next) === JSON.stringify(sets[w]) ? []
    : [{ ...state, sets: sets.map((each, index) => (index === w ? next : each)) }];
}

/** The ReplicaSets make pods one by one, and delete those that wait before those that run. */
function keepReplicas(world: SimWorld, state: State, w: number): State[] {
  return ([0, 1] as const).flatMap((rev): State[] => {
    const live = state.pods.filter((pod) => pod.w === w && pod.rev === rev && pod.phase !== 't');
    const wanted = rev === 0 ? state.sets[w].old : state.sets[w].fresh;
    if (live.length < wanted) {
      return admits(world, state, { w, rev }) ? [made(state, { w, rev, ordinal: 0 })] : [];
    }
    const first = PHASES.find((phase) => live.some((pod) => pod.phase === phase));
    return live.length === wanted ? []
      : live.filter(({ phase }) => phase === first).map((victim) => deleted(state, victim));
  });
}

/** One pod after the other by ordinal, unless `parallel`; `unavailable` of them may be replaced at a time. */
function syncStatefulSet(world: SimWorld, state: State, w: number): State[] {
  const { after: { replicas }, sameTemplate, parallel, unavailable } = world.workloads[w];
  const own = state.pods.filter((pod) => pod.w === w);
  const fresh = sameTemplate ? 0 : 1;
  let isRefused = false;
  for (let ordinal = 0; ordinal < replicas; ordinal++) {
    const pod = own.find((each) => each.ordinal === ordinal);
    if (!pod && admits(world, state, { w, rev: fresh })) {
      return [made(state, { w, rev: fresh, ordinal })];
    }
    isRefused ||= !pod;
    if (!parallel && pod?.phase !== 'r') {
      return [];
    }
  }
  const condemned = own.filter(({ ordinal }) => ordinal >= replicas).sort((one, two) => two.ordinal - one.ordinal);
  if (isRefused || (condemned.length > 0 && !parallel && condemned[0].phase === 't')) {
    return [];
  }
  const going = condemned.filter(({ phase }) => phase !== 't');
  if (going.length > 0) {
    return (parallel ? going : going.slice(0, 1)).map((pod) => deleted(state, pod));
  }
  const kept = own.filter(({ ordinal }) => ordinal < replicas).sort((one, two) => two.ordinal - one.ordinal);
  const missing = replicas - kept.filter(({ phase }) => phase === 'r').length;
  const mayGo = Math.max(0, unavailable - missing);
  const targets = kept.filter(({ rev, phase }) => rev === 0 && phase === 'r').slice(0, mayGo);
  return sameTemplate || targets.length === 0 ? [] : [targets.reduce(deleted, state)];
}

function syncDaemonSet(world: SimWorld, state: State, w: number): State[] {
  const { surge, unavailable, sameTemplate } = world.workloads[w];
  const own = state.pods.filter((pod) => pod.w === w);
  const on = world.nodes.map((_, node) => own.filter(({ ordinal }) => ordinal === node));
  const empty = on.flatMap((pods, node) => (pods.length === 0 ? [node] : []));
  const rev = sameTemplate ? 0 : 1;
  if (empty.length > 0) {
    return admits(world, state, { w, rev }) ? empty.map((ordinal) => made(state, { w, rev, ordinal })) : [];
  }
  if (sameTemplate) {
    return [];
  }
  const olds = on.map((pods) => pods.find((pod) => pod.rev === 0 && pod.phase !== 't'));
  const news = on.map((pods) => pods.find((pod) => pod.rev === 1 && pod.phase !== 't'));
  if (surge === 0) {
    const missing = on.filter((_, node) => olds[node]?.phase !== 'r' && news[node]?.phase !== 'r').length;
    return missing >= unavailable ? [] : olds.flatMap((pod) => (pod ? [deleted(state, pod)] : []));
  }
  const coming = on.filter((_, node) => olds[node] && news[node] && news[node].phase !== 'r').length;
  return [
    ...olds.flatMap((pod, node) => (pod && news[node]?.phase === 'r' ? [deleted(state, pod)] : [])),
    ...coming >= surge || !admits(world, state, { w, rev: 1 }) ? []
      : olds.flatMap((pod, ordinal) => (pod && !news[ordinal] ? [made(state, { w, rev: 1, ordinal })] : [])),
  ];
}

/** Whether the change of a workload is through. */
export function isDone({ workloads, nodes }: SimWorld, { pods }: State, w: number): boolean {
  const { kind, after, sameTemplate } = workloads[w];
  const own = pods.filter((pod) => pod.w === w);
  const wanted = own.filter(({ rev, phase }) => phase === 'r' && (sameTemplate || rev === 1));
  return own.length === wanted.length && wanted.length === (kind === 'DaemonSet' ? nodes.length : after.replicas);
}
