import { listed } from '../../util/listed';
import { plural } from '../../util/plural';
import { HalfWay, PodsInState, PodState, WorkloadPlan } from '../updates';

/** What one pod does, and what several do. */
const DOES: { readonly [state in PodState]: readonly [string, string] } = {
  ready: ['runs', 'run'],
  starting: ['starts', 'start'],
  failing: ['is not ready', 'are not ready'],
  waiting: ['waits for', 'wait for'],
  leaving: ['is about to go', 'are about to go'],
  missing: ['is not made', 'are not made'],
};

/**
 * `1 pod of the old template runs, 1 of the new waits for nvidia.com/gpu (Pending since 2026-11-28T15:45:43Z)`;
 * undefined where no snapshot shows an update in its middle.
 */
export function halfWayText({ change }: WorkloadPlan): string | undefined {
  const told = change?.halfWay;
  return told && `${podsText(told)}${ASKED[told.asked]}`;
}

const ASKED: { readonly [asked in HalfWay['asked']]: string } = {
  'new': '',
  'perhaps new': '; whether the new template is asked for is not known',
  'not new': '; the new template is not asked for',
  'old': '; the old template is asked for',
  'another': '; another template is asked for',
};

function podsText({ old, new: fresh }: HalfWay): string {
  const groups = [
    ...old.map((pods) => ({ pods, of: 'the old' })), ...fresh.map((pods) => ({ pods, of: 'the new' })),
  ];
  const texts = groups.map(({ pods, of }, index) => index === 0
    ? `${plural(pods.count, 'pod')} of ${of} template ${doesText(pods)}` : `${pods.count} of ${of} ${doesText(pods)}`);
  return [
    ...old.length === 0 ? ['no pod of the old template is left'] : [], ...texts,
    ...fresh.length === 0 ? ['none of the new is there'] : [],
  ].join(', ');
}

function doesText({ state, count, reasons, since }: PodsInState): string {
  const does = DOES[state][count === 1 ? 0 : 1];
  const first = count === 1 || since === undefined ? '' : 'the first ';
  switch (state) {
    case 'waiting': {
      const time = since === undefined ? 'Pending' : `${first === '' ? '' : 'the first '}Pending since ${since}`;
      return `${does} ${reasons.length === 0 ? 'a node' : listed(reasons)} (${time})`;
    }
    case 'failing':
    case 'starting':
    case 'missing': {
      const facts = [...reasons, ...since === undefined ? [] : [`${first}made ${since}`]];
      return facts.length === 0 ? does : `${does} (${facts.join(', ')})`;
    }
    default:
      return does;
  }
}
