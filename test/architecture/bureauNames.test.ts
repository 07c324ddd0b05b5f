import { describe, expect, it } from 'vitest'
import { bureaus } from '../../schema/bureaus/register.ts'
import { checkBureauNames, namingLaw } from './bureauNames.ts'
import { readSources } from './sources.ts'

const SETTINGS = /\.(?:css|ya?ml|html)$/

describe('the names of bureaus', () => {
  it('stand in their own folders and in the register alone', () => {
    const sources = new Map([...readSources(), ...readSources(undefined, SETTINGS)])
    expect(checkBureauNames(namingLaw, sources, bureaus)).toEqual([])
  })

  it.each([
    ['gateway/x.ts', "const OWNERS = { Place: 'museums' }", ['museums']],
    ['gateway/x.ts', "const SCOPE = 'bureau:icm'", ['icm']],
    ['gateway/x.ts', "import { a } from '../subgraphs/museums/a.ts'", ['museums']],
    ['explorer/src/x.css', 'a { color: var(--museums) }', ['museums']],
    ['deploy/x.yml', 'URLS: museums=http://museums:4001', ['museums']],
    ['deploy/x.yml', 'names: [museums, buses, clinics, hotels]', ['museums', 'buses', 'clinics', 'hotels']],
    ['gateway/x.ts', 'const museums = askFor(museums)', []],
    ['test/x.test.ts', "ask('museums', 'buses', 'clinics')", []],
    [
      'test/x.test.ts',
      "ask('museums', 'buses', 'clinics', 'hotels')",
      ['museums', 'buses', 'clinics', 'hotels'],
    ],
    ['subgraphs/museums/x.ts', "const NAME = 'museums'", []],
  ])('are found in %s: %s', (file, text, names) => {
    const registered = [
      { subgraph: 'museums', bureau: 'icm' },
      { subgraph: 'buses', bureau: 'tc' },
      { subgraph: 'clinics', bureau: 'hb' },
      { subgraph: 'hotels', bureau: 'tb' },
    ]
    expect(checkBureauNames({ exceptions: [] }, new Map([[file, text]]), registered)).toEqual(
      names.length === 0
        ? []
        : [`${file}: expected bureaus from schema/bureaus/register.ts; got the names ${names.join(', ')}.`],
    )
  })

  it('lose an exception that nobody needs', () => {
    const law = { exceptions: [{ file: 'gateway/y.ts', reason: 'none' }] }
    expect(checkBureauNames(law, new Map(), bureaus)).toEqual([
      'gateway/y.ts names no bureaus any more: delete it from test/architecture/bureauNames.ts.',
    ])
  })
})
