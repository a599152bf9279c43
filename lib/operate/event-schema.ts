import { EVENT_NAMES } from './event';
import { PHASES } from './watch/phase';
import { OBSTACLE_CODES } from './obstacles';

const text = { type: 'string' };
const seconds = { type: 'number', minimum: 0 };

/** One line of `--output json`: an event, with what people are told of it. Fields may be added. */
export const EVENT_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'One line of what cdk8s-nim tells while it operates a cluster',
  type: 'object',
  required: ['time', 'event', 'text'],
  properties: {
    time: { ...text, format: 'date-time' },
    event: { enum: EVENT_NAMES, description: 'result comes last, once.' },
    text: { ...text, description: 'The same for people, one line.' },
    workload: { ...text, description: 'namespace/Kind/name' },
    phase: { enum: PHASES, description: 'The last that was reached.' },
    waitsFor: { ...text, description: 'What has to happen for the next phase.' },
    elapsedSeconds: { ...seconds, description: 'Since the change was made.' },
    phaseSeconds: { ...seconds, description: 'Since the phase began.' },
    budgetSeconds: { ...seconds, description: 'What all of it may take; absent where nothing bounds it.' },
    phaseBudgetSeconds: { ...seconds, description: 'What of it is meant for this phase.' },
    code: { enum: OBSTACLE_CODES, description: 'What hinders.' },
    command: { ...text, description: 'A kubectl command, as one would type it.' },
    ok: { type: 'boolean', description: 'Whether it is as it should be.' },
    expected: text,
    actual: text,
    exitCode: { enum: [0, 1, 3, 70, 130], description: 'In result.' },
  },
};
