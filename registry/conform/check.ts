import type { Subject } from './subject.ts'

/** One thing that the protocol asks, and how to see whether a subgraph does it. */
export interface ConformCheck {
  readonly id: string
  /** A sentence of the protocol. */
  readonly asks: string
  readonly remedy: string
  /** What is not as it should be, a sentence each. Throws NotJudged, NoAnswer and NoGraphQL. */
  find(subject: Subject): Promise<readonly string[]>
}

export interface CheckResult {
  readonly id: string
  readonly asks: string
  readonly outcome: 'passed' | 'failed' | 'not-judged'
  /** Of a failed check, what was found; of one that was not judged, why. */
  readonly problems: readonly string[]
  readonly remedy: string
}
