import { createHash } from 'node:crypto';
import { refuseSecretLiteral } from './secret-guard';

const x = createHash('sha512').update('a credential').digest('hex');

test.each([
  ['PGPASSWORD', 'x'],
  ['MYSQL_PWD', 'x'],
  ['DB_PASS', '12345'],
  ['KEY_PASSPHRASE', 'x'],
  ['NGC_API_KEY', 'x'],
  ['API_KEY', ''],
  ['hf_token', 'x'],
  ['DB_PASSWORD', 'x'],
  ['AWS_ACCESS_KEY_ID', 'x'],
  ['AWS_SECRET_ACCESS_KEY', 'x'],
  ['CLIENT_SECRET', 'x'],
  ['GOOGLE_CREDENTIALS', 'x'],
  ['KEY', 'nvapi-abc'],
  ['KEY', 'AKIAIOSFODNN7EXAMPLE'],
  ['KEY', `ghp_${x.slice(0, 36)}`],
  ['KEY', `sk-proj-${x.slice(0, 40)}`],
  ['DATABASE_URL', 'postgres://user:hunter2@db:5432/app'],
  ['KEY', `hf_${x.slice(0, 34)}`],
  ['KEY', `-----BEGIN RSA PRIVATE KEY-----\n${x}`],
])('fails when %s is given as the literal %j', (name, value) => {
  expect(() => refuseSecretLiteral(name, value)).toThrow(
    new RegExp(
      `^environment variable ${name} looks like a secret given as a literal(, an? [A-Za-z ]+)?; write ` +
        `EnvValue\\.fromSecret\\(SecretSource\\.existing\\('my-secret'\\)\\.key\\('${name}'\\)\\), or EnvValue\\.notSecret\\(value, reason\\) when it is none$`,
    ),
  );
});

test('the form of a credential is told', () => {
  expect(() => refuseSecretLiteral('KEY', `ghp_${x.slice(0, 36)}`)).toThrow('given as a literal, a GitHub token; write');
  expect(() => refuseSecretLiteral('DB_PASSWORD', 'x')).toThrow('given as a literal; write');
});

test.each([
  ['MAX_TOKENS', '4096'],
  ['TOKENIZERS_PARALLELISM', 'false'],
  ['KEYSPACE', 'x'],
  ['SECRETARY', 'x'],
  ['DATABASE_URL', 'postgres://user:$(DB_PASS)@db:5432/app'],
  ['REDIS_URL', 'redis://cache:6379/0?x=a@b'],
  ['MAX_NEW_TOKEN', '512'],
  ['OPENAI_API_KEY', 'dummy'],
  ['OPENAI_API_KEY', 'EMPTY'],
  ['VAULT_TOKEN', '/vault/secrets/token'],
  ['DB_PASSWORD', '$(OTHER)'],
  ['PWD', '/app'],
  ['URL', 'http://nvapi-docs.example.com'],
])('%s=%s is no secret', (name, value) => {
  expect(() => refuseSecretLiteral(name, value)).not.toThrow();
});
