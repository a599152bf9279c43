import { isImageName } from '../../kubernetes/image-name';
import { allContainers, podSpecOf, Workload } from '../../manifests';
import { Judgement, PlanAtCluster } from './rollout-plan';

/**
 * That pods start is presumed; those of an image whose name the kubelet cannot read do not, so that no update which is
 * to start one is proven.
 */
export function withImages(workload: Workload, judged: PlanAtCluster): PlanAtCluster {
  const unnamed = allContainers(podSpecOf(workload)).map((container) => container.get('image').value)
    .find((image) => typeof image === 'string' && image !== '' && !isImageName(image));
  if (unnamed === undefined || judged.replicas === 0) {
    return judged;
  }
  const witness = [`no container starts by the image '${String(unnamed)}', whose name the kubelet cannot read`];
  const open = <T extends Judgement>(judgement: T): T =>
    ['proven', 'possible'].includes(judgement.verdict) ? { ...judgement, verdict: 'unknown', witness } : judgement;
  return { ...judged, alone: open(judged.alone), together: open(judged.together) };
}
