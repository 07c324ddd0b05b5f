/** What a check says of one thing: which rule, where, why, and who is hit. */
export interface Finding {
  /** `<rule>:<coordinate>`, by which it is allowed. */
  readonly id: string
  readonly rule: string
  readonly class: FindingClass
  readonly level: FindingLevel
  /** "Type.field", "Type.field(argument:)", "Enum.VALUE", "Type", or the operation's name and file. */
  readonly coordinate: string
  readonly place: Place | null
  readonly message: string
  readonly hits: readonly Hit[]
  /** Why an error is let pass all the same. */
  readonly allowed: string | null
}

export type FindingClass =
  | 'composition'
  | 'convention'
  | 'breaking'
  | 'dangerous'
  | 'safe'
  | 'contract'
  | 'protection'
  | 'plan'
  | 'ownership'

/** An error fails the check, a warning is for somebody to read, a note says what was looked at and is in order. */
export type FindingLevel = 'error' | 'warning' | 'note'

export interface Place {
  readonly file: string
  readonly line: number
}

export type Hit =
  | {
      readonly kind: 'client'
      readonly name: string
      readonly verified: boolean
      readonly lastDay: string
      readonly count: number
    }
  | { readonly kind: 'operation'; readonly name: string; readonly place: Place }
  | { readonly kind: 'subgraph'; readonly name: string }

type Told = Pick<Finding, 'rule' | 'class' | 'level' | 'coordinate' | 'place' | 'message'> & {
  readonly hits?: readonly Hit[]
  /** Tells apart what one rule says twice of one coordinate, such as two members of one union. */
  readonly detail?: string | undefined
}

export function createFinding({ rule, coordinate, detail, hits = [], ...told }: Told): Finding {
  const id = `${rule}:${coordinate}${detail === undefined ? '' : `:${detail}`}`
  return { id, rule, coordinate, hits, ...told, allowed: null }
}

export function isFailure({ level, allowed }: Finding): boolean {
  return level === 'error' && allowed === null
}
