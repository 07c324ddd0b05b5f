import { isObjectType, type GraphQLSchema } from 'graphql'
import type { Checker } from 'typescript/unstable/sync'
import { checkKeys } from './keys.ts'
import type { BureauTypes } from './readBureau.ts'
import { checkReturned } from './returned.ts'
import { findResolver, type Search } from './search.ts'
import { typeUnlessError } from './typeUnlessError.ts'
import { checkClass } from './stated.ts'
import { checkArgument } from './taken.ts'

/**
 * Where what a subgraph publishes is not what its code has, each a sentence. It is followed from every root field and
 * every key, through what methods return and take.
 */
export function findLies(checker: Checker, schema: GraphQLSchema, bureau: BureauTypes): readonly string[] {
  const search: Search = { checker, schema, bureau, lies: new Set(), seen: new Set(), proven: new Set() }
  checkFields(search)
  checkReferences(search)
  for (const [name, declared] of bureau.classes) checkClass(search, name, declared)
  checkParents(search)
  return [...search.lies].toSorted()
}

function checkFields(search: Search): void {
  for (const type of Object.values(search.schema.getTypeMap())) {
    if (!isObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      const resolver = findResolver(search, type, field.name)
      if (!resolver) continue
      checkReturned(search, resolver.returned, typeUnlessError(field), resolver.method)
      for (const argument of field.args) checkArgument(search, resolver, argument)
    }
    checkKeys(search, type)
  }
}

function checkReferences(search: Search): void {
  for (const [name, { returned }] of search.bureau.references) {
    const type = search.schema.getType(name)
    if (isObjectType(type)) checkReturned(search, returned, type, `references.${name}`)
    else search.lies.add(`references.${name}: expected a type of the schema; there is none of this name.`)
  }
}

function checkParents({ bureau, lies, proven }: Search): void {
  for (const [field, { method, parent }] of bureau.resolvers)
    if (parent && !/^(Query|Mutation|Subscription)\./.test(field) && !proven.has(method))
      lies.add(`${method}: expected somebody to return its parent; nobody does.`)
}
