import {
  isArrowFunction,
  isCallExpression,
  isClassDeclaration,
  isDecorator,
  isIdentifier,
  isMethodDeclaration,
  isStringLiteral,
  isVariableDeclaration,
} from 'typescript/unstable/ast/is'
import type {
  CallExpression,
  ClassDeclaration,
  Expression,
  MethodDeclaration,
  Node,
  SourceFile,
} from 'typescript/unstable/ast'
import { SignatureKind, type Checker, type Type } from 'typescript/unstable/sync'

/** What a bureau's code says of the fields of its graph, in the types of TypeScript. */
export interface BureauTypes {
  /** The method that answers a field, by "Type.field". */
  readonly resolvers: ReadonlyMap<string, ResolverTypes>
  /** The published classes, by the names of their types in the graph. */
  readonly classes: ReadonlyMap<string, Type>
  /** How an entity is found from its key, by type. */
  readonly references: ReadonlyMap<string, ReferenceTypes>
}

export interface ResolverTypes {
  /** "CarParkResolver.name". */
  readonly method: string
  /** What `@Root()` takes; undefined where the method takes none. */
  readonly parent: Type | undefined
  readonly returned: Type
  /** What each `@Arg` takes. */
  readonly argument: ReadonlyMap<string, Type>
  /** What `@Args` takes. */
  readonly argumentsObject: Type | undefined
}

export interface ReferenceTypes {
  readonly key: Type | undefined
  readonly returned: Type
}

const PUBLISHED = ['ObjectType', 'InterfaceType']
const ROOTS = ['Query', 'Mutation', 'Subscription']

/** Of two types of the same name that of the later file holds: the kit's come first. */
export function readBureau(checker: Checker, files: readonly SourceFile[]): BureauTypes {
  const declarations = files.flatMap(listClasses)
  const names = new Map(declarations.map((declared) => [declared.name?.text, publishedName(declared)]))
  return {
    resolvers: new Map(declarations.flatMap((declared) => readResolvers(checker, declared, names))),
    classes: new Map(
      declarations.flatMap((declared) => {
        const name = publishedName(declared)
        const type = declared.name && checker.getTypeAtLocation(declared.name)
        return name !== undefined && type ? [[name, type] as const] : []
      }),
    ),
    references: new Map(files.flatMap((file) => readReferences(checker, file))),
  }
}

function listClasses(file: SourceFile): readonly ClassDeclaration[] {
  return descendants(file).filter(isClassDeclaration)
}

function descendants(node: Node): readonly Node[] {
  const found: Node[] = []
  node.forEachChild((child) => {
    found.push(child, ...descendants(child))
  })
  return found
}

/** The name in the graph of a class that publishes an object or an interface. */
function publishedName(declared: ClassDeclaration): string | undefined {
  const decorator = PUBLISHED.map((name) => findDecorator(declared, name)).find(
    (found) => found !== undefined,
  )
  if (!decorator) return undefined
  const [first] = decorator.arguments
  return first && isStringLiteral(first) ? first.text : declared.name?.text
}

function readResolvers(
  checker: Checker,
  declared: ClassDeclaration,
  names: ReadonlyMap<string | undefined, string | undefined>,
): readonly (readonly [string, ResolverTypes])[] {
  const resolved = findDecorator(declared, 'Resolver')?.arguments[0]
  const className = resolved && nameReturned(resolved)
  const type = className === undefined ? publishedName(declared) : (names.get(className) ?? className)
  return declared.members.filter(isMethodDeclaration).flatMap((method) => {
    const root = ROOTS.find((name) => findDecorator(method, name))
    const answers =
      root !== undefined || findDecorator(method, 'FieldResolver') || findDecorator(method, 'Field')
    const types = answers && readMethod(checker, declared, method)
    return types ? [[`${root ?? type}.${nameOf(method)}`, types] as const] : []
  })
}

/** The name in `() => CarPark`. */
function nameReturned(expression: Expression): string | undefined {
  return isArrowFunction(expression) && isIdentifier(expression.body) ? expression.body.text : undefined
}

function readMethod(
  checker: Checker,
  declared: ClassDeclaration,
  method: MethodDeclaration,
): ResolverTypes | undefined {
  const signature = checker.getSignatureFromDeclaration(method)
  const returned = signature && checker.getReturnTypeOfSignature(signature)
  if (!returned) return undefined
  const taken = (decorator: string) => {
    const parameter = method.parameters.find((one) => findDecorator(one, decorator))
    return parameter && checker.getTypeAtLocation(parameter)
  }
  return {
    method: `${declared.name?.text}.${nameOf(method)}`,
    parent: taken('Root'),
    returned,
    argument: new Map(
      method.parameters.flatMap((parameter) => {
        const name = findDecorator(parameter, 'Arg')?.arguments[0]
        const type = checker.getTypeAtLocation(parameter)
        return name && isStringLiteral(name) && type ? [[name.text, type] as const] : []
      }),
    ),
    argumentsObject: taken('Args'),
  }
}

function nameOf({ name }: MethodDeclaration): string {
  return isIdentifier(name) ? name.text : ''
}

/** What `export const references` holds. */
function readReferences(checker: Checker, file: SourceFile): readonly (readonly [string, ReferenceTypes])[] {
  return descendants(file)
    .filter(isVariableDeclaration)
    .filter(({ name }) => isIdentifier(name) && name.text === 'references')
    .flatMap(({ name }) => {
      const type = checker.getTypeAtLocation(name)
      return type ? checker.getPropertiesOfType(type) : []
    })
    .flatMap((property) => {
      const type = checker.getTypeOfSymbol(property)
      const [signature] = type ? checker.getSignaturesOfType(type, SignatureKind.Call) : []
      const returned = signature && checker.getReturnTypeOfSignature(signature)
      if (!returned) return []
      const takes = signature.getParameters().length > 0
      const key = takes ? checker.getParameterType(signature, 0) : undefined
      return [[property.name, { key, returned }] as const]
    })
}

function findDecorator(
  node: Node & { readonly modifiers?: readonly Node[] | undefined },
  name: string,
): CallExpression | undefined {
  return node.modifiers
    ?.filter(isDecorator)
    .map(({ expression }) => expression)
    .filter(isCallExpression)
    .find(({ expression }) => isIdentifier(expression) && expression.text === name)
}
