import { NVIDIA_GPU_RESOURCE } from '../../kubernetes/well-known-labels';
import { Manifest, Model, Workload } from '../../manifests';
import { durationText } from '../../prover/updates';
import { fieldOf } from '../view';
import { budgetOf } from '../watch/budget';

/** Where NVIDIA publishes its NIMs. */
const NIM_IMAGES = 'nvcr.io/nim/';

/** Where a NIM keeps what it downloads and compiles, as its environment says. */
const CACHE_PATH = 'NIM_CACHE_PATH';

/** Which model it serves; a path where it is a folder. */
const MODEL_NAME = 'NIM_MODEL_NAME';

/** What makes the first start of a NIM long, and what others read instead; empty for all other workloads. */
export function firstStartWords(workload: Workload, model: Model): string {
  const container = nimContainer(workload);
  if (container === undefined) {
    return '';
  }
  const most = budgetOf(workload.manifest).ofPhase('loading');
  const takes = most === undefined ? '' : ` takes up to ${durationText(most)}, and`;
  const engine = 'may compile a TensorRT engine for this GPU';
  const what = `${takes} ${container.isModelAtHand ? engine : `downloads the model and ${engine}`}`;
  const claim = cacheClaim(workload, container);
  if (claim === undefined) {
    return `; every start${what}, as no claim keeps it`;
  }
  const live = model.options.live ?? [];
  const isBound = live.some((each) => each.kind === 'PersistentVolumeClaim' && isNamed(each, workload, claim)
    && fieldOf(each).get('status', 'phase').value === 'Bound');
  const before = live.find((each) => each.kind === workload.kind && isNamed(each, workload, workload.manifest.name));
  const ran = before && nimContainer(new Model([before]).workloads[0]);
  // What another image needs is another model or another engine, which the claim does not have yet.
  return isBound && ran !== undefined && ran.image === container.image
    ? `; claim ${claim} is bound, and what an earlier start has put there is read from it`
    : `; the first start${what}; later starts read it from claim ${claim}`;
}

interface NimContainer {
  readonly image: string;
  /** Its model is a folder that is there from the beginning, as one of an image. */
  readonly isModelAtHand: boolean;
  /** Where its cache is mounted, where that is known. */
  readonly cachePath?: string;
  /** Volumes by the path at which it mounts them. */
  readonly volumes: ReadonlyMap<string, string>;
}

function nimContainer({ manifest, pod }: Workload): NimContainer | undefined {
  if ((pod.requests.get(NVIDIA_GPU_RESOURCE) ?? 0) === 0) {
    return undefined;
  }
  const containers = fieldOf(manifest).get('spec', 'template', 'spec', 'containers').items();
  const found = containers.find((each) => each.get('image').string()?.startsWith(NIM_IMAGES));
  const variable = (name: string) =>
    found?.get('env').items().find((each) => each.get('name').value === name)?.get('value').string();
  return found && {
    image: found.get('image').string()!,
    isModelAtHand: variable(MODEL_NAME)?.startsWith('/') === true,
    cachePath: variable(CACHE_PATH),
    volumes: new Map(found.get('volumeMounts').items().map((each) =>
      [each.get('mountPath').string() ?? '', each.get('name').string() ?? ''])),
  };
}

/** The claim that is mounted where the cache is; where nobody says where that is, the only claim. */
function cacheClaim({ pod: { claims } }: Workload, { cachePath, volumes }: NimContainer): string | undefined {
  const volume = cachePath === undefined ? undefined : volumes.get(cachePath);
  const found = cachePath === undefined ? (claims.length === 1 ? claims[0] : undefined)
    : claims.find((each) => each.volume === volume);
  return found?.claimName;
}

function isNamed(manifest: Manifest, { namespace }: Workload, name: string): boolean {
  return manifest.name === name && manifest.namespace === namespace;
}
