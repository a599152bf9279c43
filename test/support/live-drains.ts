import { DrainJudgement } from '../../lib/prover/updates';
import { plansOnLive } from './live-plan';

/** A pod spec of one container. */
const podOf = (cpu: number, more: object) =>
  ({ ...more, containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu: String(cpu) } } }] });

/** A controller on a live cluster whose pods ask for some cores; `labels` are those of its pods beside `app`. */
export const made = (
  kind: string, app: string, cpu: number,
  { spec = {}, pod = {}, labels = {} }: { spec?: object; pod?: object; labels?: object } = {},
) => ({
  apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1', kind, metadata: { name: app, namespace: 'default' },
  spec: {
    ...kind === 'Job' ? {} : { selector: { matchLabels: { app } } },
    ...kind === 'StatefulSet' ? { serviceName: app } : {},
    template: {
      metadata: { labels: { app, ...labels } },
      spec: podOf(cpu, { ...kind === 'Job' ? { restartPolicy: 'Never' } : {}, ...pod }),
    },
    ...spec,
  },
});

/** A pod of a controller, or of nobody, that is ready unless `isReady` says otherwise. */
export const standing = (
  name: string, owner: string | undefined, nodeName: string, cpu: number,
  { labels = {}, pod = {}, isReady = true }: { labels?: object; pod?: object; isReady?: boolean } = {},
) => {
  const [kind, app] = owner?.split('/') ?? ['', name];
  const ownerReferences = [{ apiVersion: 'apps/v1', kind, name: app, uid: 'u', controller: true }];
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name, namespace: 'default', labels: { app, ...labels }, ...owner === undefined ? {} : { ownerReferences },
    },
    spec: { ...podOf(cpu, pod), ...nodeName === '' ? {} : { nodeName } },
    status: {
      phase: nodeName === '' ? 'Pending' : 'Running',
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
      ...nodeName === '' ? {} : {
        containerStatuses: [{ name: 'a', ready: isReady, started: true, restartCount: 0, state: { running: {} } }],
      },
    },
  };
};

export const budget = (name: string, matchLabels: object, limits: object) => ({
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace: 'default' },
  spec: { selector: { matchLabels }, ...limits },
});

/** What is said of drains where nothing changes: of the first of the objects, which run. */
export function drainOnLive(live: object[], ...objects: object[]): DrainJudgement {
  return plansOnLive([...objects, ...live], ...objects).change[0].drain;
}
