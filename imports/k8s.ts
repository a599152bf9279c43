/** The generated Kubernetes classes (L1), Kubernetes 1.28, as cdk8s-plus-28 ships them. */
export * from 'cdk8s-plus-28/lib/imports/k8s';
