import {
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  TypeInfo,
  typeFromAST,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql'

/** A parameter of a question as a reader sets it; `variables` are what it stands for. */
export type Control =
  | ControlOf<'time'>
  /** A coordinate: one id such as "22.19380,113.53990", or latitude and longitude. */
  | ControlOf<'place'>
  /** A thing that the graph's search finds; of one type, or of any by its id in the whole graph. */
  | (ControlOf<'thing'> & { readonly type: string | null })
  | (ControlOf<'kind'> & {
      readonly type: string
      readonly values: readonly string[]
      readonly isList: boolean
      readonly isRequired: boolean
    })
  | (ControlOf<'number'> & { readonly isWhole: boolean })
  | ControlOf<'yesNo'>
  | ControlOf<'text'>
  /** The reader's own language; nobody need choose it. */
  | ControlOf<'language'>

interface ControlOf<K extends string> {
  readonly kind: K
  readonly variables: readonly string[]
  /** The argument that it is given to, such as "withinMetres". */
  readonly argument: string
}

export interface ReadQuestion {
  readonly controls: readonly Control[]
  /** What the query itself gives to its variables. */
  readonly defaults: Readonly<Record<string, unknown>>
}

/** The parameters of a query, by where it uses them. Throws GraphQLError on what is no query. */
export function readControls(schema: GraphQLSchema, query: string): ReadQuestion {
  const document = parse(query, { noLocation: true })
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return { controls: [], defaults: {} }
  const uses = findUses(schema, document)
  const definitions = operation.variableDefinitions ?? []
  const single = definitions.flatMap((definition) => {
    const control = toControl(schema, definition, uses.get(definition.variable.name.value))
    return control ? [control] : []
  })
  return { controls: joinCoordinates(single, uses), defaults: readDefaults(operation) }
}

interface Use {
  readonly argument: string
  /** The type of the field that is asked with it. */
  readonly result: string
}

/** Where each variable is first used. */
function findUses(schema: GraphQLSchema, document: DocumentNode): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>()
  const info = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(info, {
      VariableDefinition: () => false,
      Variable: (node) => {
        const argument = info.getArgument()?.name
        const result = getNamedType(info.getFieldDef()?.type)?.name
        if (argument === undefined || result === undefined || uses.has(node.name.value)) return
        uses.set(node.name.value, { argument, result })
      },
    }),
  )
  return uses
}

function toControl(
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  use: Use | undefined,
): Control | null {
  const type = typeFromAST(schema, definition.type) as GraphQLInputType | undefined
  if (!type || !use) return null
  const named = getNamedType(type)
  const common = { variables: [definition.variable.name.value], argument: use.argument }
  if (isEnumType(named)) {
    if (named.name === 'Language') return { kind: 'language', ...common }
    return {
      kind: 'kind',
      ...common,
      type: named.name,
      values: named.getValues().map(({ name }) => name),
      isList: isListType(getNullableType(type)),
      isRequired: isNonNullType(type),
    }
  }
  if (isListType(getNullableType(type))) return null
  return scalarControl(named.name, common, use)
}

function scalarControl(
  type: string,
  common: Omit<ControlOf<'text'>, 'kind'>,
  { argument, result }: Use,
): Control | null {
  switch (type) {
    case 'DateTime':
      return { kind: 'time', ...common }
    case 'ID':
      if (argument === 'place') return { kind: 'place', ...common }
      if (argument === 'globalId') return { kind: 'thing', ...common, type: null }
      return argument === 'id' ? { kind: 'thing', ...common, type: result } : { kind: 'text', ...common }
    case 'Int':
    case 'Float':
      return { kind: 'number', ...common, isWhole: type === 'Int' }
    case 'Boolean':
      return { kind: 'yesNo', ...common }
    case 'String':
      return { kind: 'text', ...common }
    default:
      return null
  }
}

/** Latitude and longitude of one place are one parameter. */
function joinCoordinates(controls: readonly Control[], uses: ReadonlyMap<string, Use>): readonly Control[] {
  const find = (name: string) =>
    controls.find(({ kind, argument }) => kind === 'number' && argument === name)?.variables[0]
  const [lat, lng] = [find('lat'), find('lng')]
  if (lat === undefined || lng === undefined || uses.get(lat)?.result !== uses.get(lng)?.result)
    return controls
  const place: Control = { kind: 'place', variables: [lat, lng], argument: 'place' }
  return controls.flatMap((control) => {
    if (control.variables[0] === lat) return [place]
    return control.variables[0] === lng ? [] : [control]
  })
}

function readDefaults(operation: OperationDefinitionNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  )
}
