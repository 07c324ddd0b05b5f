import type { Representation } from './representation.ts'
import type { ResultNode } from './resultNode.ts'

type Branch = Map<unknown, Branch | number>

/** The entities of one request, each once. */
export class Entities {
  readonly texts: string[] = []
  readonly #byText = new Map<string, number>()
  /** By the values of their plain fields, so that a text is written only for entities not met before. */
  readonly #byLeaves = new Map<Representation, Branch>()
  #lastRepresentation: Representation | undefined
  #lastBranch: Branch = new Map()

  /** The index of a result node's representation in the request; -1 if it cannot be represented. */
  indexOf(node: ResultNode, representation: Representation): number {
    const { leaves } = representation
    if (leaves === undefined || leaves.length === 0) return this.#indexByText(representation.write(node))
    let branch = this.#branchOf(representation)
    const last = leaves.length - 1
    for (let level = 0; level < last; level++) branch = branchBelow(branch, leaves[level]?.(node))
    const value = leaves[last]?.(node)
    const known = branch.get(value)
    if (typeof known === 'number') return known
    const index = this.#indexByText(representation.write(node))
    if (index !== -1) branch.set(value, index)
    return index
  }

  /** Objects of one type come in long rows. */
  #branchOf(representation: Representation): Branch {
    if (representation === this.#lastRepresentation) return this.#lastBranch
    const branch = this.#byLeaves.get(representation) ?? new Map()
    this.#byLeaves.set(representation, branch)
    this.#lastRepresentation = representation
    this.#lastBranch = branch
    return branch
  }

  #indexByText(text: string | undefined): number {
    if (text === undefined) return -1
    const known = this.#byText.get(text)
    if (known !== undefined) return known
    const index = this.texts.length
    this.texts.push(text)
    this.#byText.set(text, index)
    return index
  }
}

function branchBelow(branch: Branch, value: unknown): Branch {
  const known = branch.get(value)
  if (known instanceof Map) return known
  const below: Branch = new Map()
  branch.set(value, below)
  return below
}
