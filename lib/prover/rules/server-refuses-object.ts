import { objectAnswer } from '../admission';
import { Rule } from '../engine/rule';
import { violationsOf } from '../engine/server-answer-rule';

export const serverRefusesObject: Rule = {
  id: 'server-refuses-object',
  title: 'Object that the API server of the cluster refuses',
  severity: 'error',
  explanation:
    'With --ask-server each object is given to the server by dry run, so that webhooks, policies, immutable fields and the ' +
    'definitions of custom kinds answer as they would to an apply. It is a warning where the server could not be asked: a ' +
    'namespace or a custom kind that is not there yet, a right that is missing, a webhook that fails or knows no dry run.',
  remediation: 'Write what the server asks for; apply what is not there yet first, and ask again.',
  upstream: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run',
  kinds: [],
  evaluate({ manifest }, { model, admission }) {
    return violationsOf(objectAnswer(model, manifest, admission.surroundings), '', 'the API server refuses it');
  },
};
