import { Kind, type FieldNode, type SelectionNode, type SelectionSetNode } from 'graphql'
import type { Hint } from './lifetime.ts'
import { stricter, type CacheHints, type HintedType, type OwnHint } from './hints.ts'

/** What the schema says of a selection, before anything is fetched. */
export interface Examined {
  readonly hint: Hint
  /** Composite types nested in it, below the type that it is of. */
  readonly nested: ReadonlySet<string>
}

/**
 * Examines what is selected of a type. Least age and strictest scope win, along every branch that a value can take. A
 * leaf without a hint of its own is covered by the hint of any field or type above it; where one is not covered,
 * the schema does not say how long the whole may be stored.
 */
export function examineSelection(
  set: SelectionSetNode,
  typeName: string,
  hints: CacheHints,
  isRoot: boolean,
): Examined {
  const found = new Findings(hints)
  const type = hints.types.get(typeName)
  const isCovered = !isRoot && type !== undefined && found.addType(type)
  found.visit(set.selections, typeName, isCovered)
  const { own, isWhole, nested } = found
  return {
    hint: {
      maxAge: isWhole && own !== undefined ? own.limit : undefined,
      limit: own?.limit ?? Infinity,
      isPrivate: own?.isPrivate ?? false,
    },
    nested,
  }
}

/** Collects hints while a selection is walked. */
class Findings {
  readonly nested = new Set<string>()
  own: OwnHint | undefined
  /** False when some leaf has no hint on it or above it. */
  isWhole = true
  readonly #hints: CacheHints

  constructor(hints: CacheHints) {
    this.#hints = hints
  }

  visit(selections: readonly SelectionNode[], typeName: string, isCovered: boolean): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) this.#visitField(selection, typeName, isCovered)
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? typeName
        const conditionType = condition === typeName ? undefined : this.#hints.types.get(condition)
        const covers = conditionType !== undefined && this.addType(conditionType)
        if (conditionType !== undefined) this.#addNested(conditionType)
        this.visit(selection.selectionSet.selections, condition, isCovered || covers)
      } else this.isWhole = false
    }
  }

  /** Adds the hints of a type and of what its values can be; true when each of those is covered. */
  addType({ hint, possible }: HintedType): boolean {
    if (hint !== undefined) this.own = stricter(this.own, hint)
    const hints = possible.map((name) => this.#hints.types.get(name)?.hint)
    for (const one of hints) if (one !== undefined) this.own = stricter(this.own, one)
    return hint !== undefined || (hints.length > 0 && !hints.includes(undefined))
  }

  #visitField({ name, selectionSet }: FieldNode, parent: string, isCovered: boolean): void {
    if (name.value === '__typename') return
    const fields = this.#findFields(name.value, parent)
    if (fields.length === 0) this.isWhole = false
    for (const { hint, type: typeName } of fields) {
      if (hint !== undefined) this.own = stricter(this.own, hint)
      const type = this.#hints.types.get(typeName)
      const typeCovers = type !== undefined && this.addType(type)
      if (type !== undefined) this.#addNested(type)
      const covered = isCovered || hint !== undefined || typeCovers
      if (selectionSet !== undefined) this.visit(selectionSet.selections, typeName, covered)
      else if (!covered) this.isWhole = false
    }
  }

  /** A field of an interface is also each implementation's own, which may say something stricter. */
  #findFields(name: string, parent: string) {
    const type = this.#hints.types.get(parent)
    const own = type?.fields.get(name)
    if (type === undefined || own === undefined) return []
    const others = type.possible.flatMap((possible) =>
      possible === parent ? [] : (this.#hints.types.get(possible)?.fields.get(name) ?? []),
    )
    return [own, ...others]
  }

  #addNested({ name, possible }: HintedType): void {
    this.nested.add(name)
    for (const one of possible) this.nested.add(one)
  }
}
