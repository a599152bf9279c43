/*
 * The prover as a library: manifests in, findings and plans out. It reads no file and does not need cdk8s.
 * What stands here keeps its meaning within a major version; see docs/reference/prover.md.
 */
export { Cluster, NodePool, Taint } from '../cluster';
export type { ClusterProps, NodePoolOptions, NodePoolProps } from '../cluster';
export { UserError } from '../util/user-error';
export { Manifest, Model } from '../manifests';
export type { ManifestSource, ModelOptions } from '../manifests';
export { RULES } from './engine';
export type { Fault, Finding, Rule, RuleDescription, Severity, Violation } from './engine';
export { check } from './check';
export type { CheckOptions, CheckReport } from './check';
export { FORMATS, viewOf } from './reports';
export type { OutputFormat, ReportInput, ReportView } from './reports';
export type { Connection, Connections } from './connections';
export type {
  Change, Cure, Fix, MoreNodes, ObjectPatch, Order, PatchOperation, Refuted, Remedy, RemedyReport, SpareNodes,
  StepOutcome, WorkloadRemedies,
} from './remedies';
export { plan } from './plan';
export type { PlanOptions, PlanReport } from './plan';
export type { Judgement, RolloutPlan, Verdict, WorkloadPlan } from './updates';
