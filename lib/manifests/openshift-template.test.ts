import { Model } from '.';

const TEMPLATE = `apiVersion: template.openshift.io/v1
kind: Template
metadata: {name: t}
parameters:
- {name: NAME, value: web}
- {name: REPLICAS, value: "3"}
- {name: TOKEN, generate: expression}
objects:
- apiVersion: apps.openshift.io/v1
  kind: DeploymentConfig
  metadata: {name: "\${NAME}-front", labels: {token: "\${TOKEN}"}}
  spec:
    replicas: \${{REPLICAS}}
    template: {spec: {containers: [{name: c, image: "x:1"}]}}
`;

test('the objects of a Template count, with the defaults of its parameters', () => {
  const { workloads: [workload] } = Model.load([{ file: 't.yaml', text: TEMPLATE }]);
  expect([workload.manifest.id, workload.replicas]).toEqual(['DeploymentConfig/web-front', 3]);
  expect(workload.manifest.json.metadata).toMatchObject({ labels: { token: '${TOKEN}' } });
  expect(workload.manifest.locate('/spec/replicas').line).toBe(13);
});
