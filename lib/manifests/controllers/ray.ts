import { Field } from '../field';
import { Workload } from '../workload';
import { Controller, WorkloadDetails, workloadOf } from './controller';
import { joined } from './templates';

/** The head and the workers of a Ray cluster, each with what its owner says of updates. */
function cluster(root: Field, spec: Field, details: WorkloadDetails): Workload | undefined {
  const scales = spec.get('enableInTreeAutoscaling').value === true;
  const set = (template: Field, least: number, most: number, role: string): Workload =>
    workloadOf(root, template, { ...details, replicas: most, least: details.least === 0 ? 0 : least, role });
  const workers = spec.get('workerGroupSpecs').items().map((group) => {
    const hosts = group.get('numOfHosts').integer(1) ?? 1;
    const replicas = group.get('replicas').integer() ?? group.get('minReplicas').integer() ?? 1;
    const least = scales ? group.get('minReplicas').integer() ?? 0 : replicas;
    const most = scales ? Math.max(replicas, group.get('maxReplicas').integer() ?? replicas) : replicas;
    return set(group.get('template'), least * hosts, most * hosts, group.get('groupName').string() ?? 'workers');
  });
  return joined([set(spec.get('headGroupSpec', 'template'), 1, 1, 'head'), ...workers], true);
}

/**
 * RayClusters of KubeRay: pods of a changed template are not replaced, unless upgradeStrategy is Recreate: then all are
 * deleted before new ones are made (ray-operator/apis/ray/v1/raycluster_types.go `RayClusterUpgradeStrategy`).
 */
export const RAY_CLUSTER: Controller = {
  kind: 'RayCluster',
  groups: ['ray.io'],
  read(root) {
    const upgrade = root.get('spec', 'upgradeStrategy');
    const recreate = upgrade.get('type').value === 'Recreate';
    return cluster(root, root.get('spec'), {
      scale: 'none',
      ...recreate ? {
        strategy: { type: 'Recreate', pointer: upgrade.pointer },
        bounds: (replicas) => ({ maxSurge: 0, maxUnavailable: replicas, recreate: true }),
      } : {},
    });
  },
};

/** RayJobs: a cluster as long as the job runs. */
export const RAY_JOB: Controller = {
  kind: 'RayJob',
  groups: ['ray.io'],
  read: (root) => cluster(root, root.get('spec', 'rayClusterSpec'), { least: 0, scale: 'none' }),
};

/**
 * RayServices: an update makes a second cluster of the same size and deletes the first when the second serves; with
 * upgradeStrategy None it makes none, and the first stays as it is.
 *
 * Source: ray-operator/controllers/ray/rayservice_controller.go `shouldPrepareNewCluster`, `cleanUpRayClusterInstance`.
 */
export const RAY_SERVICE: Controller = {
  kind: 'RayService',
  groups: ['ray.io'],
  read(root) {
    const upgrade = root.get('spec', 'upgradeStrategy', 'type').string() ?? 'NewCluster';
    const spec = root.get('spec', 'rayClusterConfig').isPresent
      ? root.get('spec', 'rayClusterConfig')
      : root.get('spec', 'rayClusterSpec');
    return cluster(root, spec, {
      scale: 'none',
      strategy: { type: upgrade, pointer: root.get('spec', 'upgradeStrategy').pointer },
      bounds: (replicas) => upgrade === 'None' ? undefined
        : { maxSurge: replicas, maxUnavailable: 0, recreate: false, requiredSurge: replicas },
      undecided: upgrade === 'NewClusterWithIncrementalUpgrade' ? ['incremental upgrade of a RayService'] : [],
      waitsFor: upgrade === 'None' ? 'upgradeStrategy None: nothing is updated until it is changed' : undefined,
    });
  },
};
