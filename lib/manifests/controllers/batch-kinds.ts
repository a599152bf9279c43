import { Field } from '../field';
import { Workload } from '../workload';
import { Controller, workloadOf } from './controller';
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

const perRole = (field: string) => (spec: Field): PodSet[] => spec.get(field).entries()
  .map(([role, each]) => ({ role, template: each.get('template'), replicas: each.get('replicas').integer() ?? 1 }));

/** Fields in which the training operator keeps the roles of each kind (kubeflow.org/v1). */
const TRAINING_JOBS = {
  PyTorchJob: 'pytorchReplicaSpecs', TFJob: 'tfReplicaSpecs', MPIJob: 'mpiReplicaSpecs', XGBoostJob: 'xgbReplicaSpecs',
  PaddleJob: 'paddleReplicaSpecs', JAXJob: 'jaxReplicaSpecs',
};

export const BATCH_KINDS: readonly Controller[] = [
  ...Object.entries(TRAINING_JOBS).map(([kind, field]) => batch(kind, 'kubeflow.org', perRole(field))),
  batch('JobSet', 'jobset.x-k8s.io', (spec) =>
    spec
      .get('replicatedJobs')
      .items()
      .map((job) => ({
        role: job.get('name').string() ?? 'jobs',
        template: job.get('template', 'spec', 'template'),
        replicas: (job.get('replicas').integer() ?? 1) * (job.get('template', 'spec', 'parallelism').integer() ?? 1),
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
          replicas: task.get('replicas').integer() ?? 1,
        })),
    ['gang scheduling by Volcano'],
  ),
  batch('ScaledJob', 'keda.sh', (spec) => [{
    role: 'jobs',
    template: spec.get('jobTargetRef', 'template'),
    replicas:
      (spec.get('maxReplicaCount').integer() ?? 100) * (spec.get('jobTargetRef', 'parallelism').integer() ?? 1),
  }]),
];
