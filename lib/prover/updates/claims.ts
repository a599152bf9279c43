import { Field, Model, Workload } from '../../manifests';
import { exclusiveMode, readAccessModes } from '../../manifests/access-modes';
import { Attachment } from './outcome';

/** How the claims of a workload's pods tie them together. */
export interface ClaimUse {
  readonly attachment: Attachment;
  /** The claim that ties them most. */
  readonly claimName?: string;
  /** Claims that are not in the input, so that their access mode is not known. */
  readonly unknown: string[];
  /** Claims that other workloads mount as well, where that matters. */
  readonly shared: string[];
}

const STRENGTH: Attachment[] = ['free', 'node', 'pod'];

/**
 * Reads the access modes behind `persistentVolumeClaim` volumes. Claims from a StatefulSet's own templates
 * belong to one pod each and tie nothing.
 */
export class ClaimIndex {
  private readonly users = new Map<string, Set<Workload>>();

  constructor(private readonly model: Model) {
    for (const workload of model.podSets) {
      for (const { claimName } of workload.pod.claims) {
        const key = `${workload.namespace}\0${claimName}`;
        this.users.set(key, (this.users.get(key) ?? new Set()).add(workload));
      }
    }
  }

  public use(workload: Workload): ClaimUse {
    const users = (claimName: string) => this.users.get(`${workload.namespace}\0${claimName}`)?.size ?? 0;
    const known = workload.pod.claims.map(({ claimName }) => ({ claimName, attachment: this.attachment(workload.namespace, claimName) }));
    const [strongest] = known.filter(({ attachment }) => attachment !== undefined)
      .sort((one, two) => STRENGTH.indexOf(two.attachment!) - STRENGTH.indexOf(one.attachment!));
    return {
      attachment: strongest?.attachment ?? 'free',
      claimName: strongest?.claimName,
      unknown: known.filter(({ attachment }) => attachment === undefined).map(({ claimName }) => claimName),
      shared: known.filter(({ claimName, attachment }) => attachment !== 'free' && users(claimName) > 1).map(({ claimName }) => claimName),
    };
  }

  private attachment(namespace: string, claimName: string): Attachment | undefined {
    const claim = this.model.find('PersistentVolumeClaim', namespace, claimName);
    const modes = claim ? readAccessModes(Field.of(claim, []).get('spec')) : [];
    if (modes.length === 0) {
      return undefined;
    }
    const mode = exclusiveMode(modes);
    return mode === undefined ? 'free' : mode === 'ReadWriteOncePod' ? 'pod' : 'node';
  }
}
