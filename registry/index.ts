/** The registry's door. */
export { checkSubgraph } from './check/checkSubgraph.ts'
export type { CheckReport, CheckRequest } from './check/checkSubgraph.ts'
export type { Finding, FindingClass, FindingLevel, Hit, Place } from './findings.ts'
