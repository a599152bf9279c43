import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Scalar } from 'yaml';
import { childPointer } from '../manifests';
import { holdsAmbiguous, isAmbiguous, isUnprintable } from './ambiguous-text';
import { apiObjectsOf } from './app-manifests';
import { constructError } from './construct-error';

const quoted = new WeakSet<ApiObject>();

/** Written without quotes, whatever a scalar says. */
const MERGE = '<<';

/**
 * Has `App` of cdk8s write quotes around every text on which readers of YAML differ, as `LinearApp` does by itself: its
 * writer asks an object for `toJSON`, and takes scalars that say how they are written. Everybody else sees the same
 * plain object.
 */
export function quoteAll(root: IConstruct): void {
  for (const object of apiObjectsOf(root).filter((each) => !quoted.has(each))) {
    quoted.add(object);
    const render = object.toJson.bind(object);
    object.toJson = () => withQuotes(object, render() as object);
  }
}

function withQuotes(object: ApiObject, json: object): object {
  if (!holdsAmbiguous(json)) {
    return json;
  }
  const place = unquotable(json, '');
  if (place !== undefined) {
    throw constructError(
      object,
      `${object.kind} ${object.name}: ${place} is a key or a text that App of cdk8s writes in a way which ` +
        'readers of YAML take for something else; synthesize with LinearApp instead of App',
    );
  }
  return Object.defineProperty(json, 'toJSON', { value: () => scalars({ ...json }), configurable: true });
}

function scalars(value: unknown): unknown {
  if (typeof value === 'string' && isAmbiguous(value)) {
    const scalar = new Scalar(value);
    scalar.type = Scalar.QUOTE_DOUBLE;
    return scalar;
  }
  if (Array.isArray(value)) {
    return value.map(scalars);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, scalars(item)])) : value;
}

/** Where a key is ambiguous, or a text is one that quotes do not keep; both are written as they are. */
function unquotable(value: unknown, place: string): string | undefined {
  if (typeof value === 'string') {
    return isUnprintable(value) || value === MERGE ? place : undefined;
  }
  for (const [key, item] of Object.entries((value ?? {}) as object)) {
    const own = childPointer(place, key);
    const found = isAmbiguous(key) ? own : unquotable(item, own);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
