import { Drawing, drawingOf, DrawnRect, DrawnText, faultsOf, rectsOf } from '../../../../test/support/drawing';
import { deployment, modelOf, reportOf, service } from '../../../../test/support/html-report';

const calls = (...addresses: string[]) => ({ env: addresses.map((value, index) => ({ name: `A${index}`, value })) });
const inNamespace = (object: object, namespace: string): object =>
  ({ ...object, metadata: { ...(object as { metadata: object }).metadata, namespace } });

interface Topology extends Drawing {
  readonly style: string;
  readonly paths: readonly { readonly classes: string; readonly marker: string; readonly points: number[][] }[];
}

function topologyOf(...objects: object[]): Topology {
  const report = reportOf(modelOf(...objects), 'gpu=2xg5.2xlarge,cpu=9xm6i.large');
  const [svg] = /<svg class="topology"[^]*?<\/svg>/.exec(report)!;
  const paths = [...svg.matchAll(/<g class="([^"]*)"><title>[^<]*<\/title>\n<path d="([^"]*)" marker-end="([^"]*)"/g)]
    .map(([, classes, d, marker]) => ({
      classes, marker,
      points: [...d.matchAll(/(?:M|\s)(-?[\d.]+),(-?[\d.]+)(?= C|$)/g)].map(([, x, y]) => [Number(x), Number(y)]),
    }));
  return { ...drawingOf(svg), style: /style="([^"]*)"/.exec(svg)![1], paths };
}

const boxesOf = (drawing: Drawing) =>
  drawing.rects.filter(({ classes, width }) => /^box/.test(classes) && width > 10);
const isIn = (box: DrawnRect) => ({ x, y }: DrawnText) =>
  x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
const factsIn = ({ texts }: Drawing, box: DrawnRect) => texts.filter(isIn(box)).map(({ text }) => text);

const app = (port = 80) => [
  deployment('web', 0, {}, calls(`http://api:${port}/`)), deployment('api', 0, { replicas: 2 }, calls('http://nim')),
  service('api'), deployment('nim', 1, { strategy: { type: 'Recreate' } }), service('nim'), deployment('loose'),
];

