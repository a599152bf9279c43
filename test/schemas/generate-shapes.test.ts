import { readFileSync } from 'node:fs';

const { shapes, OUTPUT } = require('./generate-shapes') as { shapes: () => string; OUTPUT: string };

test('what the library takes is written down as it is declared; npm run generate:shapes writes it', () => {
  expect(readFileSync(OUTPUT, 'utf8')).toBe(shapes());
});
