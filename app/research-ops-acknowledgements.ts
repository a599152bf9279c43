import { IConstruct } from 'constructs';
import { acknowledge } from '../lib/synthesis';
import { SmokeTest } from '../lib/constructs/gitops/smoke-test';
import { GpuNimService } from '../lib/constructs/nim/gpu-nim-service';
import { StatelessService } from '../lib/constructs/stateless/stateless-service';
import { ExternalEndpoint } from '../lib/constructs/workload/external-endpoint';
import { ReplicatedWorkload } from '../lib/constructs/workload/replicated-workload';
import { ModelServer } from './model-serving';

const PINNED = 'images are pinned, and with Always a restart would depend on the registry';
const IMAGES: { readonly [check: string]: string } = {
  'kube-score/container-image-pull-policy': PINNED,
  'polaris/pullPolicyNotAlways': PINNED,
  'checkov/CKV_K8S_15': PINNED,
  'checkov/CKV_K8S_43': 'the documented images are named by exact tags; a digest may be written in the same place',
};

const USER = 'the images are built for user 1000';

/** Checks to which the system gives the same answer for every service. */
const EVERYWHERE: { readonly [check: string]: string } = {
  ...IMAGES,
  'kube-score/container-security-context-user-group-id': USER,
  'checkov/CKV_K8S_40': USER,
  'polaris/priorityClassNotSet':
    'a priority class is a choice of the whole cluster, and one that does not exist blocks the pods',
};

const WRITABLE_ROOT = 'NIM images write beside their code when they start, to places that differ from image to image';
const NIMS: { readonly [check: string]: string } = {
  'kube-score/container-security-context-readonlyrootfilesystem': WRITABLE_ROOT,
  'kube-linter/no-read-only-root-fs': WRITABLE_ROOT,
  'polaris/notReadOnlyRootFilesystem': WRITABLE_ROOT,
  'checkov/CKV_K8S_22': WRITABLE_ROOT,
  'checkov/CKV_K8S_35': 'NIM reads its NGC key from the environment only',
};

const RECREATE = 'a pod more would wait for a GPU and a volume that the old pod holds; Recreate is what can finish';
const RECREATED_NIMS: { readonly [check: string]: string } = {
  'kube-score/deployment-strategy': RECREATE,
  'kube-linter/no-rolling-update-strategy': RECREATE,
};

const SINGLE_REPLICA = 'the documented system runs one pod of each service';
const SINGLE_REPLICAS: { readonly [check: string]: string } = {
  'kube-score/deployment-replicas': SINGLE_REPLICA,
  'polaris/deploymentMissingReplicas': SINGLE_REPLICA,
};

const BLOCKS_DRAINS =
  'documented policy: a drain waits for an operator rather than stop the only pod; delete the pod by hand, then drain';

/** Says of each service why the findings stand that its documented policies cause. */
export function acknowledgePolicies(services: ReplicatedWorkload[]): void {
  for (const service of services) {
    acknowledgeAll(service, EVERYWHERE);
    if (service instanceof GpuNimService) {
      acknowledgeAll(service, NIMS);
      if (service.rollout.isRecreate) {
        acknowledgeAll(service, RECREATED_NIMS);
      }
    }
    if (service.replicas === 1) {
      acknowledgeAll(service, SINGLE_REPLICAS);
    }
    if (service.disruptionBudget.allowedDisruptions(service.replicas) === 0) {
      acknowledge(service, 'disruption-budget-never-allows-eviction', BLOCKS_DRAINS);
    }
  }
}

/** Streamlit answers for its health on one path only, and without a host name nobody in the cluster calls it. */
export function acknowledgeWebUi(webUi: StatelessService, hasIngress: boolean): void {
  acknowledge(
    webUi,
    'kube-score/pod-probes-identical',
    'Streamlit has one health endpoint; liveness only bears more failures than readiness',
  );
  if (!hasIngress) {
    acknowledge(
      webUi,
      'polaris/missingNetworkPolicy',
      'its policy lets nobody in: it is reached by a port-forward, which no policy sees',
    );
  }
}

/** Models outside the cluster are called with a key. */
export function acknowledgeModelKeys(agentOrchestrator: StatelessService, models: ModelServer[]): void {
  if (models.some((model) => model instanceof ExternalEndpoint)) {
    acknowledge(
      agentOrchestrator,
      'checkov/CKV_K8S_35',
      'the orchestrator reads the keys of hosted models from its environment',
    );
  }
}

/** The smoke test runs the image that was tried, too. */
export function acknowledgeSmokeTest(smokeTest: SmokeTest): void {
  acknowledgeAll(smokeTest, IMAGES);
}

function acknowledgeAll(service: IConstruct, reasons: { readonly [check: string]: string }): void {
  Object.entries(reasons).forEach(([check, reason]) => acknowledge(service, check, reason));
}
