import { Document, isMap, parseAllDocuments } from 'yaml';

/** Forms of well-known credentials, and of keys in general. */
const CREDENTIALS: { readonly [what: string]: RegExp } = {
  'an NGC API key': /nvapi-[A-Za-z0-9_-]{16,}/,
  'an AWS access key': /\b(AKIA|ASIA)[0-9A-Z]{16}\b/,
  'a Hugging Face token': /\bhf_[A-Za-z0-9]{20,}/,
  'a GitHub token': /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{20,})/,
  'an OpenAI key': /\bsk-[A-Za-z0-9_-]{20,}/,
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'a JSON web token': /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./,
};

/**
 * Where files hold values of secrets: any `Secret` with data, and any text in the form of a credential. Never says the
 * value.
 *
 * @param files content by path
 */
export function secretValues(files: { readonly [path: string]: string }): string[] {
  return Object.entries(files).flatMap(([path, text]) => [...secretsWithData(path, text), ...credentials(path, text)]);
}

function secretsWithData(path: string, text: string): string[] {
  if (!/\.(ya?ml|json)$/.test(path)) {
    return [];
  }
  return parseAllDocuments(text)
    .flatMap((document) => objectsOf(document))
    .filter(isSecretWithData)
    .map((secret) => `${path}: Secret ${secret.metadata?.name} has values`);
}

interface Candidate {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
  readonly items?: Candidate[];
  readonly data?: object;
  readonly stringData?: object;
}

function objectsOf(document: Document): Candidate[] {
  if (!isMap(document.contents)) {
    return [];
  }
  const object = document.toJS() as Candidate;
  return [object, ...(object.items ?? [])];
}

function isSecretWithData({ kind, data, stringData }: Candidate): boolean {
  return kind === 'Secret' && Object.keys({ ...data, ...stringData }).length > 0;
}

function credentials(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    Object.entries(CREDENTIALS)
      .filter(([, form]) => form.test(line))
      .map(([what]) => `${path}:${index + 1}: looks like ${what}`),
  );
}
