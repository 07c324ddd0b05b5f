import { describe, expect, it } from 'vitest'
import { checkLaw } from './checkLaw.ts'
import { checkCycles } from './cycles.ts'
import { importLaw, type ImportLaw, type ImportRow } from './importLaw.ts'
import { writeLaw } from './lawTable.ts'
import { readImports } from './readImports.ts'

const BUREAU = 'may import subgraphs/_kit, schema, kit'

describe('the law as it stands, broken', () => {
  it.each([
    {
      breach: 'the planner reads the config',
      file: 'engine/plan/x.ts',
      text: "import { readConfig } from '../../gateway/process/config.ts'",
      sentence:
        'engine/plan/x.ts must not import gateway/process/config.ts: besides itself and packages, engine may import kit',
    },
    {
      breach: 'the explorer reads the audit trail',
      file: 'explorer/src/x.tsx',
      text: "export const x = <b>{1}</b>\nimport { y } from '../../gateway/audit/chain.ts'",
      sentence:
        'explorer/src/x.tsx must not import gateway/audit/chain.ts: besides itself and packages, explorer may import kit/tables, schema/bureaus.json',
    },
    {
      breach: 'a bureau imports another for its side effect',
      file: 'subgraphs/health/x.ts',
      text: "import '../culture/subgraph.ts'",
      sentence: `subgraphs/health/x.ts must not import subgraphs/culture/subgraph.ts: besides itself and packages, subgraphs/health ${BUREAU}`,
    },
    {
      breach: 'a bureau imports another when it runs',
      file: 'subgraphs/health/x.ts',
      text: "export const load = () => import('../culture/subgraph.ts')",
      sentence: `subgraphs/health/x.ts must not import subgraphs/culture/subgraph.ts: besides itself and packages, subgraphs/health ${BUREAU}`,
    },
    {
      breach: 'a sixth bureau imports the gateway',
      file: 'subgraphs/post/source/x.ts',
      text: "import { GatewayError } from '../../../gateway/errors.ts'",
      sentence: `subgraphs/post/source/x.ts must not import gateway/errors.ts: besides itself and packages, subgraphs/post ${BUREAU}`,
    },
    {
      breach: 'the kit imports a type',
      file: 'kit/x.ts',
      text: "import type { Caller } from '../gateway/access/caller.ts'",
      sentence:
        'kit/x.ts must not import gateway/access/caller.ts: besides itself and packages, kit may import nothing',
    },
    {
      breach: 'the schema exports what is another’s',
      file: 'schema/x.ts',
      text: "export type { Caller } from '../gateway/access/caller.ts'",
      sentence:
        'schema/x.ts must not import gateway/access/caller.ts: besides itself and packages, schema may import kit',
    },
    {
      breach: 'the gateway knows a subgraph',
      file: 'gateway/main.ts',
      text: "import '../subgraphs/culture/subgraph.ts'",
      sentence:
        'gateway/main.ts must not import subgraphs/culture/subgraph.ts: besides itself and packages, gateway/main.ts may import kit, gateway/process',
    },
  ])('says that $breach', ({ file, text, sentence }) => {
    expect(findForbidden(importLaw, { [file]: text })).toEqual([sentence])
  })

  it('says that a folder or a loose file has no row', () => {
    const sources = new Map([
      ['gateway/foo/deep/x.ts', ''],
      ['gateway/foo/y.ts', ''],
      ['gateway/loose.ts', ''],
      ['utils/x.ts', ''],
      ['subgraphs/loose.ts', ''],
    ])
    const found = checkLaw(importLaw, sources).filter((sentence) => sentence.includes('has no row'))
    expect(found).toEqual([
      'gateway/foo has no row in test/architecture/importLaw.ts',
      'gateway/loose.ts has no row in test/architecture/importLaw.ts',
      'utils has no row in test/architecture/importLaw.ts',
      'subgraphs/loose.ts has no row in test/architecture/importLaw.ts',
    ])
  })
})

