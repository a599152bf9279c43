import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser, CHROMIUM } from '../../../../test/support/browser';
import { fleet, reportOf, researchOps } from '../../../../test/support/html-report';
import { isAtHand } from '../../../../test/support/test-with';

const isWanted = isAtHand('chromium') || process.env.CI === 'true';

const FACTS = ['All 5 updates are proven to finish.', 'nobody serves'];

/** Text whose contrast with what is behind it is below 4.5, the least WCAG 2.1 asks of small print (1.4.3). */
const PALE_TEXT = `(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => numbers(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const isSeen = (colour) => colour.startsWith('rgb') && numbers(colour)[3] !== 0;
  const contrast = (one, two) => {
    const [low, high] = [luminance(one), luminance(two)].sort((left, right) => left - right);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    const rects = element.matches('text') ? [...element.parentElement.querySelectorAll(':scope > rect:not(.edge-mark)')] : [];
    const fill = rects.map((rect) => getComputedStyle(rect).fill).find(isSeen);
    for (let at = element; !fill && at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (isSeen(backgroundColor)) return backgroundColor;
    }
    return fill ?? 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll('body *')].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((element) => !element.closest('title, defs'))
    .map((element) => [element, getComputedStyle(element)[element.matches('text') ? 'fill' : 'color']])
    .map(([element, colour]) => [element.textContent.trim().slice(0, 40), contrast(colour, behind(element))])
    .filter(([, ratio]) => ratio < 4.5);
})()`;

/** Labels of drawings that stick out of their drawing or of their bar. */
const LOOSE_LABELS = `[...document.querySelectorAll('svg text')].filter((text) => text.getClientRects().length > 0).filter((text) => {
  const inner = text.getBoundingClientRect();
  const bar = text.closest('.bar, .serving, .chip, .box')?.querySelector('rect');
  return [text.ownerSVGElement, ...(bar ? [bar] : [])].some((frame) => {
    const outer = frame.getBoundingClientRect();
    return inner.left < outer.left - 2 || inner.right > outer.right + 2;
  });
}).map((text) => text.textContent)`;

(isWanted ? describe : describe.skip)('the report in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const file = join(folder, 'report.html');
  const fleetFile = join(folder, 'fleet.html');
  let browser: Browser;

  beforeAll(async () => {
    if (!Browser.isInstalled()) {
      throw new Error(`no ${CHROMIUM}; install the packages chromium and poppler-utils`);
    }
    writeFileSync(file, reportOf(researchOps(), 'gpu=2xg5.2xlarge', { title: 'research-ops' }));
    writeFileSync(fleetFile, reportOf(fleet(200), 'gpu=60xg5.2xlarge,cpu=20xm6i.large'));
    browser = await Browser.start();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  }, 30_000);

  describe.each([
    ['light', 1280], ['light', 400], ['dark', 1280], ['dark', 400],
  ] as const)('in %s, %d pixels wide', (scheme, width) => {
    const pages = [
      ['research-ops', () => file], ['a fleet of 200', () => fleetFile],
    ] as const;

    test.each(pages)('%s loads alone, without complaint, and fits the width', async (_, path) => {
      await browser.open(path(), width, scheme);
      expect(browser.requests).toEqual([`file://${path()}`]);
      expect(browser.complaints).toEqual([]);
      expect(await browser.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }, 30_000);

    test('key facts are visible, every text stands out from its ground, and labels stay in their places', async () => {
      await browser.open(file, width, scheme);
      const text = (await browser.evaluate<string>('document.body.innerText')).replace(/\u00a0/g, ' ');
      for (const fact of [
        ...FACTS, 'finishes, downtime up to 21 min 25 s', 'never finishes', 'finishes, no downtime',
      ]) {
        expect(text).toContain(fact);
      }
      expect(await browser.evaluate(PALE_TEXT)).toEqual([]);
      expect(await browser.evaluate(LOOSE_LABELS)).toEqual([]);
    }, 30_000);
  });

  test.each([15, 40])('draws %d services without a scrollbar, in letters of ten pixels', async (size) => {
    const path = join(folder, `services-${size}.html`);
    writeFileSync(path, reportOf(fleet(size), 'gpu=10xg5.2xlarge,cpu=10xm6i.xlarge'));
    await browser.open(path, 1280);
    const [hidden, smallest, boxes] = await browser.evaluate<[number, number, number]>(`(() => {
      const frame = document.querySelector('.scroll');
      const heights = [...frame.querySelectorAll('.box text')].map((text) => text.getBoundingClientRect().height);
      return [frame.scrollWidth - frame.clientWidth, Math.min(...heights), frame.querySelectorAll('.box').length];
    })()`);
    expect([hidden, boxes]).toEqual([0, size]);
    expect(smallest).toBeGreaterThan(10);
    expect(await browser.evaluate(LOOSE_LABELS)).toEqual([]);
  }, 30_000);

  test('looks different in the dark', async () => {
    await browser.open(file, 1280, 'light');
    const light = await browser.evaluate('getComputedStyle(document.body).backgroundColor');
    await browser.open(file, 1280, 'dark');
    expect([light, await browser.evaluate('getComputedStyle(document.body).backgroundColor')]).toEqual([
      'rgb(255, 255, 255)', 'rgb(15, 21, 28)',
    ]);
  }, 30_000);

  (isAtHand('pdftotext') || process.env.CI === 'true' ? test : test.skip)(
    'is printed on white with dark text even where the screen is dark, the folded parts unfolded',
    async () => {
      await browser.open(file, 1280, 'dark', 'print');
      expect(await browser.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
      expect(await browser.evaluate(PALE_TEXT)).toEqual([]);
      const pdf = join(folder, 'report.pdf');
      writeFileSync(pdf, await browser.pdf());
      const { status, stdout, error } = spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
      expect([error, status]).toEqual([undefined, 0]);
      const text = stdout.replace(/[\s\u00a0]+/g, ' ');
      for (const fact of [...FACTS, 'at least 150 s, plus image pull', 'documented policy: a drain waits']) {
        expect(text).toContain(fact);
      }
      expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    },
    30_000,
  );

  test('can be drawn as a picture that is not empty', async () => {
    await browser.open(file, 1280);
    expect((await browser.screenshot()).length).toBeGreaterThan(50_000);
  }, 30_000);

  test('fails each of these checks when a page deserves it', async () => {
    const greedy = join(folder, 'greedy.html');
    writeFileSync(
      greedy,
      '<img src="gone.png"><script>console.error("oh")</script><p style="width:3000px;color:#999">pale</p>' +
        '<svg><g class="bar"><rect width="9" height="9" fill="#fff"/><text fill="#eee">loose</text></g></svg>',
    );
    await browser.open(greedy, 400);
    expect(browser.requests).toEqual([`file://${greedy}`, `file://${join(folder, 'gone.png')}`]);
    expect(browser.complaints.length).toBeGreaterThan(0);
    expect(await browser.evaluate<number>('document.documentElement.scrollWidth')).toBeGreaterThan(400);
    expect(await browser.evaluate<[string, number][]>(PALE_TEXT)).toMatchObject([
      ['pale', expect.closeTo(2.85)], ['loose', expect.closeTo(1.16)],
    ]);
    expect(await browser.evaluate(LOOSE_LABELS)).toEqual(['loose']);
  }, 30_000);
});
