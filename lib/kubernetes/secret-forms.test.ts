import { credentialIn, isNoSecret, isSecretName } from './secret-forms';

const x = (length: number) => 'aB3'.repeat(length).slice(0, length);

// Put together here, so that no scanner takes this file for a leak.
test.each<[string, string]>([
  ['an AWS access key', `key=${'AKIA'}IOSFODNN7EXAMPLE`],
  ['a GitHub token', `${'github_pat'}_${x(40)}`],
  ['a GitHub token', `${'ghp'}_${x(36)}`],
  ['a GitLab token', `${'glpat'}-${x(20)}`],
  ['a Slack token', `${'xoxb'}-${'1'.repeat(12)}-${x(20)}`],
  ['a webhook URL', `https://hooks.slack.com/${'services'}/T00000000/B00000000/${x(24)}`],
  ['a JSON Web Token', `${'eyJhbGciOiJIUzI1NiJ9'}.${'eyJzdWIiOiIxMjM0In0'}.${x(20)}`],
  ['a Hugging Face token', `${'hf'}_${x(34)}`],
  ['an NVIDIA API key', `${'nvapi'}-${x(40)}`],
  ['an API key', `${'sk'}-proj-${x(40)}`],
  ['a Google API key', `${'AIza'}${x(35)}`],
  ['a private key', `-----BEGIN ${'RSA PRIVATE'} KEY-----`],
  ['a URL with a password', 'postgres://me:hunter2@db/app'],
  ['a URL with a key', `https://e.example.com/v1?a=b&api_key=${x(10)}`],
  ['a webhook URL', `https://a.${'webhook.office.com'}/webhookb2/${x(36)}`],
  ['a token of a service', `${'pplx'}-${x(48)}`],
  ['a token of a service', `${'lin_api'}_${x(40)}`],
  ['a token of a platform', `${'sha256'}~${x(43)}`],
  ['a token of a platform', `${'glc'}_${x(32)}`],
  ['a token of a platform', `${x(14)}.${'atlasv1'}.${x(60)}`],
  ['a key of age', `${'AGE-SECRET'}-KEY-1${'Q'.repeat(58)}`],
  ...['dt', 'rt', 'rtr', 'ptt', 'soat', 'oas', 'ft', 'ffct', 'cbt', 'imt', 'agent'].map((kind): [string, string] => [
    'a GitLab token', `gl${kind}-${x(25)}`,
  ]),
  ['a GitLab token', `${'GR13'}48941${x(20)}`],
  ...['o', 'u', 's', 'r'].map((kind): [string, string] => ['a GitHub token', `gh${kind}_${x(36)}`]),
  ['a token of a registry or of deployments', `${'dckr_pat'}_${x(27)}`],
  ['a token of a registry or of deployments', `${'HRKU'}-AA${x(58)}`],
  ['a token of a registry or of deployments', `${'fm2'}_${x(60)}`],
  ['a token of a registry or of deployments', `${'pat'}.${x(22)}.${x(24)}.${x(20)}`],
  ['a token of a tool', `${'ATATT3'}${x(186)}`],
  ['a token of a tool', `bot ${'1234567890'}:AA${x(33)}`],
  ['a token of a tool', `${'sqp'}_${'a1'.repeat(20)}`],
  ['a token of a tool', `${'figd'}_${x(40)}`],
  ['an Amazon Bedrock key', `${'ABSK'}${x(120)}`],
  ['an Azure client secret', `key=${'abc8'}Q~${x(34)}`],
  ['a payment token', `${'sq0atp'}-${x(22)}`],
  ['a Stripe key', `${'whsec'}_${x(32)}`],
  ['a user with a password for curl', 'curl -s -u admin:hunter2 http://x'],
  ['a header with a credential', `curl -H "Authorization: Bearer ${x(12)}"`],
])('%s is found', (what, text) => expect(credentialIn(text)).toBe(what));

test.each([
  '', 'sha256:0123456789abcdef', 'https://e.example.com/v1?page=1', 'postgres://me:$(PASS)@db/app',
  'nvcr.io/nim/meta/llama:1', 'sk-no-key-required-by-this', 'app.kubernetes.io/name',
  'glue-agent-of-the-cluster-in-production', '10:AAA', 'fm1a_short', 'pat.of.a.host', 'registry:5000/AAbb/model:1',
  'https://e.example.com/?token=$(TOKEN)', 'http://nvapi-docs.example.com', 'curl -u admin:$PASS http://x', `registry/app@sha256:${'0'.repeat(64)}`,
])('%j has the form of no credential', (text) => expect(credentialIn(text)).toBeUndefined());

test.each([
  'PGPASSWORD', 'MYSQL_PWD', 'DB_PASS', 'KEY_PASSPHRASE', 'NGC_API_KEY', 'hf_token', '--api-key',
  'spring.datasource.password', 'clientSecret', 'apiKey', 'REDIS_AUTH', 'LDAP_BIND_PW', 'SECRET_KEY_BASE',
  'RABBITMQ_ERLANG_COOKIE', 'PASSWORD1',
])('%s is the name of a secret', (name) => expect(isSecretName(name)).toBe(true));
test.each([
  'MAX_TOKENS', 'TOKENIZERS_PARALLELISM', 'KEYSPACE', 'SECRETARY', 'PWD', 'BYPASS', '--api-key-file', 'COMPASS',
  'tokenizer',
])('%s is no name of a secret', (name) => expect(isSecretName(name)).toBe(false));

test.each([
  ['MAX_NEW_TOKEN', '512'], ['KEY', 'dummy'], ['TOKEN', '$(OTHER)'], ['TOKEN', '/run/secrets/token'],
  ['USE_TOKEN', 'true'],
])('%s=%s is plainly none', (name, value) => expect(isNoSecret(name, value)).toBe(true));
test.each([
  ['PASSWORD', '123456'], ['TOKEN', 'x'], ['API_KEY', ''],
])('%s=%j may be one', (name, value) => expect(isNoSecret(name, value)).toBe(false));