describe('a law', () => {
  it('has no row that governs nothing', () => {
    expect(checkLaw(lawOf({ folder: 'a', mayImport: [], note: '' }), new Map())).toEqual([
      'a has a row in test/architecture/importLaw.ts, but no file: delete the row',
    ])
  })

  it('permits nothing that is not in use', () => {
    const law = lawOf({ folder: 'a', mayImport: ['b'], stillImports: ['c'], testsAlso: ['d'], note: '' })
    expect(checkLaw(law, new Map([['a/x.ts', "import 'node:fs'"]]))).toEqual([
      'a imports nothing of b: delete it from mayImport in test/architecture/importLaw.ts',
      'a imports nothing of c: delete it from stillImports in test/architecture/importLaw.ts',
      'a imports nothing of d: delete it from testsAlso in test/architecture/importLaw.ts',
    ])
  })

  it('lets tests alone import what is for tests', () => {
    const law = lawOf({ folder: 'a', mayImport: [], testsAlso: ['b'], note: '' })
    const text = "import '../b/y.ts'"
    expect(findForbidden(law, { 'a/x.test.ts': text, 'a/x.ts': text })).toEqual([
      'a/x.ts must not import b/y.ts: besides itself and packages, a may import nothing',
    ])
  })

  it('lets others enter a folder by its door alone', () => {
    const law = lawOf(
      { folder: 'a', mayImport: ['b'], note: '' },
      { folder: 'b', mayImport: [], door: 'b/index.ts', note: '' },
    )
    const files = { 'a/x.ts': "import '../b/index.ts'; import '../b/y.ts'", 'b/index.ts': "import './y.ts'" }
    expect(findForbidden(law, files)).toEqual([
      'a/x.ts must not import b/y.ts: besides itself and packages, a may import b/index.ts',
    ])
  })

  it('names an import that no reader can tell, and an exception that is none', () => {
    const law = {
      ...lawOf({ folder: 'a', mayImport: [], note: '' }),
      unreadImports: [{ file: 'a/y.ts', reason: '' }],
    }
    const sources = new Map([['a/x.ts', 'export const load = (name) => import(`./${name}.ts`)']])
    expect(checkLaw(law, sources)).toEqual([
      'a/x.ts imports by an address that is no string: `./${name}.ts`',
      'a/y.ts has no such import() any more: delete it from unreadImports in test/architecture/importLaw.ts',
    ])
  })

  it('names a cycle, were it of types alone, and a known one that is no more', () => {
    const law = { ...lawOf(), closesCycle: [{ from: 'd.ts', to: 'a.ts', reason: '' }] }
    const imports = [
      { from: 'c.ts', to: 'a.ts', isType: true },
      { from: 'a.ts', to: 'b.ts', isType: true },
      { from: 'b.ts', to: 'c.ts', isType: true },
      { from: 'd.ts', to: 'a.ts', isType: false },
    ]
    expect(checkCycles(law, imports)).toEqual([
      'files import each other: a.ts -> b.ts -> c.ts -> a.ts',
      'd.ts -> a.ts closes no cycle any more: delete it from closesCycle',
    ])
  })

  it('forgives a cycle by the import that closes it, and no other through the same files', () => {
    const law = { ...lawOf(), closesCycle: [{ from: 'b.ts', to: 'a.ts', reason: '' }] }
    const known = [
      { from: 'a.ts', to: 'b.ts', isType: false },
      { from: 'b.ts', to: 'a.ts', isType: true },
    ]
    const more = [
      { from: 'b.ts', to: 'c.ts', isType: true },
      { from: 'c.ts', to: 'a.ts', isType: true },
    ]
    expect(checkCycles(law, known)).toEqual([])
    expect(checkCycles(law, [...known, ...more])).toEqual([
      'files import each other: a.ts -> b.ts -> c.ts -> a.ts',
    ])
  })

  it('has a place on its page', async () => {
    await expect(writeLaw('# Page', lawOf())).rejects.toThrow('Expected a page with <!-- imports: made from')
  })
})

describe('the reader of imports', () => {
  it.each([
    ["import { x } from './b.ts'", false],
    ["import { type X } from './b.ts'", false],
    ["import type { X } from './b.ts'", true],
    ["import './b.ts'", false],
    ["export { x } from './b.ts'", false],
    ["export {} from './b.ts'", false],
    ["export * from './b.ts'", false],
    ["export type * from './b.ts'", true],
    ["const x = await import('./b.ts')", false],
    ['const x = await import(`./b.ts`)', false],
    ["let x: import('./b.ts').X", true],
    ["let x: typeof import('./b.ts')", true],
    ["import x = require('./b.ts')", false],
    ["import text from './b.ts?raw'", false],
  ])('reads %s', (text, isType) => {
    expect(readImports('a/x.ts', text)).toEqual({
      read: [{ from: 'a/x.ts', to: 'a/b.ts', isType }],
      unread: [],
    })
  })

  it('reads no import in a comment or a string', () => {
    const text = "// import './b.ts'\nexport const x = \"import './b.ts'\""
    expect(readImports('a/x.ts', text)).toEqual({ read: [], unread: [] })
  })

  it('says which file it cannot read', () => {
    expect(() => readImports('a/x.ts', 'import {')).toThrow('a/x.ts cannot be read: ')
  })
})

function lawOf(...rows: readonly ImportRow[]): ImportLaw {
  return { rows, unreadImports: [], closesCycle: [] }
}

function findForbidden(law: ImportLaw, files: Readonly<Record<string, string>>): readonly string[] {
  const sources = new Map(Object.entries(files))
  return checkLaw(law, sources).filter((sentence) => sentence.includes('must not import'))
}
