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

  public async close(): Promise<void> {
    const { nodes, namespace } = this.scenario;
    await this.plane.api.delete(`/api/v1/namespaces/${namespace}`).catch(() => undefined);
    await deleteNodes(this.plane.api, nodes.map(({ metadata }) => metadata.name));
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

  public untilQuiet(): Promise<void> {
    return untilQuiet(this.plane, this.view, this.scenario.namespace);
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
    const { api } = this.plane;
    const { namespace, workloads } = this.scenario;
    await Promise.all(
      workloads.map(({ from }) =>
        api.delete(pathOf(from), { propagationPolicy: 'Background', gracePeriodSeconds: 0 }).catch(() => undefined),
      ),
    );
    const claims = `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
    await api.delete(claims);
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
}
