import { textOf } from '../../../util/value-text';
import { Field, Model, readLabelSelector } from '../../../manifests';
import { NodeTerm } from '../nodes/node-terms';

/** Where a new volume of a class finds storage. */
export interface StorageRoom {
  /** Nodes that reach enough of it; undefined where all do. */
  readonly places?: NodeTerm[];
  /** Whether none has enough. */
  readonly isShort: boolean;
  /** What would have to be in the input to know it. */
  readonly open?: string;
}

/**
 * What drivers that report it have left: a new volume goes only to a node from which enough storage is reached
 * (kubernetes pkg/scheduler/framework/plugins/volumebinding/binder.go `hasEnoughCapacity`).
 */
export class StorageCapacities {
  private readonly reporting: ReadonlySet<string>;
  private readonly capacities: readonly Field[];
  private readonly isComplete: boolean;

  constructor(model: Model) {
    this.reporting = new Set(model.byKind('CSIDriver')
      .filter((driver) => Field.of(driver, []).get('spec', 'storageCapacity').value === true).map(({ name }) => name));
    this.capacities = model.byKind('CSIStorageCapacity').map((manifest) => Field.of(manifest, []));
    this.isComplete = this.capacities.length > 0 || (model.options.asked?.has('CSIStorageCapacity') ?? false);
  }

  /** Undefined where nobody asks how much is left. */
  public of(claimSpec: Field, storageClass: Field | undefined): StorageRoom | undefined {
    const driver = storageClass?.get('provisioner').value;
    const asked = claimSpec.get('resources', 'requests', 'storage').quantity('value');
    if (!storageClass || asked === undefined || !this.reporting.has(textOf(driver))
      || storageClass.get('volumeBindingMode').value !== 'WaitForFirstConsumer') {
      return undefined;
    }
    if (!this.isComplete) {
      return { isShort: false, open: `how much storage CSI driver ${textOf(driver)} has left (CSIStorageCapacity)` };
    }
    const name = storageClass.get('metadata', 'name').value;
    const topologies = this.capacities
      .filter((capacity) => capacity.get('storageClassName').value === name && limitOf(capacity) >= asked)
      .flatMap((capacity) => readLabelSelector(capacity.get('nodeTopology')) ?? []);
    const isEverywhere = topologies.some(({ requirements }) => requirements.length === 0);
    return {
      places: isEverywhere ? undefined : topologies.map(({ requirements }) => ({ labels: requirements, fields: [] })),
      isShort: topologies.length === 0,
    };
  }
}

function limitOf(capacity: Field): number {
  const largest = capacity.get('maximumVolumeSize');
  return (largest.isPresent ? largest : capacity.get('capacity')).quantity('value') ?? -1;
}
