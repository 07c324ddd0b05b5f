import {
  Kind,
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  valueFromASTUntyped,
} from 'graphql'

/**
 * The name that a directive of a linked specification has in a schema: found by the specification's URL, since both
 * the namespace (`as:`) and each import can be renamed. Null when the schema does not link the specification.
 */
export function findDirectiveName(
  schema: DocumentNode,
  specIdentity: string,
  directive: string,
): string | null {
  for (const link of linksOf(schema)) {
    const url = stringArgument(link, 'url')
    if (url === null || identityOf(url) !== specIdentity) continue
    return importedName(link, directive) ?? qualifiedName(link, url, directive)
  }
  return null
}

/** The `@link` applications on the schema definition and its extensions, whatever `@link` itself is called. */
export function linksOf(schema: DocumentNode): readonly ConstDirectiveNode[] {
  return schema.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).filter((directive) => stringArgument(directive, 'url') !== null)
      : [],
  )
}

export function stringArgument(directive: ConstDirectiveNode, name: string): string | null {
  const value = argumentOf(directive, name)?.value
  return value?.kind === Kind.STRING ? value.value : null
}

export function argumentOf(directive: ConstDirectiveNode, name: string): ArgumentNode | undefined {
  return directive.arguments?.find((argument) => argument.name.value === name)
}

/** "https://specs.apollo.dev/requiresScopes/v0.1" is version 0.1 of the identity without its last part. */
function identityOf(url: string): string {
  return url.replace(/\/v\d+\.\d+\/?$/, '')
}

function importedName(link: ConstDirectiveNode, directive: string): string | null {
  const imports = argumentOf(link, 'import')
  const entries: unknown = imports ? valueFromASTUntyped(imports.value) : []
  if (!Array.isArray(entries)) return null
  for (const entry of entries) {
    if (entry === `@${directive}`) return directive
    if (isRenaming(entry) && entry.name === `@${directive}`) return (entry.as ?? entry.name).slice(1)
  }
  return null
}

function isRenaming(entry: unknown): entry is { name: string; as?: string } {
  return typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string'
}

/** Not imported: "namespace__directive", or the bare namespace for the directive named like its specification. */
function qualifiedName(link: ConstDirectiveNode, url: string, directive: string): string {
  const specName = identityOf(url).split('/').at(-1) ?? ''
  const namespace = stringArgument(link, 'as') ?? specName
  return directive === specName ? namespace : `${namespace}__${directive}`
}
