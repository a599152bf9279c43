import { Field } from './field';

/** A network disk that a pod names itself, and that the pods of one node do not share unless all of them only read. */
export interface NodeDisk {
  /** `iscsi/iqn.2001-04.com.example:disk`. */
  readonly disk: string;
  readonly readOnly: boolean;
}

/**
 * Disks of which the scheduler refuses a second pod on the node of the first, while pods on other nodes attach them as
 * well. An RBD image is the same where one of the monitors is: it stands here once for each (kubernetes
 * pkg/scheduler/framework/plugins/volumerestrictions `isVolumeConflict`).
 */
export function readNodeDisks(volume: Field): NodeDisk[] {
  const [iscsi, rbd] = [volume.get('iscsi'), volume.get('rbd')];
  const iqn = iscsi.get('iqn').string();
  const image = `${rbd.get('pool').string() ?? 'rbd'}/${rbd.get('image').string() ?? ''}`;
  return [
    ...iqn === undefined ? [] : [{ disk: `iscsi/${iqn}`, readOnly: iscsi.get('readOnly').value === true }],
    ...rbd.get('monitors').items().map((monitor) =>
      ({ disk: `rbd/${monitor.string() ?? ''}/${image}`, readOnly: rbd.get('readOnly').value === true })),
  ];
}

/** The disk that keeps two pods from sharing a node; undefined where none does. */
export function contestedDisk(one: readonly NodeDisk[], two: readonly NodeDisk[]): string | undefined {
  return one.find(({ disk, readOnly }) =>
    two.some((other) => other.disk === disk && !(readOnly && other.readOnly)))?.disk;
}
