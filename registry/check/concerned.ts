import { getNamedType, parse, print, type GraphQLSchema } from 'graphql'
import type { ComposedProposal, SentOperation } from './proposal.ts'

/** The operations whose plan or cost can differ: those that meet a type which the supergraph defines otherwise. */
export function findConcerned({ live, composed, before, sent }: ComposedProposal): readonly SentOperation[] {
  const was = readDefinitions(live.supergraphSdl)
  const is = readDefinitions(composed.supergraphSdl)
  const hasChanged = (type: string) => was.get(type) !== is.get(type)
  if (![...was.keys(), ...is.keys()].some(hasChanged)) return []
  // A selection of a key or of @requires goes on into types that the operation need not name.
  const readsOthers = (type: string) => SELECTS_INTO.test(was.get(type) ?? '')
  return sent.filter(({ used }) =>
    typesMet(used, before).some((type) => hasChanged(type) || readsOthers(type)),
  )
}

const SELECTS_INTO = /(?:key|requires|provides): "[^"]*\{/

/** Each named definition of a supergraph as text. */
function readDefinitions(supergraphSdl: string): ReadonlyMap<string, string> {
  return new Map(
    parse(supergraphSdl, { noLocation: true }).definitions.flatMap((node) =>
      'name' in node && node.name ? [[node.name.value, print(node)] as const] : [],
    ),
  )
}

/** The types of the fields that an operation asks for, and what these return. */
function typesMet(used: ReadonlySet<string>, schema: GraphQLSchema): readonly string[] {
  return [...used].flatMap((coordinate) => {
    const [name = '', field = ''] = coordinate.split(/[.(]/)
    const type = schema.getType(name)
    const found = type && 'getFields' in type ? type.getFields()[field] : undefined
    return found ? [name, getNamedType(found.type).name] : [name]
  })
}
