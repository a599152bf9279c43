/** Words that stand where a program insists on a key and none is needed. */
const DUMMY =
  /^(?:(?:sk-)?(?:dummy|fake|none|x{3,}|no-?key)|null|nil|empty|unused|not-?(?:needed|used|required|set)|no-key-required|sk-no-key-required|placeholder|ollama|lm-studio|-|n\/?a)$/i;

/** How a program is to authenticate, or that it is to. */
const WAY =
  /^(?:true|false|yes|no|on|off|enabled|disabled|required|optional|header|query|cookie|jwt|bearer|rbac|oidc|oauth2?|x-api-key)$/i;

/** What is left of a secret that somebody has hidden, and a place that is to be filled in: `<password>`, `***`. */
const HIDDEN = /^(?:<[^<>]*>|\[[A-Z_ ]+\]|\{\{.*\}\}|[*x]{3,}|redacted|hidden|masked)$/i;

/**
 * A variable, or what a program prints: of Kubernetes, of a shell, of Python, of Argo CD (`$secret:key`). A shell's
 * default (`${PASSWORD:-admin}`) is none.
 */
const REFERENCE = /^(?:\$\(|`|\$\{\w+(?:\}|:?[?+])|\$[\w-]+(?::[\w.-]+)?$|%\(\w+\)s$|!(?:vault|reference)\b)/;

/** A place in a store of secrets: Vault, 1Password, vals, LiteLLM, a cloud. */
const STORE =
  /^(?:(?:vault|bao|env|file|keyring|sops|awssm|aws-sm|gcp-sm|gcpsm|azkv|op|ref\+\w+|secretref):\S+|os\.environ\/\w+|arn:aws[\w-]*:(?:secretsmanager|ssm|iam|kms):\S+|projects\/[\w-]+\/secrets\/\S+)$/i;

/** A path, and a file of keys. */
const FILE = /^(?:@?\/[\w.-]+(?:\/[\w.-]+)+|[\w./-]*\.(?:key|pem|crt|cert|p12|pfx|jks|json|txt|yaml)|id_(?:rsa|dsa|ecdsa|ed25519))$/i;

/** An address that says nothing of who may use it: no user, no query. */
const ADDRESS = /^[a-z][\w+.-]*:\/\/([^@?\s]*)$/i;

/** A part of a path that is drawn at random makes an address a secret: that of a webhook. */
const DRAWN_PART = /(?:^|\/)(?=[^/]*\d)(?=[^/]*[A-Za-z])[\w-]{16,}(?:\/|$)/;

/** Whether a text that bears the name of a secret is plainly none, whatever the name. */
export function standsForSecret(value: string): boolean {
  const address = ADDRESS.exec(value)?.[1];
  return [DUMMY, WAY, HIDDEN, REFERENCE, STORE, FILE].some((form) => form.test(value))
    || (address !== undefined && !DRAWN_PART.test(address));
}
