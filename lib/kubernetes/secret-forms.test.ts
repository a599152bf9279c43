import { createHash } from 'node:crypto';
import { credentialIn, holdsSecret, isNoSecret, isSecretName } from './secret-forms';

const drawn = Array.from({ length: 4 }, (_, index) => createHash('sha512').update(`${index} credentials`));
const hexDigits = drawn.map((hash) => hash.digest('hex')).join('');
const hex = (length: number) => hexDigits.slice(0, length);
const x = (length: number) => Buffer.from(hexDigits, 'hex').toString('base64').replace(/\W/g, '').slice(0, length);
const upper = (length: number) => x(400).toUpperCase().slice(0, length);

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
  ['a private key', `-----BEGIN ${'RSA PRIVATE'} KEY-----\n${x(70)}`],
  ['a private key', `-----BEGIN ${'PGP PRIVATE'} KEY BLOCK-----\n\n${x(70)}`],
  ['a JSON Web Token', Buffer.from(`${'eyJhbGciOiJIUzI1NiJ9'}.${'eyJzdWIiOiIxMjM0In0'}.${x(20)}`).toString('base64')],
  ['a GitLab token', `Cookie: _gitlab_session=${hex(32)}`],
  ['a Slack token', `${'xoxe'}.xoxp-1-${x(160)}`],
  ['a token of a service', `${'tfp'}_${x(59)}`],
  ['a token of a platform', `${'tk-us'}-${x(48)}`],
  ['a token of a platform', `${'v1.0'}-${hex(24)}-${hex(146)}`],
  ['a token of a registry or of deployments', `${'API'}-${upper(26)}`],
  ['a token of a tool', `${'pat'}${x(14)}.${hex(64)}`],
  ['a token of a tool', `${'NRAK'}-${x(27)}`],
  ['a token of a tool', `${'A3'}-ABC123-${upper(11)}-XYZ12-ABC45-12XYZ`],
  ['a payment token', `${'EAAA'}${x(60)}`],
  ['a payment token', `${'access-sandbox'}-596d2130-57de-2a76-67a5-8cb7a184111f`],
  ['a token of a network', `${'EAAC'}${x(120)}`],
  ['a token of a mailing service', `${'key'}-${hex(32)}`],
  ['a Twilio or Adobe key', `${'SK'}${hex(32)}`],
  ['a Yandex key', `${'AQVN'}${x(35)}`],
  ['a user with a password for curl', 'curl http://x \\\n  -u me:hunter2'],
  ['a user with a password for curl', 'curl -u ":hunter2" http://x'],
  ['a user with a password for curl', 'curl --user "{me}":"{hunter2}" http://x'],
  ['a header with a credential', `curl -H 'Authorization: ${x(12)}1'`],
  ['a header with a credential', `curl -H "X-Api-Key: ${x(12)}1"`],
  ['a URL with a password', 'postgres://me:hunter2@db/app'],
  ['a connection string with a password', 'host=db user=app password=hunter2 sslmode=disable'],
  ['a connection string with a password', 'password=hunter2 port=5432 host=db'],
  ['a connection string with a password', 'Server=db;Database=a;User Id=sa;Password=hunter2;'],
  ['a connection string with a password', 'PlainLoginModule required username="a" password="hunter2";'],
  ['a connection string with a password', 'jdbc:postgresql://db/a?user=x&password=hunter2'],
  ['a connection string with a password', 'jdbc:sqlserver://db;password=hunter2'],
  ['a connection string with a password', 'app:hunter2@tcp(db:3306)/app'],
  ['a login of a registry', '{"auths": {"r.example.com": {"auth": "dXNlcjpwYXNz"}}}'],
  ['a command with a password', 'mysqldump -h db -uroot -phunter2 app'],
  ['a command with a password', "sshpass -p 'hunter2' ssh host"],
  ['a command with a password', 'redis-cli -h cache -a hunter2 ping'],
  ['a header with a credential', `Bearer ${x(20)}1`],
  ['a URL with a key', `https://e.example.com/v1?a=b&api_key=${x(10)}`],
  ['a webhook URL', `https://a.${'webhook.office.com'}/webhookb2/${x(36)}`],
  ['a token of a service', `${'pplx'}-${x(48)}`],
  ['a token of a service', `${'lin_api'}_${x(40)}`],
  ['a token of a platform', `${'sha256'}~${x(43)}`],
  ['a token of a platform', `${'glc'}_${x(32)}`],
  ['a token of a platform', `${x(14)}.${'atlasv1'}.${x(60)}`],
  ['a key of age', `${'AGE-SECRET'}-KEY-1${upper(58)}`],
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
  ['a token of a tool', `${'sqp'}_${hex(40)}`],
  ['a token of a tool', `${'figd'}_${x(40)}`],
  ['an Amazon Bedrock key', `${'ABSK'}${x(120)}`],
  ['an Azure client secret', `key=${'abc8'}Q~${x(34)}`],
  ['a payment token', `${'sq0atp'}-${x(22)}`],
  ['a Stripe key', `${'whsec'}_${x(32)}`],
  ['a token of a network', `${'tskey'}-auth-${x(16)}-${x(32)}`],
  ['a token of a service', `${'sbp'}_${hex(40)}`],
  ['a token of a service', `${'vercel_blob_rw'}_${x(30)}`],
  ['an API key', `${'xai'}-${x(80)}`],
  ['an API key', `${'sk'}-${hex(32)}`],
  ['an Azure account key', `Endpoint=sb://a;SharedAccessKeyName=Root;${'SharedAccessKey'}=${x(43)}=`],
  ['a hash of a password', `admin:${'$2y$10'}$${x(53)}`],
  ['a hash of a password', `admin:${'$apr1'}$${x(8)}$${x(22)}`],
  ['a login of a host', 'machine git.example.com login bob password hunter2'],
  ['a login of a registry', `//registry.example.com/:_authToken=${x(30)}`],
  ['a private key', 'PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 14\nAAAB'],
  ['a user with a password for curl', 'curl -s -u admin:hunter2 http://x'],
  ['a header with a credential', `curl -H "Authorization: Bearer ${x(12)}"`],
  // Of 2.5 bits a character, and one that a person chose with less.
  ['a header with a credential', 'Bearer aaaabbbbccddee11'],
  ['a URL with a password', 'http://a:aaaa@db'],
])('%s is found', (what, text) => expect(credentialIn(text)).toBe(what));

