import { createCaller, NoAnswer } from './caller.ts'
import type { CheckResult, ConformCheck } from './check.ts'
import { NotJudged } from './notJudged.ts'
import { ANSWERS } from './checks/answers.ts'
import { ANSWERS_GRAPHQL, BASICS } from './checks/basics.ts'
import { ENTITIES } from './checks/entities.ts'
import { REQUESTS } from './checks/requests.ts'
import { SCHEMA } from './checks/schema.ts'
import { NoGraphQL } from './graphqlAnswer.ts'
import { createSubject, type Aim, type Subject } from './subject.ts'

/** In the order in which they are made: what ends a subgraph comes last. */
export const CHECKS: readonly ConformCheck[] = [...BASICS, ...SCHEMA, ...ENTITIES, ...ANSWERS, ...REQUESTS]

export interface ConformReport {
  readonly format: 'graph-conform'
  readonly version: 1
  readonly url: string
  readonly subgraph: string
  readonly passed: boolean
  readonly checks: readonly CheckResult[]
}

/**
 * Asks a running subgraph for all that the protocol for outside bureaus says. Throws NoAnswer where nothing answers at the
 * address at all.
 */
export async function conform(url: URL, aim: Aim): Promise<ConformReport> {
  const caller = createCaller(url, aim.secret)
  try {
    await caller.call({ body: '{"query":"{__typename}"}' })
    const subject = createSubject(aim, caller)
    const checks: CheckResult[] = []
    for (const check of CHECKS) {
      const isGraphQL = checks.every(({ id, outcome }) => id !== ANSWERS_GRAPHQL || outcome === 'passed')
      checks.push(await runCheck(check, subject, isGraphQL))
    }
    const passed = checks.every(({ outcome }) => outcome !== 'failed')
    return { format: 'graph-conform', version: 1, url: url.href, subgraph: aim.subgraph, passed, checks }
  } finally {
    await caller.close()
  }
}

/** What does not answer GraphQL at all is told once, not by every check. */
async function runCheck(
  { id, asks, remedy, find }: ConformCheck,
  subject: Subject,
  isGraphQL: boolean,
): Promise<CheckResult> {
  try {
    const problems = await find(subject)
    return { id, asks, outcome: problems.length === 0 ? 'passed' : 'failed', problems, remedy }
  } catch (error) {
    if (error instanceof NotJudged)
      return { id, asks, outcome: 'not-judged', problems: [error.message], remedy }
    if (error instanceof NoAnswer)
      return {
        id,
        asks,
        outcome: 'failed',
        problems: [`expected an answer; got none: ${error.message}`],
        remedy,
      }
    if (error instanceof NoGraphQL && !isGraphQL)
      return { id, asks, outcome: 'not-judged', problems: ['it does not answer GraphQL'], remedy }
    if (error instanceof NoGraphQL) return { id, asks, outcome: 'failed', problems: [error.message], remedy }
    throw error
  }
}
