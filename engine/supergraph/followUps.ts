import type {
  ConstDirectiveNode,
  DocumentNode,
  FieldDefinitionNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
  SelectionSetNode,
  UnionTypeDefinitionNode,
} from 'graphql'
import { Kind } from 'graphql'
import { parseFieldSet, readArgument } from './fieldSets.ts'
import { directivesNamed } from './graphNames.ts'
import { listPossibleTypes } from './subgraphTypes.ts'

/** Gathers fields with all that a plan may fetch for their sake. */
export interface FollowUps {
  /** Such as "Museum.visitors". */
  readonly coordinates: ReadonlySet<string>
  readonly follow: (type: string, field: string) => void
}

/**
 * What a plan may fetch though nobody asked for it: the keys of the types that it meets, and what fields require or take
 * from a context, with what that needs in its turn.
 */
export function createFollowUps(document: DocumentNode): () => FollowUps {
  const types = new Map(document.definitions.filter(isComposite).map((type) => [type.name.value, type]))
  const possibleTypes = listPossibleTypes(document)
  return () => {
    const coordinates = new Set<string>()
    const met = new Set<string>()

    const follow = (typeName: string, fieldName: string): void => {
      const coordinate = `${typeName}.${fieldName}`
      if (coordinates.has(coordinate)) return
      coordinates.add(coordinate)
      meet(typeName)
      const type = types.get(typeName)
      // A field of an `@interfaceObject` is one of each implementation.
      for (const one of interfacesOf(type)) follow(one, fieldName)
      for (const field of directivesNamed(fieldOf(type, fieldName)?.directives, 'join__field')) {
        const required = readArgument(field, 'requires')
        if (typeof required === 'string') followSet(parseFieldSet(required), typeName)
        for (const { context, selection } of listContextArguments(field)) {
          for (const setter of types.values())
            if (setsContext(setter, context)) followSet(parseFieldSet(selection), setter.name.value)
        }
      }
    }
    const meet = (typeName: string): void => {
      if (met.has(typeName)) return
      met.add(typeName)
      for (const one of directivesNamed(types.get(typeName)?.directives, 'join__type')) {
        const key = readArgument(one, 'key')
        if (typeof key === 'string') followSet(parseFieldSet(key), typeName)
      }
    }
    const followSet = ({ selections }: SelectionSetNode, typeName: string): void => {
      for (const selection of selections) {
        if (selection.kind === Kind.INLINE_FRAGMENT)
          followSet(selection.selectionSet, selection.typeCondition?.name.value ?? typeName)
        if (selection.kind !== Kind.FIELD) continue
        for (const owner of new Set([typeName, ...(possibleTypes.get(typeName) ?? [])])) {
          const field = fieldOf(types.get(owner), selection.name.value)
          if (field === undefined) continue
          follow(owner, selection.name.value)
          if (selection.selectionSet) followSet(selection.selectionSet, namedTypeOf(field))
        }
      }
    }
    return { coordinates, follow }
  }
}

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode | UnionTypeDefinitionNode

function isComposite(definition: DocumentNode['definitions'][number]): definition is Composite {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    definition.kind === Kind.UNION_TYPE_DEFINITION
  )
}

function interfacesOf(type: Composite | undefined): readonly string[] {
  if (type === undefined || type.kind === Kind.UNION_TYPE_DEFINITION) return []
  return (type.interfaces ?? []).map(({ name }) => name.value)
}

function fieldOf(type: Composite | undefined, name: string): FieldDefinitionNode | undefined {
  if (type === undefined || type.kind === Kind.UNION_TYPE_DEFINITION) return undefined
  return type.fields?.find((field) => field.name.value === name)
}

function namedTypeOf({ type }: FieldDefinitionNode): string {
  let named = type
  while (named.kind !== Kind.NAMED_TYPE) named = named.type
  return named.name.value
}

interface ContextArgument {
  readonly context: string
  readonly selection: string
}

function listContextArguments(directive: ConstDirectiveNode): readonly ContextArgument[] {
  const value = directive.arguments?.find(({ name }) => name.value === 'contextArguments')?.value
  if (value?.kind !== Kind.LIST) return []
  return value.values.flatMap((one) => {
    if (one.kind !== Kind.OBJECT) return []
    const read = (name: string): string => {
      const part = one.fields.find((field) => field.name.value === name)?.value
      return part?.kind === Kind.STRING ? part.value : ''
    }
    return [{ context: read('context'), selection: read('selection') }]
  })
}

function setsContext({ directives }: Composite, context: string): boolean {
  return directivesNamed(directives, 'context').some((one) => readArgument(one, 'name') === context)
}