describe('the picture of who calls whom', () => {
  test('has a box for each, with its name, its size and its verdict below one another, inside it', () => {
    const drawing = topologyOf(...app());
    expect(faultsOf(drawing)).toEqual([]);
    expect(boxesOf(drawing).map((box) => factsIn(drawing, box))).toEqual([
      ['web', '1 × Deployment', '✓ update proven'], ['api', '2 × Deployment', '✓ update proven'],
      ['nim', '1 × Deployment · 1 gpu', '✓ update proven'], ['loose', '1 × Deployment', '✓ update proven'],
    ]);
    expect(drawing.titles).toEqual(expect.arrayContaining(['default/Deployment/web: update proven']));
    boxesOf(drawing).forEach((box) => {
      const lines = drawing.texts.filter(isIn(box));
      expect(lines.map(({ classes }) => classes))
        .toEqual(['box proven name', 'box proven fact', 'box proven fact verdict']);
      const mark = rectsOf(drawing, 'edge-mark').find(({ x, y }) => x === box.x && y > box.y)!;
      expect(mark.y + mark.height).toBeLessThan(box.y + box.height);
    });
  });

  test('draws each arrow from its caller to what it calls, through a curve, with the port beside it', () => {
    const drawing = topologyOf(...app());
    const boxNamed = (name: string) => boxesOf(drawing).find((box) => factsIn(drawing, box)[0] === name)!;
    expect(drawing.paths.map(({ classes, marker }) => [classes, marker]))
      .toEqual([['edge', 'url(#arrow)'], ['edge', 'url(#arrow)']]);
    [['web', 'api'], ['api', 'nim']].forEach(([from, to], index) => {
      const [caller, called] = [boxNamed(from), boxNamed(to)];
      const { points } = drawing.paths[index];
      expect(points[0][0]).toBeCloseTo(caller.x + caller.width);
      expect(points.at(-1)![0]).toBeCloseTo(called.x);
    });
    const labels = drawing.texts.filter(({ classes }) => /^edge/.test(classes));
    expect(labels.map(({ text }) => text)).toEqual(['80', '80']);
    labels.forEach(({ x, y }) => {
      const around = drawing.rects.find((rect) => /^edge/.test(rect.classes) && rect.x + rect.width / 2 === x)!;
      expect([around.width, around.height, y - around.y]).toEqual([22, 16, 12]);
      boxesOf(drawing).forEach((box) =>
        expect(around.x + around.width <= box.x || around.x >= box.x + box.width).toBe(true));
    });
    expect(drawing.label).toBe('web calls api on port 80; api calls nim on port 80');
    expect(drawing.titles.slice(0, 2)).toEqual(['web calls api on port 80', 'api calls nim on port 80']);
  });

  test('shows a call that a policy blocks by its colour, its arrow and a sign, and who blocks it', () => {
    const policy = {
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'api' },
      spec: { podSelector: { matchLabels: { app: 'api' } }, policyTypes: ['Ingress'], ingress: [] },
    };
    const drawing = topologyOf(...app(), policy);
    expect(drawing.paths.map(({ classes, marker }) => [classes, marker]))
      .toEqual([['edge blocked', 'url(#arrow-blocked)'], ['edge', 'url(#arrow)']]);
    expect(drawing.texts.filter(({ classes }) => /^edge/.test(classes)).map(({ text, classes }) => [text, classes]))
      .toEqual([['✕ 80', 'edge blocked'], ['80', 'edge']]);
    expect(drawing.titles[0]).toMatch(/^web calls api on port 80, blocked by the NetworkPolicy of api/);
    const report = reportOf(modelOf(...app(), policy), 'gpu=2xg5.2xlarge,cpu=9xm6i.large');
    const [, list] = /<summary>2 connections as a list<\/summary><ul class="plain">([^]*?)<\/ul>/.exec(report)!;
    expect([...list.matchAll(/<li>([^]*?)<\/li>/g)].map(([, item]) => item)).toEqual([
      expect.stringMatching(/^web calls api on port 80 <strong>blocked by the NetworkPolicy of api \(api, ingress\)<\/strong>$/),
      'api calls nim on port 80',
    ]);
  });

  test('has no list where nobody calls anybody', () => {
    const [first] = app();
    expect(reportOf(modelOf(first), 'gpu=2xg5.2xlarge,cpu=9xm6i.large')).not.toContain('as a list');
  });

  test('bends each arrow half way between its ends', () => {
    const report = reportOf(modelOf(...app()), 'gpu=2xg5.2xlarge,cpu=9xm6i.large');
    for (const [, path] of report.matchAll(/<path d="(M[^"]*)" marker-end/g)) {
      const [startX, startY, ...rest] = path.match(/-?[\d.]+/g)!.map(Number);
      let [x, y] = [startX, startY];
      for (let index = 0; index < rest.length; index += 6) {
        const [oneX, oneY, twoX, twoY, endX, endY] = rest.slice(index, index + 6);
        expect([oneX, twoX]).toEqual([expect.closeTo((x + endX) / 2, 1), expect.closeTo((x + endX) / 2, 1)]);
        expect([oneY, twoY]).toEqual([y, endY]);
        [x, y] = [endX, endY];
      }
    }
  });

  test('may shrink by a seventh at most where the page is narrow', () => {
    const drawing = topologyOf(...app());
    expect(drawing.style).toBe(`width:${drawing.width}px;min-width:${Math.ceil(drawing.width * 0.85)}px`);
  });

  test('says that none is described where nobody calls, in rows that stand in the frame', () => {
    const drawing = topologyOf(...Array.from({ length: 6 }, (_, index) => deployment(`w${index}`)));
    expect(drawing.label).toBe('No connections are described.');
    expect(drawing.paths).toEqual([]);
    expect(faultsOf(drawing)).toEqual([]);
    const boxes = boxesOf(drawing);
    expect(new Set(boxes.map(({ y }) => y)).size).toBe(2);
    boxes.slice(1).forEach(({ x, y }, index) => {
      const before = boxes[index];
      expect(y === before.y ? x - before.x : y - before.y).toBe(y === before.y ? 192 : 78);
    });
    expect([boxes[0].x, drawing.width - Math.max(...boxes.map(({ x, width }) => x + width))]).toEqual([12, 12]);
  });

  test('names namesakes by what tells them apart', () => {
    const names = (...objects: object[]) => {
      const drawing = topologyOf(...objects);
      return boxesOf(drawing).map((box) => factsIn(drawing, box)[0]);
    };
    const set = { ...deployment('web'), kind: 'StatefulSet' };
    expect(names(deployment('web'), set, deployment('api'))).toEqual(['Deployment/web', 'StatefulSet/web', 'api']);
    expect(names(inNamespace(deployment('web'), 'a'), inNamespace(deployment('web'), 'b'))).toEqual(['a/web', 'b/web']);
  });

  test('puts callers above what they call where they would be too wide, arrows from edge to edge', () => {
    const chain = Array.from({ length: 7 }, (_, index) => [
      deployment(`s${index}`, 0, {}, index < 6 ? calls(`http://s${index + 1}`) : {}), service(`s${index}`),
    ]).flat();
    const drawing = topologyOf(...chain);
    expect(faultsOf(drawing)).toEqual([]);
    const boxes = boxesOf(drawing);
    drawing.paths.forEach(({ points }, index) => {
      const [from, to] = [boxes[index], boxes[index + 1]];
      expect(points[0]).toEqual([from.x + from.width / 2, from.y + from.height]);
      expect(points.at(-1)).toEqual([to.x + to.width / 2, to.y]);
    });
    const labels = drawing.texts.filter(({ classes }) => /^edge/.test(classes));
    expect(labels.map(({ x, y }) => [x, y]))
      .toEqual(boxes.slice(1).map(({ x, y, width }) => [x + width / 2, y - 16]));
  });

  test('has one label for calls that read alike, and others beside it, where callers stand above', () => {
    const [, ...ports] = [0, 80, 8080];
    const called = {
      ...service('end'), spec: { selector: { app: 'end' }, ports: ports.map((port) => ({ name: `p${port}`, port })) },
    };
    const callers = Array.from({ length: 9 }, (_, index) =>
      deployment(`s${index}`, 0, {}, calls(`http://end:${ports[Number(index > 6)]}`)));
    const chain = Array.from({ length: 7 }, (_, index) => [
      deployment(`c${index}`, 0, {}, index < 6 ? calls(`http://c${index + 1}`) : {}), service(`c${index}`),
    ]).flat();
    const drawing = topologyOf(...callers, deployment('end'), called, ...chain);
    const labels = drawing.texts.filter(({ classes, text }) => /^edge/.test(classes) && text !== '');
    const [one, two] = labels.filter(({ text }) => text === '8080' || labels.some((other) =>
      other.text === '8080' && other.y === labels.find((each) => each.text === text)!.y));
    expect([one.text, two.text].sort()).toEqual(['80', '8080']);
    expect(one.y).toBe(two.y);
    const width = (text: string) => 8 + 7 * text.length;
    expect(Math.abs(one.x - two.x)).toBeGreaterThanOrEqual((width(one.text) + width(two.text)) / 2);
  });
});
