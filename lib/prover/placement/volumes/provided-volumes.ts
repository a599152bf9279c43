import { Field, readAccessModes } from '../../../manifests';
import { DISK_DRIVERS, PERHAPS_SHARING } from './provisioners';
import { claimText, placesOfAny } from './static-volumes';
import { VolumeIndex } from './volumes';

/** Volumes that claims of one workload's pods still look for. */
export interface AskedVolumes {
  /** Of the claim, of its template, or of the pod's volume. */
  readonly name: string;
  /** The claim's spec. */
  readonly spec: Field;
  readonly count: number;
  /** Each pod has a new one, also in an update. */
  readonly isMadeAnew: boolean;
}

/** Whether volumes are there for the claims of a workload's pods. */
export interface ProvidedAnswer {
  /** Why there is none for a claim. */
  readonly refusals: string[];
  /** What would have to be in the input to know, or is not modelled. */
  readonly unprovided: string[];
}

/** Looks for volumes that somebody provided where no provisioner makes any, and for storage where a driver reports it. */
export function whatIsProvided(asked: readonly AskedVolumes[], volumes: VolumeIndex): ProvidedAnswer {
  const answers = asked.flatMap((each) =>
    [fromProvided(each, volumes), fromStorage(each, volumes), fromDriver(each, volumes)]);
  return {
    refusals: answers.flatMap(({ refusals }) => refusals), unprovided: answers.flatMap(({ unprovided }) => unprovided),
  };
}

const NOTHING_TO_SAY: ProvidedAnswer = { refusals: [], unprovided: [] };

function fromProvided(asked: AskedVolumes, volumes: VolumeIndex): ProvidedAnswer {
  const found = volumes.providedFor(asked.spec);
  if (!found) {
    return NOTHING_TO_SAY;
  }
  const { fitting, isKnown, why } = found;
  const few = fitting.length === 0 ? 'no PersistentVolume fits' : `only ${fitting.length} PersistentVolumes fit`;
  if (fitting.length < asked.count) {
    return isKnown
      ? { refusals: [`${few} ${textOf(asked)}, and ${why}`], unprovided: [] }
      : {
          refusals: [],
          unprovided: [
            `no PersistentVolume of the class of ${textOf(asked)} is in the input, and ${why}`,
          ],
        };
  }
  const isDivided = asked.count > 1 && placesOfAny(fitting) !== undefined;
  return {
    refusals: [],
    unprovided: [
      ...asked.isMadeAnew ? [`PersistentVolumes for ${textOf(asked)}, which each pod takes anew`] : [],
      ...isDivided ? [`which PersistentVolume each of ${textOf(asked)} gets`] : [],
    ],
  };
}

function fromStorage(asked: AskedVolumes, volumes: VolumeIndex): ProvidedAnswer {
  const room = volumes.roomFor(asked.spec);
  if (!room) {
    return NOTHING_TO_SAY;
  }
  const isSeveral = asked.count > 1 || asked.isMadeAnew;
  return {
    refusals: room.isShort ? [`no CSIStorageCapacity of its class has room for ${textOf(asked)}`] : [],
    unprovided: room.open !== undefined ? [room.open]
      : isSeveral && !room.isShort ? [`whether the storage that is left is enough for all of ${textOf(asked)}`] : [],
  };
}

/** A volume that several nodes mount, of a driver of disks: the claim waits for ever (ProvisioningFailed). */
function fromDriver(asked: AskedVolumes, volumes: VolumeIndex): ProvidedAnswer {
  const { spec } = asked;
  const driver = volumes.driverOfNew(spec) ?? '';
  const isNew = [undefined, ''].includes(spec.get('volumeName').value as string | undefined);
  if (!isNew || !readAccessModes(spec).includes('ReadWriteMany') || spec.get('volumeMode').value === 'Block'
    || volumes.hasShared(spec)) {
    return NOTHING_TO_SAY;
  }
  const unseen = volumes.unseenClassOfDisks(spec);
  return {
    refusals: DISK_DRIVERS.includes(driver)
      ? [`${driver} makes no volume for ${textOf(asked)}: its disks are for one node at a time`] : [],
    unprovided: PERHAPS_SHARING.includes(driver)
      ? [`whether ${driver} makes a volume for several nodes, as ${textOf(asked)} asks, is a matter of its settings`]
      : unseen !== undefined
        ? [`whether StorageClass ${unseen}, which is not in the input, makes volumes for several nodes (${textOf(asked)})`]
        : [],
  };
}

function textOf({ name, spec, count }: AskedVolumes): string {
  return `${count > 1 ? `${count} claims` : 'claim'} ${name} (${claimText(spec)})`;
}
