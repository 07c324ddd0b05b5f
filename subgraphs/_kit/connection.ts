import 'reflect-metadata'
import { ArgsType, type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql'
import { inputError } from './errors.ts'

export const MAX_PAGE = 100

@ObjectType({ description: 'Where a page stands in its list.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more items follow this page.' })
  hasNextPage!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last item of this page; give it as `after` for the next.',
  })
  endCursor!: string | null
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many items to return, 0 to 100.' })
  first!: number

  @Field(() => String, { nullable: true, description: 'The cursor after which the page begins.' })
  after?: string
}

export interface Page<T> {
  readonly nodes: readonly T[]
  readonly edges: readonly { readonly cursor: string; readonly node: T }[]
  readonly totalCount: number
  readonly pageInfo: PageInfo
}

/** The Relay connection types of one node class: `<Name>Connection` and `<Name>Edge`. */
export function createConnectionType<T extends object>(
  name: string,
  node: () => ClassType<T>,
): ClassType<Page<T>> {
  @ObjectType(`${name}Edge`, { description: `An item of a list of ${name} with its cursor.` })
  class Edge {
    @Field(() => String, { description: 'Opaque; valid for the same filter and order.' })
    cursor!: string

    @Field(node, { description: 'The item.' })
    node!: T
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class Connection implements Page<T> {
    @Field(() => [node()], { description: 'The items of this page.' })
    nodes!: readonly T[]

    @Field(() => [Edge], { description: 'The items of this page, each with its cursor.' })
    edges!: readonly Edge[]

    @Field(() => Int, { description: 'How many items the whole list has under this filter.' })
    totalCount!: number

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo!: PageInfo
  }
  return Connection
}

/** One page of a list that is already filtered and in order. */
export function paginate<T>(
  items: readonly T[],
  { first, after }: PageArgs,
  idOf: (item: T) => string,
): Page<T> {
  assertFirst(first)
  const start = after === undefined || after === null ? 0 : indexAfter(items, after, idOf)
  const edges = items
    .slice(start, start + first)
    .map((node) => ({ cursor: encodeCursor([idOf(node)]), node }))
  return createPage(edges, items.length, start + edges.length < items.length)
}

export function createPage<T>(edges: Page<T>['edges'], totalCount: number, hasNextPage: boolean): Page<T> {
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    totalCount,
    pageInfo: { hasNextPage, endCursor: edges.at(-1)?.cursor ?? null },
  }
}

export function assertFirst(first: number): void {
  if (first < 0 || first > MAX_PAGE) throw inputError('first', `a whole number from 0 to ${MAX_PAGE}`, first)
}

export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** The parts of a cursor; rejects what this graph never issued. */
export function decodeCursor(cursor: string): readonly string[] {
  const parts = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (Array.isArray(parts) && parts.every((part) => typeof part === 'string')) return parts
  throw inputError('after', 'a cursor that this list issued', cursor)
}

function indexAfter<T>(items: readonly T[], after: string, idOf: (item: T) => string): number {
  const [id] = decodeCursor(after)
  const index = items.findIndex((item) => idOf(item) === id)
  if (index < 0) throw inputError('after', 'a cursor that this list issued, with the same filter', after)
  return index + 1
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
