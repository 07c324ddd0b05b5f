/** The engine's whole door: supergraph in, answers out. README.md has an example. */
export { createEngine } from './engine.ts'
export type { Annotation, AnnotationFields } from './annotate/annotation.ts'
export type { Engine, EngineSettings, Operation, PlanHooks } from './engine.ts'
export { literalToJson } from './supergraph/literalTexts.ts'
export type { AnswerPart, CompletedPart, Increment, PendingPart } from './deliver/answerPart.ts'
export type { InParts } from './deliver/runInParts.ts'
export { EngineError } from './errors.ts'
export type { EngineErrorCode } from './errors.ts'
export { INCREMENTAL_RULES } from './operation/incrementalRules.ts'
export { KnownOperationTypesRule } from './operation/knownOperationTypes.ts'
export type { OwnedFields, Ownership, Ownerships, NormalOperation } from './operation/operation.ts'
export type { DeniedFields, ExecutionResult, PartedResult, Plan, PlanRun } from './plan.ts'
export { printPlan } from './plan/describePlan.ts'
export type { CallDescription, FetchDescription, PlanDescription } from './plan/describePlan.ts'
export { createPlanner } from './plan/planner.ts'
export type { Planner } from './plan/planner.ts'
export { startPlannerWorker } from './plan/worker/startPlannerWorker.ts'
export type { PlannerWorker } from './plan/worker/startPlannerWorker.ts'
export type { Part } from './run/composeRequest.ts'
export type { Batch, PreparedFetch } from './run/preparedFetch.ts'
export type { Failure, PlacedError } from './run/state.ts'
export type { UnequalLists } from './run/unequalLists.ts'
export type {
  FetchRecord,
  SubgraphFetcher,
  SubgraphRequest,
  SubgraphResponse,
} from './run/subgraphFetcher.ts'
export type { OverrideLabel, Share } from './supergraph/overrideLabels.ts'
