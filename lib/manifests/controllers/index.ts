import { groupOf } from '../kinds';
import { Manifest } from '../manifest';
import { ARGO_ROLLOUT } from './argo-rollout';
import { BATCH_KINDS } from './batch-kinds';
import { Controller } from './controller';
import { DAEMON_SET } from './daemon-set';
import { DEPLOYMENT } from './deployment';
import { DEPLOYMENT_CONFIG } from './deployment-config';
import { CRON_JOB, JOB } from './jobs';
import { KNATIVE_SERVICE } from './knative-service';
import { ADVANCED_STATEFUL_SET, CLONE_SET } from './kruise';
import { INFERENCE_SERVICE, LLM_INFERENCE_SERVICE } from './kserve';
import { LEADER_WORKER_SET } from './leader-worker-set';
import { NIM_SERVICE } from './nim-service';
import { POD, REPLICA_SET, REPLICATION_CONTROLLER } from './plain-pods';
import { RAY_CLUSTER, RAY_JOB, RAY_SERVICE } from './ray';
import { STATEFUL_SET } from './stateful-set';

export type { Controller, ControllerContext } from './controller';
export { isJobOver } from './jobs';

/** Every kind that is known to make pods, and how its pods are read. */
export const CONTROLLERS: readonly Controller[] = [
  DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, REPLICATION_CONTROLLER, JOB, CRON_JOB, POD, LEADER_WORKER_SET,
  ARGO_ROLLOUT, NIM_SERVICE, INFERENCE_SERVICE, LLM_INFERENCE_SERVICE, RAY_CLUSTER, RAY_JOB, RAY_SERVICE,
  DEPLOYMENT_CONFIG, KNATIVE_SERVICE, CLONE_SET, ADVANCED_STATEFUL_SET, ...BATCH_KINDS,
];

const BY_TYPE = new Map(
  CONTROLLERS.flatMap((controller) => controller.groups.map((group) => [`${controller.kind}.${group}`, controller])),
);

/** The adapter of an object's kind; undefined for one that makes no pods, or that no adapter knows. */
export function controllerOf(manifest: Manifest): Controller | undefined {
  return BY_TYPE.get(`${manifest.kind}.${groupOf(manifest)}`);
}
