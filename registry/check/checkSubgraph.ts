import { buildASTSchema, parse, validate } from 'graphql'
import { judgeGraph, type JudgedGraph } from '../../schema/compose.ts'
import type { SubgraphDocument } from '../../schema/compose/document.ts'
import { isFailure, type Finding } from '../findings.ts'
import { createLocate } from '../live/locate.ts'
import type { LiveGraph } from '../live/readLive.ts'
import type { KnownOperation } from '../operations/knownOperations.ts'
import { listUsed } from '../operations/operationUse.ts'
import { UnusableInput } from '../unusableInput.ts'
import { createRecentUse } from '../use/recentUse.ts'
import type { UseRecords } from '../use/useRecords.ts'
import { applyAllowances, type Allowance } from './allowances.ts'
import { checkChanges } from './changes.ts'
import { checkContract } from './contract.ts'
import { checkConventions } from './conventions.ts'
import { checkKnownOperations } from './knownOperations.ts'
import { checkOwnership } from './ownership.ts'
import { checkPlans } from './plans.ts'
import { checkDataSetLives, checkFeeds } from './feeds.ts'
import { findingsOfProblems } from './problemFindings.ts'
import type { ComposedProposal, Proposal } from './proposal.ts'
import { checkProtection } from './protection.ts'
import { checkVariants } from './variantChanges.ts'

export interface CheckRequest {
  readonly live: LiveGraph
  readonly proposed: SubgraphDocument
  readonly operations: readonly KnownOperation[]
  readonly use: UseRecords | null
  /** A day in Macao, YYYY-MM-DD. */
  readonly today: string
  readonly consents: ReadonlySet<string>
  readonly allowances: readonly Allowance[]
}

/** What a check found. The shape is printed by `--json`; see registry/README.md. */
export interface CheckReport {
  readonly format: 'graph-check'
  readonly version: 1
  readonly subgraph: string
  readonly today: string
  readonly passed: boolean
  /** False where it does not compose: then changes, protection and plans are not judged. */
  readonly composes: boolean
  readonly findings: readonly Finding[]
}

/** Says what a proposed subgraph would do to the live graph. Throws UnusableInput for what cannot be judged. */
export async function checkSubgraph(request: CheckRequest): Promise<CheckReport> {
  const proposal = createProposal(request)
  const { composed, problems } = judge(proposal)
  refuseNoSchema(problems.map(({ sentence }) => sentence))
  const findings: Finding[] = [
    ...findingsOfProblems(problems, proposal.proposed.file),
    ...checkConventions(proposal),
    ...checkOwnership(proposal),
    ...checkContract(proposal),
    ...checkFeeds(proposal),
  ]
  if (composed) {
    const next = compose(proposal, composed)
    findings.push(
      ...(await checkChanges(next)),
      ...checkKnownOperations(next),
      ...checkProtection(next),
      ...checkVariants(next),
      ...checkDataSetLives(next),
      ...(await checkPlans(next)),
    )
  }
  const settled = applyAllowances(findings, request.allowances)
  return {
    format: 'graph-check',
    version: 1,
    subgraph: proposal.proposed.name,
    today: proposal.today,
    passed: !settled.some(isFailure),
    composes: composed !== null,
    findings: settled.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)),
  }
}

const LEVELS = ['error', 'warning', 'note']

function createProposal({ live, use, today, ...rest }: CheckRequest): Proposal {
  const current = live.subgraphs.find(({ name }) => name === rest.proposed.name)
  // What a bureau owns and may tag stands in its entry, which is live.
  const proposed = { ...rest.proposed, bureau: current?.bureau }
  const others = live.subgraphs.filter(({ name }) => name !== proposed.name)
  const next = [...others, proposed].toSorted((a, b) => a.name.localeCompare(b.name))
  return {
    ...rest,
    live,
    proposed,
    current,
    next,
    // What is gone stands in the live file; what the bureau has not, in another's.
    locate: createLocate([proposed, ...live.subgraphs]),
    today,
    use: createRecentUse(use, today),
  }
}

function compose(proposal: Proposal, composed: ComposedProposal['composed']): ComposedProposal {
  const before = buildASTSchema(parse(proposal.live.apiSdl), { assumeValidSDL: true })
  const after = buildASTSchema(parse(composed.apiSdl), { assumeValidSDL: true })
  const sent = proposal.operations
    .filter(({ document }) => validate(before, document).length === 0)
    .map((operation) => ({ ...operation, used: listUsed(operation, before) }))
  return { ...proposal, composed, before, after, sent }
}

/** Composition falls over some texts that it should refuse, such as a key that selects in a scalar. */
function judge({ next, proposed, live }: Proposal): JudgedGraph {
  try {
    return judgeGraph(next, live.variants)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new UnusableInput(
      `${proposed.file}: expected a schema that can be composed; composition itself fails on it: ${error.message}`,
    )
  }
}

/** Federation's word for a text that is no schema at all, by itself. */
function refuseNoSchema(sentences: readonly string[]): void {
  const [first] = sentences.filter((sentence) => sentence.startsWith('INVALID_GRAPHQL: '))
  if (first !== undefined)
    throw new UnusableInput(`Expected a schema; got ${first.replace('INVALID_GRAPHQL: ', '')}`)
}
