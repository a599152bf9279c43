import { readFileSync } from 'node:fs';

const { generate, read, OUTPUT } = require('./generate-types') as {
  generate: (schema: object) => string; read: () => object; OUTPUT: string;
};

test('the types of what is rendered are those of the schema; npm run generate:types writes them', () => {
  expect(readFileSync(OUTPUT, 'utf8')).toBe(generate(read()));
});

test('fields have the types of the schema', () => {
  const text = readFileSync(OUTPUT, 'utf8');
  const fieldsOf = (name: string) => new RegExp(`interface ${name} \\{([^}]*)\\n\\}`).exec(text)?.[1];
  expect(fieldsOf('ImageVolumeSource')).toContain('readonly reference?: string;');
  expect(fieldsOf('SleepAction')).toContain('readonly seconds: number;');
  expect(fieldsOf('Container')).toContain('readonly ports?: readonly ContainerPort[];');
  expect(fieldsOf('Container')).toContain('readonly name: string;');
  expect(fieldsOf('RollingUpdateDeployment')).toContain('readonly maxSurge?: IntOrString;');
});
