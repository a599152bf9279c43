import { textOf } from '../util/value-text';
import { isObject, JsonObject } from './manifest';

/**
 * The objects of an OpenShift Template, its parameters filled in as `oc process` does with their defaults; undefined
 * for anything else.
 */
export function templateObjects(json: JsonObject): unknown[] | undefined {
  if (json.kind !== 'Template' || !Array.isArray(json.objects)) {
    return undefined;
  }
  const parameters = Array.isArray(json.parameters) ? json.parameters.filter(isObject) : [];
  const values = new Map(parameters.flatMap(({ name, value }) =>
    typeof name === 'string' && value !== undefined && value !== null ? [[name, textOf(value)]] : []));
  return json.objects.map((object) => fill(object, values));
}

/** `${NAME}` stands for text; a whole value `${{NAME}}` for a number, a truth value or an object in JSON. */
function fill(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    const bare = /^\$\{\{(\w+)\}\}$/.exec(value);
    const given = bare && values.get(bare[1]);
    return typeof given === 'string'
      ? parsed(given)
      : value.replace(/\$\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole);
  }
  if (Array.isArray(value)) {
    return value.map((item) => fill(item, values));
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, values)]))
    : value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
