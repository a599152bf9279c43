import { Field } from '../field';
import { Workload } from '../workload';
import { Controller, workloadOf } from './controller';
import { running } from './jobs';
import { joined } from './templates';

/** One of the templates of a batch kind, with how many pods it makes. */
interface PodSet {
  readonly role: string;
  readonly template: Field;
  readonly replicas: number;
}

/** Kinds of batch work: their pods come and go and are not replaced. */
function batch(kind: string, group: string, read: (spec: Field) => PodSet[], undecided: string[] = []): Controller {
  return {
    kind,
    groups: [group],
    read(root) {
      const spec = root.get('spec');
      const isSuspended = spec.get('suspend').value === true || spec.get('runPolicy', 'suspend').value === true;
      const sets = read(spec).map(({ role, template, replicas }): Workload =>
        workloadOf(root, template, { role, replicas: isSuspended ? 0 : replicas, least: 0, scale: 'none', undecided }));
      return joined(sets, false);
    },
  };
}

/**
 * Roles of the training operator: 1 pod each, workers of an MPIJob none (training-operator pkg/apis/kubeflow.org/v1
 * *_defaults.go `setDefaultReplicas`). Workers of a PyTorchJob with elasticPolicy may grow to its maxReplicas
 * (pkg/controller.v1/pytorch/hpa.go `desiredHPA`).
 */
const perRole = (kind: string, field: string) => (spec: Field): PodSet[] => spec.get(field).entries()
  .map(([role, each]) => {
    const isWorker = role.toLowerCase() === 'worker';
    const replicas = each.get('replicas').integer() ?? (kind === 'MPIJob' && isWorker ? 0 : 1);
    const elastic = isWorker ? spec.get('elasticPolicy') : undefined;
    const most = elastic?.get('maxReplicas').integer() ?? elastic?.get('minReplicas').integer() ?? replicas;
    return { role, template: each.get('template'), replicas: Math.max(replicas, most) };
  });

/** Fields in which the training operator keeps the roles of each kind (kubeflow.org/v1). */
const TRAINING_JOBS = {
  PyTorchJob: 'pytorchReplicaSpecs', TFJob: 'tfReplicaSpecs', MPIJob: 'mpiReplicaSpecs', XGBoostJob: 'xgbReplicaSpecs',
  PaddleJob: 'paddleReplicaSpecs', JAXJob: 'jaxReplicaSpecs',
};

export const BATCH_KINDS: readonly Controller[] = [
  ...Object.entries(TRAINING_JOBS).map(([kind, field]) => batch(kind, 'kubeflow.org', perRole(kind, field))),
  batch('JobSet', 'jobset.x-k8s.io', (spec) =>
    spec
      .get('replicatedJobs')
      .items()
      .map((job) => ({
        role: job.get('name').string() ?? 'jobs',
        template: job.get('template', 'spec', 'template'),
        replicas: (job.get('replicas').integer() ?? 1) * running(job.get('template', 'spec')),
      })),
  ),
  batch(
    'Job',
    'batch.volcano.sh',
    (spec) =>
      spec
        .get('tasks')
        .items()
        .map((task) => ({
          role: task.get('name').string() ?? 'tasks', template: task.get('template'),
          // A number without a default (volcano pkg/webhooks/admission/jobs/mutate/mutate_job.go `mutateSpec`).
          replicas: task.get('replicas').integer() ?? 0,
        })),
    ['gang scheduling by Volcano'],
  ),
  batch('ScaledJob', 'keda.sh', (spec) => [{
    role: 'jobs',
    template: spec.get('jobTargetRef', 'template'),
    replicas: (spec.get('maxReplicaCount').integer() ?? 100) * running(spec.get('jobTargetRef')),
  }]),
];
