import fc from 'fast-check';
import { admit } from '../../admission';
import { findConnections } from '../../connections/connections';
import { BOX_HEIGHT, BOX_WIDTH, layoutTopology, WHOLE_WIDTH } from './topology-layout';
import { deployment, modelOf, service } from '../../../../test/support/html-report';
import { runs } from '../../../../test/support/sample';

function graph(size: number, calls: [number, number][]) {
  const env = (index: number) =>
    calls.filter(([from]) => from === index).map(([, to], name) => ({ name: `C${name}`, value: `http://s${to}:80` }));
  const objects = Array.from({ length: size }, (_, index) => [
    deployment(`s${index}`, 0, {}, { env: env(index) }), service(`s${index}`),
  ]);
  const { model } = admit(modelOf(...objects.flat()));
  return layoutTopology(model.workloads, findConnections(model).list);
}

const GRAPHS = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc.tuple(fc.constant(size), fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 14 })));

describe('the layout of the topology', () => {
  test('puts every workload on the canvas, no two on top of each other', () => {
    fc.assert(fc.property(GRAPHS, ([size, calls]) => {
      const { boxes, width, height } = graph(size, calls);
      expect(boxes).toHaveLength(size);
      boxes.forEach(({ x, y }, index) => {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(x + BOX_WIDTH).toBeLessThanOrEqual(width);
        expect(y + BOX_HEIGHT).toBeLessThanOrEqual(height);
        boxes.slice(0, index).forEach((other) =>
          expect(Math.abs(other.x - x) >= BOX_WIDTH || Math.abs(other.y - y) >= BOX_HEIGHT).toBe(true));
      });
    }), { numRuns: runs(60) });
  });

  test('draws each connection once, from a side of its caller to a side of what it calls, the same every time', () => {
    fc.assert(
      fc.property(GRAPHS, ([size, calls]) => {
        const { boxes, connections, isVertical } = graph(size, calls);
        const wanted = new Set(calls.filter(([from, to]) => from !== to).map(String));
        expect(
          new Set(connections.map(({ connection: { from, to } }) => `${from.name.slice(1)},${to.name.slice(1)}`)),
        ).toEqual(wanted);
        expect(connections).toHaveLength(wanted.size);
        connections.forEach(({ connection, points }) =>
          [
            [connection.from, points[0]], [connection.to, points.at(-1)!],
          ].forEach(([workload, end]) => {
            const { x, y } = boxes.find((box) => box.workload === workload)!;
            const { x: endX, y: endY } = end as { x: number; y: number };
            const [across, middle, along, start] = isVertical
              ? [endX, x + BOX_WIDTH / 2, endY, y] : [endY, y + BOX_HEIGHT / 2, endX, x];
            expect(across).toBeCloseTo(middle);
            expect([start, start + (isVertical ? BOX_HEIGHT : BOX_WIDTH)]).toContainEqual(expect.closeTo(along));
          }),
        );
        expect(graph(size, calls).connections.map(({ points }) => points)).toEqual(
          connections.map(({ points }) => points),
        );
      }),
      { numRuns: runs(60) },
    );
  });

  test('is no wider than the page, and puts callers above what they call where layers side by side would be', () => {
    const tree = Array.from({ length: 39 }, (_, index): [number, number] => [Math.floor(index / 2), index + 1]);
    const dense = tree.flatMap(([from, to]): [number, number][] => [[from, to], [from, (to * 7) % 40]])
      .filter(([from, to]) => from < to);
    const chain = Array.from({ length: 39 }, (_, index): [number, number] => [index, index + 1]);
    for (const calls of [tree, dense, chain, [...dense, ...chain]]) {
      const { boxes, width, isVertical } = graph(40, calls);
      expect(width).toBeLessThanOrEqual(WHOLE_WIDTH);
      const yOf = (index: number): number => boxes.find(({ workload }) => workload.name === `s${index}`)!.y;
      expect(isVertical ? calls.filter(([from, to]) => yOf(from) >= yOf(to)) : []).toEqual([]);
    }
    expect(graph(40, chain).isVertical).toBe(true);
    expect(graph(3, [[0, 1], [1, 2]]).isVertical).toBe(false);
  });

  test('has at most six boxes side by side in the layers, those first from which most calls follow', () => {
    // A chain of eight beside twenty that are called by nobody and call the last of it.
    const chain = Array.from({ length: 7 }, (_, index): [number, number] => [index, index + 1]);
    const others = Array.from({ length: 20 }, (_, index): [number, number] => [8 + index, 7]);
    const { boxes, isVertical } = graph(28, [...chain, ...others]);
    expect(isVertical).toBe(true);
    const layers = [...new Set(boxes.map(({ y }) => y))].sort((one, two) => one - two);
    const layerOf = (index: number) => layers.indexOf(boxes.find(({ workload }) => workload.name === `s${index}`)!.y);
    layers.forEach((top) => expect(boxes.filter(({ y }) => y === top).length).toBeLessThanOrEqual(6));
    expect(Array.from({ length: 8 }, (_, index) => layerOf(index))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(others.map(([from]) => layerOf(from))).toEqual(others.map((_, index) => Math.floor(index / 5)));
  });

  test('has the boxes of each layer side by side over the page, and straight arrows, where nothing else fits', () => {
    // Everybody calls all that follow, but for the last two, which stand beside one another.
    const pairs = Array.from({ length: 13 }, (_, from) =>
      Array.from({ length: 12 - from }, (_each, index): [number, number] => [from, from + index + 1])).flat();
    const { boxes, connections, width } = graph(13, pairs.slice(0, -1));
    expect(width).toBe(WHOLE_WIDTH);
    const layers = [...new Set(boxes.map(({ y }) => y))].map((top) => boxes.filter(({ y }) => y === top));
    expect(layers.map(({ length }) => length).sort()).toEqual([...Array.from({ length: 11 }, () => 1), 2]);
    layers.forEach((layer) => {
      const middles = layer.map(({ x }) => x + BOX_WIDTH / 2).sort((one, two) => one - two);
      expect(middles).toEqual(layer.map((_, index) => expect.closeTo((index + 0.5) * WHOLE_WIDTH / layer.length)));
    });
    connections.forEach(({ connection: { from, to }, points, label }) => {
      const [caller, called] = [from, to].map((each) => boxes.find(({ workload }) => workload === each)!);
      expect(points).toEqual([
        { x: caller.x + BOX_WIDTH / 2, y: caller.y + BOX_HEIGHT }, { x: called.x + BOX_WIDTH / 2, y: called.y },
      ]);
      expect(label).toEqual({ x: called.x + BOX_WIDTH / 2, y: called.y - 20 });
    });
  });

  test('has room for an app without connections', () => {
    expect(graph(5, [])).toMatchObject({ connections: [], boxes: { length: 5 } });
  });
});
