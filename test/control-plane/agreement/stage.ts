import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { createNodes, deleteNodes } from '../cluster/nodes';
import { pathOf } from '../cluster/objects';
import { untilDecided, untilQuiet } from '../cluster/quiescence';
import { ClusterView } from '../cluster/view';
import { isComplete, podsRunning } from './outcome';
import { Random } from './random';
import { isUpdated, Scenario } from './scenario';

/** Nodes and namespace of a scenario, on which its workloads are placed again and again. */
export class Stage {
  constructor(
    public readonly plane: ControlPlane, public readonly view: ClusterView, public readonly scenario: Scenario,
    public readonly random: Random,
  ) {}

  /** Creates nodes, namespace and what stands around the workloads. */
  public async open(): Promise<void> {
    const { nodes, context, namespace } = this.scenario;
    await createNodes(this.plane.api, nodes);
    for (const object of context.filter(({ kind }) => kind !== 'PersistentVolumeClaim')) {
      await this.plane.api.create(pathOf(object, { collection: true }), object);
    }
    await this.plane.serviceAccountOf(namespace);
  }

  /** @param scenario as it is by now */
  public async close({ nodes, namespace, context }: Scenario = this.scenario): Promise<void> {
    const { api } = this.plane;
    const classes = [...this.scenario.context, ...context].filter(({ kind }) => kind === 'PriorityClass');
    await Promise.all([`/api/v1/namespaces/${namespace}`, ...classes.map((each) => pathOf(each))].map((path) =>
      api.delete(path).catch(() => undefined)));
    await deleteNodes(api, [...this.scenario.nodes, ...nodes].map(({ metadata }) => metadata.name));
  }

  /** Creates everything in one order or another; slowly, one after the other. */
  public async place({ slowly }: { slowly: boolean }): Promise<void> {
    const claims = this.scenario.context.filter(({ kind }) => kind === 'PersistentVolumeClaim');
    const workloads = this.random.shuffle(this.scenario.workloads.map(({ from }) => from));
    for (const object of [...claims, ...workloads]) {
      await this.plane.api.create(pathOf(object, { collection: true }), object);
      if (slowly && object.kind !== 'PersistentVolumeClaim') {
        await this.untilQuiet();
      }
    }
  }

  public untilQuiet(still?: number): Promise<void> {
    return untilQuiet(this.plane, this.view, this.scenario.namespace, { still });
  }

  /** Waits until nothing moves any more, and longer where not all pods run. */
  public untilDecided(isGood = () => this.allRun()): Promise<void> {
    return untilDecided(this.plane, this.view, this.scenario.namespace, isGood);
  }

  public allRun(): boolean {
    return this.scenario.workloads.every(
      ({ from }) => podsRunning(this.view, from) && (!isUpdated(from) || isComplete(this.view, from)),
    );
  }

  /** Takes workloads, pods and claims away, so that the next placement starts from nothing. */
  public async clear(): Promise<void> {
    const { namespace } = this.scenario;
    const at = (group: string, ...names: string[]) => names.map((name) => `${group}/namespaces/${namespace}/${name}`);
    const makers = at('/apis/apps/v1', 'deployments', 'statefulsets', 'daemonsets', 'replicasets');
    await this.deleteAll([...makers, ...at('/apis/batch/v1', 'jobs')], { propagationPolicy: 'Background' });
    await this.deleteAll(at('/api/v1', 'pods'), { gracePeriodSeconds: 0 });
    await this.deleteAll(at('/api/v1', 'persistentvolumeclaims'));
    const left = () => [
      ...this.view.list('pods', namespace), ...this.view.list('persistentvolumeclaims', namespace),
      ...this.view.list('replicasets', namespace),
      ...this.view.list('persistentvolumes').filter((each) => each.spec.claimRef?.namespace === namespace),
    ];
    for (const start = Date.now(); left().length > 0;) {
      if (Date.now() - start > 60_000) {
        throw new Error(
          `${namespace}: ${left()
            .map(({ metadata: { name } }) => name)
            .join(', ')} did not go within a minute`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async deleteAll(paths: string[], options: Json = {}): Promise<void> {
    await Promise.all(paths.map((path) => this.plane.api.delete(path, options)));
  }
}
