import { countBudget, Field, Manifest, Model, Workload } from '../../manifests';
import { fieldOf, View } from '../view';
import { refOf } from '../workload-ref';
import { same, Row } from './row';

/** Compares the workloads, budgets, services and claims of manifests with what is in the cluster. */
export function compare(model: Model, view: View): Row[] {
  const workloads = model.workloads.filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind));
  return [
    ...workloads.flatMap((workload) => withLive(workload.manifest, view, (live) => workloadRows(workload, live, view))),
    ...of(model, 'PodDisruptionBudget').flatMap((each) =>
      withLive(each, view, (live) => budgetRows(model, each, live)),
    ),
    ...of(model, 'Service').flatMap((each) => withLive(each, view, (live) => serviceRows(each, live, view))),
    ...of(model, 'PersistentVolumeClaim').flatMap((each) => withLive(each, view, (live) => [
      same(each.id, 'phase', 'Bound', fieldOf(live).get('status', 'phase').value),
    ])),
  ];
}

function of(model: Model, kind: string): Manifest[] {
  return model.byKind(kind);
}

function withLive(manifest: Manifest, view: View, rows: (live: Manifest) => Row[]): Row[] {
  const live = view.find(refOf(manifest));
  return live === undefined ? [same(manifest.id, 'in the cluster', 'yes', 'no')] : rows(live);
}

function workloadRows({ manifest, kind }: Workload, live: Manifest, view: View): Row[] {
  const { id } = manifest;
  const [wanted, actual] = [fieldOf(manifest), fieldOf(live)];
  const spec = (field: Field, ...path: string[]) => field.get('spec', ...path).value;
  const replicas = spec(wanted, 'replicas') ?? spec(actual, 'replicas') ?? 1;
  const strategyAt = kind === 'Deployment' ? 'strategy' : 'updateStrategy';
  // Of a field that the manifest leaves out, the API server's default is what it says.
  const written = (name: string, ...path: string[]) => spec(wanted, ...path) === undefined ? []
    : [same(id, name, spec(wanted, ...path), spec(actual, ...path))];
  return [
    ...written('strategy', strategyAt, 'type'),
    ...written('history', 'revisionHistoryLimit'),
    ...kind === 'DaemonSet' ? [same(id, 'pods available',
      actual.get('status', 'desiredNumberScheduled').value ?? 0, actual.get('status', 'numberAvailable').value ?? 0)]
      : [same(id, 'pods available', replicas, actual.get('status', 'availableReplicas').value ?? 0)],
    ...imageRows(id, wanted, actual),
    ...kind === 'Deployment' ? [oldReplicaSets(live, view)] : [],
  ];
}

function imageRows(id: string, wanted: Field, actual: Field): Row[] {
  const images = (field: Field) => field.get('spec', 'template', 'spec', 'containers').items()
    .map((each) => [each.get('name').string() ?? '', each.get('image').string()] as const);
  const there = new Map(images(actual));
  return images(wanted).map(([name, image]) => same(id, `image of ${name}`, image, there.get(name)));
}

/** ReplicaSets without pods are what a rollback goes back to; more than the limit is left behind by none. */
function oldReplicaSets(live: Manifest, view: View): Row {
  const limit = fieldOf(live).get('spec', 'revisionHistoryLimit').integer() ?? 10;
  const current = view.newReplicaSet(live);
  const old = view.replicaSetsOf(refOf(live)).filter((each) => each !== current);
  return {
    object: live.id, what: 'old ReplicaSets', expected: `at most ${limit}`, actual: String(old.length),
    ok: old.length <= limit,
  };
}

function budgetRows(model: Model, manifest: Manifest, live: Manifest): Row[] {
  const limits = ['minAvailable', 'maxUnavailable'];
  const spec = (each: Manifest, name: string) => fieldOf(each).get('spec', name).value;
  const workload = model.workloads.find((each) => model.budgetsOf(each).some((budget) => budget.manifest === manifest));
  const budget = workload && model.budgetsOf(workload).find((each) => each.manifest === manifest);
  const allowed = budget && countBudget(model, budget).allowed;
  return [
    ...limits.filter((name) => spec(manifest, name) !== undefined)
      .map((name) => same(manifest.id, name, spec(manifest, name), spec(live, name))),
    ...(allowed === undefined
      ? []
      : [
          same(
            manifest.id,
            'allowed disruptions',
            allowed,
            fieldOf(live).get('status', 'disruptionsAllowed').value ?? 0,
          ),
        ]),
  ];
}

function serviceRows(manifest: Manifest, live: Manifest, view: View): Row[] {
  const ports = (each: Manifest) =>
    fieldOf(each)
      .get('spec', 'ports')
      .items()
      .map((port) => port.get('port').value)
      .join(',');
  const hasSelector = fieldOf(manifest).get('spec', 'selector').isPresent;
  const slices = view.snapshot.objects.filter(
    (each) =>
      each.kind === 'EndpointSlice'
      && each.namespace === live.namespace
      && fieldOf(each).get('metadata', 'labels', 'kubernetes.io/service-name').value === live.name,
  );
  const ready = slices
    .flatMap((each) => fieldOf(each).get('endpoints').items())
    .filter((endpoint) => endpoint.get('conditions', 'ready').value !== false).length;
  return [
    same(manifest.id, 'ports', ports(manifest), ports(live)),
    ...hasSelector ? [{
      object: manifest.id, what: 'ready endpoints', expected: 'at least 1', actual: String(ready), ok: ready > 0,
    }] : [],
  ];
}
