import { Kind, visit, type DirectiveNode } from 'graphql'
import { bureauFile } from '../bureaus/readBureaus.ts'
import { positionOf, type SubgraphDocument } from './document.ts'

/** A tag takes a field out of a variant of the graph: a bureau uses those alone that its entry names. */
export function checkTags({ name, bureau, document }: SubgraphDocument): string[] {
  if (bureau === undefined) return []
  const problems: string[] = []
  visit(document, {
    Directive(node, _key, _parent, _path, ancestors) {
      const tag = tagOf(node)
      if (tag === undefined || bureau.mayTag.includes(tag)) return
      const tagged = ancestors.flat().findLast((one) => 'kind' in one)
      const place = positionOf(tagged !== undefined && 'kind' in tagged ? tagged : node)
      const allowed = bureau.mayTag.length === 0 ? 'no tag' : `one of ${bureau.mayTag.join(', ')}`
      problems.push(`${place}: @tag: expected ${allowed}, as ${bureauFile(name)} says; got "${tag}".`)
    },
  })
  return problems
}

function tagOf({ name, arguments: given = [] }: DirectiveNode): string | undefined {
  if (name.value !== 'tag' && name.value !== 'federation__tag') return undefined
  const value = given.find((argument) => argument.name.value === 'name')?.value
  return value?.kind === Kind.STRING ? value.value : undefined
}
