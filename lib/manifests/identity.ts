import { DNS_SUBDOMAIN } from '../kubernetes/dns-names';
import { InputProblem } from './input-problem';
import { groupOf, isBuiltIn } from './kinds';
import { isObject, Manifest } from './manifest';

/**
 * What is wrong with the identity of an object whose schema is not known: the API server wants text, and of custom
 * resources names that are DNS subdomains (apiextensions-apiserver pkg/registry/customresource/validator.go).
 */
export function identityProblems(manifest: Manifest): InputProblem[] {
  const { apiVersion, metadata } = manifest.json;
  const problem = (pointer: string, message: string) => ({ manifest, pointer, message });
  if (apiVersion !== undefined && apiVersion !== null && typeof apiVersion !== 'string') {
    return [problem('/apiVersion', `must be a string such as apps/v1, is ${shown(apiVersion)}`)];
  }
  if (typeof apiVersion === 'string' && apiVersion.split('/').length > 2) {
    return [problem('/apiVersion', `must be a version or group/version such as apps/v1, is ${shown(apiVersion)}`)];
  }
  if (isBuiltIn(manifest) || metadata === undefined || metadata === null) {
    return [];
  }
  if (!isObject(metadata)) {
    return [problem('/metadata', `must be an object, is ${shown(metadata)}`)];
  }
  const wrong = ['name', 'generateName', 'namespace'].filter((key) => typeof (metadata[key] ?? '') !== 'string');
  // A file for eksctl, which no API server sees: a cluster may be named in capitals.
  const isName = typeof metadata.name !== 'string' || metadata.name === ''
    || (metadata.name.length <= 253 && DNS_SUBDOMAIN.test(metadata.name));
  const isWrongName = !isName && groupOf(manifest) !== 'eksctl.io';
  return [
    ...wrong.map((key) =>
      problem(`/metadata/${key}`, `must be a string; write it in quotes, is ${shown(metadata[key])}`),
    ),
    ...(isWrongName
      ? [problem('/metadata/name', `must be lower-case letters, digits, - and ., is ${shown(metadata.name)}`)]
      : []),
  ];
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, 60);
}
