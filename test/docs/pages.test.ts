import { existsSync } from 'fs';
import { dirname, join } from 'path';
import { ROOT } from '../support/manifests';
import { PAGES, textOf } from '../support/pages';

/** The anchor that GitHub gives a heading. */
const anchor = (heading: string): string => heading.toLowerCase().replace(/[^\w\- ]/g, '').trim().replace(/ /g, '-');

const anchorsOf = (page: string): string[] =>
  [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading));

const linksOf = (page: string): string[] =>
  [
    ...textOf(page)
      .replace(/^```[\s\S]*?^```/gm, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ]
    .map(([, target]) => target)
    .filter((target) => !/^https?:/.test(target));

test.each(PAGES)('every link of %s leads somewhere', (page) => {
  const broken = linksOf(page).filter((link) => {
    const [file, fragment] = link.split('#');
    const target = file === '' ? page : join(dirname(page), file);
    return (
      !existsSync(join(ROOT, target)) || (fragment && target.endsWith('.md') && !anchorsOf(target).includes(fragment))
    );
  });
  expect(broken).toEqual([]);
});

test('the index of the documentation leads to every page', () => {
  const linked = linksOf('docs/README.md').map((link) => join('docs', link.split('#')[0]));
  const pages = PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
  expect(pages.filter((page) => !linked.includes(page))).toEqual([]);
});

const BRIDGES = [
  ...textOf('CONTRIBUTING.md').matchAll(/^\d\. \[ \] .*?`((?:lib|docs|test|examples)\/[\w./-]+)`/gm),
].map(([, file]) => file);

test('the checklists of CONTRIBUTING name files that exist', () => {
  expect(BRIDGES.length).toBeGreaterThan(4);
  expect(BRIDGES.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});
