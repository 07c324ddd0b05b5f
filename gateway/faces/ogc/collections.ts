import {
  getNamedType,
  getOperationAST,
  isRequiredArgument,
  parse,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import type { Graph } from '../../graph/graph.ts'
import { headOf } from '../../tables/heads.ts'
import { columnsOfList } from '../../tables/tableColumns.ts'
import { findTableLists, readAnswerFields } from '../../../kit/tables/tableFields.ts'
import { withImplementations } from '../catalogue/tablesOfDataset.ts'
import { isComposite, isList, isOpenField, isPlaced, selectFeature, type Composite } from './selection.ts'

/** A list at the root of the graph of things that stand somewhere. */
export interface Collection {
  /** The name of its field. */
  readonly id: string
  readonly title: string
  readonly description: string
  /** The query for all of it, and where its list is in the answer. */
  readonly text: string
  readonly path: readonly string[]
  /** The names of what each thing tells. */
  readonly columns: readonly string[]
  /** The query for one by its `$id`, and its key in the answer; undefined where the graph has none. */
  readonly one: { readonly text: string; readonly key: string } | undefined
  /** The fields of which its features tell, those of all types behind an interface. */
  readonly coordinates: ReadonlySet<string>
}

const known = new WeakMap<Graph, readonly Collection[]>()

/** One version of the graph never changes, so its collections are found once. */
export function collectionsOf(graph: Graph): readonly Collection[] {
  const collections = known.get(graph) ?? findCollections(graph)
  known.set(graph, collections)
  return collections
}

function findCollections(graph: Graph): readonly Collection[] {
  const root = graph.apiSchema.getQueryType()
  if (!root) return []
  return Object.values(root.getFields()).flatMap((field) => {
    const list = itemsOf(getNamedType(field.type), isList(field))
    if (!list || !isOpenField(graph, root, field) || !isCollection(list.type)) return []
    const selection = selectFeature(graph, list.type)
    const inner = list.isConnection
      ? `(first: 100) { nodes { ${selection.text} } }`
      : ` { ${selection.text} }`
    const text = `query OpenDataFeatures { ${field.name}${inner} }`
    return [
      {
        id: field.name,
        title: headOf([`${root.name}.${field.name}`], 'en'),
        description: field.description?.replaceAll(/\s+/g, ' ') ?? '',
        text,
        path: list.isConnection ? [field.name, 'nodes'] : [field.name],
        columns: columnsOf(graph.apiSchema, text),
        one: findOne(root, list.type, selection.text),
        coordinates: withImplementations(graph.apiSchema, selection.coordinates),
      },
    ]
  })
}

interface Items {
  readonly type: Composite
  readonly isConnection: boolean
}

/** The items of a list, or of a connection that has `nodes` and takes `first`. */
function itemsOf(type: unknown, isPlainList: boolean): Items | undefined {
  if (!isComposite(type)) return undefined
  if (isPlainList) return { type, isConnection: false }
  const nodes = type.getFields().nodes
  const item = nodes && getNamedType(nodes.type)
  return nodes && isList(nodes) && isComposite(item) ? { type: item, isConnection: true } : undefined
}

function isCollection(type: Composite): boolean {
  return isPlaced(type) && type.getFields().id !== undefined
}

/** The field of the root that gives one thing of the type by its id alone. */
function findOne(root: GraphQLObjectType, type: Composite, selection: string): Collection['one'] {
  const field = Object.values(root.getFields()).find(
    (one) =>
      getNamedType(one.type) === type &&
      !isList(one) &&
      one.args.some(({ name, type: argument }) => name === 'id' && getNamedType(argument).name === 'ID') &&
      one.args.every((argument) => argument.name === 'id' || !isRequiredArgument(argument)),
  )
  return (
    field && {
      text: `query OpenDataFeature($id: ID!) { ${field.name}(id: $id) { ${selection} } }`,
      key: field.name,
    }
  )
}

function columnsOf(schema: GraphQLSchema, text: string): readonly string[] {
  const document = parse(text)
  const operation = getOperationAST(document)
  const [list] = operation ? findTableLists(readAnswerFields(schema, document, operation)) : []
  return list ? columnsOfList(list).map(({ name }) => name) : []
}