test.each([
  '', 'sha256:0123456789abcdef', 'https://e.example.com/v1?page=1', 'postgres://me:$(PASS)@db/app',
  'nvcr.io/nim/meta/llama:1', 'sk-no-key-required-by-this', 'app.kubernetes.io/name',
  'glue-agent-of-the-cluster-in-production', '10:AAA', 'fm1a_short', 'pat.of.a.host', 'registry:5000/AAbb/model:1',
  'host=db user=app password=$(PASSWORD)', 'Server=db;User Id=sa;Password=${PASSWORD}', 'user=%u password=%p host=%h',
  'app:$(PASSWORD)@tcp(db:3306)/app', 'jdbc:postgresql://db/a?user=x&password=$PASSWORD', 'mysql -h db -uroot -p app',
  'mysql -h db -uroot -p"$PASSWORD" app', 'redis-cli -a "$PASSWORD" ping', 'mysql --port 3306', 'host=db user=app',
  'the user writes a password=<password>', 'Bearer of good news', 'sshpass -p $PASSWORD ssh host',
  'https://e.example.com/?token=$(TOKEN)', 'http://nvapi-docs.example.com', 'curl -u admin:$PASS http://x',
  `registry/app@sha256:${'0'.repeat(64)}`,
  'sk-learn-model-serving-deployment-v1', '//registry.example.com/:_authToken=${NPM_TOKEN}', '$2y$10$short',
  'machine git.example.com login bob password $PASSWORD',
  'Bearer aaaaabbbccddee11',
  // What stands for a credential, and text that only begins like one.
  `ghp_${'x'.repeat(36)}`, `AKIA${'X'.repeat(16)}`, `Authorization: Bearer ${'X'.repeat(12)}`, `hf_${x(33)}`,
  'hf_requiredCharacteristicTypesForDisplayMetadata', `AIza${x(40)}`, '-----BEGIN PRIVATE KEY-----', 'EXO-XOXO-teaser-exo-k',
  `https://e.example/video_box.ico-${hex(32)}.png`, 'EAAA1D25-0EF3-4F27-8C1B-4DDE963DDF4E', 'Authorization: required-by-proxy',
])('%j has the form of no credential', (text) => expect(credentialIn(text)).toBeUndefined());

