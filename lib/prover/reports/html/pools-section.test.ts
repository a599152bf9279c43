import { Drawing, drawingOf, faultsOf, rectsOf } from '../../../../test/support/drawing';
import { modelOf, reportOf } from '../../../../test/support/html-report';
import { pool, workload } from '../../../../test/support/rollout';

/** The pools of a report, and the drawings of the nodes. */
function poolsOf(report: string): { captions: string[]; nodes: Drawing[]; notes: string[] } {
  const [, text] = /<div class="pools">([^]*?)<\/div>\n?<p><span class="pill/.exec(report)!;
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found.replace(/<[^>]*>/g, ''));
  return {
    captions: all(/<figcaption>([^]*?)<\/figcaption>/g), notes: all(/<p class="note[^"]*">([^<]*)<\/p>/g),
    nodes: [...text.matchAll(/<svg [^]*?<\/svg>/g)].map(([svg]) => drawingOf(svg)),
  };
}

const deployment = (name: string, requests: object, replicas = 1): object =>
  workload('Deployment', name, requests, { replicas, strategy: { type: 'Recreate' } });
const gpus = (count: number) => ({ extendedResources: { 'nvidia.com/gpu': String(count) } });
const textsOf = ({ texts }: Drawing, name: string) =>
  texts.filter(({ classes }) => classes === name).map(({ text }) => text);

describe('the picture of a node', () => {
  test('has one chip for each GPU, in the hand of who holds it or free, and one line for each other pod', () => {
    const model = modelOf(
      deployment('llm', { 'nvidia.com/gpu': 2 }), deployment('web', { cpu: '1' }, 2), deployment('api', { cpu: '1' }),
    );
    const { nodes: [node] } = poolsOf(reportOf(model, [pool('gpu', 1, gpus(4))]));
    const chips = node.texts.filter(({ classes }) => /chip/.test(classes));
    expect(chips.map(({ text, classes }) => [text, classes])).toEqual([
      ['GPU: llm', 'chip'], ['GPU: llm', 'chip'], ['GPU: free', 'chip empty'], ['GPU: free', 'chip empty'],
    ]);
    expect(node.titles).toEqual([
      'nvidia.com/gpu: llm', 'nvidia.com/gpu: llm', 'nvidia.com/gpu: free', 'nvidia.com/gpu: free',
    ]);
    expect(textsOf(node, 'name')).toEqual(['gpu-1']);
    expect(textsOf(node, 'fact')).toEqual(['8 cpu · 32Gi memory', '2 × web', 'api']);
    expect(node.label).toBe('node gpu-1: 4 nvidia.com/gpu, runs llm, 2 × web, api');
    expect(faultsOf(node)).toEqual([]);
  });

  test('stands in its frame, however many hold it, and counts what it has no line or chip for', () => {
    for (const pods of [1, 7, 8, 10]) {
      const others = Array.from({ length: pods }, (_, index) => deployment(`w${index}`, { cpu: '100m' }));
      const { nodes: [node] } = poolsOf(reportOf(modelOf(...others), [pool('gpu', 1, gpus(10))]));
      const [, ...lines] = textsOf(node, 'fact');
      expect(lines).toEqual(pods <= 7 ? others.map((_, index) => `w${index}`)
        : [...Array.from({ length: 6 }, (_, index) => `w${index}`), `and ${pods - 6} more`]);
      expect(rectsOf(node, 'chip')).toHaveLength(8);
      expect(faultsOf(node)).toEqual([]);
      const [frame] = rectsOf(node, 'node');
      expect(frame).toMatchObject({ x: 1, y: 1, width: node.width - 2, height: node.height - 2 });
      const bottom = Math.max(...node.texts.map(({ y }) => y));
      expect(node.height - bottom).toBeLessThan(16);
      rectsOf(node, 'chip').forEach((chip, index, chips) => {
        expect(chip.y).toBeGreaterThanOrEqual(index === 0 ? 36 : chips[index - 1].y + chips[index - 1].height);
        const inside = node.texts
          .filter(({ y, classes }) => /chip/.test(classes) && y > chip.y && y < chip.y + chip.height);
        expect(inside).toHaveLength(1);
      });
      const below = node.texts.filter(({ text }) => lines.includes(text));
      below.forEach(({ y }) => expect(y - 8).toBeGreaterThan(rectsOf(node, 'chip').at(-1)!.y + 22));
    }
  });

  test('says of a node without GPUs that it has none, and of one without pods that none of these is there', () => {
    const model = modelOf(deployment('web', { cpu: '1' }));
    const { nodes } = poolsOf(reportOf(model, [pool('cpu', 1, { extendedResources: {} }), pool('gpu', 1)]));
    expect(nodes.map((node) => textsOf(node, 'fact'))).toEqual(expect.arrayContaining([
      ['8 cpu · 32Gi memory · no GPU', 'web'], ['8 cpu · 32Gi memory', 'no pod of these manifests'],
    ]));
    expect(nodes.map(({ label }) => label)).toEqual(expect.arrayContaining([
      'node cpu-1: no GPU, runs web', 'node gpu-1: 1 nvidia.com/gpu',
    ]));
  });

  test('shows no holder where no placement of all pods exists', () => {
    const model = modelOf(deployment('a', { 'nvidia.com/gpu': 1 }), deployment('b', { 'nvidia.com/gpu': 1 }));
    const { nodes: [node], notes } = poolsOf(reportOf(model, [pool('gpu', 1)]));
    expect(node.texts.map(({ text, classes }) => [text, classes])).toEqual([
      ['gpu-1', 'name'], ['8 cpu · 32Gi memory', 'fact'], ['GPU', 'chip empty'],
    ]);
    expect({ label: node.label, titles: node.titles, notes })
      .toEqual({ label: 'node gpu-1: 1 nvidia.com/gpu', titles: ['nvidia.com/gpu'], notes: [] });
  });
});

describe('the pools', () => {
  test('have their size, their type, their taints and their cordon above the nodes', () => {
    const pools = [
      pool('a', 1, {}, { maxNodes: 3, labels: { 'node.kubernetes.io/instance-type': 'g5.2xlarge' } }),
      pool('b', 2, {}, { taints: [{ key: 'team', value: 'x', effect: 'NoSchedule' }], unschedulable: true }),
    ];
    const { captions, nodes, notes } = poolsOf(reportOf(modelOf(deployment('web', { cpu: '1' })), pools));
    expect(captions).toEqual([
      'pool a: 1 to 3 nodes of g5.2xlarge', 'pool b: 2 nodes, taint team:NoSchedule, cordoned',
    ]);
    expect(nodes.filter(({ label }) => label.startsWith('node a')).map((node) => rectsOf(node, 'spare').length))
      .toEqual([0, 1, 1]);
    expect(notes).toEqual(['One placement of several the scheduler may choose; the verdicts hold for all of them.']);
  });

  test('draw six nodes, those with pods before others in the order of the pool, and count the rest', () => {
    const spread = (replicas: number) => modelOf(deployment('llm', { 'nvidia.com/gpu': 1 }, replicas));
    const some = poolsOf(reportOf(spread(2), [pool('gpu', 9)]));
    expect(some.nodes).toHaveLength(6);
    expect(some.notes[0]).toBe('and 3 more nodes alike');
    const full = poolsOf(reportOf(spread(8), [pool('gpu', 9)]));
    expect(full.notes[0]).toBe('and 3 more nodes with llm');
    expect(full.nodes.every((node) => textsOf(node, 'chip').includes('GPU: llm'))).toBe(true);
    expect(poolsOf(reportOf(spread(2), [pool('gpu', 6)])).notes).toHaveLength(1);
  });
});
