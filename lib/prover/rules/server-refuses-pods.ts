import { podAnswer } from '../admission';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';
import { violationsOf } from '../engine/server-answer-rule';

export const serverRefusesPods: Rule = {
  id: 'server-refuses-pods',
  title: 'Pods that the API server of the cluster refuses',
  severity: 'error',
  explanation:
    'The server takes a Deployment whatever its pods are, and refuses the pods when the controller asks for them (FailedCreate): ' +
    'an update hangs with the old pods running. With --ask-server one pod of each template is given to the server by dry run, ' +
    'so that webhooks, policies, Pod Security, limits and classes answer. Quotas are counted for the whole update instead; one ' +
    'that has no room now and whose use is not known is a warning.',
  remediation: 'Write what the server asks for, or change the policy, limit or class that refuses.',
  upstream: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run',
  kinds: POD_KINDS,
  evaluate({ workload }, { admission }) {
    if (!workload) {
      return NOT_APPLICABLE;
    }
    const all = [workload, ...workload.companions].map((each) => {
      const { pointer } = each.pod;
      // What the server says of a pod begins with the pod, whose spec is what the pointer names.
      const found = violationsOf(podAnswer(each, admission.surroundings), pointer, 'the API server refuses its pods');
      return found?.map((one) => ({ ...one, pointer: one.pointer.replace(`${pointer}/spec`, pointer) }));
    });
    return all.every((each) => each === undefined) ? NOT_APPLICABLE : all.flatMap((each) => each ?? []);
  },
};
