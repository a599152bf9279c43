import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from '../support/manifests';

const { interfaces, renderPage } = require('../../scripts/docs.js') as {
  interfaces: () => unknown; renderPage: (page: string, all: unknown) => string;
};
const all = interfaces();

const pages = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));

test.each(pages)('the tables of properties in docs/%s say what the docstrings say', (name) => {
  const page = readFileSync(join(ROOT, 'docs', name), 'utf8');
  expect(renderPage(page, all)).toBe(page);
});

test('fails when a page asks for an interface that does not exist', () => {
  expect(() => renderPage('<!-- props NoProps -->\n<!-- end -->', all)).toThrow(
    'no interface NoProps in lib/; write the name of a props interface',
  );
});
