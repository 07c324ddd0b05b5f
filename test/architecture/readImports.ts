import { posix } from 'node:path'
import { parseSync, Visitor, type Expression } from 'oxc-parser'
import type { Sources } from './sources.ts'

/** One file of ours that another names, in whatever way. */
export interface Import {
  readonly from: string
  readonly to: string
  /** Gone when the program runs. */
  readonly isType: boolean
}

/** An `import()` of what is known only when the program runs. */
export interface UnreadImport {
  readonly from: string
  readonly address: string
}

export interface Imports {
  readonly read: readonly Import[]
  readonly unread: readonly UnreadImport[]
}

export function readAllImports(sources: Sources): Imports {
  const files = [...sources].map(([file, text]) => readImports(file, text))
  return { read: files.flatMap(({ read }) => read), unread: files.flatMap(({ unread }) => unread) }
}

/**
 * From the syntax tree: the parser's own list of a module's imports leaves out `import('./x.ts').Type` and
 * `export {} from './x.ts'`.
 */
export function readImports(file: string, text: string): Imports {
  const read: Import[] = []
  const unread: UnreadImport[] = []
  const add = (address: string, isType: boolean): void => {
    if (address.startsWith('.')) read.push({ from: file, to: resolve(file, address), isType })
  }
  const addDynamic = (source: Expression): void => {
    const address = readConstant(source)
    if (address !== undefined) add(address, false)
    else unread.push({ from: file, address: text.slice(source.start, source.end) })
  }
  new Visitor({
    ImportDeclaration: ({ source, importKind }) => add(source.value, importKind === 'type'),
    ExportAllDeclaration: ({ source, exportKind }) => add(source.value, exportKind === 'type'),
    ExportNamedDeclaration: ({ source, exportKind }) => source && add(source.value, exportKind === 'type'),
    TSImportType: ({ source }) => add(source.value, true),
    TSExternalModuleReference: ({ expression }) => add(expression.value, false),
    ImportExpression: ({ source }) => addDynamic(source),
  }).visit(parse(file, text))
  return { read, unread }
}

function parse(file: string, text: string) {
  const { program, errors } = parseSync(file, text)
  if (errors[0]) throw new Error(`${file} cannot be read: ${errors[0].message}`)
  return program
}

function readConstant(source: Expression): string | undefined {
  if (source.type === 'Literal' && typeof source.value === 'string') return source.value
  if (source.type !== 'TemplateLiteral' || source.expressions.length > 0) return undefined
  return source.quasis[0]?.value.cooked ?? undefined
}

/** Without what Vite reads behind the name, as in `./map.svg?raw`. */
function resolve(file: string, address: string): string {
  return posix.join(posix.dirname(file), address.replace(/\?.*$/, ''))
}
