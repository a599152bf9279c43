import { commandText } from '../../../kubernetes/command-text';
import { liveTwin, typeOf } from '../../../manifests';
import { wayBack } from '../../transition';
import { Move, MoveContext, patchOf } from './move';

/**
 * To take an update that is half way back to a template that its controller keeps. What is judged is the object as it
 * runs with that template, in place of what is asked for; what is done is a command, as the values of environments that
 * a snapshot has not kept are in no patch.
 */
export function goBackMoves({ workload, plan, model, cluster }: MoveContext): Move[] {
  const { manifest, kind, name, namespace } = workload;
  const live = plan.change?.halfWay && liveTwin(model.options, typeOf(manifest), namespace, manifest.name);
  const back = live && wayBack(live, workload, { own: cluster._own, objects: model.options.live ?? [] });
  if (!back) {
    return [];
  }
  const undo = commandText([
    'kubectl', '--namespace', namespace, 'rollout', 'undo', `${kind.toLowerCase()}/${name}`,
    '--to-revision', String(back.revision),
  ]);
  const deletions = back.stuck.map((pod) => commandText(['kubectl', '--namespace', namespace, 'delete', 'pod', pod]));
  const commands = [undo, ...deletions];
  return [{
    id: 'go-back',
    dimension: 'back',
    title: `go back to revision ${back.revision} (${commands.join(' && ')})`,
    change: {
      ...patchOf(manifest, { op: 'add', path: '/spec', value: back.spec }),
      pods: back.stuck.map((pod) => ({ manifest, name: pod })),
    },
    commands,
    notes: [
      ...back.stuck.length === 0 ? [] : [
        'a StatefulSet that makes its pods in order does nothing before they are ready, on the way back too: after it they ' +
        'are to be deleted by hand (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback)',
      ],
      'this update is given up, and the manifests still ask for it: apply those of before, or revert them where a GitOps ' +
      'controller applies them, which would bring it back; what else that changes is not judged',
    ],
  }];
}
