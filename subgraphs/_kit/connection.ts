import 'reflect-metadata'
import { ArgsType, type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql'
import { digest } from '../../kit/digest.ts'
import { isRecord } from '../../kit/isRecord.ts'
import { inputError } from './errors.ts'

export const MAX_PAGE = 100
const DEFAULT_PAGE = 20

/** What every field that returns a connection says of its size. */
export const CONNECTION_SIZE = `@listSize(assumedSize: ${DEFAULT_PAGE}, slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)`

@ObjectType({ description: 'Where a page stands in its list.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, {
    description:
      'Whether more items follow this page; with `first` and `before`, whether more do before that.',
  })
  hasNextPage!: boolean

  @Field(() => Boolean, {
    description: 'Whether items precede this page; with `last` and `after`, whether some do after that.',
  })
  hasPreviousPage!: boolean

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor of the first item of this page, null where it is empty; give it as `before`, with `last`, for the page before.',
  })
  startCursor!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor of the last item of this page, null where it is empty; give it as `after` for the next.',
  })
  endCursor!: string | null
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description:
      'How many items to return, from the first on, 0 to 100. Without `first` and `last` it is 20, or the last 20 where only `before` is given.',
  })
  first?: number | null

  @Field(() => String, {
    nullable: true,
    description: 'The cursor after which the page begins, from the same list, filter and order.',
  })
  after?: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'How many items to return, up to the last, 0 to 100; in the order of the list all the same.',
  })
  last?: number | null

  @Field(() => String, {
    nullable: true,
    description: 'The cursor before which the page ends, from the same list, filter and order.',
  })
  before?: string | null
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
    @Field(() => String, { description: 'Opaque; refused with another filter or order.' })
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

/** One page of a list that is already filtered and in order. Cursors hold for the same arguments besides the page's. */
export function paginate<T>(items: readonly T[], args: PageArgs, idOf: (item: T) => string): Page<T> {
  const size = parsePageSize(args)
  const cursors = createCursors(args)
  const indexOf = (argument: CursorArgument, cursor: string) => {
    const [id] = cursors.read(argument, cursor, 1)
    const index = items.findIndex((item) => idOf(item) === id)
    if (index < 0) throw inputError(argument, 'a cursor of an item that is still in this list', cursor)
    return index
  }
  const from = isGiven(args.after) ? indexOf('after', args.after) + 1 : 0
  const to = isGiven(args.before) ? indexOf('before', args.before) : items.length
  return cutPage(items.slice(from, Math.max(from, to)), size, (item) => cursors.write([idOf(item)]), {
    totalCount: items.length,
    precedes: from > 0,
    follows: to < items.length,
  })
}

/** How many items a page holds: of the range between its cursors the first ones, of these the last ones. */
export interface PageSize {
  readonly first: number | null
  readonly last: number | null
}

export function parsePageSize({ first, after, last, before }: PageArgs): PageSize {
  if (isGiven(first)) assertSize('first', first)
  if (isGiven(last)) assertSize('last', last)
  if (isGiven(first) || isGiven(last)) return { first: first ?? null, last: last ?? null }
  return isGiven(before) && !isGiven(after)
    ? { first: null, last: DEFAULT_PAGE }
    : { first: DEFAULT_PAGE, last: null }
}

/** What lies around the range between the cursors of a page. */
export interface RangeSurroundings {
  readonly totalCount: number
  readonly precedes: boolean
  readonly follows: boolean
}

/**
 * The page of a range, by `EdgesToReturn`, `HasPreviousPage` and `HasNextPage` of the Relay connection specification.
 * Of a longer range, one more item than the page holds is enough.
 */
export function cutPage<T>(
  range: readonly T[],
  { first, last }: PageSize,
  cursorOf: (item: T) => string,
  { totalCount, precedes, follows }: RangeSurroundings,
): Page<T> {
  const begun = first === null ? range : range.slice(0, first)
  const nodes = last === null ? begun : begun.slice(Math.max(0, begun.length - last))
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }))
  return {
    nodes,
    edges,
    totalCount,
    pageInfo: {
      hasNextPage: first === null ? follows : range.length > first,
      hasPreviousPage: last === null ? precedes : range.length > last,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

export type CursorArgument = 'after' | 'before'

/** The cursors of one list under one filter and order. */
export interface Cursors {
  write(parts: readonly string[]): string
  /** So many parts as were written; rejects cursors that were not issued for this list, filter and order. */
  read(argument: CursorArgument, cursor: string, count: number): readonly string[]
}

/** Binds cursors to all arguments but the page's own, and to the name of the list where it has one. */
export function createCursors(args: PageArgs, list = ''): Cursors {
  const others = { ...args, first: null, after: null, last: null, before: null }
  const question = digest(JSON.stringify([list, withoutAbsent(others)])).slice(0, QUESTION_LENGTH)
  return {
    write: (parts) => encodeCursor([...parts, question]),
    read(argument, cursor, count) {
      const parts = decodeCursor(argument, cursor)
      const last = parts.at(-1) ?? ''
      if (parts.length === count + 1 && last === question) return parts.slice(0, count)
      // Another order may have other parts, and binds its cursors as well.
      if (parts.length === count + 1 || QUESTION.test(last))
        throw inputError(argument, `${ISSUED} for the same filter, order and other arguments`, cursor)
      if (parts.length === count)
        throw inputError(
          argument,
          'a cursor issued since 2026-11-29: begin with the first page again',
          cursor,
        )
      throw inputError(argument, ISSUED, cursor)
    },
  }
}

const ISSUED = 'a cursor that this list issued'
/** It tells mistakes from what was meant; nobody is kept out by it. */
const QUESTION_LENGTH = 8
const QUESTION = /^[\w-]{8}$/

/** The same for arguments that ask the same: null and empty inputs restrict nothing. */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent)
  if (!isRecord(value)) return value ?? undefined
  const given = Object.entries(value)
    .map(([name, member]) => [name, withoutAbsent(member)] as const)
    .filter(([, member]) => member !== undefined)
  return given.length === 0 ? undefined : given.toSorted(([a], [b]) => (a < b ? -1 : 1))
}

export function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined
}

function assertSize(argument: 'first' | 'last', size: number): void {
  if (size < 0 || size > MAX_PAGE) throw inputError(argument, `a whole number from 0 to ${MAX_PAGE}`, size)
}

function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

function decodeCursor(argument: CursorArgument, cursor: string): readonly string[] {
  const parts = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (Array.isArray(parts) && parts.every((part) => typeof part === 'string')) return parts
  throw inputError(argument, ISSUED, cursor)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
