import { Manifest } from '../../manifests';
import { isTerminating, View } from '../view';
import { refOf } from '../workload-ref';
import { describe, Obstacle } from './obstacle';

/**
 * A volume that another node has, in the words of old and new controllers (kubernetes
 * pkg/controller/volume/attachdetach/reconciler/reconciler.go `reportMultiAttachError`).
 */
const MULTI_ATTACH = /^(?:Multi-Attach error|Waiting for detach) for volume/;

/** What keeps the volumes of a pod that has a node from being there; `old` are the pods that it replaces. */
export function volumeObstacles(pod: Manifest, old: readonly Manifest[], view: View): Obstacle[] {
  const said = view.eventsOf(refOf(pod)).filter(({ reason }) => /^Failed(AttachVolume|Mount|MapVolume)$/.test(reason));
  // The kubelet complains later that it waits; why it does, the attach controller has said.
  const last = [...said].reverse().find(({ message }) => MULTI_ATTACH.test(message)) ?? said.at(-1);
  if (last === undefined) {
    return [];
  }
  const isMultiAttach = MULTI_ATTACH.test(last.message);
  const missing = /(?:secret|configmap) "?[\w./-]+"? not found/i.exec(last.message);
  const staying = old.filter((each) => !isTerminating(each));
  return [{
    code: 'volume',
    cause: isMultiAttach
      ? `a ReadWriteOnce volume of the pod is attached to another node${holderText(staying)}`
      : missing ? `a volume needs ${missing[0].replace(' not found', '')}, which does not exist`
        : 'a volume of the pod cannot be attached or mounted yet',
    evidence: [`${last.reason}: ${last.message}`],
    healing: isMultiAttach && staying.length > 0 || missing ? 'from outside' : 'by itself',
    next: describe(refOf(pod)),
  }];
}

function holderText(staying: readonly Manifest[]): string {
  return staying.length === 0 ? ''
    : `, where old pod ${staying[0].name} keeps it until the new one is ready`;
}
