import { Quantity } from '../../../kubernetes/quantity';
import { Field } from '../../../manifests';

/** A device of a ResourceSlice, as selectors see it. */
export interface Device {
  readonly driver: string;
  /** By `domain/name`. */
  readonly attributes: ReadonlyMap<string, string | number | boolean>;
  /** By `domain/name`. */
  readonly capacity: ReadonlyMap<string, Quantity>;
}

type Literal = string | number | boolean;

const TEXT = `(?:"[^"\\\\]*"|'[^'\\\\]*')`;
const TOKEN = new RegExp(`${TEXT}|&&|\\|\\||[^]`, 'g');
const DRIVER = new RegExp(`^device\\.driver\\s*==\\s*(${TEXT})$`);
const ATTRIBUTE = new RegExp(
  `^device\\.attributes\\[(${TEXT})\\]\\.(\\w+)(?:\\s*==\\s*(${TEXT}|true|false|-?\\d+))?$`,
);
const CAPACITY = new RegExp(
  `^device\\.capacity\\[(${TEXT})\\]\\.(\\w+)\\.compareTo\\(quantity\\((${TEXT})\\)\\)\\s*(==|>=|<=|>|<)\\s*0$`,
);

/**
 * Whether a device meets a CEL selector; undefined where the expression is not of the common kind: terms joined by
 * `&&` that compare the driver, an attribute or a capacity with a constant. A term that is false decides, whatever the
 * others are, as in CEL.
 *
 * Source: kubernetes staging/src/k8s.io/dynamic-resource-allocation/cel/compile.go.
 */
export function meetsSelector(selector: Field, device: Device): boolean | undefined {
  const expression = selector.get('cel', 'expression').value;
  return typeof expression === 'string' ? meetsAll(expression, device) : undefined;
}

function meetsAll(expression: string, device: Device): boolean | undefined {
  const answers = termsOf(expression)?.map((term) => {
    const [, inner] = /^\(([^]*)\)$/.exec(term) ?? [];
    return inner === undefined ? meetsTerm(term, device) : meetsAll(inner, device);
  }) ?? [undefined];
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

/** What `&&` joins, outside of texts and brackets; undefined for a choice (`||`, `? :`), which binds less tightly. */
function termsOf(expression: string): string[] | undefined {
  const terms = [''];
  let depth = 0;
  for (const [token] of expression.matchAll(TOKEN)) {
    depth += '([{'.includes(token) ? 1 : ')]}'.includes(token) ? -1 : 0;
    if (depth === 0 && (token === '||' || token === '?')) {
      return undefined;
    }
    if (depth === 0 && token === '&&') {
      terms.push('');
    } else {
      terms[terms.length - 1] += token;
    }
  }
  return terms.map((term) => term.trim());
}

function meetsTerm(term: string, device: Device): boolean | undefined {
  const driver = DRIVER.exec(term);
  if (driver) {
    return device.driver === unquoted(driver[1]);
  }
  const attribute = ATTRIBUTE.exec(term);
  if (attribute) {
    const value = device.attributes.get(`${unquoted(attribute[1])}/${attribute[2]}`);
    const wanted: Literal = attribute[3] === undefined ? true : literal(attribute[3]);
    // A missing attribute, or one of another type, is an error in CEL.
    return typeof value === typeof wanted ? value === wanted : undefined;
  }
  const capacity = CAPACITY.exec(term);
  const amount = capacity && device.capacity.get(`${unquoted(capacity[1])}/${capacity[2]}`);
  const wanted = capacity && quantityIn(unquoted(capacity[3]));
  return capacity && amount && wanted ? compares(amount.compare(wanted), capacity[4]) : undefined;
}

/** A text that is no quantity is an error in CEL, so that no device is known to meet it. */
function quantityIn(text: string): Quantity | undefined {
  try {
    return Quantity.parse(text);
  } catch {
    return undefined;
  }
}

function compares(order: number, operator: string): boolean {
  return operator.includes('=') && order === 0
    || operator.startsWith('>') && order > 0
    || operator.startsWith('<') && order < 0;
}

function literal(text: string): Literal {
  return text === 'true' || text === 'false' ? text === 'true' : /^['"]/.test(text) ? unquoted(text) : Number(text);
}

function unquoted(text: string): string {
  return text.slice(1, -1);
}
