import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { buildSchema, Kind, NoDeprecatedCustomRule, parse, validate, type DocumentNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../kit/root.ts'

const SCHEMA = buildSchema(readFileSync(new URL('schema/api.graphql', packageRoot), 'utf8'))

/** What a user copies, sees or is asked with: our examples, saved queries, pages, guides, packages and faces. */
const FOLDERS = ['examples', 'explorer', 'clients', 'docs', 'gateway', 'bench', 'deploy']
const FILES = ['README.md', ...FOLDERS.flatMap(listFiles)]

function listFiles(folder: string): readonly string[] {
  return readdirSync(new URL(`${folder}/`, packageRoot), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : listFiles(path)
    return path.includes('.test.') ? [] : [path]
  })
}

/** Every piece of a file that may be an operation: the file, its fenced blocks, its strings. */
function piecesOf(file: string): readonly string[] {
  const text = readFileSync(new URL(file, packageRoot), 'utf8')
  const find = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, piece = '']) => piece)
  switch (extname(file)) {
    case '.graphql':
      return [text]
    case '.md':
      return [...find(/```\w*\n([^]*?)```/g), ...find(/`([^`\n]+)`/g)]
    case '.ts':
    case '.tsx':
    case '.mjs':
      return [...find(/`([^`]*)`/g).map(fillIn), ...find(/'([^'\n]*)'/g), ...find(/"([^"\n]*)"/g)]
    case '.py':
      return find(/"""([^]*?)"""/g)
    default:
      return []
  }
}

/** What is put into a text is mostly a selection: anything that is one lets the rest be read. */
function fillIn(template: string): string {
  return template.replaceAll(/\$\{[^{}]*\}/g, '__typename')
}

function parseOperation(text: string): DocumentNode | null {
  if (!/^\s*(#[^\n]*\s+)*(\{|query\b|subscription\b|fragment\b)/.test(text)) return null
  try {
    const document = parse(text)
    const isOperation = document.definitions.every(
      ({ kind }) => kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION,
    )
    return isOperation ? document : null
  } catch {
    return null
  }
}

function complain(document: DocumentNode): readonly string[] {
  return validate(SCHEMA, document, [NoDeprecatedCustomRule]).map(({ message }) => message)
}

describe('what we ship', () => {
  const operations = FILES.flatMap((file) =>
    piecesOf(file).flatMap((text) => {
      const document = parseOperation(text)
      return document ? [{ file, document }] : []
    }),
  )

  it('asks by no deprecated field, argument or value', () => {
    expect(operations.length).toBeGreaterThan(40)
    expect(
      operations.flatMap(({ file, document }) => complain(document).map((message) => `${file}: ${message}`)),
    ).toEqual([])
  })

  it.each([
    ['an argument', '{ museums(orderBy: ID) { totalCount } }'],
    ['a field of an input', '{ museums(filter: { freeAdmission: true }) { totalCount } }'],
    ['a field', '{ event(id: "a-ma") { dateRule } }'],
  ])('would be told of %s', (_, query) => {
    expect(complain(parse(query))).toEqual([expect.stringContaining('goes on 2027-06-30.')])
  })
})
