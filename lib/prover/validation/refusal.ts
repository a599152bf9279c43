import { Value } from './value';

/** The rule that reports a refusal. */
export type RefusalRule =
  | 'object-refused'
  | 'unknown-field'
  | 'unreadable-field'
  | 'api-version-not-served'
  | 'required-field-missing'
  | 'no-surge-and-none-unavailable'
  | 'rolling-update-fields-without-rolling-update'
  | 'selector-does-not-match-template'
  | 'extended-resource-request-differs-from-limit'
  | 'volume-missing';

/** One reason why the API server refuses an object. */
export interface Refusal {
  readonly rule: RefusalRule;
  /** JSON pointer into the object. */
  readonly pointer: string;
  /** The field, its value, and what it must be. */
  readonly message: string;
  /** Only one of the readers of manifests makes of it what is refused. */
  readonly isDoubtful?: boolean;
}

/** Notes a refusal: the value, what is wrong with it, and the rule that reports it (`object-refused` when absent). */
export type Report = (value: Value, problem: string, rule?: RefusalRule) => void;

/** Longest value that a message repeats. */
const MOST_CHARACTERS = 60;

/** Numbers of YAML that JSON does not have. */
const NO_JSON: ReadonlyMap<unknown, string> = new Map([[NaN, '.nan'], [Infinity, '.inf'], [-Infinity, '-.inf']]);

/** Places of a Secret, of a variable and of a command. */
const SECRET_DATA = /^\/(?:data|stringData)(?:\/|$)/;
const LITERAL = /\/(?:env\/\d+\/value|(?:args|command)\/\d+|httpHeaders\/\d+\/value)$/;

/** A refusal in words. A scalar is repeated, unless it might be a secret. */
export function refusal(value: Value, problem: string, rule: RefusalRule = 'object-refused'): Refusal {
  const { pointer, json } = value;
  const isScalar = typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean';
  const isShown = isScalar && !problem.startsWith('is ') && !mayBeSecret(value);
  const shown = isShown ? `, is ${(NO_JSON.get(json) ?? JSON.stringify(json)).slice(0, MOST_CHARACTERS)}` : '';
  return { rule, pointer, message: `${pointer || 'the object'} ${problem}${shown}` };
}

/** Whether nobody but its owner may read what stands there: a report goes into logs. */
function mayBeSecret({ pointer, root }: Value): boolean {
  return LITERAL.test(pointer) || (SECRET_DATA.test(pointer) && root.get('kind').text === 'Secret');
}
