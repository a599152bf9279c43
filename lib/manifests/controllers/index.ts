import { groupOf } from '../kinds';
import { Manifest } from '../manifest';
import { Controller } from './controller';
import { DAEMON_SET } from './daemon-set';
import { DEPLOYMENT } from './deployment';
import { CRON_JOB, JOB } from './jobs';
import { POD, REPLICA_SET, REPLICATION_CONTROLLER } from './plain-pods';
import { STATEFUL_SET } from './stateful-set';

export type { Controller, ControllerContext, Scale } from './controller';

/** Every kind that is known to make pods, and how its pods are read. */
export const CONTROLLERS: readonly Controller[] = [
  DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, REPLICATION_CONTROLLER, JOB, CRON_JOB, POD,
];

const BY_TYPE = new Map(CONTROLLERS.flatMap((controller) => controller.groups.map((group) => [`${controller.kind}.${group}`, controller])));

/** The adapter of an object's kind; undefined for one that makes no pods, or that no adapter knows. */
export function controllerOf(manifest: Manifest): Controller | undefined {
  return BY_TYPE.get(`${manifest.kind}.${groupOf(manifest)}`);
}