test.each<[string, (index: number) => string]>([
  ['UUIDs', (index) => digest(index).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5')],
  ['digests', (index) => `sha256:${digest(index)}`],
  ['hashes of Git', (index) => digest(index).slice(0, 40)],
  ['hashes in capitals', (index) => digest(index).toUpperCase()],
  ['images', (index) => `nvcr.io/nim/meta/llama:1.2.3@sha256:${digest(index)}`],
  ['base64', (index) => base64(digest(index).repeat(20))],
  ['base64 for URLs', (index) => Buffer.from(digest(index), 'hex').toString('base64url')],
  ['public keys of SSH', (index) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${base64(digest(index))}`],
  ['certificates', (index) => `-----BEGIN CERTIFICATE-----\nMIIB${base64(digest(index).repeat(9))}`],
  ['public keys', (index) => JSON.stringify({ kty: 'EC', kid: digest(index), x: base64(digest(index)) })],
])('of a thousand %s none has the form of a credential', (_, make) => {
  const found = Array.from({ length: 1000 }, (_each, index) => make(index)).filter((text) => credentialIn(text));
  expect(found).toEqual([]);
});

const base64 = (hexText: string) => Buffer.from(hexText, 'hex').toString('base64');
const digest = (index: number) => createHash('sha256').update(String(index)).digest('hex');

test.each([
  ['SNYK_KEY', x(20)], ['herokuKey', hex(32)], ['SESSION_KEYS', x(40)], ['SALT', x(20)],
  ['VAULT_UNSEAL_KEY_1', x(40)], ['APP_KEY', `base64:${x(43)}=`], ['user.auth', x(24)], ['DBPassword', 'hunter2'],
  // Of 3.5 bits a character.
  ['APP_KEY', 'aabbccdd12345678'],
])('%s holds a secret, its value being drawn at random', (name, value) => {
  expect(holdsSecret(name, value)).toBe(true);
});
test.each([
  ['KEY', 'user-id'], ['GPG_KEY', hex(40).toUpperCase()],
  ['PUBLIC_KEY', x(40)], ['PARTITION_KEY', hex(32)], ['COSIGN_PUB_KEY', x(40)], ['KEYSPACE', x(40)],
  ['LICENSE_KEY', 'open-source-license'], ['CONFIG_HASH', hex(32)], ['KEY', 'aaaaaaaaaaaaaaa1'],
  ['APP_KEY', 'aaabccdd12345678'], ['USE_TOKEN', 'true'],
  ['MYSQL_ALLOW_EMPTY_PASSWORD', '1'], ['--initial-cluster-token', 'etcd-1'], ['initial-cluster-token', 'x'],
])('%s=%s holds none', (name, value) => expect(holdsSecret(name, value)).toBe(false));

test.each([
  'PGPASSWORD', 'MYSQL_PWD', 'DB_PASS', 'KEY_PASSPHRASE', 'NGC_API_KEY', 'hf_token', '--api-key',
  'spring.datasource.password', 'clientSecret', 'apiKey', 'REDIS_AUTH', 'LDAP_BIND_PW', 'SECRET_KEY_BASE',
  'RABBITMQ_ERLANG_COOKIE', 'LDAP_BINDPW', 'ROOT_PW', 'NGROK_AUTHTOKEN', 'NEO4J_AUTH', 'BASIC_AUTH', 'HTPASSWD', 'PSK',
  'MNEMONIC', 'PASSWORD1', 'DBPassword', 'JWTSecret',
])('%s is the name of a secret', (name) => expect(isSecretName(name)).toBe(true));
test.each([
  'MAX_TOKENS', 'TOKENIZERS_PARALLELISM', 'KEYSPACE', 'SECRETARY', 'PWD', 'BYPASS', '--api-key-file', 'COMPASS',
  'tokenizer',
])('%s is no name of a secret', (name) => expect(isSecretName(name)).toBe(false));

test.each([
  ['MAX_NEW_TOKEN', '512'], ['KEY', 'dummy'], ['TOKEN', '$(OTHER)'], ['TOKEN', '/run/secrets/token'],
  ['USE_TOKEN', 'true'], ['PAD_TOKEN', '<pad>'], ['EOS_TOKEN', '</s>'], ['STOP_TOKEN', '<|endoftext|>'],
  ['MASK_TOKEN', '[MASK]'], ['PASSWORD', '<your password>'], ['PASSWORD', '[REDACTED]'], ['PASSWORD', '***'],
  ['AUTHORIZATION', 'RBAC'], ['API_KEY', 'x-api-key'], ['AUTH_TOKEN', 'required'], ['ACCESS_TOKEN', '24h'],
  ['TOKEN', '$(cat /run/token)'], ['TOKEN', '`cat /run/token`'], ['PASSWORD', '${PASSWORD:?must be set}'],
  ['token', '$slack-token'], ['token', '$secret:slack.token'], ['PASSWORD', '%(PASSWORD)s'], ['TOKEN', '{{ .token }}'],
  ['PASSWORD', 'vault:secret/data/app#password'], ['PASSWORD', 'op://vault/item/field'],
  ['PASSWORD', 'ref+awssecrets://a'],
  ['API_KEY', 'os.environ/OPENAI_API_KEY'], ['PASSWORD', 'file:///run/password'], ['PASSWORD', '@/run/secrets/password'],
  ['SECRET', 'arn:aws:secretsmanager:us-east-1:1:secret:a'], ['--tls-private-key', 'tls.key'],
  ['PRIVATE_KEY', 'id_rsa'],
  ['WEBHOOK_URL', 'http://localhost:9001/api/v1/sync'], ['CONNECTION_STRING', 'redis://redis:6379/0'],
  ['CONNECTION_STRING', 'redis.default.svc:6379'], ['tls-secret', 'web-tls'],
  ['REGISTRY_CREDENTIAL', 'web-creds'], ['OPENAI_API_KEY', 'ollama'],
])('%s=%s is plainly none', (name, value) => expect(isNoSecret(name, value)).toBe(true));
test.each([
  ['PASSWORD', '123456'], ['TOKEN', 'x'], ['API_KEY', ''], ['PASSWORD', '24h'], ['PASSWORD', 'admin'],
  ['PASSWORD', '${PASSWORD:-admin}'], ['PASSWORD', 'redis:6379'], ['CLIENT_SECRET', 'web'], ['API_KEY', 'token-abc123'],
  ['WEBHOOK_URL', `https://a.example.com/hooks/${x(24)}1`], ['WEBHOOK_URL', 'https://a.example.com/hook?key=abc'],
  ['CONNECTION_STRING', 'redis://me:hunter2@redis'],
  ['ALLOW_EMPTY_PASSWORD', 'hunter1'], ['ALLOW_EMPTY_PASSWORD', '1hunter'], ['TOKEN_PASSWORD', '512'],
  ['SECRET_PASSWORD', 'web-tls'],
])('%s=%j may be one', (name, value) => expect(isNoSecret(name, value)).toBe(false));
