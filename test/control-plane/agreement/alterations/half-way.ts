import { Json } from '../../cluster/api';
import { Act, Alter, Altered, AlteredWorkload, one } from './alteration';
import { write } from './of-workloads';

/** Scripts what the stand-in for nodes makes of a pod. */
const STATE = 'nodelet/state';

/** Updates that were begun and have not ended, of which some pods are new and some are old. */
export const HALF_WAY: Readonly<Record<string, Alter>> = {
  'update waits': (altered) => {
    const { random } = altered;
    return begin(anyOf(altered, 'Deployment', 'StatefulSet', 'DaemonSet'), ({ spec: { template: { spec } } }) => {
      const { requests } = spec.containers[0].resources;
      if (random.chance(70)) {
        requests.cpu = random.pick(['2500m', '3', '9']);
      } else {
        spec.nodeSelector = { ...spec.nodeSelector, nowhere: 'true' };
      }
    });
  },
  'update fails': (altered) => begin(anyOf(altered, 'Deployment', 'StatefulSet', 'DaemonSet'), ({ spec }) => {
    spec.template.metadata.annotations[STATE] = altered.random.pick(['never-ready', 'crash-loop', 'image-not-found']);
  }),
  'update paused': (altered) => {
    const { random } = altered;
    const workload = anyOf(altered, 'Deployment');
    const acts = begin(workload, ({ spec: { template: { metadata } } }) => {
      if (random.chance(40)) {
        metadata.annotations[STATE] = 'never-ready';
      }
    });
    return acts && [...acts, { what: 'wait', milliseconds: random.below(500) }, ...write(workload!, ({ spec }) => {
      spec.paused = true;
    })];
  },
  'update of some': (altered) => begin(anyOf(altered, 'StatefulSet'), ({ spec }) => {
    spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 1 + altered.random.below(2) } };
  }),
  'update held': (altered) => {
    const workload = anyOf(altered, 'StatefulSet', 'DaemonSet');
    const acts = begin(workload, ({ spec }) => {
      spec.updateStrategy = { type: 'OnDelete', rollingUpdate: null };
    });
    return acts && [...acts, { what: 'delete pods', workload: workload!.from, most: 1 }];
  },
};

/** Without what keeps its pods from running or its update from going on. */
export function unblocked(now: Json): Json {
  const copy = structuredClone(now);
  if (copy.spec.paused) {
    copy.spec.paused = false;
  }
  delete copy.spec.template.metadata.annotations[STATE];
  return copy;
}

function anyOf(altered: Altered, ...kinds: string[]): AlteredWorkload | undefined {
  return one(altered, altered.workloads.filter(({ now, isHalfWay }) => kinds.includes(now.kind) && !isHalfWay));
}

function begin(workload: AlteredWorkload | undefined, change: (copy: Json) => void): Act[] | undefined {
  if (workload === undefined) {
    return undefined;
  }
  workload.isHalfWay = true;
  return write(workload, (copy) => {
    copy.spec.template.metadata.annotations.rev = 'half-way';
    change(copy);
  });
}
